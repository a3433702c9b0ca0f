import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openClassifier } from '../../src/app/classifier.ts';
import { createHttp } from '../../src/base/http.ts';
import type { Portal } from '../../src/domain/ports.ts';
import { collect } from '../../src/flows/collect.ts';
import { type CollectDeps } from '../../src/flows/portal-run.ts';
import { taskDue } from '../../src/flows/task-due.ts';
import { BUILT_PORTALS, createPortal, type BuiltPortal } from '../../src/portals/index.ts';
import { openStore, type SqliteStore } from '../../src/store/index.ts';
import { createProbes } from '../../src/web/probes.ts';
import { createWeb } from '../../src/web/web.ts';
import { fakeClock } from '../fake-clock.ts';
import { startIncompleteChain } from '../incomplete-chain.ts';
import { aPackage, hostMemory, quiet, servePages } from '../portal-fixtures.ts';
import { queryReader } from '../query-reader.ts';

const SPAN = { from: Date.parse('2026-09-01T00:00:00Z'), to: Date.parse('2026-09-01T06:00:00Z') };

let directory: string;
let store: SqliteStore;
let clock: ReturnType<typeof fakeClock>;
const open: { close(): Promise<void> }[] = [];

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'tenderbell-unreachable-'));
  clock = fakeClock();
  const opened = await openStore(join(directory, 'test.db'), { now: clock.now() });
  if ('refused' in opened) throw new Error(opened.refused.message);
  ({ store } = opened);
});
afterEach(async () => {
  for (const thing of open.splice(0)) await thing.close();
  await store.close();
  rmSync(directory, { recursive: true });
});

function portalAt(id: BuiltPortal, url: string, extraCa?: string): Portal {
  const http = createHttp({
    clock,
    log: quiet,
    memory: hostMemory(),
    userAgent: 'tenderbell-test/1',
    extraCa: () => extraCa,
  });
  open.push(http);
  return createPortal(id, { http, clock, log: quiet, url, spacingMs: 0 });
}

async function firstFault(portal: Portal): Promise<unknown> {
  const [window] = portal.windows(SPAN);
  if (window === undefined) throw new Error('no window');
  for await (const page of portal.pages(window, new AbortController().signal)) return page;
  return undefined;
}

/** One scheduled run, as `serve` makes it. */
async function visit(portal: Portal): Promise<void> {
  const deps: CollectDeps = {
    store,
    clock,
    log: quiet,
    classify: openClassifier(),
    ...queryReader(),
    messageId: (key) => `<${key}@test.example>`,
  };
  await collect(portal, await taskDue(portal, store, clock.now()), deps, new AbortController().signal);
}

async function readyz(): Promise<{ status: number; said: unknown }> {
  const probes = createProbes({
    store,
    clock,
    portals: BUILT_PORTALS,
    slack: undefined,
    stopping: () => false,
  });
  const web = createWeb({ probes, log: quiet, slackCommand: undefined });
  const answer = await web.request('/readyz');
  return { status: answer.status, said: await answer.json() };
}

/** An address where nobody listens any more. */
async function deadUrl(): Promise<string> {
  const gone = await servePages(() => undefined);
  await gone.close();
  return gone.url;
}

describe.each(BUILT_PORTALS)('fault 4: %s cannot be reached', (id) => {
  it('refused, without a name, or without TLS: the portal is down', async () => {
    const plain = await servePages(() => ({ body: aPackage([]) }));
    open.push(plain);

    expect(await firstFault(portalAt(id, await deadUrl()))).toMatchObject({
      fault: 'down',
      reason: 'ECONNREFUSED',
    });
    // A label too long for any name: nobody is asked.
    for (const url of [`https://${'a'.repeat(64)}.invalid`, `https://${plain.host}`])
      expect(await firstFault(portalAt(id, url))).toMatchObject({ fault: 'down' });
    expect(plain.asked).toEqual([]);
  });

  it('with an incomplete chain of certificates: it is not asked, and its state names the remedy', async () => {
    const server = await startIncompleteChain({
      handler: (_request, response) => void response.end(aPackage([])),
    });
    open.push(server);

    await visit(portalAt(id, server.url, server.root));
    const { misses, lastFault } = await store.portals.state(id);
    expect(misses).toBe(1);
    expect(lastFault).toContain('`tenderbell doctor --fetch-intermediates` completes it');
    expect(server.spokenTo()).toBe(0);

    clock.advance(3_600_000);
    await visit(portalAt(id, server.url, `${server.root}\n${server.intermediate}`));
    expect(await store.portals.state(id)).toMatchObject({ misses: 0, lastSuccessAt: clock.now() });
    expect(server.asked.length).toBeGreaterThan(0);
  });

  it('after three misses /readyz says degraded of it alone, while the others are read', async () => {
    const { url } = await wellServer();
    const dead = await deadUrl();
    const states: unknown[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      clock.advance(7_200_000);
      await Promise.all(
        BUILT_PORTALS.map(async (one) => await visit(portalAt(one, one === id ? dead : url))),
      );
      states.push((await readyz()).said);
    }

    const well = Object.fromEntries(BUILT_PORTALS.map((one) => [one, 'ok']));
    expect(states).toMatchObject([
      { status: 'ready', checks: well },
      { status: 'ready', checks: well },
      {
        status: 'degraded',
        checks: { ...well, [id]: 'degraded: the last 3 attempts to read it failed' },
      },
    ]);
    expect((await readyz()).status).toBe(200);

    clock.advance(7_200_000);
    await visit(portalAt(id, url));
    expect((await readyz()).said).toMatchObject({ status: 'ready' });
  });
});

async function wellServer(): ReturnType<typeof servePages> {
  const server = await servePages(() => ({ body: aPackage([]) }));
  open.push(server);
  return server;
}
