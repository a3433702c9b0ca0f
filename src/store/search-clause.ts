import { sql, type RawBuilder } from 'kysely';

/**
 * A piece of a search, said in the cheapest way that can say it: an FTS5 expression (`match`), the rows that such an
 * expression does not find (`without`), a condition on `procurement p` (`where`), an expression and a condition, or a constant.
 */
export type Clause =
  | { readonly kind: 'match'; readonly fts: string }
  | { readonly kind: 'without'; readonly fts: string }
  | { readonly kind: 'where'; readonly sql: RawBuilder<unknown> }
  /** Found by the expression, and the condition true of it. */
  | { readonly kind: 'both'; readonly fts: string; readonly sql: RawBuilder<unknown> }
  | { readonly kind: 'all' }
  | { readonly kind: 'none' };

export const ALL: Clause = { kind: 'all' };
export const NONE: Clause = { kind: 'none' };

/** A condition must be true or false for every row, never null, or `not` would lose the row. */
export function where(truth: RawBuilder<unknown>): Clause {
  return { kind: 'where', sql: truth };
}

/** An FTS5 string: whatever stands in it is text (https://sqlite.org/fts5.html §3.1). */
export function quoted(text: string): string {
  return `"${text.replaceAll('\0', '').replaceAll('"', '""')}"`;
}

export function anyOf(expressions: readonly string[]): string {
  return expressions.length === 1 ? (expressions[0] ?? '') : `(${expressions.join(' OR ')})`;
}

export function not(clause: Clause): Clause {
  if (clause.kind === 'match') return { kind: 'without', fts: clause.fts };
  if (clause.kind === 'without') return { kind: 'match', fts: clause.fts };
  if (clause.kind === 'where' || clause.kind === 'both') return where(sql`not (${condition(clause)})`);
  return clause.kind === 'all' ? NONE : ALL;
}

/** Everything an index can answer in one go goes into one match expression. */
export function and(clauses: readonly Clause[]): Clause {
  if (clauses.some(({ kind }) => kind === 'none')) return NONE;
  const found = [...ftsOf(clauses, 'match'), ...ftsOf(clauses, 'both')];
  const unwanted = ftsOf(clauses, 'without');
  const conditions = clauses.flatMap((clause) => ('sql' in clause ? [clause.sql] : []));
  const index = indexed(found, unwanted);
  if (conditions.length === 0) return index;
  if (index.kind === 'match') return { kind: 'both', fts: index.fts, sql: allOf(conditions) };
  return where(allOf(index.kind === 'all' ? conditions : [condition(index), ...conditions]));
}

function allOf(conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return sql`(${sql.join(conditions, sql` and `)})`;
}

function indexed(found: readonly string[], unwanted: readonly string[]): Clause {
  if (found.length === 0) {
    return unwanted.length === 0 ? ALL : { kind: 'without', fts: anyOf(unwanted) };
  }
  const all = found.length === 1 ? (found[0] ?? '') : `(${found.join(' AND ')})`;
  return { kind: 'match', fts: unwanted.length === 0 ? all : `(${all} NOT ${anyOf(unwanted)})` };
}

export function or(clauses: readonly Clause[]): Clause {
  if (clauses.some(({ kind }) => kind === 'all')) return ALL;
  const found = ftsOf(clauses, 'match');
  const rest = clauses.filter(({ kind }) => kind !== 'match' && kind !== 'none');
  const index: readonly Clause[] = found.length === 0 ? [] : [{ kind: 'match', fts: anyOf(found) }];
  const [only, ...more] = [...index, ...rest];
  if (only === undefined) return NONE;
  if (more.length === 0) return only;
  return where(sql`(${sql.join([only, ...more].map(condition), sql` or `)})`);
}

function ftsOf(clauses: readonly Clause[], kind: 'match' | 'without' | 'both'): string[] {
  // Once each: a word that is written a hundred times is looked up once.
  return [
    ...new Set(clauses.flatMap((clause) => (clause.kind === kind && 'fts' in clause ? [clause.fts] : []))),
  ];
}

/** The clause as a condition on `procurement p`. */
export function condition(clause: Clause): RawBuilder<unknown> {
  if (clause.kind === 'where') return clause.sql;
  if (clause.kind === 'all' || clause.kind === 'none') return sql.lit(clause.kind === 'all' ? 1 : 0);
  const hits = sql`(select rowid from search where search match ${clause.fts})`;
  if (clause.kind === 'both') return sql`(p.id in ${hits} and ${clause.sql})`;
  return clause.kind === 'match' ? sql`p.id in ${hits}` : sql`p.id not in ${hits}`;
}
