import { sql } from 'kysely';
import type { PortalId } from '../domain/portal.ts';
import type { Near, Signed } from '../domain/ports.ts';
import { runForEach } from './dialect.ts';
import { listed, parsed, type Json } from './rows.ts';
import type { Db } from './tables.ts';

interface NearRow {
  readonly portal: PortalId;
  readonly noticeId: string;
  readonly body: string;
  readonly blocks: Json<readonly number[]>;
}

/** Asked for in order, neighbours stand on one page of the file. */
function inOrder(blocks: Iterable<number>): readonly number[] {
  return [...new Set(blocks)].toSorted((a, b) => a - b);
}

/** The keys find the versions, and each version's signature is read once, however many of the keys found it. */
export async function near(db: Db, blocks: readonly number[]): Promise<readonly Near[]> {
  if (blocks.length === 0) return [];
  const { rows } = await sql<NearRow>`
    select s.portal, s.notice_id as noticeId, s.body, met.blocks from (
      select b.version_id as id, json_group_array(b.key) as blocks
      from ${listed(inOrder(blocks))} asked cross join block b on b.key = asked.value group by 1
    ) met cross join signature s on s.version_id = met.id`.execute(db);
  return rows.map(({ portal, noticeId, body, blocks: met }) => ({
    name: { portal, noticeId },
    signature: body,
    blocks: parsed(met),
  }));
}

const ADD_SIGNATURE = `
  insert into signature(version_id, portal, notice_id, body) values (?, ?, ?, ?) on conflict do nothing`;
const ADD_BLOCK = 'insert into block(version_id, key) values (?, ?) on conflict do nothing';

export async function sign(db: Db, signed: readonly Signed[]): Promise<void> {
  if (signed.length === 0) return;
  const ids = await idsOf(db, signed);
  const rows = signed.map((one, place) => {
    const id = ids.get(place);
    if (id === undefined) throw new Error('a version was signed before it was saved');
    return { ...one, id };
  });
  await runForEach(
    db,
    ADD_SIGNATURE,
    rows.map(({ id, notice, signature }) => [id, notice.portal, notice.noticeId, signature]),
  );
  const pairs = rows.flatMap(({ id, blocks }) => blocks.map((key) => [id, key] as const));
  await runForEach(
    db,
    ADD_BLOCK,
    pairs.toSorted(([, a], [, b]) => a - b),
  );
}

/** The rows of these versions, by their places in the list. */
async function idsOf(db: Db, signed: readonly Signed[]): Promise<ReadonlyMap<number, number>> {
  const names = signed.map(({ notice: { portal, ocid, noticeId, releaseId, hash } }) => [
    portal,
    ocid,
    noticeId,
    releaseId,
    hash,
  ]);
  const { rows } = await sql<{ place: number; id: number }>`
    select wanted.key as place, n.id from ${listed(names)} wanted
    cross join notice n on n.portal = wanted.value ->> 0 and n.ocid = wanted.value ->> 1
      and n.notice_id = wanted.value ->> 2 and n.release_id = wanted.value ->> 3
      and n.hash = wanted.value ->> 4`.execute(db);
  return new Map(rows.map(({ place, id }) => [place, id]));
}
