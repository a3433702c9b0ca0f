import type { Comparable } from './comparable.ts';

/** The reference that a notice goes by, where its form says what it is: equal ones join, unequal ones of one scheme part. */
export interface OwnReference {
  readonly scheme: 'procontract' | 'delta' | 'in-tend' | 'buyer' | '';
  readonly value: string;
  /** The lot, award or amendment of it, where the reference ends in one. */
  readonly part: string;
}

const NONE: OwnReference = { scheme: '', value: '', part: '' };

/** Numbers that a portal or its sender makes up for each notice: they say nothing of the procurement. */
const MADE_UP =
  /^(?:[0-9a-f]{8}-[0-9a-f]{4}-.*|bip\d+|mt\d{5,}|c4n\d+|cf-\d{7}\w*|20\d{12}-\d+|\d{6}-20\d\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\d{6}|\d{1,3}|ocds-\w+-.*)$/;

/** A notice's number, found in another's text: `2020/S 086-123456` and `123456-2020` are one. */
const JOURNAL = /\b(20\d\d)\/s[ -]?\d{3}[-–—]0*(\d{4,7})\b/gi;
const LINK = /(?:ted:notice:|\/notice\/)(?:0*(\d{4,7})-(20\d\d)|([0-9a-f]{8})-[0-9a-f]{4})/g;

/** From its id or its reference: `NOTTCITY001-DN599639-14797249`, `tender_301598/1053627`, `IT-368-12069-DM300`, `PPP 679`. */
export function ownReference(notice: Comparable): OwnReference {
  const written = (notice.reference ?? notice.noticeId).trim().toLowerCase();
  const procontract = /(?:^|[-\s])(dn\d{6})(?:\b|$)/.exec(written)?.[1];
  if (procontract !== undefined) return { scheme: 'procontract', value: procontract, part: '' };
  const delta = /^tender_(\d+)/.exec(written)?.[1];
  if (delta !== undefined) return { scheme: 'delta', value: `tender${delta}`, part: '' };
  const project = /^(?:prj|project)_(\d+)/.exec(written)?.[1];
  if (project !== undefined) return { scheme: 'delta', value: `prj${project}`, part: '' };
  const inTend = /^it-(\d+-\d+)/.exec(written)?.[1];
  if (inTend !== undefined) return { scheme: 'in-tend', value: `it${inTend}`, part: '' };
  return MADE_UP.test(written) ? NONE : buyersOwn(written);
}

/** What a number of a lot, of an award or of an amendment looks like at the end: `/2-1`, `(e)`, `- Lot 3`, `451b`. */
const LAST_PART =
  /(?:[\s\-/_.(]+(?:(?:lots?|supplier|part|award)\s?\d+\w?|\d{1,2}(?:-\d)?|[a-z]{1,3}|v\d)[).\s]*|(?<=\d)[a-z])$/;

function buyersOwn(written: string): OwnReference {
  const text = written.replace(/\b(?:awarded|award|notice|contract|con|can|ca|cn|tender)\b/g, ' ').trim();
  const last = LAST_PART.exec(text)?.[0] ?? '';
  const base = squeezed(text.slice(0, text.length - last.length));
  const whole = squeezed(text);
  if (whole.length < 4 || !/\d{2}/.test(whole)) return NONE;
  const parted = last !== '' && base.length >= 6 && base.replace(/\D/g, '').length >= 3;
  return { scheme: 'buyer', value: parted ? base : whole, part: parted ? squeezed(last) : '' };
}

function squeezed(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '');
}

/** Letters, then digits; or digits with letters; or at least five digits. Capitals may stand apart from their number: `CPU 3570`. */
const CODE =
  /\b(?:[A-Z]{2,6}[ ]?[-–—/_.]?[ ]?\d[\dA-Za-z]*|[A-Za-z]{1,10}[-/_.]?\d[\dA-Za-z]*|\d+[-/_.]?[A-Za-z][\dA-Za-z]*|\d{5,})(?:[-/_.][\dA-Za-z]+)*/g;
