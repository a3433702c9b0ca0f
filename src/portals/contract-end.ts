import type { ContractEnd } from '../domain/notice.ts';
import { readTerms, type Planned, type Term } from './contract-terms.ts';
import { added, earlierDay, inMonths, lastDay, laterDay, monthsBetween, type Length } from './durations.ts';
import { spanIn } from './end-text.ts';
import { extensionIn, termsIn, type Terms } from './extension-text.ts';
import { object, text } from './json.ts';

/**
 * When the contract ends: of several lots or awards the last. Where the data states no extension, the words do (`words`,
 * what the notice says of itself): beside an end that is stated they give the latest day alone, unless they show that
 * the stated end is the latest one. `published` in UTC milliseconds; `ofExtensions` are the words believed on that.
 */
export function readEnds(
  terms: readonly Term[],
  published: number,
  words: string | undefined,
  ofExtensions: string | undefined = words,
): ContractEnd | undefined {
  const planned = readTerms(terms);
  const { start, day, latest, by } = planned;
  const end = day === undefined ? endInWords(planned, words) : { day, latest, by };
  if (end === undefined) return undefined;
  const all = end.latest === undefined ? extended(end, start, terms, ofExtensions) : end;
  return believedEnd(all, start, published);
}

/** Where no end is stated: a day in the text, or a start in it with a length in the text or the data. */
function endInWords(planned: Planned, words: string | undefined): ContractEnd | undefined {
  const span = spanIn(words);
  if (span.end !== undefined) return { day: span.end, latest: undefined, by: 'text' };
  const start = planned.start ?? span.start;
  const length = planned.length ?? span.length;
  if (start === undefined || length === undefined) return undefined;
  return { day: lastDay(start, length), latest: undefined, by: 'text' };
}

/** What stands under "renewal" adds, if the lots agree; else what the text does. */
function extended(
  end: ContractEnd,
  start: string | undefined,
  terms: readonly Term[],
  words: string | undefined,
): ContractEnd {
  const said = extensionIn(renewalOf(terms));
  return extendedBy(end, start, said) ?? extendedBy(end, start, termsIn(words)) ?? end;
}

/** What stands under "renewal"; undefined where the lots do not agree. */
function renewalOf(terms: readonly Term[]): string | undefined {
  const agreed = renewalIn(terms[0]);
  for (const term of terms) if (renewalIn(term) !== agreed) return undefined;
  return agreed;
}

function renewalIn(term: Term | undefined): string | undefined {
  return text(object(term?.renewal)['description']);
}

/** Undefined where the terms add nothing, or do not fit the dates. */
function extendedBy(end: ContractEnd, start: string | undefined, terms: Terms): ContractEnd | undefined {
  const { extension, until, day, whole } = terms;
  if (until !== undefined) return withLatest(end, until);
  if (day !== undefined && day !== end.day) {
    const isWhole = extension !== undefined && laterDay(day, extension) === end.day;
    return isWhole ? before(end, day) : undefined;
  }
  if (extension !== undefined) return byLength(end, start, extension, terms.initial);
  return whole === undefined || start === undefined ? undefined : withLatest(end, lastDay(start, whole));
}

/** Buyers put either end into the same field: the initial term tells which, where it and the start are stated. */
function byLength(
  end: ContractEnd,
  start: string | undefined,
  extension: Length,
  initial: Length | undefined,
): ContractEnd | undefined {
  const latest = laterDay(end.day, extension);
  if (start === undefined || initial === undefined) return { ...end, latest };
  const months = monthsBetween(start, end.day);
  if (isAbout(months, initial)) return { ...end, latest };
  return isAbout(months, added([initial, extension]))
    ? before(end, earlierDay(end.day, extension))
    : undefined;
}

/** The end as published is the latest one, and `day` comes before. */
function before(end: ContractEnd, day: string): ContractEnd {
  return { day, latest: end.day, by: end.by === 'text' ? 'text' : 'reckoned' };
}

function withLatest(end: ContractEnd, latest: string): ContractEnd | undefined {
  return latest > end.day ? { ...end, latest } : undefined;
}

/** Starts and ends are often a day or a fortnight off a round length. */
function isAbout(months: number, length: Length): boolean {
  return Math.abs(months - inMonths(length)) <= (months < 11 ? 0.6 : 1.1);
}

/** Private finance contracts run for decades; beyond half a century a date is a slip of the pen. */
const LONGEST_YEARS = 50;
const FIRST_DAY = '2000-01-01';
/** Half a century after the first publication that is believed (./dates.ts). */
const SURELY_BELIEVED = '2050';

/** Not before the contract starts, and neither day beyond half a century. */
function believedEnd(
  end: ContractEnd,
  start: string | undefined,
  published: number,
): ContractEnd | undefined {
  const { day, latest } = end;
  if (day < FIRST_DAY || (start !== undefined && day < start)) return undefined;
  // The calendar is asked about the odd ones alone.
  if (day < SURELY_BELIEVED && (latest === undefined || latest < SURELY_BELIEVED)) return end;
  const last = `${String(new Date(published).getUTCFullYear() + LONGEST_YEARS)}-12-31`;
  if (day > last) return undefined;
  return latest !== undefined && latest > last ? { ...end, latest: undefined } : end;
}
