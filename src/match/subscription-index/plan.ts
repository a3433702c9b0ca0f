import type { DayMark, Query } from '../../domain/query.ts';
import { dayAfter } from '../../domain/london-day.ts';
import { OPEN_WORDS, type Pass } from './gates.ts';
import { leafNeeds } from './leaf.ts';
import { allOf, anyOf, type Features, type Need, type Needs } from './needs.ts';

/** How a query is asked. */
export interface Plan {
  /** What a document must pass, as in `index-gates.ts`. */
  readonly gates: readonly [number, number];
  /** Needs one after another, each behind its length. Those that the gates say whole come last, from `whole` on. */
  readonly program: readonly number[];
  readonly whole: number;
  /** Pence; a document that states a value must state one that overlaps it. */
  readonly span: Span;
  /** What all this does not say, to be asked of the tree itself; undefined where it says all. */
  readonly rest: Query | undefined;
  /** Whether the rest counts days from the day of asking. */
  readonly isDated: boolean;
}

/** Of values, both ends inclusive. */
export interface Span {
  readonly min: number;
  readonly max: number;
}

const ANY_VALUE: Span = { min: -Infinity, max: Infinity };

interface Passes {
  passOf(feature: number): Pass | undefined;
}

export function planOf(query: Query, features: Features & Passes): Plan {
  const { needs, span, rest } = needsOf(query, features);
  let words: readonly [number, number] = OPEN_WORDS;
  const taken = new Set<Pass['gate']>();
  const [asked, whole]: [number[], number[]] = [[], []];
  for (const need of needs) {
    const passed = passOfNeed(need, features);
    // A document can have one value for each of two needs: the gate stands for one of them.
    const isGated = passed !== undefined && (passed.gate.single || !taken.has(passed.gate));
    (isGated && passed.whole ? whole : asked).push(need.length, ...need);
    if (!isGated) continue;
    taken.add(passed.gate);
    words = narrowed(words, passed);
  }
  return {
    gates: words,
    program: [...asked, ...whole],
    whole: asked.length,
    span,
    rest,
    isDated: rest !== undefined && isDated(rest),
  };
}

function narrowed(
  [first, second]: readonly [number, number],
  { gate, bits }: Pass,
): readonly [number, number] {
  const mask = ~gate.bits | bits;
  return gate.word === 0 ? [first & mask, second] : [first, second & mask];
}

/** A query's needs, the values that it asks for, and what of it these two do not say whole. */
function needsOf(
  query: Query,
  features: Features,
): { readonly needs: readonly Need[]; readonly span: Span; readonly rest: Query | undefined } {
  const needs: Need[] = [];
  const rest: Query[] = [];
  let span: Span | undefined;
  for (const part of query.kind === 'and' ? query.of : [query]) {
    const { all, exact } = read(part, features);
    needs.push(...all);
    const asked = exact || span !== undefined ? undefined : spanOf(part);
    if (asked !== undefined) span = asked;
    else if (!exact) rest.push(part);
  }
  const [only] = rest;
  return {
    needs,
    span: span ?? ANY_VALUE,
    rest: rest.length > 1 ? { kind: 'and', of: rest.toSorted(byEffort) } : only,
  };
}

/** What a clause asks of a value that is stated; whether one need be, its needs say. */
function spanOf(query: Query): Span | undefined {
  if (query.kind !== 'value' || query.negated) return undefined;
  return { min: query.min ?? 0, max: query.max ?? Infinity };
}

function read(query: Query, features: Features): Needs {
  if (query.kind !== 'and' && query.kind !== 'or') return leafNeeds(query, features);
  const parts = query.of.map((part) => read(part, features));
  return query.kind === 'and' ? allOf(parts) : anyOf(parts, features);
}

/** Numbers are compared faster than words are looked for. */
function byEffort(one: Query, other: Query): number {
  return effort(one) - effort(other);
}

function effort({ kind }: Query): number {
  if (kind === 'value' || kind === 'days') return 0;
  return kind === 'and' || kind === 'or' ? 2 : 1;
}

/** What a need lets pass where all that it names is of one kind. */
function passOfNeed(need: Need, features: Passes): Pass | undefined {
  let found: Pass | undefined;
  for (const one of need) {
    const passed = features.passOf(one < 0 ? ~one : one);
    if (passed === undefined || (found !== undefined && found.gate !== passed.gate)) return undefined;
    const { gate, whole } = passed;
    if (one < 0 && !(gate.single && whole)) return undefined;
    const bits = one < 0 ? gate.bits & ~passed.bits : passed.bits;
    found = { gate, bits: (found?.bits ?? 0) | bits, whole: whole && found?.whole !== false };
  }
  return found;
}

function isDated(query: Query): boolean {
  if (query.kind === 'and' || query.kind === 'or') return query.of.some(isDated);
  return (
    query.kind === 'days' && [query.from, query.to].some((mark) => mark !== undefined && 'after' in mark)
  );
}

/** The query with its counts of days as the days that they are for who asks today: reckoning them costs more than all else. */
export function onDay(query: Query, today: string): Query {
  if (query.kind === 'and' || query.kind === 'or')
    return { kind: query.kind, of: query.of.map((part) => onDay(part, today)) };
  if (query.kind !== 'days') return query;
  return { ...query, from: markOn(query.from, today), to: markOn(query.to, today) };
}

function markOn(mark: DayMark | undefined, today: string): DayMark | undefined {
  if (mark === undefined || 'day' in mark) return mark;
  return { day: dayAfter(today, mark.after, mark.unit) };
}
