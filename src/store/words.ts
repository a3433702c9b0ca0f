import { sql } from 'kysely';
import type { TieWrites } from '../domain/ports.ts';
import type { NoticeName, Word } from '../domain/tie.ts';
import { parsed, present, type Json } from './rows.ts';
import type { Db } from './tables.ts';

interface WordRow {
  readonly id: number;
  readonly kind: Word['kind'];
  readonly one: Json<readonly NoticeName[]>;
  readonly other: Json<readonly NoticeName[]>;
  readonly at: number;
  readonly undoneAt: number | null;
  readonly undoneBy: number | null;
}

/** What people said of notices, oldest first. */
export async function allWords(db: Db): Promise<readonly Word[]> {
  const { rows } = await sql<WordRow>`
    select w.*, u.at as undoneAt, u.by_id as undoneBy from word w
    left join word_undone u on u.rowid = (
      select rowid from word_undone where word_id = w.id order by at, rowid limit 1
    ) order by w.id`.execute(db);
  return rows.map(({ id, kind, one, other, at, undoneAt, undoneBy }) => ({
    id,
    kind,
    one: parsed(one),
    other: parsed(other),
    at,
    undoneAt: present(undoneAt),
    undoneBy: present(undoneBy),
  }));
}

export async function wordsThatHold(db: Db): Promise<readonly Word[]> {
  return (await allWords(db)).filter(({ undoneAt }) => undoneAt === undefined);
}

/** `touched` is called before each change. */
export function wordWrites(db: Db, touched: () => void): Pick<TieWrites, 'say' | 'takeBack' | 'revive'> {
  return {
    say: async ({ kind, one, other, at }) => {
      touched();
      const { rows } = await sql<{ id: number }>`
        insert into word(kind, one, other, at)
        values (${kind}, ${JSON.stringify(one)}, ${JSON.stringify(other)}, ${at}) returning id`.execute(db);
      const [row] = rows;
      if (row === undefined) throw new Error('a word was not kept');
      return { id: row.id, kind, one, other, at, undoneAt: undefined, undoneBy: undefined };
    },
    takeBack: async (wordId, at, by) => {
      touched();
      await sql`
        insert into word_undone(word_id, by_id, at) values (${wordId}, ${by ?? null}, ${at})
        on conflict do nothing`.execute(db);
    },
    revive: async (by) => {
      touched();
      await sql`delete from word_undone where by_id = ${by}`.execute(db);
    },
  };
}
