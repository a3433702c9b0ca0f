import type { Leaf, Query } from '../domain/query.ts';
import { ENGLAND, NATIONWIDE, REGIONS } from '../domain/region.ts';
import { printDaySpan } from './day-span-words.ts';
import { printMoneyRange } from './money-range.ts';

/** The query in canonical form: parsed again it is the same query, and printed again the same text. */
export function printQuery(query: Query): string {
  if (query.kind !== 'and' && query.kind !== 'or') return printLeaf(query);
  // An `and` inside an `or` needs no parentheses, but people do.
  const parts = query.of.map((part) =>
    part.kind === 'and' || part.kind === 'or' ? `(${printQuery(part)})` : printLeaf(part),
  );
  return parts.join(query.kind === 'and' ? ' ' : ' OR ');
}

function printLeaf(leaf: Leaf): string {
  return `${leaf.negated ? '-' : ''}${printClause(leaf)}`;
}

function printClause(leaf: Leaf): string {
  if (leaf.kind === 'text') return leaf.quoted ? `"${leaf.written}"` : leaf.written;
  if (leaf.kind === 'capitals') return leaf.word.toUpperCase();
  return leaf.kind === 'identifier' ? leaf.written : `${leaf.kind}:${valuesOf(leaf).join(',')}`;
}

function valuesOf(leaf: Exclude<Leaf, { kind: 'text' | 'capitals' | 'identifier' }>): readonly string[] {
  const stated = 'stated' in leaf && leaf.stated ? ['stated'] : [];
  if (leaf.kind === 'it') return [leaf.setting];
  if (leaf.kind === 'region') return [...regionWords(leaf.any), ...stated];
  if (leaf.kind === 'buyer') return leaf.any.map(({ written }) => quotedIfNeeded(written));
  if (leaf.kind === 'ends') return [printDaySpan(leaf) || 'stated'];
  if (leaf.kind !== 'value') return leaf.any;
  const range = printMoneyRange(leaf);
  return range === '' ? stated : [range, ...stated];
}

function quotedIfNeeded(written: string): string {
  return /^[\p{L}\p{N}]+$/u.test(written) ? written : `"${written}"`;
}

/** Names where there are any, as people write them: `wales`, `north-west`, `england`, `UKD61`. */
function regionWords(codes: readonly string[]): readonly string[] {
  const england = ENGLAND.every((code) => codes.includes(code));
  const rest = england ? codes.filter((code) => !(ENGLAND as readonly string[]).includes(code)) : codes;
  return [...(england ? ['england'] : []), ...rest.map(regionWord)];
}

function regionWord(code: string): string {
  if (code === NATIONWIDE) return 'uk';
  return REGIONS[code]?.toLowerCase().replaceAll(' ', '-') ?? code;
}
