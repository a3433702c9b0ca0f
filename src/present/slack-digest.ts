import type { Message, MessageItem } from '../domain/delivery.ts';
import { context, fitGroups, section, sectionWith, sizeOf, topText, type SlackBlock } from './blocks.ts';
import { factsOf } from './card.ts';
import { line } from './clean-text.ts';
import { itemMenu } from './item-acts.ts';
import { numberWords } from './lengths.ts';
import { escapeMrkdwn, link } from './mrkdwn.ts';
import { sectionsOf } from './sections.ts';
import { wholeOf, whyOf } from './slack-card.ts';

/** A message of a digest's thread. */
export interface SlackThreaded {
  readonly text: string;
  readonly blocks: SlackBlock[];
  /** The procurements whose cards it holds. */
  readonly holds: readonly number[];
}

/** A thread of ten messages takes ten seconds and some scrolling; whoever gets more would want a list. */
const MOST_REPLIES = 10;

/** Enough of a title to know it by, where one stands under the other. */
const TITLE = 120;
/** A block takes 3,000 characters. */
const MOST_LINES = 2_800;

/** Sections of titles with their deadlines, within so much room; and how many of the titles stand there. */
export function titlesOf(
  message: Message,
  room: number,
): { readonly blocks: readonly SlackBlock[]; readonly shown: number } {
  const texts: string[] = [];
  let left = room;
  let shown = 0;
  for (const { title, items } of sectionsOf(message)) {
    texts.push(`*${escapeMrkdwn(title)}*`);
    left -= sizeOf([section(title)]);
    for (const item of items) {
      const words = titleWords(item, message.now);
      left -= JSON.stringify(words).length;
      if (left < 0) return { blocks: sectionsFrom(texts), shown };
      const whole = `${texts.at(-1) ?? ''}\n${words}`;
      if (whole.length > MOST_LINES) texts.push(words);
      else texts[texts.length - 1] = whole;
      shown += 1;
    }
  }
  return { blocks: sectionsFrom(texts), shown };
}

/** A heading whose first title found no room goes, too. */
function sectionsFrom(texts: readonly string[]): readonly SlackBlock[] {
  return texts.filter((text) => text.includes('\n') || text.startsWith('•')).map(section);
}

/** `• Cloud hosting · Fri 9 Oct 2026, 12:00 (38 days left)`. */
function titleWords({ procurement, kind }: MessageItem, now: number): string {
  const { title, url, deadline } = factsOf(procurement, now);
  const ended = kind === 'cancelled' ? 'Cancelled: ' : '';
  return `• ${ended}${link(url, line(title, TITLE))}${deadline === undefined ? '' : ` · ${escapeMrkdwn(deadline)}`}`;
}

/** A digest's cards, as many as fit into each message; and the procurements that no message of the thread has room for. */
export function threadOf(message: Message): {
  readonly thread: readonly SlackThreaded[];
  readonly left: readonly number[];
} {
  const cards = cardsOf(message);
  const thread: SlackThreaded[] = [];
  const tooLong: DigestCard[] = [];
  let from = 0;
  while (from < cards.length && thread.length < MOST_REPLIES) {
    const rest = cards.slice(from);
    const { blocks, placed } = fitGroups({
      head: [],
      groups: rest.map((card) => card.blocks),
      total: rest.length,
      tail: () => [],
    });
    const holds = rest.slice(0, placed).map(({ id }) => id);
    // A card that fills a message by itself is read in the list of what had no room.
    if (placed === 0) tooLong.push(...rest.slice(0, 1));
    else thread.push({ text: placeWords(from, placed, cards), blocks, holds });
    from += Math.max(placed, 1);
  }
  return { thread, left: [...tooLong, ...cards.slice(from)].map(({ id }) => id) };
}

interface DigestCard {
  readonly id: number;
  readonly title: string;
  readonly blocks: readonly SlackBlock[];
}

/** In reading order, each with what stands over it: '' where `isSeveral` is false, for the message's heading names the one section. */
export function headed(
  message: Message,
  isSeveral = sectionsOf(message).length > 1,
): readonly { readonly heading: string; readonly item: MessageItem; readonly isFirst: boolean }[] {
  return sectionsOf(message).flatMap(({ title, items }) =>
    items.map((item, index) => ({ heading: isSeveral ? title : '', item, isFirst: index === 0 })),
  );
}

/** A section's heading goes with its first card. */
function cardsOf(message: Message): readonly DigestCard[] {
  const { now } = message;
  return headed(message).map(({ heading, item, isFirst }) => {
    const { id, view } = item.procurement;
    const shown = { item, now, under: heading };
    const why = whyOf(shown);
    const blocks = [
      ...(isFirst && heading !== '' ? [section(`*${escapeMrkdwn(heading)}*`)] : []),
      sectionWith(wholeOf(shown), itemMenu(id)),
      ...(why.length === 0 ? [] : [context(why.join('\n'))]),
    ];
    return { id, title: view.title, blocks };
  });
}

/** What a notification says of it. */
function placeWords(from: number, placed: number, cards: readonly DigestCard[]): string {
  const [first] = cards.slice(from);
  const last = numberWords(from + placed);
  return topText(
    cards.length === 1
      ? line(first?.title ?? '', TITLE)
      : `${placed === 1 ? '' : `${numberWords(from + 1)} to `}${last} of ${numberWords(cards.length)}: ${line(first?.title ?? '', TITLE)}…`,
  );
}
