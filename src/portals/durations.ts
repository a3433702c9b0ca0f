import { dayAfter } from '../domain/london-day.ts';

/** How long something lasts, as notices say it. */
export interface Length {
  readonly months: number;
  readonly days: number;
}

/** A length and where it stands in its text; `parts` as written: `3+1+1 years` is three, `2 x 12 months` is one. */
export interface Duration {
  readonly parts: readonly Length[];
  readonly from: number;
  readonly to: number;
}

const NUMBER_WORDS: Readonly<Record<string, number>> = {
  one: 1,
  single: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  fifteen: 15,
  eighteen: 18,
  'twenty four': 24,
  'thirty six': 36,
  'forty eight': 48,
  sixty: 60,
};
const WORDS = new RegExp(
  `\\b(?:${Object.keys(NUMBER_WORDS).toReversed().join('|').replaceAll(' ', '[ -]?')})\\b`,
  'g',
);

/** Small letters, figures for numbers (`three (3)` is 3), `+` for plus: what `durationsIn` reads. */
export function withFigures(text: string): string {
  return text
    .toLowerCase()
    .replace(/[‐-―]/g, '-')
    .replace(WORDS, (word) => String(NUMBER_WORDS[word.replace('-', ' ')] ?? numberOfJoined(word)))
    .replace(/(\d+)\s*\(\s*(?:no\.?\s*)?\d+\s*\)/g, '$1')
    .replace(/\((\d+)\)\s*(?=(?:year|month)s?\b)/g, '$1 ')
    .replace(/(\d+) (?:further|additional|extra|optional) (?=(?:year|month)s?\b)/g, '$1 ')
    .replace(/\b(\d) - (?=\d+[ -](?:year|month) (?:period|extension|option)s)/g, '$1 x ')
    .replace(/\b(?:an?|another)\s+((?:further|additional|extra)\s+)?(?=(?:years?|months?)\b)/g, '1 ')
    .replace(/\b(?:a )?(?:further|additional|extra)\s+(?=(?:year|month)\b)/g, '1 ')
    .replace(/\s+plus\s+(?=\d)/g, ' + ');
}

function numberOfJoined(word: string): number {
  const tens = /^(twenty|thirty|forty)/.exec(word)?.[1] ?? '';
  return NUMBER_WORDS[`${tens} ${word.slice(tens.length)}`] ?? 0;
}

const UNIT = '(years?|yrs?|months?|mths?|weeks?|days?)\\b';
const BETWEEN =
  '(?:further|additional|optional|extra|consecutive|separate|individual|possible|potential|more|successive|up to|x|×|\\*|times)';
const NOUN = '(?:periods?|extensions?|terms?|options?|increments?)';
/** `2 x 12 months`, `two further periods of up to 12 months`, `two one-year extensions`: how many, how long. */
const TIMES = new RegExp(
  `\\b(\\d{1,2})\\s*(?:${BETWEEN},?\\s*)*(?:(?:${NOUN}\\s*)+(?:to extend\\s*)?(?:(?:each\\s*)?(?:of|for|x)\\s*)?(?:up to\\s*)?(?:a?\\s*(?:further|additional|maximum|period)\\s*(?:of\\s*)?)*)?` +
    `(?<![\\d+])(\\d{1,3})[\\s-]*${UNIT}`,
  'g',
);
/** `3+1+1 years`, `1 year + 1 year`, `(2+1)`. */
const SUM = new RegExp(`\\b\\d{1,2}(?:[\\s-]*${UNIT})?(?:\\s*\\+\\s*\\d{1,2}(?:[\\s-]*${UNIT})?){1,6}`, 'g');
const SINGLE = new RegExp(`\\b(\\d{1,3})[\\s-]*${UNIT}`, 'g');
const PART = new RegExp(`(\\d{1,3})(?:[\\s-]*${UNIT})?`, 'g');

/** Every length in a text that `withFigures` has made, in order. Of two that overlap, the one that begins first and says more. */
export function durationsIn(text: string): readonly Duration[] {
  if (!/\d/.test(text)) return [];
  const found = [
    ...Array.from(text.matchAll(SUM), (match) => durationOf(match, sumOf(match[0]))),
    ...Array.from(text.matchAll(TIMES), (match) =>
      durationOf(match, [lengthOf(Number(match[1]) * Number(match[2]), match[3])]),
    ),
    ...Array.from(text.matchAll(SINGLE), (match) =>
      durationOf(match, [lengthOf(Number(match[1]), match[2])]),
    ),
  ];
  const kept: Duration[] = [];
  for (const one of found.toSorted((a, b) => a.from - b.from))
    if (one.from >= (kept.at(-1)?.to ?? 0)) kept.push(one);
  return kept;
}

function durationOf(match: RegExpExecArray, parts: readonly Length[]): Duration {
  return { parts, from: match.index, to: match.index + match[0].length };
}

/** A number without a unit takes the next one's; where none is given, what is up to ten are years. */
function sumOf(written: string): readonly Length[] {
  const numbers = Array.from(written.matchAll(PART), ([, number, unit]) => ({
    number: Number(number),
    unit,
  }));
  const last = numbers.findLast(({ unit }) => unit !== undefined)?.unit;
  const usual = last ?? (numbers.every(({ number }) => number <= 10) ? 'years' : 'months');
  return numbers.map(({ number, unit }) => lengthOf(number, unit ?? usual));
}

function lengthOf(count: number, unit = 'years'): Length {
  if (unit.startsWith('y')) return { months: 12 * count, days: 0 };
  if (unit.startsWith('m')) return { months: count, days: 0 };
  return { months: 0, days: unit.startsWith('w') ? 7 * count : count };
}

/**
 * A length given in days. Notice forms ask for months or days, and both Find a Tender and the Proactis portals serve months
 * as thirty days each: all 302 recorded lengths are multiples of 30.
 */
export function lengthOfDays(days: number): Length {
  return days % 30 === 0 ? { months: days / 30, days: 0 } : { months: 0, days };
}

export function added(lengths: readonly Length[]): Length {
  return {
    months: lengths.reduce((sum, { months }) => sum + months, 0),
    days: lengths.reduce((sum, { days }) => sum + days, 0),
  };
}

/** A month on the average. */
const DAYS_OF_MONTH = 30.44;

export function inMonths({ months, days }: Length): number {
  return months + days / DAYS_OF_MONTH;
}

/** The last day of what begins on `start` and lasts so long: a year from 1 April ends on 31 March. */
export function lastDay(start: string, { months, days }: Length): string {
  return dayAfter(dayAfter(dayAfter(start, months, 'months'), days, 'days'), -1, 'days');
}

/** The last day of what ended on `end` and goes on so long: by whole months, so that month ends stay month ends. */
export function laterDay(end: string, length: Length): string {
  return lastDay(dayAfter(end, 1, 'days'), length);
}

/** The last day of what would have ended on `end` had it not gone on so long. */
export function earlierDay(end: string, { months, days }: Length): string {
  return dayAfter(dayAfter(dayAfter(dayAfter(end, 1, 'days'), -months, 'months'), -days, 'days'), -1, 'days');
}

/** From the first to the last day, both counted, in months. */
export function monthsBetween(start: string, end: string): number {
  return (Date.parse(end) - Date.parse(start) + 86_400_000) / 86_400_000 / DAYS_OF_MONTH;
}