const NO_CODE =
  /^(?:lot|phase|year|stage|part|covid|section|schedule|act|page|annex|iso|bs|en|pas|q|level|grade|ks|type|unit|item|area|zone|ward|po|box|tel|cpv|july?|june?|may|apr|april|march|mar|feb|jan|aug|sept?|oct|nov|dec|in|by|of|to|from|and|for|at|on|the|is|ref|no|circa|over|approx)\d+(?:st|nd|rd|th)?$/;
const NUMBERS_OF_TIME =
  /^(?:\d{1,2}(?:st|nd|rd|th|am|pm)|\d+(?:years?|months?|weeks?|days?|hours?|k|m|mm|cm|km|kg|kva|kw|mw|v|tb|gb|mb|x\d+|no|yr|hrs?))$/;
const POSTCODE = /^[a-z]{1,2}\d[a-z\d]?(?:\d[a-z]{2})?$/;
/** Agreements that many buy under: to share one is no sign of one procurement. */
const FRAMEWORK = /^(?:rm\d{3,5}\w*|y\d{5}|espo\w+|f\d{5}|g?cloud\d+|dos\d|fram\w+|framework\w+|dps\w+)$/;
const URL = /\bhttps?:\/\/\S+|\bwww\.\S+/gi;
const MOST_CODES = 6;

/** Reference codes written in a text, letters and digits alone: `cpu3570`, `con21141`; of frameworks none. */
export function codesIn(text: string): readonly string[] {
  if (!/\d/.test(text)) return [];
  const found = new Set<string>();
  for (const [, year, number] of text.matchAll(JOURNAL))
    found.add(`${String(Number(number))}of${year ?? ''}`);
  for (const [, number, year, guid] of text.toLowerCase().matchAll(LINK))
    found.add(guid ?? `${number ?? ''}of${year ?? ''}`);
  for (const [written] of text.replace(URL, ' ').replace(JOURNAL, ' ').matchAll(CODE)) {
    if (found.size >= MOST_CODES) break;
    const code = squeezed(written);
    if (isCode(code)) found.add(code);
  }
  return [...found];
}

function isCode(code: string): boolean {
  const digits = code.replace(/\D/g, '').length;
  if (code.length < 4 || digits < 2 || (digits === code.length && digits < 5)) return false;
  return ![NO_CODE, NUMBERS_OF_TIME, POSTCODE, FRAMEWORK, /^20\d\d/].some((sign) => sign.test(code));
}

/** A journal's or portal's notice number, as `codesIn` writes it; undefined for an id of another form. */
export function numberOf(noticeId: string): string | undefined {
  const [, number, year] = /^0*(\d{4,7})-(20\d\d)$/.exec(noticeId) ?? [];
  return number === undefined || year === undefined ? undefined : `${number}of${year}`;
}

/** `same`; `lot`: equal but for the last part; `part`: one holds the other; `other`: of one scheme and unequal; `unknown`: they cannot be compared. */
export type ReferenceKinship = 'same' | 'lot' | 'part' | 'other' | 'unknown';

export function referenceKinship(a: OwnReference, b: OwnReference): ReferenceKinship {
  if (a.scheme === '' || b.scheme === '') return 'unknown';
  if (a.value === b.value) return a.part === b.part ? 'same' : 'lot';
  const [short, long] = a.value.length < b.value.length ? [a.value, b.value] : [b.value, a.value];
  if (short.length >= 6 && long.includes(short)) return 'part';
  return a.scheme === b.scheme ? 'other' : 'unknown';
}

/** References of one form, digits aside: `ABC-1234` and `ABC-1250`, as one buyer numbers its purchases. */
export function areOfOneForm(a: OwnReference, b: OwnReference): boolean {
  if (a.scheme !== b.scheme) return false;
  const [one, other] = [a.value, b.value];
  let [at, place] = [0, 0];
  while (at < one.length && place < other.length) {
    const [past, beyond] = [pastDigits(one, at), pastDigits(other, place)];
    if (past === at && beyond === place) {
      if (one[at] !== other[place]) return false;
      at += 1;
      place += 1;
    } else if (past === at || beyond === place) return false;
    else [at, place] = [past, beyond];
  }
  return at === one.length && place === other.length;
}

function pastDigits(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) >= ZERO && text.charCodeAt(at) <= NINE) at += 1;
  return at;
}

const [ZERO, NINE] = [48, 57];
