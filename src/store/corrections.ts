import { sql } from 'kysely';
import type { Correction } from '../domain/correction.ts';
import type { CorrectionReads, CorrectionWrites } from '../domain/ports.ts';
import type { HeldList } from './held-list.ts';
import { parsed, present, type Json } from './rows.ts';
import type { Db } from './tables.ts';

interface CorrectionRow {
  readonly id: number;
  readonly notices: Json<Correction['notices']>;
  readonly says: Json<Correction['says']>;
  readonly reported: Json<NonNullable<Correction['reported']>> | null;
  readonly state: Correction['state'];
  readonly note: string | null;
  readonly at: number;
  readonly decidedAt: number | null;
}

const COLUMNS = sql`select id, notices, says, reported, state, note, at, decided_at as decidedAt from correction`;

/** `held` is undefined where this transaction has changed corrections itself. */
export function correctionReads(db: Db, held: () => HeldList<Correction> | undefined): CorrectionReads {
  const fromDatabase = async (): Promise<readonly Correction[]> => {
    const { rows } = await sql<CorrectionRow>`${COLUMNS} where state = 'holds' order by turn`.execute(db);
    return rows.map(correctionOf);
  };
  return {
    holding: async () => (await held()?.read(fromDatabase)) ?? fromDatabase(),
    all: async () => {
      const { rows } = await sql<CorrectionRow>`${COLUMNS} order by id`.execute(db);
      return rows.map(correctionOf);
    },
  };
}

function correctionOf({ notices, says, reported, note, decidedAt, ...rest }: CorrectionRow): Correction {
  return {
    ...rest,
    notices: parsed(notices),
    says: parsed(says),
    reported: reported === null ? undefined : parsed(reported),
    note: present(note),
    decidedAt: present(decidedAt),
  };
}

/** `touched` is called before each change. */
export function correctionWrites(db: Db, reads: CorrectionReads, touched: () => void): CorrectionWrites {
  return {
    ...reads,
    add: async (correction) => {
      touched();
      const { notices, says, reported, state, note, at, decidedAt } = correction;
      const { rows } = await sql<{ id: number }>`
        insert into correction(notices, says, reported, state, note, at, decided_at, turn)
        values (${JSON.stringify(notices)}, ${JSON.stringify(says)}, ${written(reported)}, ${state}, ${note ?? null},
          ${at}, ${decidedAt ?? null}, ${state === 'holds' ? NEXT_TURN : null}) returning id`.execute(db);
      const [row] = rows;
      if (row === undefined) throw new Error('a correction was not kept');
      return { id: row.id, ...correction };
    },
    change: async ({ id, notices, says, reported, state, note, at, decidedAt }) => {
      touched();
      await sql`
        update correction set notices = ${JSON.stringify(notices)}, says = ${JSON.stringify(says)},
          reported = ${written(reported)}, note = ${note ?? null}, at = ${at}, decided_at = ${decidedAt ?? null},
          turn = iif(${state} = 'holds' and state <> 'holds', ${NEXT_TURN}, turn), state = ${state}
        where id = ${id}`.execute(db);
    },
  };
}

/** A clock that goes back does not change which came to hold first. */
const NEXT_TURN = sql`(select coalesce(max(turn), 0) + 1 from correction)`;

function written(reported: Correction['reported']): string | null {
  return reported === undefined ? null : JSON.stringify(reported);
}
