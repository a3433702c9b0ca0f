import type { Message } from '../domain/delivery.ts';
import { calendarAct } from './acts.ts';
import { becauseBrief } from './because-words.ts';
import { cardOf, type Card } from './card.ts';
import { htmlOf } from './html-of.ts';
import { isOneAlert, moreWords } from './letter.ts';
import { MailItem, More, SectionHead } from './mail-parts.tsx';
import { sectionsOf, type Section } from './sections.ts';

export interface Laid {
  readonly html: string;
  readonly sections: readonly { readonly title: string; readonly cards: readonly Card[] }[];
  /** The procurements that found no room, in reading order. */
  readonly left: readonly number[];
}

const utf8 = new TextEncoder();

/** UTF-8 bytes. */
export function bytesOf(text: string): number {
  return utf8.encode(text).length;
}

/** As many procurements as `bytesFree` holds, each whole, then a line that counts the rest. */
export function layOut(message: Message, bytesFree: number): Laid {
  const ordered = headed(message);
  const more = moreHtml(message, message.items.length);
  let room = bytesFree - bytesOf(more);
  let count = 0;
  const html: string[] = [];
  const sections = [];
  for (const { title, items } of ordered) {
    const head = title === '' ? '' : htmlOf(<SectionHead title={title} />);
    room -= bytesOf(head);
    const cards: Card[] = [];
    for (const item of items) {
      const card = cardIn(message, item);
      const piece = htmlOf(<MailItem card={card} level={title === '' ? 'h1' : 'h3'} />);
      room -= bytesOf(piece);
      if (room < 0) break;
      html.push(cards.length === 0 ? head + piece : piece);
      cards.push(card);
      count += 1;
    }
    if (cards.length > 0) sections.push({ title, cards });
    if (room < 0) break;
  }
  const left = ordered.flatMap(({ items }) => items.map(({ procurement }) => procurement.id)).slice(count);
  if (left.length > 0) html.push(moreHtml(message, left.length));
  return { html: html.join(''), sections, left };
}

/** An alert speaks of one thing and needs no headings. */
function headed(message: Message): readonly Pick<Section, 'title' | 'items'>[] {
  return message.kind === 'alert' ? [{ title: '', items: message.items }] : sectionsOf(message);
}

function cardIn(message: Message, item: Message['items'][number]): Card {
  const { now, links } = message;
  if (!isOneAlert(message)) return cardOf(item, now, links, becauseBrief);
  const card = cardOf(item, now, links);
  return { ...card, acts: [...calendarAct(item, links, now), ...card.acts] };
}

function moreHtml({ links }: Message, left: number): string {
  return htmlOf(<More words={moreWords(left, links !== undefined)} url={links?.rest} />);
}
