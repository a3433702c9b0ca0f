import { isDecided, STAGES } from '../domain/stage.ts';
import { kinship } from './buyer-name.ts';
import { areOfOneForm, referenceKinship } from './references.ts';
import { CALL_OFF, FRAMEWORK } from './marks.ts';
import type { Signature } from './signature.ts';
import { resemblance } from './sketch.ts';
import { parts } from './title.ts';
import { weightOf } from './title-words.ts';
import { PARTING } from './word-facts.ts';

/** The two notices' standing to each other: portals and stages. */
export function pairKind(a: Signature, b: Signature): string {
  const [one, other] = [phaseOf(a), phaseOf(b)];
  const portals = a.portal === b.portal ? 'one' : 'two';
  return one < other ? `${portals} ${one} ${other}` : `${portals} ${other} ${one}`;
}

function phaseOf(s: Signature): string {
  return PHASES[s.stage] ?? 'any';
}

const PHASES = STAGES.map((stage) => (isDecided(stage) ? 'decided' : 'open'));

export function buyerBucket(a: Signature, b: Signature): string {
  if (a.buyerId !== '' && a.buyerId === b.buyerId) return 'id';
  const kin = kinship(a.buyers, b.buyers);
  const clash = a.buyerId !== '' && b.buyerId !== '' && schemeOf(a.buyerId) === schemeOf(b.buyerId);
  return clash && kin !== 'same' ? 'other' : kin;
}

function schemeOf(id: string): string {
  return /^[A-Z]{2}-[A-Z]+/.exec(id)?.[0] ?? '';
}

export interface TitleMeasure {
  /** Weight of shared words out of all words that either has, and of the one that has fewer. */
  readonly alike: number;
  readonly held: number;
  /** Words that only one has: numbers, lots, years and directions; and weight of the others. */
  readonly onlyA: readonly string[];
  readonly onlyB: readonly string[];
  readonly restA: number;
  readonly restB: number;
}

const EQUAL: TitleMeasure = { alike: 1, held: 1, onlyA: [], onlyB: [], restA: 0, restB: 0 };

export function measureTitles(a: readonly string[], b: readonly string[]): TitleMeasure {
  if (a.length > 0 && a.length === b.length && a.every((word, at) => word === b[at])) return EQUAL;
  const freeB = b.filter((word) => !a.includes(word));
  const freeA: string[] = [];
  let inBoth = 0;
  for (const word of a) {
    if (b.includes(word)) inBoth += weightOf(word);
    else {
      const twin = freeB.findIndex((other) => misspelt(word, other));
      if (twin < 0) freeA.push(word);
      else inBoth += Math.min(weightOf(word), weightOf(freeB.splice(twin, 1)[0] ?? ''));
    }
  }
  const ofA = inBoth + weight(freeA);
  const ofB = inBoth + weight(freeB);
  const either = ofA + ofB - inBoth;
  const fewer = Math.min(ofA, ofB);
  return {
    alike: either === 0 ? 0 : inBoth / either,
    held: fewer === 0 ? 0 : inBoth / fewer,
    onlyA: freeA.filter(parts),
    onlyB: freeB.filter(parts),
    restA: weight(freeA.filter((word) => !parts(word))),
    restB: weight(freeB.filter((word) => !parts(word))),
  };
}

function weight(words: readonly string[]): number {
  let sum = 0;
  for (const word of words) sum += weightOf(word);
  return sum;
}

/** One word written two ways: a letter more, less, other or in another place; one the beginning of the other; `lot 1a` and `1a`. */
export function misspelt(a: string, b: string): boolean {
  if (parts(a) || parts(b)) return a.endsWith(` ${b}`) || b.endsWith(` ${a}`);
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length < 4 || long.length - short.length > 5) return false;
  return long.startsWith(short) || (short.length >= 5 && oneSlip(short, long));
}

function oneSlip(short: string, long: string): boolean {
  if (long.length - short.length > 1) return false;
  let from = 0;
  while (from < short.length && short[from] === long[from]) from += 1;
  let back = 0;
  while (back < short.length - from && short.at(-1 - back) === long.at(-1 - back)) back += 1;
  const left = long.length - from - back;
  const turned = short[from] === long[from + 1] && short[from + 1] === long[from];
  return left <= 1 || (left === 2 && short.length === long.length && turned);
}

/** 1 for equal words in equal order; undefined where one has no description. */
export function textLikeness(a: Signature, b: Signature): number | undefined {
  if (a.text === 0 || b.text === 0) return undefined;
  return a.text === b.text ? 1 : Math.min(0.99, resemblance(a.sketch, b.sketch));
}

/** How much of each text's telling words the other lacks, the smaller share: 0 where one text holds the other. */
export function swapped(a: Signature, b: Signature): number {
  return Math.min(lacking(a.telling, b.telling), lacking(b.telling, a.telling));
}

/** Numbers, months and directions in each text that the other has not. */
export function partsSwapped(a: Signature, b: Signature): boolean {
  return onlyParts(a.telling, b.telling) && onlyParts(b.telling, a.telling);
}

function onlyParts(of: readonly number[], by: readonly number[]): boolean {
  return of.some((word) => (word & PARTING) !== 0 && !by.includes(word));
}

function lacking(of: readonly number[], by: readonly number[]): number {
  if (of.length === 0) return 0;
  let missing = 0;
  for (const word of of) if (!by.includes(word)) missing += 1;
  return missing / of.length;
}

/** Net and with VAT at 20 % are one sum. */
const VAT = Math.log(1.2);

export type ValueBucket = 'equal' | 'near' | 'within' | 'off' | 'far' | 'unknown';

