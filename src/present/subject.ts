import type { Message, MessageItem, ToldKind } from '../domain/delivery.ts';
import { cut, line } from './clean-text.ts';
import { LONGEST } from './lengths.ts';
import { sectionsOf } from './sections.ts';

const PREFIXES: Readonly<Record<ToldKind, string>> = {
  new: '',
  offered: '',
  changed: 'Updated: ',
  cancelled: 'Cancelled: ',
  awarded: 'Awarded: ',
  closing: 'Closing: ',
};
const LONGEST_PREFIX = Math.max(...Object.values(PREFIXES).map((prefix) => prefix.length));

/** Enough to know a buyer by, where the title needs the room. */
const BUYER_ROOM = 24;

/**
 * At most 70 visible characters, one line, the fact first. Of one procurement: title and buyer, the same base in every
 * message about it, because mail programs hang a reply on its References and a like subject; a change goes before it.
 */
export function subjectOf(message: Message): string {
  if (isNotice(message)) return headlineOf(message);
  const [first] = message.items;
  if (message.kind === 'alert' && first !== undefined && message.items.length === 1)
    return `${PREFIXES[first.kind]}${baseSubject(first)}`;
  const name = ` (${nameOf(message)})`;
  return `${countWords(message, LONGEST.subject - name.length)}${name}`;
}

function baseSubject(item: MessageItem): string {
  const { view } = item.procurement;
  const room = LONGEST.subject - LONGEST_PREFIX;
  const title = line(view.title, LONGEST.title) || '(no title)';
  const buyer = line(view.buyer?.name ?? '', LONGEST.buyer);
  if (buyer === '') return cut(title, room);
  const whole = `${title} – ${buyer}`;
  return whole.length <= room ? whole : `${cut(title, room - BUYER_ROOM - 3)} – ${cut(buyer, BUYER_ROOM)}`;
}

/** Whether a message says sentences of its own: to the operator, or that a subscription is quiet. */
export function isNotice({ kind }: Pick<Message, 'kind'>): boolean {
  return kind === 'operator' || kind === 'nudge';
}

/** What a message of sentences is about. */
export function headlineOf({ kind, troubles }: Message): string {
  const otherwise = kind === 'nudge' ? 'About your tender alerts' : 'About a portal';
  return cut(line(troubles[0] ?? '', LONGEST.trouble) || otherwise, LONGEST.subject);
}

function nameOf(message: Message): string {
  return message.kind === 'digest' ? `${message.cadence} digest` : message.kind;
}

/** `12 procurements: 3 closing soon, 2 changed, 7 new`, with as many of the counts as `room` characters hold. */
export function countWords(message: Message, room = Infinity): string {
  const { length } = message.items;
  if (length === 0) return 'Nothing new';
  const all = length === 1 ? '1 procurement' : `${length.toLocaleString('en-GB')} procurements`;
  const counts = sectionsOf(message).map(
    ({ brief, items }) => `${items.length.toLocaleString('en-GB')} ${brief}`,
  );
  let words = `${all}: ${counts[0] ?? ''}`;
  for (const count of counts.slice(1)) if (words.length + count.length + 2 <= room) words += `, ${count}`;
  return words;
}
