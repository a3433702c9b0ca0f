import { sql, type RawBuilder } from 'kysely';
import { stemsBehind } from '../base/text/stem.ts';
import type { DayField, Leaf, LeafOf, StageWord } from '../domain/query.ts';
import { OPEN_STAGES } from '../domain/stage.ts';
import { isForEver } from '../match/clauses/days.ts';
import { daysAt } from '../match/day-span.ts';
import { fact, factToken } from '../match/facts.ts';
import { ALL, and, anyOf, NONE, not, or, quoted, where, type Clause } from './search-clause.ts';
import { partyToken } from './search-index.ts';

/** What one clause of a query means as a search. `now` is UTC milliseconds. */
export function leafClause(leaf: Leaf, now: number): Clause {
  // These know best what "unknown" means for their opposite.
  if (leaf.kind === 'region') return region(leaf);
  if (leaf.kind === 'value') return value(leaf);
  if (leaf.kind === 'days') return days(leaf, now);
  const wanted = wantedClause(leaf, now);
  return leaf.negated ? not(wanted) : wanted;
}

function wantedClause(leaf: Exclude<Leaf, { kind: 'region' | 'value' | 'days' }>, now: number): Clause {
  switch (leaf.kind) {
    case 'text':
      return text(leaf);
    case 'capitals':
      return facts([(leaf.inTitle ? fact.titleCapitals : fact.capitals)(leaf.word)]);
    case 'it':
      return leaf.setting === 'any' ? ALL : facts([fact.it(leaf.setting)]);
    case 'fact':
      return facts(leaf.any.map((one) => factToken(leaf.field, one)));
    case 'stage':
      return or(leaf.any.map((word) => stage(word, now)));
    case 'cpv':
      return facts(leaf.any.filter((prefix) => /^\d{2,8}$/.test(prefix)).map(fact.cpv));
    case 'party':
      return party(leaf);
    case 'identifier':
    default:
      return where(sql`p.id in (select procurement_id from owned_key where key = ${leaf.key})`);
  }
}

function facts(tokens: readonly string[]): Clause {
  if (tokens.length === 0) return NONE;
  return { kind: 'match', fts: anyOf(tokens.map(quoted)) };
}

function text({ tokens, joined, prefix, inTitle }: LeafOf<'text'>): Clause {
  if (tokens.length === 0) return ALL;
  const phrases = prefix ? beginnings(tokens) : [quoted(tokens.join(' '))];
  const any = anyOf(joined === undefined ? phrases : [...phrases, quoted(joined)]);
  return { kind: 'match', fts: inTitle ? `title : (${any})` : any };
}

/** The last token as the beginning of a stem, or as one of the stems that end before it does. */
function beginnings(tokens: readonly string[]): readonly string[] {
  const before = tokens.slice(0, -1);
  const last = tokens.at(-1) ?? '';
  const whole = stemsBehind(last).map((stem) => quoted([...before, stem].join(' ')));
  return [`${quoted(tokens.join(' '))} *`, ...whole];
}

/** Tokens next to each other in one name. */
function party({ field, any }: LeafOf<'party'>): Clause {
  const names = any.map(({ tokens }) => quoted(tokens.map((token) => partyToken(field, token)).join(' ')));
  return names.length === 0 ? NONE : { kind: 'match', fts: anyOf(names) };
}

function stage(word: StageWord, now: number): Clause {
  if (word === 'any') return ALL;
  if (word !== 'open') return facts([fact.stage(word)]);
  const inTime = where(sql`(p.deadline_at is null or p.deadline_at > ${now})`);
  return and([facts(OPEN_STAGES.map(fact.stage)), inTime]);
}

/** What states no day is kept where this is negated, and where it closes later than any day. */
function days(leaf: LeafOf<'days'>, now: number): Clause {
  const found = DAYS[leaf.field](daysAt(leaf, now));
  if (leaf.negated) return where(sql`not ${found}`);
  return where(isForEver(leaf) ? sql`(p.closing_day is null or ${found})` : found);
}

type Span = ReturnType<typeof daysAt>;

/** Each is true or false of every row, never null. */
const DAYS: Readonly<Record<DayField, (span: Span) => RawBuilder<unknown>>> = {
  closing: (span) => sql`coalesce(${within(sql.ref('p.closing_day'), span)}, 0)`,
  ends: (span) => {
    if (span.from === undefined && span.to === undefined) return sql`(p.ends_day is not null)`;
    // Looked up in the two indexes, which the engine would scan past for a span that is open at one end.
    const found = (column: string, index: string) => sql`
      select id from procurement indexed by ${sql.ref(index)} where merged_into is null
      and ${within(sql.ref(column), span)}`;
    const plain = found('ends_day', 'procurement_ends');
    return sql`p.id in (${plain} union ${found('ends_latest', 'procurement_ends_latest')})`;
  },
  // The list is read only where neither its first nor its last day decides.
  published: (span) => {
    const { from = '', to = '9999' } = span;
    return sql`(${within(sql.ref('p.published_first'), span)} or ${within(sql.ref('p.published_last'), span)}
      or (p.published_first < ${from} and p.published_last > ${to}
        and exists (select 1 from json_each(p.published_days) d where ${within(sql.ref('d.value'), span)})))`;
  },
};

function within(day: RawBuilder<unknown>, { from, to }: Span): RawBuilder<unknown> {
  return sql`(${day} >= ${from ?? ''} ${to === undefined ? sql`` : sql`and ${day} <= ${to}`})`;
}

/** A stated region meets a wanted one that contains it, or that it contains; what states none is kept unless asked for. */
function region(leaf: Extract<Leaf, { kind: 'region' }>): Clause {
  if (leaf.negated) return regionLeftOut(leaf.any, leaf.stated);
  const stated = facts([fact.regionStated]);
  if (leaf.any.length === 0) return leaf.stated ? stated : ALL;
  const meeting = leaf.any.flatMap((code) => [
    fact.regionInside(code),
    ...shorter(code).map(fact.regionExactly),
  ]);
  return facts(leaf.stated ? meeting : [...meeting, fact.regionNotStated]);
}

/** `UKD61` → `UK`, `UKD`, `UKD6`. */
function shorter(code: string): string[] {
  return Array.from({ length: Math.max(0, code.length - 2) }, (_, more) => code.slice(0, 2 + more));
}

/** Leaves out only what is stated, and stated for nowhere else. */
function regionLeftOut(codes: readonly string[], stated: boolean): Clause {
  const unknown = facts([fact.regionNotStated]);
  if (codes.length === 0) return stated ? unknown : NONE;
  // There are some hundred different lists: looked through once, not for each row.
  const elsewhere = sql`p.regions in (
    select regions from (select distinct regions from procurement) d where exists (
      select 1 from json_each(d.regions) r where not exists (
        select 1 from json_each(${JSON.stringify(codes)}) w where substr(r.value, 1, length(w.value)) = w.value)))`;
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