export function valueBucket(a: Signature, b: Signature): ValueBucket {
  if (a.paid > 0 && b.paid > 0) return apart(Math.abs(Math.log(a.paid / b.paid)));
  // 0 stands for "not stated"; of a range both ends are, or none.
  if (a.low + a.paid === 0 || b.low + b.paid === 0) return 'unknown';
  const bucket = apart(Math.min(gap(a.low, b), gap(a.high, b), gap(a.paid, b)));
  if (bucket === 'equal' || bucket === 'near') return bucket;
  const ranged = a.low < a.high || b.low < b.high;
  const isWithin = Math.max(b.high, b.paid) >= lowest(a) && Math.max(a.high, a.paid) >= lowest(b);
  return ranged && isWithin ? 'within' : bucket;
}

/** To the nearest sum that is stated, as a logarithm. */
function gap(sum: number, { low, high, paid }: Signature): number {
  if (sum === 0) return Infinity;
  const toLow = low > 0 ? Math.abs(Math.log(sum / low)) : Infinity;
  const toHigh = high === low ? toLow : Math.abs(Math.log(sum / high));
  return Math.min(toLow, toHigh, paid > 0 ? Math.abs(Math.log(sum / paid)) : Infinity);
}

function lowest({ low, paid }: Signature): number {
  return low > 0 && paid > 0 ? Math.min(low, paid) : Math.max(low, paid);
}

function apart(logRatio: number): ValueBucket {
  if (logRatio < 0.006 || Math.abs(logRatio - VAT) < 0.003) return 'equal';
  if (logRatio < 0.06) return 'near';
  return logRatio < 0.7 ? 'off' : 'far';
}

export function deadlineBucket(a: Signature, b: Signature): string {
  if (a.deadline === undefined || b.deadline === undefined) return 'unknown';
  const days = Math.abs(a.deadline - b.deadline);
  if (days === 0) return sameDay(a.minute, b.minute);
  if (days <= 3) return 'days';
  return days <= 35 ? 'month' : days <= 120 ? 'months' : 'far';
}

function sameDay(a: number, b: number): string {
  if (a < 0 || b < 0 || isUsual(a) || isUsual(b)) return 'same';
  return a === b ? 'minute' : 'times';
}

/** Midnight, noon and the like are written where nobody knows the time. */
function isUsual(minute: number): boolean {
  return minute % 30 === 0 || minute % 60 === 59;
}

const DAY = 24 * 60;

export function publishedBucket(a: Signature, b: Signature): string {
  if (a.published === undefined || b.published === undefined) return 'unknown';
  const days = Math.abs(a.published - b.published) / DAY;
  if (days <= 1 / 12) return 'hours';
  if (days <= 1) return 'day';
  if (days <= 8) return 'week';
  if (days <= 45) return 'month';
  if (days <= 200) return 'half';
  return days <= 400 ? 'year' : 'far';
}

/** Published as decided before the other was put out, or was to close. */
export function backwards(a: Signature, b: Signature): boolean {
  const [first, second] = phaseOf(a) === 'decided' ? [a, b] : [b, a];
  if (phaseOf(first) !== 'decided' || phaseOf(second) !== 'open') return false;
  if (first.published === undefined || second.published === undefined) return false;
  return first.published < second.published - 3 * DAY;
}

export function codeBucket(a: Signature, b: Signature): string {
  const own = referenceKinship(a.own, b.own);
  if (own === 'same' || own === 'lot') return own;
  const named = names(a, b) || names(b, a) || own === 'part';
  const title = a.titleCodes.some((code) => b.titleCodes.includes(code));
  const shared =
    named || title ? 'shared' : a.textCodes.some((code) => b.textCodes.includes(code)) ? 'text' : '';
  const isTold = own === 'other' && (a.portal === b.portal || areOfOneForm(a.own, b.own));
  if (isTold) return `${shared} ${a.own.scheme === 'buyer' ? 'other' : 'renumbered'}`.trim();
  if (shared !== '') return shared;
  return a.titleCodes.length > 0 && b.titleCodes.length > 0 ? 'clash' : 'unknown';
}

/** How unequal references look: of one `form`, `length`, or neither. */
export function formBucket(a: Signature, b: Signature): string {
  const [one, other] = [a.own, b.own];
  if (one.value === '' || other.value === '' || one.value === other.value) return 'unknown';
  const form = areOfOneForm(one, other) ? 'form' : 'no form';
  return `${form} ${one.value.length === other.value.length ? 'of one length' : 'of two lengths'}`;
}

/**
 * Publications beside deadlines: `near`, as copies are; `parallel`, as a next round is, both as far apart; `crossed`, the later
 * one closing first; or `apart`.
 */
export function paceBucket(a: Signature, b: Signature): string {
  if (a.deadline === undefined || b.deadline === undefined) return 'unknown';
  if (a.published === undefined || b.published === undefined) return 'unknown';
  const closed = a.deadline - b.deadline;
  const published = (a.published - b.published) / DAY;
  if (Math.abs(closed) < 4 && Math.abs(published) < 4) return 'near';
  if (Math.sign(closed) !== Math.sign(published)) return 'crossed';
  return Math.abs(closed - published) < 14 ? 'parallel' : 'apart';
}

/** One's own reference, or a code of its title, stands in the other's texts or reference. */
function names(one: Signature, other: Signature): boolean {
  const codes = [...one.titleCodes, ...(one.own.value.length >= 5 ? [one.own.value] : [])];
  return codes.some(
    (code) => other.textCodes.includes(code) || (code.length >= 6 && other.own.value.includes(code)),
  );
}

export function callOffBucket(a: Signature, b: Signature): string {
  const ones = a.marks & CALL_OFF;
  const others = b.marks & CALL_OFF;
  if (ones !== others) return (ones === 0 ? a : b).marks & FRAMEWORK ? 'framework' : 'one';
  return ones === 0 ? 'none' : 'both';
}
