import { londonDateTime } from '../base/london.ts';
import { TOLD_KINDS, type ToldKind } from '../domain/delivery.ts';
import { grouped } from '../domain/grouped.ts';
import { dayWords } from '../domain/london-day.ts';
import type { Replayed, ReplayedItem, ReplayedWeek } from '../domain/replayed.ts';
import type { Cadence } from '../domain/subscription.ts';
import { changeWords } from './change-words.ts';
import { cut, line } from './clean-text.ts';
import { LONGEST, listed, MOST_ITEMS } from './lengths.ts';
import { safeUrl } from './safe-url.ts';

const WEEK = 7 * 86_400_000;
const KIND_WIDTH = 11;
const NARROW = { title: 80, buyer: 50 } as const;
const INDENT = ' '.repeat(2 + KIND_WIDTH);
const WIDEST_BAR = 60;
const WEEK_WIDTH = 28;

export interface ReplayAsked {
  readonly cadence: Cadence;
  readonly from: number;
  readonly to: number;
}

/** What would have been told, message by message, and how much that is a week. */
export function replayLines({ items, weeks }: Replayed, asked: ReplayAsked): readonly string[] {
  const { cadence, from, to } = asked;
  const messages = messagesOf(items, cadence);
  const lines = messages.flatMap((message) => [
    headline(message, cadence),
    ...message.flatMap(itemLines),
    '',
  ]);
  const perWeek = items.length / Math.max(1, (to - from) / WEEK);
  return [
    ...lines,
    totalLine(items, messages.length, cadence),
    ...(items.length === 0 ? [] : [`${rounded(perWeek)} a week on average`, ...weekLines(weeks)]),
  ];
}

/** A line for each week that brings something; those between that bring nothing are counted. */
function weekLines(weeks: readonly ReplayedWeek[]): readonly string[] {
  const scale = Math.min(1, WIDEST_BAR / Math.max(1, ...weeks.map((week) => week.items)));
  const lines: string[] = [];
  let empty = 0;
  const skip = (): void => {
    if (empty > 0) lines.push(`  ${counted(empty, 'week')} without any`);
    empty = 0;
  };
  for (const { monday, items } of weeks) {
    if (items === 0) {
      empty += 1;
      continue;
    }
    skip();
    const week = `week of ${dayWords(monday)}`.padEnd(WEEK_WIDTH);
    lines.push(`  ${week}${String(items).padStart(5)}  ${'#'.repeat(Math.ceil(items * scale))}`);
  }
  skip();
  return lines;
}

/** The items of each message: a digest's are those of its slot; at once, each is a message of its own. */
function messagesOf(items: readonly ReplayedItem[], cadence: Cadence): readonly (readonly ReplayedItem[])[] {
  return cadence === 'instant' ? items.map((item) => [item]) : [...grouped(items, ({ at }) => at).values()];
}

function headline(message: readonly ReplayedItem[], cadence: Cadence): string {
  const at = londonDateTime(message[0]?.at ?? 0);
  return cadence === 'instant' ? at : `${at}, the ${cadence} digest: ${counted(message.length, 'item')}`;
}

function itemLines(item: ReplayedItem): readonly string[] {
  const { kind, procurementId, title, buyer, changes, reasons, notOpenToYou } = item;
  const by = buyer === undefined ? '' : ` – ${cut(buyer, NARROW.buyer)}`;
  const why = reasons.map((reason) => line(reason, LONGEST.reason));
  const rest = [
    ...changes
      .slice(0, MOST_ITEMS.changes)
      .map(changeWords)
      .map(({ label, was, now }) => `${label}: ${was} → ${now}`),
    ...(why.length === 0 || changes.length > 0 ? [] : [`because ${listed(why, MOST_ITEMS.reasons)}`]),
    ...(notOpenToYou === undefined ? [] : [`not open to you: ${line(notOpenToYou, LONGEST.tag)}`]),
    safeUrl(item.url) ?? '',
  ];
  return [
    `  ${KINDS[kind].padEnd(KIND_WIDTH)}#${procurementId}  ${cut(title, NARROW.title)}${by}`,
    ...rest.filter((one) => one !== '').map((one) => `${INDENT}${one}`),
  ];
}

const KINDS: Readonly<Record<ToldKind, string>> = {
  new: 'new',
  changed: 'changed',
  cancelled: 'ended',
  awarded: 'awarded',
  offered: 'offered',
  closing: 'closes soon',
};

function totalLine(items: readonly ReplayedItem[], messages: number, cadence: Cadence): string {
  if (items.length === 0) return 'Nothing would have been sent.';
  const kinds = TOLD_KINDS.flatMap((kind) => {
    const count = items.filter((item) => item.kind === kind).length;
    return count === 0 ? [] : [`${number(count)} ${KINDS[kind]}`];
  });
  const inAll = cadence === 'instant' ? '' : `${counted(items.length, 'item')} in `;
  return `${inAll}${counted(messages, 'message')} would have been sent: ${kinds.join(', ')}`;
}

function rounded(count: number): string {
  return count < 10 ? count.toFixed(1) : number(Math.round(count));
}

function counted(count: number, noun: string): string {
  return `${number(count)} ${noun}${count === 1 ? '' : 's'}`;
}

function number(count: number): string {
  return count.toLocaleString('en-GB');
}
