import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openClassifier } from '../../src/app/classifier.ts';
import { createHttp } from '../../src/base/http.ts';
import { PORTALS, type PortalId } from '../../src/domain/portal.ts';
import type { Gap, Log, Portal } from '../../src/domain/ports.ts';
import type { CollectDeps } from '../../src/flows/portal-run.ts';
import { visit } from '../../src/flows/visit.ts';
import { createPortal } from '../../src/portals/index.ts';
import type { SeenRequest } from '../../src/sandbox/pretend-portal.ts';
import { startPretendPortals, type PretendPortalsServer } from '../../src/sandbox/pretend-portals.ts';
import { openStore, type SqliteStore } from '../../src/store/index.ts';
import { fakeClock } from '../fake-clock.ts';
import { queryReader } from '../query-reader.ts';

const HOUR = 3_600_000;
const USER_AGENT = 'tenderbell-test/1 (+ops@example.org)';

/** A portal that somebody else behind the same address uses up just before our visit, and how many requests that takes. */
export interface Crowd {
  readonly portal: PortalId;
  readonly requests: number;
  /** The process ends in the middle of the pause that is met then. */
  readonly stops: boolean;
}

export interface Bot {
  readonly clock: ReturnType<typeof fakeClock>;
  readonly world: PretendPortalsServer;
  /** One visit of every portal; answers true where it was stopped in a pause. */
  round(crowd?: Crowd): Promise<boolean>;
  /** Ends the process, and begins another with the same database. */
  restart(): Promise<void>;
  /** Our own requests, as the portal saw them. */
  asked(portal: PortalId): readonly SeenRequest[];
  gaps(portal: PortalId): Promise<readonly Gap[]>;
  /** `ocid id` of every release kept, and the SHA-256 of its text. */
  held(): ReadonlySet<string>;
  close(): Promise<void>;
}

/** One life of the program. */
interface Process {
  readonly store: SqliteStore;
  readonly portals: readonly Portal[];
  end(): Promise<void>;
}

/** A bot that lives through a simulated week: every part real but the clock and the portals' side of the wire. */
export async function openBot(start: number): Promise<Bot> {
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
  let process = await begin({ clock, log, path, urls: world.urls });

  async function round(crowd?: Crowd): Promise<boolean> {
    const stop = new AbortController();
    onPause = crowd?.stops === true ? () => stop.abort(new Error('stopped')) : undefined;
    const deps: CollectDeps = {
      store: process.store,
      clock,
      log,
      classify,
      ...queryReader(),
      messageId: (key) => `<${key}@week.example>`,
    };
    for (const portal of process.portals) {
      if (portal.id === crowd?.portal) await use(world, crowd);
      if (stop.signal.aborted) break;
      await visit(portal, deps, stop.signal);
    }
    return stop.signal.aborted;
  }

  return {
    clock,
    world,
    round,
    restart: async () => {
      await process.end();
      process = await begin({ clock, log, path, urls: world.urls });
    },
    asked: (id) => world.portals[id].ledger.requests().filter(({ userAgent }) => userAgent === USER_AGENT),
    gaps: async (id) => await process.store.portals.gaps(id),
    held: () => namesHeld(path),
    close: async () => {
      await process.end();
      await world.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function begin(given: {
  readonly clock: ReturnType<typeof fakeClock>;
  readonly log: Log;
  readonly path: string;
  readonly urls: PretendPortalsServer['urls'];
}): Promise<Process> {
  const { clock, log, path, urls } = given;
  const opened = await openStore(path, { now: clock.now() });
  if ('refused' in opened) throw new Error(opened.refused.message);
  const { store } = opened;
  const made = PORTALS.map((id) => {
    const memory = {
      load: async () => await store.hosts.load(id),
      save: async (_host: string, state: Parameters<SqliteStore['hosts']['save']>[1]) =>
        await store.hosts.save(id, state),
    };
    const http = createHttp({ clock, log, memory, userAgent: USER_AGENT });
    const site = { enabled: true, afterMs: 6 * HOUR };
    return { http, portal: createPortal(id, { http, clock, log, url: urls[id], site }) };
  });
  return {
    store,
    portals: made.map(({ portal }) => portal),
    end: async () => {
      for (const { http } of made) await http.close();
      await store.close();
    },
  };
}

const SEARCHES: Readonly<Partial<Record<PortalId, string>>> = {
  'find-a-tender': '/api/1.0/ocdsReleasePackages?limit=1',
  'contracts-finder': '/Published/Notices/OCDS/Search?limit=1',
};

async function use(world: PretendPortalsServer, { portal, requests }: Crowd): Promise<void> {
  for (let request = 0; request < requests; request += 1)
    await fetch(`${world.urls[portal]}${SEARCHES[portal] ?? ''}`);
}

function namesHeld(path: string): ReadonlySet<string> {
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
}
