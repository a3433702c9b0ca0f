import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeClock } from '../../test/fake-clock.ts';
import { PORTALS, isPortalId } from '../domain/portal.ts';
import type { Context } from './context.ts';
import { run } from './commands/sandbox.ts';

const clock = fakeClock('2026-09-03T09:00:00Z');
const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
let directory = '';
let stop = new AbortController();
let out: string[] = [];
let said: string[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'portals-only-'));
  stop = new AbortController();
  [out, said] = [[], []];
});
afterEach(() => {
  stop.abort();
  rmSync(directory, { recursive: true });
});

function context(): Context {
  return {
    version: '0.0.0',
    configPath: undefined,
    env: {},
    root: directory,
    clock,
    log: quiet,
    out: (line) => void out.push(line),
    say: (line) => void said.push(line),
    signal: stop.signal,
  };
}

/** Starts it; answers the four addresses as it printed them, and how it ended. */
async function start(options: object) {
  const ended = run([], { portalsOnly: true, json: true, ...options }, context());
  await expect.poll(() => out.length, { timeout: 20_000 }).toBeGreaterThan(0);
  const printed: unknown = JSON.parse(out[0] ?? '');
  const urls = new Map(
    Object.entries(printed as object).flatMap(([id, url]) =>
      isPortalId(id) ? [[id, String(url)] as const] : [],
    ),
  );
  return { ended, urls };
}

async function textOf(url: string): Promise<string> {
  return await (await fetch(url)).text();
}

describe('sandbox --portals-only', () => {
  it(
    'serves the four portals, defects on, until it is stopped, and ends with 0',
    { timeout: 30_000 },
    async () => {
      const { ended, urls } = await start({ seed: '5' });
      expect([...urls.keys()].toSorted()).toEqual([...PORTALS].toSorted());
      const switches = await textOf(`${urls.get('find-a-tender')}/_sandbox/switches`);
      expect(JSON.parse(switches)).toMatchObject({
        stagesBug: true,
        throttle: '429-120',
        midnightOutage: 503,
        data: { dynamicMarkets: true, stubs: true, skippedNumbers: true },
      });
      for (const id of PORTALS) {
        const ledger: unknown = JSON.parse(await textOf(`${urls.get(id)}/_sandbox/ledger`));
        expect(ledger).toMatchObject({ portal: id, requests: [] });
        expect((ledger as { published: unknown[] }).published.length).toBeGreaterThan(30);
      }
      const before = (await textOf(`${urls.get('find-a-tender')}/_sandbox/ledger`)).length;
      clock.advance(3 * 3_600_000);
      expect((await textOf(`${urls.get('find-a-tender')}/_sandbox/ledger`)).length).toBeGreaterThan(before);
      stop.abort();

      expect(await ended).toBe(0);
      await expect(fetch(`${urls.get('sell2wales')}/v1/Notices`)).rejects.toThrow('fetch failed');
    },
  );

  it(
    '--calm turns everything off; without --json each portal has its line',
    { timeout: 30_000 },
    async () => {
      const ended = run([], { portalsOnly: true, calm: true }, context());
      await expect.poll(() => out.length, { timeout: 20_000 }).toBe(4);
      const urls = out.map((line) => /http:\S+$/.exec(line)?.[0] ?? '');
      for (const url of urls) {
        const shown: unknown = JSON.parse(await textOf(`${url}/_sandbox/switches`));
        const { data, ...switches } = shown as { data: object };
        for (const all of [data, switches]) {
          expect(Object.values(all).length).toBeGreaterThan(5);
          expect(Object.values(all).every((value) => value === false)).toBe(true);
        }
      }
      expect(out[0]).toMatch(/^Find a Tender +http:\/\/127\.0\.0\.1:\d+\/find-a-tender$/);
      stop.abort();
      expect(await ended).toBe(0);
    },
  );

  it('--without leaves single quirks out of the notices, and says so', { timeout: 30_000 }, async () => {
    const { ended, urls } = await start({ without: ['duplicates, stubs', 'skippedNumbers'] });
    clock.advance(4 * 86_400_000);
    const switches: unknown = JSON.parse(await textOf(`${urls.get('sell2wales')}/_sandbox/switches`));
    const ledger = await textOf(`${urls.get('find-a-tender')}/_sandbox/ledger`);
    const { published } = JSON.parse(ledger) as { published: { key: string; id: string }[] };
    const numbers = [...new Set(published.map(({ id }) => Number(id.slice(0, 6))))].toSorted((a, b) => a - b);

    expect(switches).toMatchObject({
      data: { duplicates: false, stubs: false, skippedNumbers: false, dynamicMarkets: true },
    });
    expect(published.length).toBeGreaterThan(1000);
    expect(numbers).toHaveLength(published.length);
    expect((numbers.at(-1) ?? 0) - (numbers[0] ?? 0)).toBe(numbers.length - 1);
    stop.abort();
    expect(await ended).toBe(0);
  });

  it('--replay serves what is recorded instead, to the byte', async () => {
    const text =
      '{"ocid":"ocds-kuma6s-1", "id":"r-1","date":"2026-08-03T00:00:00Z","tag":["tender"], "n":1e9999}';
    writeFileSync(join(directory, 'one.jsonl'), text);
    const { ended, urls } = await start({ replay: directory });

    expect(await textOf(`${urls.get('sell2wales')}/v1/Notices?dateFrom=08-2026`)).toContain(text);
    expect(JSON.parse(await textOf(`${urls.get('sell2wales')}/_sandbox/switches`))).not.toHaveProperty(
      'data',
    );
    stop.abort();
    expect(await ended).toBe(0);
  });

  it('refuses in one line: a port in use, an empty recording, options that do not go together', async () => {
    writeFileSync(join(directory, 'none.json'), '[]');
    expect(await run([], { portalsOnly: true, replay: directory }, context())).toBe(65);
    expect(said).toEqual([
      `tenderbell: --replay ${directory}: no recorded release of the four portals is in it`,
    ]);

    const text = '{"ocid":"ocds-kuma6s-1","id":"r-1","date":"2026-08-03T00:00:00Z","tag":["tender"]}';
    writeFileSync(join(directory, 'one.jsonl'), text);
    const one = await start({ replay: directory });
    const port = new URL(one.urls.get('sell2wales') ?? '').port;
    said = [];
    expect(await run([], { portalsOnly: true, port, replay: directory }, context())).toBe(78);
    expect(said).toEqual([
      `tenderbell: --port ${port} is in use; name another one, or stop what listens there`,
    ]);

    expect(await run([], { portalsOnly: true, port: 'tea' }, context())).toBe(64);
    expect(await run([], { port: '0' }, context())).toBe(64);
    expect(await run([], { portalsOnly: true, once: true }, context())).toBe(64);
    said = [];
    expect(await run([], { portalsOnly: true, without: ['stubs,tea'] }, context())).toBe(64);
    expect(await run([], { without: ['stubs'] }, context())).toBe(64);
    const both = { portalsOnly: true, without: ['stubs'], replay: directory };
    expect(await run([], both, context())).toBe(64);
    expect(said).toEqual([
      'tenderbell: --without: is a list of dynamicMarkets, stubs, updatesBeforeTenders, scottishCopies, duplicates, skippedNumbers',
      'tenderbell: --portals-only goes without --once; --port, --calm and --without go with it alone',
      'tenderbell: --without goes with notices that are made, not with --replay',
    ]);
  });
});
