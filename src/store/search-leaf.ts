import { sql, type RawBuilder } from 'kysely';
import type { Leaf } from '../domain/query.ts';
import { OPEN_STAGES } from '../domain/stage.ts';
import { daysAt } from '../match/day-span.ts';
import { ALL, and, anyOf, NONE, not, or, quoted, where, type Clause } from './search-clause.ts';
import { buyerToken, facet } from './search-index.ts';

/** What one clause of a query means as a search. `now` is UTC milliseconds. */
export function leafClause(leaf: Leaf, now: number): Clause {
  // These two know best what "unknown" means for their opposite.
  if (leaf.kind === 'region') return region(leaf);
  if (leaf.kind === 'value') return value(leaf);
  const wanted = wantedClause(leaf, now);
  return leaf.negated ? not(wanted) : wanted;
}

function wantedClause(leaf: Exclude<Leaf, { kind: 'region' | 'value' }>, now: number): Clause {
  switch (leaf.kind) {
    case 'text':
      return phrase(leaf.tokens, leaf.prefix);
    case 'capitals':
      return facets([facet.capitals(leaf.word)]);
    case 'it':
      return leaf.setting === 'any' ? ALL : facets([facet.it(leaf.setting)]);
    case 'category':
      return facets(leaf.any.map(facet.category));
    case 'stage':
      return or(leaf.any.map((word) => stage(word, now)));
    case 'cpv':
      return facets(leaf.any.filter((prefix) => /^\d{2,8}$/.test(prefix)).map(facet.cpv));
    case 'buyer':
      return or(leaf.any.map(({ tokens }) => phrase(tokens.map(buyerToken), false)));
    case 'ends':
      return ends(leaf, now);
    case 'identifier':
    default:
      return where(sql`p.id in (select procurement_id from owned_key where key = ${leaf.key})`);
  }
}

function facets(tokens: readonly string[]): Clause {
  if (tokens.length === 0) return NONE;
  return { kind: 'match', fts: anyOf(tokens.map(quoted)) };
}

/** Tokens next to each other in one column. */
function phrase(tokens: readonly string[], prefix: boolean): Clause {
  if (tokens.length === 0) return ALL;
  return { kind: 'match', fts: `${quoted(tokens.join(' '))}${prefix ? ' *' : ''}` };
}

type StageWord = Extract<Leaf, { kind: 'stage' }>['any'][number];

function stage(word: StageWord, now: number): Clause {
  if (word === 'any') return ALL;
  if (word !== 'open') return facets([facet.stage(word)]);
  const inTime = where(sql`(p.deadline_at is null or p.deadline_at > ${now})`);
  return and([facets(OPEN_STAGES.map(facet.stage)), inTime]);
}

/**
 * Looked up in the two indexes, which the engine would scan past for a span that is open at one end. A row that states no
 * end is in neither, and so among the rest where this is negated.
 */
function ends(leaf: Extract<Leaf, { kind: 'ends' }>, now: number): Clause {
  const { from, to } = daysAt(leaf, now);
  if (from === undefined && to === undefined) return where(sql`p.ends_day is not null`);
  const found = (day: RawBuilder<unknown>, index: RawBuilder<unknown>) => sql`
    select id from procurement indexed by ${index} where merged_into is null
    and ${day} >= ${from ?? ''} ${to === undefined ? sql`` : sql`and ${day} <= ${to}`}`;
  const plain = found(sql.ref('ends_day'), sql.ref('procurement_ends'));
  const extended = found(sql.ref('ends_latest'), sql.ref('procurement_ends_latest'));
  return where(sql`p.id in (${plain} union ${extended})`);
}

/** A stated region meets a wanted one that contains it, or that it contains; what states none is kept unless asked for. */
function region(leaf: Extract<Leaf, { kind: 'region' }>): Clause {
  if (leaf.negated) return regionLeftOut(leaf.any, leaf.stated);
  const stated = facets([facet.regionStated]);
  if (leaf.any.length === 0) return leaf.stated ? stated : ALL;
  const meeting = leaf.any.flatMap((code) => [
    facet.regionInside(code),
    ...shorter(code).map(facet.regionExactly),
  ]);
  return facets(leaf.stated ? meeting : [...meeting, facet.regionNotStated]);
}

/** `UKD61` → `UK`, `UKD`, `UKD6`. */
function shorter(code: string): string[] {
  return Array.from({ length: Math.max(0, code.length - 2) }, (_, more) => code.slice(0, 2 + more));
}

/** Leaves out only what is stated, and stated for nowhere else. */
function regionLeftOut(codes: readonly string[], stated: boolean): Clause {
  const unknown = facets([facet.regionNotStated]);
  if (codes.length === 0) return stated ? unknown : NONE;
  const elsewhere = sql`exists (
    select 1 from json_each(p.regions) r where not exists (
      select 1 from ${sql`json_each(${JSON.stringify(codes)})`} w where substr(r.value, 1, length(w.value)) = w.value))`;
  return or([unknown, where(elsewhere)]);
}

/** The stated range overlaps the asked one; what states none is kept unless asked for. */
function value(leaf: Extract<Leaf, { kind: 'value' }>): Clause {
  const bounded = leaf.min !== undefined || leaf.max !== undefined;
  const [min, max] = [leaf.min ?? -Infinity, leaf.max ?? Infinity];
  const unknown = sql`p.value_min is null`;
  if (!bounded) return anyValue(leaf.stated, leaf.negated);
  if (leaf.negated) {
    const inside = sql`(p.value_min >= ${min} and p.value_max <= ${max})`;
    return where(sql`(${unknown} or not ${inside})`);
  }
  const overlaps = sql`(p.value_max >= ${min} and p.value_min <= ${max})`;
  return where(
    leaf.stated ? sql`(p.value_min is not null and ${overlaps})` : sql`(${unknown} or ${overlaps})`,
  );
}

function anyValue(stated: boolean, negated: boolean): Clause {
  if (stated) return where(negated ? sql`p.value_min is null` : sql`p.value_min is not null`);
  return negated ? NONE : ALL;
}
