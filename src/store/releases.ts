import { sql } from 'kysely';
import { grouped } from '../domain/grouped.ts';
import type { PortalId } from '../domain/portal.ts';
import type { ReleaseWrites } from '../domain/ports.ts';
import type { Release } from '../domain/release.ts';
import { runForEach } from './dialect.ts';
import { countDays } from './portal-health.ts';
import { keepRejects } from './quarantine.ts';
import { pack, unpack } from './raw-page.ts';
import { listed } from './rows.ts';
import type { Db } from './tables.ts';

export function releaseWrites(db: Db): ReleaseWrites {
  return {
    unseen: async (releases) => unseen(db, releases),
    unheard: async (releases) => unheard(db, releases),
    keep: async (source, releases, at) => keep(db, { source, releases, at }),
    reject: async (rejects, at) => {
      const fresh = await keepRejects(db, rejects, at);
      await count(db, 'rejects', fresh);
      return fresh;
    },
  };
}

type Key = readonly string[];

function keyOf(release: Release): Key {
  return [...nameOf(release), release.hash];
}

/** Its key but for the wording. */
function nameOf(release: Release): Key {
  return [release.portal, release.ocid, release.releaseId];
}

/** Of equals, the first. */
function distinct(releases: readonly Release[], name: (release: Release) => Key): readonly Release[] {
  const first = new Map<string, Release>();
  for (const release of releases) {
    const key = JSON.stringify(name(release));
    if (!first.has(key)) first.set(key, release);
  }
  return [...first.values()];
}

async function unseen(db: Db, releases: readonly Release[]): Promise<readonly Release[]> {
  const candidates = distinct(releases, keyOf);
  if (candidates.length === 0) return [];
  const { rows } = await sql<{ place: number }>`
    select wanted.key as place from ${listed(candidates.map(keyOf))} wanted
    cross join release r on r.portal = wanted.value ->> 0 and r.ocid = wanted.value ->> 1
      and r.release_id = wanted.value ->> 2 and r.hash = wanted.value ->> 3`.execute(db);
  const seen = new Set(rows.map(({ place }) => place));
  return candidates.filter((_, place) => !seen.has(place));
}

async function unheard(db: Db, releases: readonly Release[]): Promise<readonly Release[]> {
  const candidates = distinct(releases, nameOf);
  if (candidates.length === 0) return [];
  const { rows } = await sql<{ place: number }>`
    select wanted.key as place from ${listed(candidates.map(nameOf))} wanted
    where exists (
      select 1 from release r where r.portal = wanted.value ->> 0 and r.ocid = wanted.value ->> 1
        and r.release_id = wanted.value ->> 2
    )`.execute(db);
  const heard = new Set(rows.map(({ place }) => place));
  return candidates.filter((_, place) => !heard.has(place));
}

interface RawPage {
  readonly source: string;
  readonly releases: readonly Release[];
  readonly at: number;
}

const ADD_RELEASE = `
  insert into release(portal, ocid, release_id, hash, published, page_id, position) values (?, ?, ?, ?, ?, ?, ?)`;

async function keep(db: Db, page: RawPage): Promise<void> {
  const { source, releases, at } = page;
  if (releases.length === 0) return;
  const body = pack(releases.map(({ text }) => text));
  const { id } = await db
    .insertInto('page')
    .values({ source, at, body })
    .returning('id')
    .executeTakeFirstOrThrow();
  const rows = releases.map((release, place) => [...keyOf(release), release.published, id, place]);
  await runForEach(db, ADD_RELEASE, rows);
  await count(db, 'releases', releases);
  await letGo(db, releases);
  await countDays(db, releases);
}

/** What could not be read before, and can be now: it is no reject any more. */
async function letGo(db: Db, releases: readonly Release[]): Promise<void> {
  const known = listed(releases.map(({ portal, hash }) => [portal, hash]));
  const { rows } = await sql<{ portal: string }>`
    delete from reject where (portal, hash) in (select value ->> 0, value ->> 1 from ${known})
    returning portal`.execute(db);
  for (const [portal, gone] of grouped(rows, (row) => row.portal))
    await sql`update portal set rejects = max(0, rejects - ${gone.length}) where id = ${portal}`.execute(db);
}

async function count(
  db: Db,
  column: 'releases' | 'rejects',
  of: readonly { readonly portal: string }[],
): Promise<void> {
  const name = sql.ref(column);
  for (const [portal, members] of grouped(of, (one) => one.portal)) {
    await sql`
      insert into portal(id, ${name}) values (${portal}, ${members.length})
      on conflict(id) do update set ${name} = ${name} + excluded.${name}`.execute(db);
  }
}

export interface RawRelease {
  readonly releaseId: string;
  readonly published: number;
  /** As served. */
  readonly text: string;
}

/** Everything a portal said under an ocid, oldest first. */
export async function rawReleases(db: Db, portal: PortalId, ocid: string): Promise<readonly RawRelease[]> {
  const { rows } = await sql<{ releaseId: string; published: number; position: number; body: Uint8Array }>`
    select r.release_id as releaseId, r.published, r.position, p.body
    from release r join page p on p.id = r.page_id
    where r.portal = ${portal} and r.ocid = ${ocid} order by r.published, r.page_id, r.position`.execute(db);
  return rows.map(({ releaseId, published, position, body }) => ({
    releaseId,
    published,
    text: unpack(body)[position] ?? '',
  }));
}
