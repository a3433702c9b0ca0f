import { sql, type RawBuilder } from 'kysely';
import type { Place } from '../domain/ports.ts';

/** An order that columns of `procurement p` give: by part, then by key, both ascending; of equals the newer number first. */
export interface Order {
  readonly sort: Place['sort'];
  readonly part: RawBuilder<unknown>;
  readonly key: RawBuilder<unknown>;
}

/** What is not stated comes after what is, newest first. `at`: whose deadline is past then. */
export function orderOf(sort: 'newest' | 'deadline' | 'value', at: number): Order {
  const newest = sql`-p.published_at`;
  if (sort === 'newest') return { sort, part: sql`0`, key: newest };
  if (sort === 'value') {
    return {
      sort,
      part: sql`p.value_max is null`,
      key: sql`case when p.value_max is null then ${newest} else -p.value_max end`,
    };
  }
  const toCome = sql`p.deadline_at > ${at}`;
  return {
    sort,
    part: sql`case when p.deadline_at is null then 1 when ${toCome} then 0 else 2 end`,
    key: sql`case when p.deadline_at is null then ${newest} when ${toCome} then p.deadline_at else -p.deadline_at end`,
  };
}

/** A row of a page, with its place in the order. */
export interface Placed {
  readonly id: number;
  readonly part: number;
  readonly key: number;
}

export function placeColumns({ part, key }: Order): RawBuilder<unknown> {
  return sql`p.id, ${part} as part, ${key} as key`;
}

export function orderBy({ sort }: Order): RawBuilder<unknown> {
  // The one order that has an index of its own.
  return sort === 'newest' ? sql`p.published_at desc, p.id desc` : sql`part, key, p.id desc`;
}

/** True for the rows behind a place. */
export function isBehind({ sort, part, key }: Order, place: Place): RawBuilder<unknown> {
  if (sort === 'newest') return sql`(p.published_at, p.id) < (${-place.key}, ${place.id})`;
  return sql`(${part}, ${key}, -p.id) > (${place.part}, ${place.key}, ${-place.id})`;
}
