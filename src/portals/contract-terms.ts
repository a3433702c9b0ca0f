import { readMomentOfContract } from './dates.ts';
import { inMonths, lastDay, lengthOfDays, type Length } from './durations.ts';
import { list, object, text, type Json } from './json.ts';

/** A period as a portal writes it, and what stands under "renewal" beside it. */
export interface Term {
  readonly period: unknown;
  readonly renewal: unknown;
}

/** What the periods state together, in London days. */
export interface Planned {
  /** The first. */
  readonly start: string | undefined;
  /** The last end without any extension. */
  readonly day: string | undefined;
  /** The last end with every extension; undefined where none is stated. */
  readonly latest: string | undefined;
  /** The longest, where lengths are stated. */
  readonly length: Length | undefined;
  /** How `day` is known. */
  readonly by: 'stated' | 'reckoned';
}

/** The terms of what was signed, else awarded, else planned: the first of these that states an end or a length. */
export function termsOf(release: Json, lots: readonly Json[], whole?: unknown): readonly Term[] {
  const contracts = list(release['contracts']);
  if (contracts.some(({ period }) => isStated(period)))
    return contracts.map(({ period, renewal }) => ({ period, renewal }));
  const awards = list(release['awards']);
  if (awards.some(({ contractPeriod }) => isStated(contractPeriod))) return awards.map(termOf);
  const isPlanned = lots.some(({ contractPeriod }) => isStated(contractPeriod));
  return isPlanned || whole === undefined || whole === null
    ? lots.map(termOf)
    : [{ period: whole, renewal: undefined }];
}

function termOf({ contractPeriod, renewal }: Json): Term {
  return { period: contractPeriod, renewal };
}

function isStated(period: unknown): boolean {
  const { endDate, durationInDays } = object(period);
  return text(endDate) !== undefined || text(durationInDays) !== undefined;
}

/** Of several lots, awards or contracts the first start and the last ends. */
export function readTerms(terms: readonly Term[]): Planned {
  let all: Planned | undefined;
  for (const term of terms) {
    const one = readTerm(term);
    all = all === undefined ? one : together(all, one);
  }
  if (all === undefined) return NOTHING;
  const { day, latest } = all;
  return latest !== undefined && day !== undefined && latest <= day ? { ...all, latest: undefined } : all;
}

const NOTHING: Planned = {
  start: undefined,
  day: undefined,
  latest: undefined,
  length: undefined,
  by: 'stated',
};

function together(all: Planned, one: Planned): Planned {
  const isLater = one.day !== undefined && (all.day === undefined || one.day > all.day);
  return {
    start: earlier(all.start, one.start),
    day: isLater ? one.day : all.day,
    latest: later(all.latest, one.latest),
    length: longer(all.length, one.length),
    by: isLater ? one.by : all.by,
  };
}

/** Half a century of days: `2147483647` is how Proactis writes "no maximum". */
const LONGEST_DAYS = 50 * 366;

function readTerm({ period }: Term): Planned {
  const parts = object(period);
  const start = dayOf(parts['startDate']);
  const end = dayOf(parts['endDate']);
  const days = Number(text(parts['durationInDays']));
  const length = days > 0 && days <= LONGEST_DAYS ? lengthOfDays(days) : undefined;
  const reckoned = start !== undefined && length !== undefined ? lastDay(start, length) : undefined;
  return {
    start,
    day: end ?? reckoned,
    latest: dayOf(parts['maxExtentDate']),
    length,
    by: end === undefined && reckoned !== undefined ? 'reckoned' : 'stated',
  };
}

function dayOf(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : readMomentOfContract(value)?.day;
}

function earlier(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || (b !== undefined && b < a) ? b : a;
}

function later(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || (b !== undefined && b > a) ? b : a;
}

function longer(a: Length | undefined, b: Length | undefined): Length | undefined {
  return a === undefined || (b !== undefined && inMonths(b) > inMonths(a)) ? b : a;
}
