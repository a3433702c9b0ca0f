import { sql } from 'kysely';
import type { Count, SearchCounts } from '../domain/ports.ts';
import { NATIONWIDE } from '../domain/region.ts';
import type { Stage } from '../domain/stage.ts';
import { parsed, type Json } from './rows.ts';
import type { Clause } from './search-clause.ts';
import { hitsOf } from './search-page.ts';
import type { Db } from './tables.ts';

const MOST_BUYERS = 10;
/** The key of what states nothing. */
const NONE = 'none';
const ITL_1 = 3;

interface Group {
  readonly stage: Stage;
  readonly categories: Json<readonly string[]>;
  readonly regions: Json<readonly string[]>;
  readonly count: number;
}

/** Two looks at every hit: one grouped by what takes few values, one by buyer. */
export async function countsOf(
  db: Db,
  clause: Clause,
): Promise<{ readonly total: number; readonly counts: SearchCounts }> {
  const { rows: groups } = await sql<Group>`
    select stage, categories, regions, count(*) as count
    from (select p.stage, p.categories, p.regions from ${hitsOf(clause)}) group by 1, 2, 3`.execute(db);
  const { rows: buyers } = await sql<Count>`
    select min(buyer) as key, count(*) as count from (select p.buyer from ${hitsOf(clause)} and p.buyer is not null)
    group by buyer collate nocase order by 2 desc, 1 limit ${MOST_BUYERS}`.execute(db);
  return {
    total: groups.reduce((sum, group) => sum + group.count, 0),
    counts: {
      categories: tally(groups, ({ categories }) => orNone(parsed(categories))),
      regions: tally(groups, ({ regions }) => orNone(parsed(regions).map(regionOf))),
      stages: tally(groups, ({ stage }) => [stage]),
      buyers,
    },
  };
}

function orNone(keys: readonly string[]): ReadonlySet<string> {
  return new Set(keys.length === 0 ? [NONE] : keys);
}

function regionOf(code: string): string {
  return code.startsWith(NATIONWIDE) ? code.slice(0, ITL_1) : NONE;
}

function tally<Key extends string>(
  groups: readonly Group[],
  keysOf: (group: Group) => Iterable<Key>,
): readonly Count<Key>[] {
  const sums = new Map<Key, number>();
  for (const group of groups)
    for (const key of keysOf(group)) sums.set(key, (sums.get(key) ?? 0) + group.count);
  return [...sums]
    .map(([key, count]) => ({ key, count }))
    .toSorted((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));
}
