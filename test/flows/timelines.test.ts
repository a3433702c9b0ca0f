import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readerOf } from '../../src/app/any-portal.ts';
import { openClassifier } from '../../src/app/classifier.ts';
import { createHttp } from '../../src/base/http.ts';
import { londonWall } from '../../src/base/london.ts';
import type { Change, ProcurementEvent } from '../../src/domain/event.ts';
import type { Notice } from '../../src/domain/notice.ts';
import type { Procurement, View } from '../../src/domain/procurement.ts';
import type { Deadline } from '../../src/domain/stage.ts';
import { importReleases } from '../../src/flows/import.ts';
import { searchProcurements } from '../../src/flows/search.ts';
import { BUILT_PORTALS, createPortal, DEFAULT_URLS, readFile } from '../../src/portals/index.ts';
import { openStore, type SqliteStore } from '../../src/store/index.ts';
import { answered } from '../answered.ts';
import { fakeClock } from '../fake-clock.ts';
import { ALIKE_BUT_TWO, TIMELINES, type Timeline } from './timelines.ts';
import { queryReader } from '../query-reader.ts';

const DATA = resolve(process.env['TENDERBELL_REAL_DATA'] ?? '../shared/data');
const DAYS = ['find-a-tender/day-2026-08-10', 'find-a-tender/day-2026-08-11'];
const hasData = DAYS.every((day) => existsSync(join(DATA, day)));
if (!hasData) process.stderr.write(`skipped: real notices are not at ${DATA} (TENDERBELL_REAL_DATA)\n`);

const OCID = 'ocds-h6vhtk-';
const quiet = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** The pages of both days, the oldest first: each day's first page is its newest. */
function pages(): readonly string[] {
  return DAYS.flatMap((day) =>
    readdirSync(join(DATA, day))
      .toSorted()
      .toReversed()
      .map((name) => join(DATA, day, name)),
  );
}

interface World {
  readonly store: SqliteStore;
  readonly notices: readonly Notice[];
}

const clock = fakeClock('2026-08-12T00:00:00Z');

async function worldOf(files: readonly string[], database: string): Promise<World> {
  const opened = await openStore(database, { now: clock.now() });
  if ('refused' in opened) throw new Error(opened.refused.message);
  const { store } = opened;
  const http = createHttp({ clock, log: quiet, memory: store.hosts, userAgent: 'test' });
  const read = readerOf(
    BUILT_PORTALS.map((id) => createPortal(id, { http, clock, log: quiet, url: DEFAULT_URLS[id] })),
  );
  const notices: Notice[] = [];
  const deps = {
    store,
    clock,
    classify: openClassifier(),
    ...queryReader(),
    messageId: (key: string) => key,
    read: (text: string) => {
      const result = read(text);
      if ('notice' in result) notices.push(result.notice);
      return result;
    },
  };
  for (const path of files) {
    const file = readFile(readFileSync(path));
    if (!file.ok) throw new Error(`${path}: ${file.reason}`);
    const releases = file.releases.map((release) => release.text);
    const options = { alertSince: undefined, startedAt: 0, signal: new AbortController().signal };
    await importReleases({ name: path, releases }, deps, options);
  }
  await http.close();
  return { store, notices };
}

/** The procurement in which a process of the portal stands: found as a person would, by its ocid. */
async function procurementOf(world: World, ocid: string): Promise<Procurement> {
  const found = answered(await searchProcurements(OCID + ocid, { store: world.store, clock }, { limit: 2 }));
  const [only, other] = found.procurements;
  if (only === undefined || other !== undefined) throw new Error(`${ocid}: ${found.total} procurements`);
  return only;
}

