import type { DeliveryKind, Message, MessageItem, ToldKind } from '../domain/delivery.ts';
import { isOpen } from '../domain/stage.ts';
import { cut, line } from './clean-text.ts';
import { dayAndMonth } from './deadline-words.ts';
import { LONGEST, numberWords } from './lengths.ts';
import { countsOf, sectionsOf } from './sections.ts';

const PREFIXES: Readonly<Record<ToldKind, string>> = {
  new: '',
  offered: '',
  changed: 'Updated: ',
  cancelled: 'Cancelled: ',
  awarded: 'Awarded: ',
  closing: 'Closing: ',
};
/** Every base subject leaves room for the longest, so that it is the same in all messages about one procurement. */
const LONGEST_PREFIX = 'Now due 30 Sept: '.length;

/** Enough to know a buyer by, where the title needs the room. */
const BUYER_ROOM = 24;
const BETWEEN = ' – ';

/**
 * At most 70 visible characters, one line, the fact first. Of one procurement: title and buyer, the same base in every
 * message about it, because mail programs hang a reply on its References and a like subject; a change goes before it.
 */
export function subjectOf(message: Message): string {
  if (isSentences(message)) return cut(headlineOf(message), LONGEST.subject);
  const [first] = message.items;
  if (message.kind === 'alert' && first !== undefined && message.items.length === 1)
    return `${prefixOf(first, message.now)}${baseSubject(first)}`;
  const name = ` (${nameOf(message)})`;
  return `${countWords(message, LONGEST.subject - name.length)}${name}`;
}

/** What there is to know first: a deadline that moved, or that is near, is named itself. */
function prefixOf({ kind, changes, procurement: { view } }: MessageItem, now: number): string {
  const day = dayAndMonth(view.deadline);
  if (day === undefined) return PREFIXES[kind];
  if (kind === 'new') return isOpen(view, now) ? `Due ${day}: ` : PREFIXES[kind];
  if (kind === 'closing') return `Closes ${day}: `;
  const hasMoved = kind === 'changed' && changes.some(({ field }) => field === 'deadline');
  return hasMoved ? `Now due ${day}: ` : PREFIXES[kind];
}

function baseSubject(item: MessageItem): string {
  const { view } = item.procurement;
  const room = LONGEST.subject - LONGEST_PREFIX;
  const title = line(view.title, LONGEST.title) || '(no title)';
  const buyer = line(view.buyer?.name ?? '', LONGEST.buyer);
  if (buyer === '') return cut(title, room);
  const whole = `${title}${BETWEEN}${buyer}`;
  if (whole.length <= room) return whole;
  // What one of the two leaves free is the other's.
  const short = cut(buyer, Math.max(BUYER_ROOM, room - BETWEEN.length - title.length));
  return `${cut(title, room - BETWEEN.length - Math.min(short.length, BUYER_ROOM))}${BETWEEN}${short}`;
}

/** What a message of sentences is about where it brings no headline; undefined for a kind that shows procurements. */
const HEADLINES: Readonly<Record<DeliveryKind, string | undefined>> = {
  alert: undefined,
  summary: undefined,
  digest: undefined,
  quiet: 'All quiet: nothing new for you',
  operator: 'About a portal',
  nudge: 'About your tender alerts',
  broad: 'Your subscription brings very much',
  paused: 'Your subscription was paused',
  orphaned: 'Whoever set up these alerts has left',
  confirmation: 'Please confirm your tender alerts',
  manage: 'Your link to manage your tender alerts',
  test: 'A test: mail from tenderbell arrives',
};

/** Whether a message says sentences of its own in place of procurements. */
export function isSentences({ kind }: Pick<Message, 'kind'>): boolean {
  return HEADLINES[kind] !== undefined;
}

/** What a message of sentences is about. */
export function headlineOf({ kind, words }: Pick<Message, 'kind' | 'words'>): string {
  return line(words?.[0] ?? '', LONGEST.trouble) || (HEADLINES[kind] ?? '');
}

function nameOf(message: Message): string {
  return message.kind === 'digest' ? `${message.cadence} digest` : message.kind;
}

/** `12 procurements: 3 closing soon, 2 changed, 7 new`, with as many of the counts as `room` characters hold. */
export function countWords(message: Message, room = Infinity): string {
  const { length } = message.items;
  if (length === 0) return 'Nothing new';
  const [first = '', ...more] = countsOf(sectionsOf(message));
  let words = `${length === 1 ? '1 procurement' : `${numberWords(length)} procurements`}: ${first}`;
  for (const count of more) if (words.length + count.length + 2 <= room) words += `, ${count}`;
  return words;
}
