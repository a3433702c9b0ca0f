import { dayWords } from '../domain/london-day.ts';
import { itRank } from '../domain/procurement.ts';
import type { Leaf, Query } from '../domain/query.ts';
import { NATIONWIDE, regionMeets, regionName } from '../domain/region.ts';
import { isOpen } from '../domain/stage.ts';
import { daysAt } from './day-span.ts';
import type { MatchDocument, MatchText } from './document.ts';
import { describeMoneyRange } from './money-range.ts';
import { holdsPhrase } from './phrase.ts';

/**
 * True when a procurement is what the query looks for. The search of `store/` means the same, and
 * test/properties/search.test.ts holds the two equal. `now` is UTC milliseconds.
 */
export function matches(query: Query, document: MatchDocument, now: number): boolean {
  if (query.kind === 'and') return query.of.every((part) => matches(part, document, now));
  if (query.kind === 'or') return query.of.some((part) => matches(part, document, now));
  if (query.kind === 'region') return meetsRegion(query, document.regions);
  if (query.kind === 'value') return meetsValue(query, document.value);
  return meets(query, document, now) !== query.negated;
}

type Plain = Exclude<Leaf, { kind: 'region' | 'value' }>;

/** Whether the clause holds, before any negation. */
function meets(leaf: Plain, document: MatchDocument, now: number): boolean {
  if (leaf.kind === 'text') return document.texts.some((text) => mentions(text, leaf));
  if (leaf.kind === 'capitals') return document.capitals.has(leaf.word);
  if (leaf.kind === 'it') return leaf.setting === 'any' || itRank(document.setting) >= itRank(leaf.setting);
  if (leaf.kind === 'category') return leaf.any.some((slug) => document.categories.includes(slug));
  if (leaf.kind === 'stage') return leaf.any.some((word) => isAt(word, document, now));
  if (leaf.kind === 'cpv') return codesUnder(leaf, document).length > 0;
  if (leaf.kind === 'ends') return endsWithin(leaf, document, now);
  return leaf.kind === 'buyer' ? boughtBy(leaf, document) !== undefined : document.keys.has(leaf.key);
}

function mentions(text: MatchText, leaf: Extract<Leaf, { kind: 'text' }>): boolean {
  const whole = leaf.prefix ? leaf.tokens.slice(0, -1) : leaf.tokens;
  if (!whole.every((token) => text.vocabulary.has(token))) return false;
  return (leaf.tokens.length === 1 && !leaf.prefix) || holdsPhrase(text.stems, leaf.tokens, leaf.prefix);
}

function isAt(
  word: Extract<Leaf, { kind: 'stage' }>['any'][number],
  document: MatchDocument,
  now: number,
): boolean {
  if (word === 'any') return true;
  return word === 'open' ? isOpen(document, now) : document.stage === word;
}

function codesUnder({ any }: Extract<Leaf, { kind: 'cpv' }>, { cpv }: MatchDocument): readonly string[] {
  return cpv.filter((code) => any.some((prefix) => code.startsWith(prefix)));
}

function boughtBy(leaf: Extract<Leaf, { kind: 'buyer' }>, { buyer }: MatchDocument): string | undefined {
  if (buyer === undefined) return undefined;
  return leaf.any.find(({ tokens }) => holdsPhrase(buyer.stems, tokens))?.written;
}

function endsWithin(leaf: Extract<Leaf, { kind: 'ends' }>, { ends }: MatchDocument, now: number): boolean {
  if (ends === undefined) return false;
  const { from = '', to } = daysAt(leaf, now);
  const holds = (day: string) => day >= from && (to === undefined || day <= to);
  return holds(ends.day) || (ends.latest !== undefined && holds(ends.latest));
}

/** A place that is not stated is kept, unless the query asks that one is; negated, only what is stated for nowhere else goes. */
function meetsRegion(leaf: Extract<Leaf, { kind: 'region' }>, regions: readonly string[]): boolean {
  const known = regions.length > 0;
  if (leaf.any.length === 0) return leaf.stated ? known !== leaf.negated : !leaf.negated;
  if (!known) return leaf.negated || !leaf.stated;
  if (!leaf.negated) return regions.some((stated) => leaf.any.some((wanted) => regionMeets(wanted, stated)));
  return !regions.every((stated) => leaf.any.some((unwanted) => stated.startsWith(unwanted)));
}

/** A value that is not stated is kept, unless the query asks that one is; negated, only what lies wholly inside goes. */
function meetsValue(leaf: Extract<Leaf, { kind: 'value' }>, value: MatchDocument['value']): boolean {
  const open = leaf.min === undefined && leaf.max === undefined;
  if (open) return leaf.stated ? (value !== undefined) !== leaf.negated : !leaf.negated;
  if (value === undefined) return leaf.negated || !leaf.stated;
  const [min, max] = [leaf.min ?? 0, leaf.max ?? Infinity];
  return leaf.negated ? value.min < min || value.max > max : value.max >= min && value.min <= max;
}

/**
 * Which words and clauses let a procurement through that matches: `'cyber' in the title`, `category security`. What
 * the query leaves out, and what is true of everything, is not worth saying.
 */
export function because(query: Query, document: MatchDocument, now: number): string[] {
  return [...new Set(reasons(query, document, now))];
}

function reasons(query: Query, document: MatchDocument, now: number): readonly string[] {
  if (query.kind === 'and') return query.of.flatMap((part) => reasons(part, document, now));
  if (query.kind === 'or') {
    return query.of
      .filter((part) => matches(part, document, now))
      .flatMap((part) => reasons(part, document, now));
  }
  return query.negated ? [] : reason(query, document);
}

function reason(leaf: Leaf, document: MatchDocument): readonly string[] {
  if (leaf.kind === 'text') {
    const place = document.texts.find((text) => mentions(text, leaf))?.place;
    return place === undefined ? [] : [`'${leaf.written}' in the ${place}`];
  }
  if (leaf.kind === 'capitals') {
    const place = document.capitals.get(leaf.word);
    return place === undefined ? [] : [`'${leaf.word.toUpperCase()}' in the ${place}`];
  }
  if (leaf.kind === 'buyer') {
    const buyer = boughtBy(leaf, document);
    return buyer === undefined ? [] : [`buyer '${buyer}'`];
  }
  return clauseReason(leaf, document);
}

function clauseReason(
  leaf: Exclude<Leaf, { kind: 'text' | 'capitals' | 'buyer' }>,
  document: MatchDocument,
): readonly string[] {
  if (leaf.kind === 'category') {
    return leaf.any.filter((slug) => document.categories.includes(slug)).map((slug) => `category ${slug}`);
  }
  if (leaf.kind === 'cpv') return codesUnder(leaf, document).map((code) => `CPV ${code}`);
  if (leaf.kind === 'region') {
    return document.regions
      .filter((stated) => leaf.any.some((wanted) => regionMeets(wanted, stated)))
      .map((stated) => (stated === NATIONWIDE ? 'nationwide' : `region ${regionName(stated)}`));
  }
  if (leaf.kind === 'value') {
    return document.value === undefined ? [] : [`worth ${describeMoneyRange(document.value)}`];
  }
  if (leaf.kind === 'ends') return document.ends === undefined ? [] : [endReason(document.ends)];
  return leaf.kind === 'identifier' && document.keys.has(leaf.key) ? [leaf.written] : [];
}

function endReason({ day, latest }: NonNullable<MatchDocument['ends']>): string {
  const extended = latest === undefined ? '' : `, or ${dayWords(latest)} if extended`;
  return `contract ends ${dayWords(day)}${extended}`;
}
