import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { openClassifier } from '../../src/app/classifier.ts';
import { createHttp } from '../../src/base/http.ts';
import { PORTALS, type PortalId } from '../../src/domain/portal.ts';
import type { Log, Portal } from '../../src/domain/ports.ts';
import type { CollectDeps } from '../../src/flows/portal-run.ts';
import { visit } from '../../src/flows/visit.ts';
import { parseQuery } from '../../src/match/parse.ts';
import { createPortal, SPACING_MS } from '../../src/portals/index.ts';
import { createWeek } from '../../src/sandbox/generate/week.ts';
import type { SeenRequest } from '../../src/sandbox/pretend-portal.ts';
import type { PretendRelease } from '../../src/sandbox/pretend-release.ts';
import { startPretendPortals } from '../../src/sandbox/pretend-portals.ts';
import { openStore, type SqliteStore } from '../../src/store/index.ts';
import { fakeClock } from '../fake-clock.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const USER_AGENT = 'tenderbell-test/1 (+ops@example.org)';
/** Hours of the week in which a pause is met, and the process stopped in the middle of it. */
const CROWDED_HOURS = [30, 85, 130];
/** The pauses each portal asks for where it states none: what nobody may cut short (docs/portals). */
const PAUSES: Readonly<Record<PortalId, number>> = {
  'find-a-tender': 120_000,
  'contracts-finder': 300_000,
  'public-contracts-scotland': HOUR,
  sell2wales: HOUR,
};

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

/** A bot that lives through a simulated week: every part real but the clock and the portals' side of the wire. */
async function openBot(start: number) {
  const clock = fakeClock(start);
  const directory = mkdtempSync(join(tmpdir(), 'tenderbell-week-'));
  const path = join(directory, 'week.db');
  const world = await startPretendPortals({ now: () => clock.now() });
  const classify = openClassifier();
  let onPause: (() => void) | undefined;
  const log: Log = {
    debug: () => undefined,
    info: () => undefined,
    warn: (_fields, message) => {
      if (message === 'host asks for a pause') onPause?.();
    },
    error: () => undefined,
  };
  let store: SqliteStore;
  let portals: readonly Portal[] = [];
  let closing: (() => Promise<void>)[] = [];

  async function begin(): Promise<void> {
    const opened = await openStore(path, { now: clock.now() });
    if ('refused' in opened) throw new Error(opened.refused.message);
    store = opened.store;
    const made = PORTALS.map((id) => {
      const memory = {
        load: async () => await opened.store.hosts.load(id),
        save: async (_host: string, state: Parameters<SqliteStore['hosts']['save']>[1]) =>
          await opened.store.hosts.save(id, state),
      };
      const http = createHttp({ clock, log, memory, userAgent: USER_AGENT });
      const site = { enabled: true, afterMs: 6 * HOUR };
      const portal = createPortal(id, { http, clock, log, url: world.urls[id], site });
      return { http, portal };
    });
    portals = made.map(({ portal }) => portal);
    closing = [
      ...made.map(
        ({ http }) =>
          async () =>
            await http.close(),
      ),
      async () => await opened.store.close(),
    ];
  }
  async function end(): Promise<void> {
    for (const close of closing.splice(0)) await close();
  }
  open.push(async () => {
    await end();
    await world.close();
    rmSync(directory, { recursive: true, force: true });
  });
  await begin();

  return {
    clock,
    world,
    /** One round of every portal. A pause that is met stops the process in the middle of it, once, where asked. */
    round: async (stopInPause: boolean): Promise<boolean> => {
      const stop = new AbortController();
      let stopped = false;
      onPause = () => {
        if (!stopInPause || stopped) return;
        stopped = true;
        stop.abort(new Error('stopped'));
      };
      const deps: CollectDeps = {
        store,
        clock,
        log,
        classify,
        queryOf: (text) => parseQuery(text).query,
        messageId: (key) => `<${key}@week.example>`,
      };
      for (const portal of portals) {
        if (stop.signal.aborted) break;
        await visit(portal, deps, stop.signal);
      }
      return stopped;
    },
    restart: async (): Promise<void> => {
      await end();
      await begin();
    },
    /** Somebody else behind the same address has used up what the portals allow for now. */
    crowd: async (): Promise<void> => {
      for (let request = 0; request < 12; request += 1)
        await fetch(`${world.urls['find-a-tender']}/api/1.0/ocdsReleasePackages?limit=1`);
      for (let request = 0; request < 10; request += 1)
        await fetch(`${world.urls['contracts-finder']}/Published/Notices/OCDS/Search?limit=1`);
    },
    /** Our own requests, as the portal saw them. */
    asked: (id: PortalId): readonly SeenRequest[] =>
      world.portals[id].ledger.requests().filter(({ userAgent }) => userAgent === USER_AGENT),
    /** `ocid id` of every release kept, and the SHA-256 of its text. */
    held: (): ReadonlySet<string> => {
      const db = new Database(path, { readonly: true });
      try {
        const rows = db
          .prepare<[], { named: string; hash: string }>(
            `select ocid || ' ' || release_id as named, hash from release`,
          )
          .all();
        return new Set(rows.flatMap(({ named, hash }) => [named, hash]));
      } finally {
        db.close();
      }
    },
  };
}

