import { dayAfter, isDay, londonDayAt } from '../domain/london-day.ts';
import type { DayMark } from '../domain/query.ts';

/** A span of days, both ends inclusive; undefined is open. */
export interface DaySpan {
  readonly from: DayMark | undefined;
  readonly to: DayMark | undefined;
}

type Counted = Extract<DayMark, { after: number }>;
type Unit = Counted['unit'];

export const TODAY: Counted = { after: 0, unit: 'days' };
/** `yesterday` stands for a day away, as all counts do: the field says in which direction. */
const NAMED_DAYS: ReadonlyMap<string, Counted> = new Map([
  ['today', TODAY],
  ['tomorrow', { after: 1, unit: 'days' }],
  ['yesterday', { after: 1, unit: 'days' }],
]);

const COUNT = /^(\d{1,5})(days?|d|weeks?|w|months?|mo|m|years?|yrs?|y)?$/;
/** A year, a month or a day. */
const DATE = /^[12]\d{3}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?$/;
/** Dates hold hyphens of their own, so that only counts may have one between them: `6-18m`. */
const BETWEEN = /\.{2,}|…|–|(?<=^\d+[a-z]*)-(?=\d+[a-z]+$)|(?<=\d[a-z]*)to(?=\d)/u;
/** A hundred years of each: no contract is longer, and days keep four digits of a year. */
const MOST: Readonly<Record<Unit, number>> = { days: 36_525, weeks: 5218, months: 1200, years: 100 };
/** On average, to tell which of two counts is the longer. */
const DAYS: Readonly<Record<Unit, number>> = { days: 1, weeks: 7, months: 30.44, years: 365.25 };

/**
 * `6m..18m`, `<12m`, `>2y`, `6w..`, `90d`, `..2027-03-31`, `2027`, `2027-03`; undefined for what is no span of days. What is
 * counted from today begins today unless it says where else: `<12m` and `12m` are the next twelve months, not all that has
 * ended before. Ends of one sort may stand either way round.
 */
export function parseDaySpan(text: string): DaySpan | undefined {
  const bare = text.toLowerCase().replaceAll(/\s+/gu, '');
  const compared = /^(>=|<=|>|<|≥|≤)(.+)$/u.exec(bare);
  if (compared !== null) return compare(compared[1] ?? '', compared[2] ?? '');
  const [low = '', high, ...more] = bare.split(BETWEEN);
  if (more.length > 0) return undefined;
  if (high === undefined) return readEnd(low, undefined)?.alone;
  if (low === '') return compare('<=', high);
  if (high === '') return compare('>=', low);
  return between(low, high);
}

/** What one end says: by itself, and as where a span begins and ends. */
interface End {
  readonly alone: DaySpan;
  readonly first: DayMark;
  readonly last: DayMark;
}

function readEnd(text: string, unit: Unit | undefined): End | undefined {
  const named = NAMED_DAYS.get(text);
  if (named !== undefined) return { alone: { from: named, to: named }, first: named, last: named };
  const mark = readCount(text, unit);
  if (mark !== undefined) return { alone: { from: TODAY, to: mark }, first: mark, last: mark };
  const days = daysOf(text);
  if (days === undefined) return undefined;
  const [first, last] = days.map((day) => ({ day }));
  return first && last && { alone: { from: first, to: last }, first, last };
}

function readCount(text: string, usual: Unit | undefined): Counted | undefined {
  const [, digits, word] = COUNT.exec(text) ?? [];
  // Four digits by themselves are a year.
  const unit = word === undefined ? (text.length < 4 ? usual : undefined) : unitOf(word);
  const after = Number(digits);
  if (unit === undefined || !(after <= MOST[unit])) return undefined;
  return after === 0 ? TODAY : { after, unit };
}

function unitOf(word: string): Unit {
  if (word.startsWith('d')) return 'days';
  if (word.startsWith('w')) return 'weeks';
  return word.startsWith('m') ? 'months' : 'years';
}

/** The first and the last day of a year, a month or a day. */
function daysOf(text: string): readonly [string, string] | undefined {
  if (!DATE.test(text)) return undefined;
  if (text.length === 10) return isDay(text) ? [text, text] : undefined;
  const [from, to] = text.length === 4 ? [`${text}-01-01`, `${text}-12-01`] : [`${text}-01`, `${text}-01`];
  return [from, dayAfter(dayAfter(to, 1, 'months'), -1, 'days')];
}

function between(low: string, high: string): DaySpan | undefined {
  const to = readEnd(high, undefined);
  const from = readEnd(low, to !== undefined && 'unit' in to.last ? to.last.unit : undefined);
  if (from === undefined || to === undefined) return undefined;
  return isBefore(to.last, from.first)
    ? { from: to.first, to: from.last }
    : { from: from.first, to: to.last };
}

/** A day and a count cannot be compared without knowing the day of asking. */
function isBefore(a: DayMark, b: DayMark): boolean {
  if ('day' in a) return 'day' in b && a.day < b.day;
  return 'after' in b && a.after * DAYS[a.unit] < b.after * DAYS[b.unit];
}

function compare(sign: string, text: string): DaySpan | undefined {
  const end = readEnd(text, undefined);
  if (end === undefined) return undefined;
  const { first, last } = end;
  const mark = sign === '>' ? dayBeside(last, 1) : sign === '<' ? dayBeside(first, -1) : undefined;
  if (sign === '>' || sign === '>=' || sign === '≥') return { from: mark ?? first, to: undefined };
  const to = mark ?? last;
  return { from: 'after' in to ? TODAY : undefined, to };
}

/** Before or after a day is not on it; of a count of months nobody means to split the day. */
function dayBeside(mark: DayMark, step: 1 | -1): DayMark {
  const beside = 'day' in mark ? { day: dayAfter(mark.day, step, 'days') } : mark;
  // At the first and the last day that can be written there is nothing beyond.
  return 'after' in beside || DATE.test(beside.day) ? beside : mark;
}

/** What is counted from today, counted the other way: `<7d` of what lies behind is the last seven days. */
export function backwards({ from, to }: DaySpan): DaySpan {
  const ends = isCounted(from) && isCounted(to) ? { from: to, to: from } : { from, to };
  return { from: opposite(ends.from), to: opposite(ends.to) };
}

function isCounted(mark: DayMark | undefined): boolean {
  return mark === undefined || 'after' in mark;
}

function opposite(mark: DayMark | undefined): DayMark | undefined {
  return mark === undefined || 'day' in mark || mark.after === 0 ? mark : { ...mark, after: -mark.after };
}

/** The span as days, for who asks at `now` (UTC milliseconds). */
export function daysAt(
  { from, to }: DaySpan,
  now: number,
): { readonly from: string | undefined; readonly to: string | undefined } {
  const today = londonDayAt(now);
  const dayOf = (mark: DayMark): string =>
    'day' in mark ? mark.day : dayAfter(today, mark.after, mark.unit);
  return { from: from && dayOf(from), to: to && dayOf(to) };
}

/** `2027`, `2027-03` or `2027-03-31` for a span that is that part of the calendar. */
export function calendarPart({ from, to }: DaySpan): string | undefined {
  if (from === undefined || to === undefined || !('day' in from) || !('day' in to)) return undefined;
  const parts = [from.day, from.day.slice(0, 7), from.day.slice(0, 4)];
  return parts.find((part) => {
    const [first, last] = daysOf(part) ?? [];
    return first === from.day && last === to.day;
  });
}
