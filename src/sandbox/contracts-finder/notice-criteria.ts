import { inclusiveInstantOf, instantOf } from './dates.ts';
import { listAt, numberAt, textAt, valueAt } from './json-path.ts';
import type { ListedNotice } from './listed-notice.ts';
import { statusOf } from './listed-notice.ts';

/** What a V2 search asks for. */
interface Criteria {
  readonly keeps: (notice: ListedNotice, now: number) => boolean;
  readonly size: number;
}

/** Documented: more than this is never listed, and there are no pages (docs/portals/contracts-finder.md). */
const MOST = 1000;

/** A list, or one bare text, which has been seen to be accepted. Empty means any. */
function words(body: unknown, name: string): readonly string[] {
  const one = textAt(body, 'searchCriteria', name);
  const many = listAt(body, 'searchCriteria', name).filter((word) => typeof word === 'string');
  return (one === undefined ? many : one.split(',')).map((word) => word.trim().toLowerCase());
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Days are meant whole, at both ends; undefined where a date is none. */
function span(body: unknown, name: string): Span | undefined {
  const from = textAt(body, 'searchCriteria', `${name}From`);
  const to = textAt(body, 'searchCriteria', `${name}To`);
  const start = from === undefined ? -Infinity : instantOf(from);
  const end = to === undefined ? Infinity : inclusiveInstantOf(to);
  return start === undefined || end === undefined ? undefined : { from: start, to: end };
}

function lies(at: number | undefined, within: Span): boolean {
  if (within.from === -Infinity && within.to === Infinity) return true;
  return at !== undefined && at >= within.from && at <= within.to;
}

/** Spaces mean OR, a plus sign AND, quotation marks a phrase, as the site's help says. */
function finds(keyword: string | undefined): (text: string) => boolean {
  const alternatives = (keyword ?? '')
    .toLowerCase()
    .matchAll(/((?:"[^"]*"|[^\s+"]+)(?:\s*\+\s*(?:"[^"]*"|[^\s+"]+))*)/g);
  const groups = [...alternatives].map(([group]) =>
    [...group.matchAll(/"([^"]*)"|[^\s+"]+/g)].map(([word, phrase]) => phrase ?? word),
  );
  if (groups.length === 0) return () => true;
  return (text) => groups.some((group) => group.every((word) => text.includes(word)));
}

/** `72000000` finds everything under division 72. */
function underCpv(notice: ListedNotice, codes: readonly string[]): boolean {
  const roots = codes.map((code) => code.replace(/0+$/, '').padEnd(2, '0'));
  return codes.length === 0 || notice.cpv.some(({ id }) => roots.some((root) => id.startsWith(root)));
}

function oneOf(wanted: readonly string[], stated: string): boolean {
  return wanted.length === 0 || wanted.includes(stated.toLowerCase());
}

function inRegion(notice: ListedNotice, regions: readonly string[]): boolean {
  const place = notice.region?.toLowerCase() ?? '';
  return regions.length === 0 || place === 'any region' || regions.some((region) => place.includes(region));
}

function ofValue(notice: ListedNotice, from: number | undefined, to: number | undefined): boolean {
  return (notice.high ?? 0) >= (from ?? -Infinity) && (notice.low ?? 0) <= (to ?? Infinity);
}

/** Undefined for what the service could not read: no object, or a date that is none. */
export function criteriaOf(body: unknown): Criteria | undefined {
  const published = span(body, 'published');
  const deadline = span(body, 'deadline');
  const edited = span(body, 'lastNotifiableUpdate');
  if (valueAt(body, 'searchCriteria') === undefined) return undefined;
  if (published === undefined || deadline === undefined || edited === undefined) return undefined;
  const found = finds(textAt(body, 'searchCriteria', 'keyword'));
  const [types, statuses] = [words(body, 'types'), words(body, 'statuses')];
  const [codes, regions] = [words(body, 'cpvCodes'), words(body, 'regions')];
  const [low, high] = ['valueFrom', 'valueTo'].map((name) => numberAt(body, 'searchCriteria', name));
  const wanted = numberAt(body, 'size') ?? MOST;
  return {
    size: Math.max(0, Math.min(MOST, wanted)),
    keeps: (notice, now) =>
      oneOf(types, notice.type) &&
      oneOf(statuses, statusOf(notice, now)) &&
      lies(notice.first, published) &&
      lies(notice.deadline, deadline) &&
      lies(notice.published, edited) &&
      underCpv(notice, codes) &&
      inRegion(notice, regions) &&
      ofValue(notice, low, high) &&
      found(`${notice.title} ${notice.description} ${notice.buyer}`.toLowerCase()),
  };
}
