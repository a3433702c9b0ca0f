import { stems } from '../base/text/tokens.ts';
import { netOf, rangeOf, type Value } from '../domain/money.ts';
import type { Buyer, ContractEnd, Notice, Period } from '../domain/notice.ts';
import type { SourcedField } from '../domain/procurement.ts';
import { regionMeets } from '../domain/region.ts';
import type { Deadline } from '../domain/stage.ts';
import { buyerForms, kinship } from './buyer-name.ts';
import {
  deadlineText,
  endsText,
  lotsText,
  periodText,
  regionsText,
  titleText,
  valueText,
} from './canonical.ts';

/** How one field is told, and when two notices that both state it say the same to a reader. */
interface Reading {
  /** Canonical text; '' where the notice does not state it. */
  readonly says: (notice: Notice) => string;
  readonly agree: (a: Notice, b: Notice) => boolean;
}

/** A description stands in `View.descriptions` whole; of a conflict only its beginning is told. */
const LONGEST_SAYING = 200;

const READINGS: Readonly<Record<SourcedField, Reading>> = {
  title: {
    says: ({ title }) => titleText(title ?? ''),
    agree: both(
      ({ title }) => title,
      (a, b) => isBegunBy(stems(a).join(' '), stems(b).join(' ')),
    ),
  },
  description: {
    says: ({ description }) =>
      titleText((description ?? '').slice(0, 2 * LONGEST_SAYING)).slice(0, LONGEST_SAYING),
    agree: both(({ description }) => description, sameText),
  },
  buyer: {
    says: ({ buyer }) => titleText(buyer?.name ?? ''),
    agree: both(({ buyer }) => buyer, sameBuyer),
  },
  deadline: {
    says: ({ deadline }) => deadlineText(deadline),
    agree: both(({ deadline }) => deadline, sameDeadline),
  },
  value: { says: ({ value }) => valueText(netValue(value)), agree: both(({ value }) => value, sameValue) },
  regions: {
    says: ({ regions }) => regionsText(regions),
    agree: both(({ regions }) => regions, sameRegions),
  },
  procedure: {
    says: ({ procedure }) => titleText(procedure ?? ''),
    agree: both(({ procedure }) => procedure, sameWords),
  },
  contract: {
    says: ({ contract }) => periodText(contract),
    agree: both(({ contract }) => contract, samePeriod),
  },
  ends: {
    says: ({ ends }) => (ends === undefined ? '' : endsText(ends)),
    agree: both(({ ends }) => ends, sameEnd),
  },
  lots: {
    says: ({ lots }) => lotsText(lots).slice(0, LONGEST_SAYING),
    agree: both(
      ({ lots }) => lots,
      (a, b) => a.length === b.length,
    ),
  },
  sme: {
    says: ({ sme }) => yesOrNo(sme),
    agree: both(
      ({ sme }) => sme,
      (a, b) => a === b,
    ),
  },
  vcse: {
    says: ({ vcse }) => yesOrNo(vcse),
    agree: both(
      ({ vcse }) => vcse,
      (a, b) => a === b,
    ),
  },
};

export function states(field: SourcedField, notice: Notice): boolean {
  return READINGS[field].says(notice) !== '';
}

/**
 * What `other` says of a field where a reader would care that `source` says otherwise; undefined where it does not state it,
 * or differs in its dress, its precision or its length alone.
 */
export function contradiction(field: SourcedField, source: Notice, other: Notice): string | undefined {
  const { says, agree } = READINGS[field];
  const saying = says(other);
  return saying === '' || says(source) === saying || agree(source, other) ? undefined : saying;
}

function both<Stated>(
  read: (notice: Notice) => Stated | undefined,
  agree: (a: Stated, b: Stated) => boolean,
): Reading['agree'] {
  return (a, b) => {
    const [one, other] = [read(a), read(b)];
    return one === undefined || other === undefined || agree(one, other);
  };
}

function yesOrNo(stated: boolean | undefined): string {
  if (stated === undefined) return '';
  return stated ? 'yes' : 'no';
}

