import { sql, type ColumnType, type RawBuilder } from 'kysely';
import type { Db } from './tables.ts';

/** A list as a table of one JSON parameter: one statement whatever its length. */
export function listed(values: readonly unknown[]): RawBuilder<unknown> {
  return sql`json_each(${JSON.stringify(values)})`;
}

/** `(?, ?, …)` made of the values of a JSON list, for `x in …`. */
export function among(values: readonly unknown[]): RawBuilder<unknown> {
  return sql`(select value from ${listed(values)})`;
}

export function present<T>(value: T | null): T | undefined {
  return value ?? undefined;
}

/** Text that this program wrote as the JSON of a T. */
export type Json<T> = string & { readonly __json?: T };

export type JsonColumn<T> = ColumnType<Json<T>, string, string>;

export function parsed<T>(json: Json<T>): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own writing, and read on every page: not validated
  return JSON.parse(json) as T;
}

/**
 * The members of the procurements that these ids stand for: those themselves, what they absorbed, and, where an id was
 * absorbed, its survivor's. A table of (id, root); `root` is the survivor.
 */
export function lineage(ids: readonly number[]): RawBuilder<unknown> {
  return sql`(
    with root(id) as (
      select distinct coalesce(merged_into, id) from procurement where id in ${among(ids)}
    )
    select id, id as root from root
    union all
    select p.id, p.merged_into from root join procurement p on p.merged_into = root.id
  )`;
}

export type CounterName = 'procurement' | 'event';

export async function counted(db: Db, name: CounterName): Promise<number> {
  const row = await db
    .selectFrom('counter')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  return row.value;
}

/** Raises a counter; it never goes back. */
export async function countTo(db: Db, name: CounterName, value: number): Promise<void> {
  await db
    .updateTable('counter')
    .set({ value })
    .where('name', '=', name)
    .where('value', '<', value)
    .execute();
}