/** A procurement in the words of `timelines.ts`. */
async function told(world: World, { ocids, shows }: Timeline): Promise<Timeline> {
  const { view, id } = await procurementOf(world, ocids[0] ?? 'none');
  const numbers = new Set(view.notices.map((notice) => notice.noticeId));
  const own = world.notices.filter((notice) => numbers.has(notice.noticeId));
  const ownKeys = new Set(own.map((notice) => `ocid:${notice.ocid}`));
  const cites = [...new Set(own.flatMap((notice) => notice.cites))].filter((key) => !ownKeys.has(key));
  const events = await world.store.events.history(id);
  return stated({
    ocids: [...new Set(view.notices.map((notice) => short(notice.ocid)))].toSorted(),
    shows,
    notices: view.notices.map((ref) => `${number(ref.noticeId)} ${ref.form} ${ref.stage}`),
    stage: view.outcome === undefined ? view.stage : `${view.stage}:${view.outcome}`,
    deadline: view.deadline && wallOf(view.deadline),
    ends: endsOf(view),
    suppliers: view.suppliers.length > 1 ? view.suppliers.length : undefined,
    relations: someOf(view.relations.map(({ kind, key }) => `${kind} ${short(key)}`)),
    cites: someOf(cites.map(short)),
    events: events.flatMap((event) => (event.kind === 'merged' ? [] : [eventLine(event)])),
  });
}

/** Without the fields that are not stated, as the table writes it. */
function stated<T extends object>(fields: {
  readonly [Name in keyof T]: T[Name] | undefined;
}): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

function someOf(lines: readonly string[]): readonly string[] | undefined {
  return lines.length === 0 ? undefined : lines.toSorted();
}

function short(text: string): string {
  return text.replace(OCID, '');
}

function number(noticeId: string): string {
  return noticeId.replace(/-2026$/, '');
}

function wallOf({ at, day, timed }: Deadline): string {
  return timed ? londonWall(at).slice(0, 16) : day;
}

function endsOf({ ends }: View): string | undefined {
  if (ends === undefined) return undefined;
  return ends.latest === undefined ? ends.day : `${ends.day} to ${ends.latest}`;
}

function eventLine({ noticeId, kind, changes }: ProcurementEvent): string {
  const said = changes.map((change) =>
    change.field === 'title' || change.field === 'lots'
      ? change.field
      : `${change.field} ${shown(change, change.was)} → ${shown(change, change.now)}`,
  );
  return [number(noticeId), kind, said.join(', ')].filter((part) => part !== '').join(' ');
}

/** Canonical text in the table's words: London time, whole pounds, how many documents. */
function shown({ field }: Change, text: string): string {
  if (field === 'documents') return /^\d+/.exec(text)?.[0] ?? '0';
  if (text === '') return 'none';
  if (field === 'deadline' && text.includes('T')) return londonWall(Date.parse(text)).slice(0, 16);
  const sum = /^(\d+)\.\.(\d+) ([A-Z]{3})$/.exec(text);
  if (field === 'value' && sum?.[1] !== undefined && sum[1] === sum[2])
    return `${String(Number(sum[1]) / 100)} ${String(sum[3])}`;
  return text;
}

describe('the table of timelines', () => {
  it('holds forty, each procurement once, and ten pairs', () => {
    expect(TIMELINES).toHaveLength(40);
    const ocids = TIMELINES.flatMap((timeline) => timeline.ocids);
    expect(new Set(ocids).size).toBe(ocids.length);
    expect(ALIKE_BUT_TWO).toHaveLength(10);
  });
});

describe.skipIf(!hasData)('forty procurements of two recorded days, checked by hand', () => {
  const directory = mkdtempSync(join(tmpdir(), 'tenderbell-timelines-'));
  const opened: World[] = [];
  let asPublished: World;
  let newestFirst: World;

  beforeAll(async () => {
    asPublished = await worldOf(pages(), join(directory, 'published.db'));
    opened.push(asPublished);
    newestFirst = await worldOf(pages().toReversed(), join(directory, 'newest-first.db'));
    opened.push(newestFirst);
  }, 120_000);

  afterAll(async () => {
    for (const { store } of opened) await store.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const named = TIMELINES.map(
    (timeline) => [timeline.ocids.join(' and '), timeline.shows, timeline] as const,
  );

  it.each(named)('%s: %s', async (_ocids, _shows, timeline) => {
    expect(await told(asPublished, timeline)).toEqual(timeline);
  });

  it.each(named)('%s reads the same when the newest page comes first', async (_ocids, _shows, timeline) => {
    const { events: _told, ...lasting } = await told(asPublished, timeline);

    expect(await told(newestFirst, timeline)).toMatchObject(lasting);
  });

  it.each(ALIKE_BUT_TWO)('%s and %s are two: %s', async (one, other) => {
    const [a, b] = await Promise.all([one, other].map((ocid) => procurementOf(asPublished, ocid)));

    expect(a?.id).not.toBe(b?.id);
  });
});