/** Pairs of requests that came closer than the portal's spacing, by the portal's own clock. */
function tooClose(id: PortalId, requests: readonly SeenRequest[]): readonly string[] {
  return requests.flatMap((request, index) => {
    const before = requests[index - 1];
    const apart = before === undefined ? Infinity : request.at - before.at;
    return apart < SPACING_MS[id] ? [`${id}: ${apart} ms before ${request.path}`] : [];
  });
}

/** Requests that came while the pause that an answer asked for was not over. */
function duringPauses(id: PortalId, requests: readonly SeenRequest[]): readonly string[] {
  let until = -Infinity;
  return requests.flatMap(({ at, status, path }) => {
    const early = at < until ? [`${id}: ${until - at} ms before the end of a pause: ${path}`] : [];
    if (status === 429 || status === 403) until = at + PAUSES[id];
    return early;
  });
}

describe('a week with every defect on', () => {
  it(
    'is collected whole, at each portal’s pace and with no request in a pause, across restarts',
    { timeout: 600_000 },
    async () => {
      const from = Date.parse('2026-10-04T23:00:00Z');
      const week = createWeek({ seed: 'week', from });
      const bot = await openBot(from - 2 * HOUR);
      bot.world.publish(week.releases);
      let restarts = 0;

      // The first pass, before the week begins: nothing of it is published yet.
      await bot.round(false);
      for (let hour = 0; bot.clock.now() < week.to + 4 * DAY; hour += 1) {
        bot.clock.set(Math.max(bot.clock.now(), from + hour * HOUR));
        if (CROWDED_HOURS.includes(hour)) await bot.crowd();
        const stopped = await bot.round(CROWDED_HOURS.includes(hour));
        if (stopped) {
          restarts += 1;
          await bot.restart();
          await bot.round(false);
        }
        // After the week only the nightly visits matter: what came late or is not in the search is fetched then.
        bot.clock.advance(bot.clock.now() < week.to ? HOUR : 8 * HOUR);
      }

      expect(restarts).toBe(CROWDED_HOURS.length);
      const held = bot.held();
      const published = PORTALS.flatMap((id) => bot.world.portals[id].ledger.published());
      expect(published.length).toBeGreaterThan(3000);
      const missing = published.filter((release) => !isHeld(release, held, published));
      expect(missing.map((release) => `${release.portal} ${release.ocid} ${release.id}`)).toEqual([]);
      for (const id of PORTALS) {
        const requests = bot.asked(id);
        expect(requests.length).toBeGreaterThan(100);
        expect(tooClose(id, requests)).toEqual([]);
        expect(duringPauses(id, requests)).toEqual([]);
      }
      expect(bot.asked('find-a-tender').filter(({ status }) => status === 429).length).toBeGreaterThan(0);
      expect(bot.asked('contracts-finder').filter(({ status }) => status === 403).length).toBeGreaterThan(0);
    },
  );
});

/**
 * Contracts Finder's search shows a notice's newest release alone: of one edited twice within an hour, that one must be
 * held. Public Contracts Scotland's releases have no ids, and are known by their texts.
 */
function isHeld(
  release: PretendRelease,
  held: ReadonlySet<string>,
  published: readonly PretendRelease[],
): boolean {
  if (held.has(`${release.ocid} ${release.id}`) || held.has(sha256(release.text))) return true;
  return release.portal === 'contracts-finder' && published.some((other) => supersedes(other, release));
}

function supersedes(other: PretendRelease, release: PretendRelease): boolean {
  const guid = release.id.replace(/-\d+$/, '');
  return other.id.startsWith(`${guid}-`) && other.published > release.published;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
