import { sql, type Selectable } from 'kysely';
import type { PortalId, Window } from '../domain/portal.ts';
import type { Gap, PortalReads, PortalWrites, WindowOutcome } from '../domain/ports.ts';
import { present } from './rows.ts';
import type { Db, ReadingTable } from './tables.ts';

/** What became of each span: kept once for each (portal, part), never overlapping, adjoining equals as one. */
export function windowReads(db: Db): Pick<PortalReads, 'gaps' | 'incomplete' | 'complete'> {
  return {
    gaps: async (portal) => {
      // A gap across `readTo` waits: the next poll starts before it, and cuts away what it reads.
      const { rows } = await sql<GapRow>`
        select * from reading where portal = ${portal} and state <> 'complete'
          and to_at <= (select read_to from portal where id = ${portal})
        order by from_at, part`.execute(db);
      return rows.map(gapOf);
    },
    incomplete: async (portal) => {
      const { rows } = await sql<GapRow>`
        select * from reading where portal = ${portal} and state <> 'complete'
        order by from_at, part`.execute(db);
      return rows.map(gapOf);
    },
    complete: async (portal) => {
      const rows = await db
        .selectFrom('reading')
        .selectAll()
        .where('portal', '=', portal)
        .where('state', '=', 'complete')
        .orderBy('from_at')
        .orderBy('part')
        .execute();
      return rows.map(spanOf);
    },
  };
}

export function windowWrites(db: Db): Pick<PortalWrites, 'window'> {
  return { window: async (portal, window, outcome) => note(db, portal, window, outcome) };
}

type Row = Selectable<ReadingTable>;
type GapRow = Row & { readonly state: Gap['state'] };

function gapOf(row: GapRow): Gap {
  return { ...spanOf(row), state: row.state, reason: present(row.reason), retryAt: present(row.retry_at) };
}

/** The whole portal's part is written '' in the table. */
function spanOf({ from_at: from, to_at: to, part }: Row): Window {
  return { from, to, part: part === '' ? undefined : part };
}

/** Cuts the window out of whatever was known, puts what became of it in its place, and joins it to its neighbours. */
async function note(db: Db, portal: PortalId, window: Window, outcome: WindowOutcome): Promise<void> {
  const { from, to } = window;
  if (from >= to) return;
  const { state, at } = outcome;
  const isComplete = state === 'complete';
  const part = window.part ?? '';
  const reading: Row = {
    portal,
    part,
    from_at: from,
    to_at: to,
    state,
    at,
    reason: isComplete ? null : (outcome.reason ?? null),
    retry_at: isComplete ? null : (outcome.retryAt ?? null),
  };
  const met = await db
    .deleteFrom('reading')
    .where('portal', '=', portal)
    .where('part', '=', part)
    .where('from_at', '<=', to)
    .where('to_at', '>=', from)
    .returningAll()
    .execute();
  await db
    .insertInto('reading')
    .values(joined([...met.flatMap((one) => outside(one, from, to)), reading]))
    .execute();
}

/** What of a reading lies before and after a span. */
function outside(row: Row, from: number, to: number): readonly Row[] {
  return [
    { ...row, to_at: Math.min(row.to_at, from) },
    { ...row, from_at: Math.max(row.from_at, to) },
  ].filter((rest) => rest.from_at < rest.to_at);
}

/** Neighbours that say the same become one: what a window met lies right before it or right after it. */
function joined(rows: readonly Row[]): readonly Row[] {
  const whole: Row[] = [];
  for (const row of rows.toSorted((one, other) => one.from_at - other.from_at)) {
    const last = whole.at(-1);
    if (last === undefined || !isSame(last, row)) {
      whole.push(row);
      continue;
    }
    whole[whole.length - 1] = { ...last, to_at: row.to_at, at: Math.max(last.at, row.at) };
  }
  return whole;
}

function isSame(one: Row, next: Row): boolean {
  return one.state === next.state && one.reason === next.reason && one.retry_at === next.retry_at;
}