/** One is the other, or the other cut short. */
function isBegunBy(a: string, b: string): boolean {
  return a.startsWith(b) || b.startsWith(a);
}

/** Copies break lines, drop mark-up and put a sentence before or behind: four words in five of how the shorter begins stand in the other. */
const SHARED_WORDS = 0.8;
/** Characters, of the shorter and of the longer: the beginning tells, and texts are long. */
const BEGINNING = 600;
const ROOM = 1_200;

function sameText(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (long.startsWith(short)) return true;
  const words = wordsOf(short.slice(0, BEGINNING));
  const held = new Set(wordsOf(long.slice(0, ROOM)));
  return words.filter((word) => held.has(word)).length >= words.length * SHARED_WORDS;
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** All the words of one stand in the other: `Open procedure` and `Open`. */
function sameWords(a: string, b: string): boolean {
  const [one, other] = [new Set(stems(a)), new Set(stems(b))];
  return [...one].every((word) => other.has(word)) || [...other].every((word) => one.has(word));
}

/** One body under two spellings, or with a department or an agent of it named beside. */
function sameBuyer(a: Buyer, b: Buyer): boolean {
  if ((a.id !== undefined && a.id === b.id) || sameWords(a.name, b.name)) return true;
  return ['same', 'alike', 'partly'].includes(kinship(buyerForms(a.name), buyerForms(b.name)));
}

/** A date against its own time on that day is no contradiction. */
function sameDeadline(a: Deadline, b: Deadline): boolean {
  return a.day === b.day && (a.at === b.at || !a.timed || !b.timed);
}

/** Sums in one currency, copies of which are rounded, leave VAT in or out, or give the range. */
function sameValue(a: Value, b: Value): boolean {
  const [one, other] = [rangeOf(netValue(a)), rangeOf(netValue(b))];
  if (one === undefined || other === undefined) return true;
  if (a.currency !== b.currency) return false;
  return sameSums(one, other) || sameSums(withoutVat(one), other) || sameSums(one, withoutVat(other));
}

interface Sums {
  readonly min: number;
  readonly max: number;
}

function sameSums(a: Sums, b: Sums): boolean {
  if (a.min === a.max) return a.min * ROUNDED >= b.min && a.max <= b.max * ROUNDED;
  if (b.min === b.max) return sameSums(b, a);
  return isRounded(a.min, b.min) && isRounded(a.max, b.max);
}

/** One per cent. */
const ROUNDED = 1.01;

function isRounded(a: number, b: number): boolean {
  return Math.max(a, b) <= Math.min(a, b) * ROUNDED;
}

function withoutVat({ min, max }: Sums): Sums {
  return { min: netOf(min), max: netOf(max) };
}

/** A figure that includes VAT, where it is the only one, less VAT. */
function netValue(value: Value | undefined): Value | undefined {
  if (value?.gross === undefined || rangeOf(value) !== undefined) return value;
  const net = netOf(value.gross);
  return { ...value, min: net, max: net };
}

/** Everything that one names lies within what the other names. */
function sameRegions(a: readonly string[], b: readonly string[]): boolean {
  return a.length === 0 || b.length === 0 || liesWithin(a, b) || liesWithin(b, a);
}

function liesWithin(inner: readonly string[], outer: readonly string[]): boolean {
  return inner.every((code) => outer.some((wide) => regionMeets(wide, code)));
}

const DAY = 86_400_000;

/** Some count the last day in and others out. */
function sameDay(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined || a === b) return true;
  return Math.abs(Date.parse(a) - Date.parse(b)) <= DAY;
}

function samePeriod(a: Period, b: Period): boolean {
  return sameDay(a.start, b.start) && sameDay(a.end, b.end);
}

/** Some portals give the end with every extension alone. */
function sameEnd(a: ContractEnd, b: ContractEnd): boolean {
  if (sameDay(a.day, b.day)) return sameDay(a.latest, b.latest);
  return sameDay(a.latest ?? a.day, b.latest ?? b.day);
}
