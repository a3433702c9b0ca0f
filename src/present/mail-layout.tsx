import type { Message, MessageItem } from '../domain/delivery.ts';
import { cardOf, type Card } from './card.ts';
import { htmlOf } from './html-of.ts';
import { moreWords } from './letter.ts';
import { MailCard, MailRow } from './mail-cards.tsx';
import { sectionsOf } from './sections.ts';

/** Whole cards before the rest become rows of two lines. */
const WHOLE_CARDS = 40;

/** One procurement as it was placed: a whole card, or a row. */
export interface Placed {
  readonly card: Card;
  readonly whole: boolean;
}

export interface Laid {
  readonly html: string;
  readonly sections: readonly { readonly title: string; readonly placed: readonly Placed[] }[];
  /** How many procurements found no room. */
  readonly left: number;
}

const utf8 = new TextEncoder();

/** UTF-8 bytes. */
export function bytesOf(text: string): number {
  return utf8.encode(text).length;
}

/** As many procurements as `bytesFree` holds: whole cards, then rows, then a line that counts the rest. */
export function layOut(message: Message, bytesFree: number): Laid {
  let room = bytesFree - bytesOf(more(message.items.length));
  let count = 0;
  const html: string[] = [];
  const sections = [];
  for (const section of headed(message)) {
    const pieces = [section.title === '' ? '' : heading(section.title)];
    const placed: Placed[] = [];
    room -= bytesOf(pieces[0] ?? '');
    for (const item of section.items) {
      const piece = place(item, message.now, count < WHOLE_CARDS);
      room -= bytesOf(piece.html);
      if (room < 0) break;
      pieces.push(piece.html);
      placed.push(piece);
      count += 1;
    }
    if (placed.length > 0) {
      html.push(...pieces);
      sections.push({ title: section.title, placed });
    }
    if (room < 0) break;
  }
  const left = message.items.length - count;
  return { html: html.join('') + (left > 0 ? more(left) : ''), sections, left };
}

/** An alert speaks of one thing and needs no headings. */
function headed(
  message: Message,
): readonly { readonly title: string; readonly items: readonly MessageItem[] }[] {
  return message.kind === 'alert' ? [{ title: '', items: message.items }] : sectionsOf(message);
}

function place(item: MessageItem, now: number, whole: boolean): Placed & { readonly html: string } {
  const card = cardOf(item, now);
  return { card, whole, html: htmlOf(whole ? <MailCard card={card} /> : <MailRow card={card} />) };
}

function heading(title: string): string {
  return htmlOf(
    <tr>
      <td class="section">
        <h2>{title}</h2>
      </td>
    </tr>,
  );
}

function more(left: number): string {
  return htmlOf(
    <tr>
      <td class="section">{moreWords(left)}</td>
    </tr>,
  );
}
