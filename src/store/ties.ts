import { sql } from 'kysely';
import { grouped } from '../domain/grouped.ts';
import { noticeKey } from '../domain/keys.ts';
import { isPortalId } from '../domain/portal.ts';
import type { TieReads, TieSeen, TieWrites } from '../domain/ports.ts';
import type { NoticeName, Tie, Word } from '../domain/tie.ts';
import { runForEach } from './dialect.ts';
import type { HeldList } from './held-list.ts';
import { among, parsed, type Json } from './rows.ts';
import type { Db } from './tables.ts';
import { allWords, wordsThatHold, wordWrites } from './words.ts';

/** `held` is undefined where this transaction has changed words itself. */
export function tieReads(db: Db, held: () => HeldList<Word> | undefined): TieReads {
  const fromDatabase = async (): Promise<readonly Word[]> => wordsThatHold(db);
  const words = async (): Promise<readonly Word[]> => (await held()?.read(fromDatabase)) ?? fromDatabase();
  return {
    of: async (notices) => {
      const keys = among(notices.map(keyOf));
      const { rows } = await sql<TieRow>`
        select a, b, confidence, reasons from tie where a in ${keys} or b in ${keys} ${SUREST}`.execute(db);
      return rows.map(tieOf);
    },
    possibly: async (procurementIds) => possibly(db, procurementIds, words),
    words,
    allWords: async () => allWords(db),
  };
}

interface TieRow {
  readonly a: string;
  readonly b: string;
  readonly confidence: number;
  readonly reasons: Json<readonly string[]>;
}

const SUREST = sql`order by confidence desc, a, b`;

function keyOf({ portal, noticeId }: NoticeName): string {
  return noticeKey(portal, noticeId);
}

/** The name that `keyOf` made a key of. */
function nameOf(key: string): NoticeName {
  const [, portal = '', noticeId = ''] = /^notice:([^:]*):([^]*)$/.exec(key) ?? [];
  if (!isPortalId(portal)) throw new Error('a tie names a portal that there is not');
  return { portal, noticeId };
}

function tieOf({ a, b, confidence, reasons }: TieRow): Tie {
  return { a: nameOf(a), b: nameOf(b), confidence, reasons: parsed(reasons) };
}

/** Today's owner of a notice's key is the procurement that it stands in. */
async function possibly(
  db: Db,
  procurementIds: readonly number[],
  words: () => Promise<readonly Word[]>,
): Promise<ReadonlyMap<number, readonly TieSeen[]>> {
  const { rows } = await sql<TieRow & { asked: number; ownId: number; otherId: number }>`
    select p.id as asked, mine.procurement_id as ownId, other.procurement_id as otherId, t.a, t.b, t.confidence, t.reasons
    from procurement p
    cross join owned_key mine on mine.procurement_id = coalesce(p.merged_into, p.id)
    cross join tie t on t.a = mine.key or t.b = mine.key
    cross join owned_key other on other.key = iif(t.a = mine.key, t.b, t.a)
    where p.id in ${among(procurementIds)} and other.procurement_id <> mine.procurement_id ${SUREST}`.execute(
    db,
  );
  const apart = rows.length === 0 ? () => false : await separated(db, await words());
  const seen = rows.filter(({ ownId, otherId }) => !apart(ownId, otherId));
  return new Map(
    [...grouped(seen, ({ asked }) => asked)].map(([asked, ties]) => [
      asked,
      ties.map((row) => ({ ...tieOf(row), otherId: row.otherId })),
    ]),
  );
}

/** Whether people said of any notice of one procurement that it is not the same as any of another. */
async function separated(db: Db, words: readonly Word[]): Promise<(one: number, other: number) => boolean> {
  const splits = words.filter(({ kind }) => kind === 'split');
  const owners = await ownersOf(
    db,
    splits.flatMap(({ one, other }) => [...one, ...other].map(keyOf)),
  );
  const sides = splits.map(({ one, other }) =>
    [one, other].map((names) => new Set(names.flatMap((name) => owners.get(keyOf(name)) ?? []))),
  );
  return (a, b) =>
    sides.some(([one, other]) => (one?.has(a) && other?.has(b)) || (one?.has(b) && other?.has(a)));
}

/** The procurement that each notice stands in today. */
async function ownersOf(db: Db, keys: readonly string[]): Promise<ReadonlyMap<string, readonly number[]>> {
  if (keys.length === 0) return new Map();
  const { rows } = await sql<{ key: string; id: number }>`
    select key, procurement_id as id from owned_key where key in ${among(keys)}`.execute(db);
  return new Map(
    [...grouped(rows, ({ key }) => key)].map(([key, found]) => [key, found.map(({ id }) => id)]),
  );
}

const ADD_TIE = 'insert into tie(confidence, reasons, a, b) values (?, ?, ?, ?) on conflict do nothing';
/** Of equally sure ones always the same stays, whichever came first. */
const MAKE_SURER = `
  update tie set confidence = new.confidence, reasons = new.reasons
  from (select ? as confidence, ? as reasons, ? as a, ? as b) new
  where tie.a = new.a and tie.b = new.b and (-new.confidence, new.reasons) < (-tie.confidence, tie.reasons)`;

/** `touched` is called before the first change of this transaction to people's words. */
export function tieWrites(db: Db, reads: TieReads, touched: () => void): TieWrites {
  return {
    ...reads,
    ...wordWrites(db, touched),
    add: async (ties) => {
      const rows = ties.map(({ a, b, confidence, reasons }) => {
        const [first, second] = [keyOf(a), keyOf(b)].toSorted();
        return [confidence, JSON.stringify(reasons), first ?? '', second ?? ''];
      });
      await runForEach(db, MAKE_SURER, await runForEach(db, ADD_TIE, rows));
    },
  };
}
