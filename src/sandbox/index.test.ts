import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { fakeClock } from '../../test/fake-clock.ts';
import type { Sandbox } from './index.ts';
import { startSandbox } from './index.ts';
import { noSwitches } from './switches.ts';

const clock = fakeClock('2026-09-01T09:00:00Z');
let sandbox: Sandbox | undefined;

afterEach(async () => {
  await sandbox?.close();
  sandbox = undefined;
});

async function count(url: string): Promise<number> {
  const body: unknown = await (await fetch(url)).json();
  if (typeof body !== 'object' || body === null || !('releases' in body)) throw new Error('no package');
  return Array.isArray(body.releases) ? body.releases.length : -1;
}

describe('startSandbox', () => {
  it('fills the portals with the backlog and puts what is published on its own portal', async () => {
    sandbox = await startSandbox({
      seed: 's',
      now: clock.now(),
      clock,
      botUrl: () => '',
      switches: noSwitches(),
    });
    const fts = `${sandbox.urls.findATender}/api/1.0/ocdsReleasePackages`;
    const cf = `${sandbox.urls.contractsFinder}/Published/Notices/OCDS/Search`;
    const before = [await count(fts), await count(cf)];
    const fresh = sandbox.world.fresh(clock.now());
    sandbox.publish(fresh);

    expect(before).toEqual([61, 56]);
    const onFts = fresh.filter((release) => release.portal === 'find-a-tender').length;
    const onCf = fresh.filter((release) => release.portal === 'contracts-finder').length;
    expect([await count(fts), await count(cf)]).toEqual([61 + onFts, 56 + onCf]);
    const { publicContractsScotland, sell2wales } = sandbox;
    const published = [publicContractsScotland, sell2wales].map(({ ledger }) => ledger.published().length);
    expect(published).toEqual([8 + 3, 8 + 3]);
    expect(await count(`${sandbox.urls.publicContractsScotland}/v1/Notices?noticeType=102`)).toBe(2);
    expect(await count(`${sandbox.urls.sell2wales}/v1/Notices?noticeType=51`)).toBe(1);
    expect((await fetch(sandbox.urls.mailbox)).status).toBe(200);
    expect((await fetch(sandbox.urls.slack)).status).toBe(200);
    expect(sandbox.urls.smtp).toMatch(/^smtp:\/\/127\.0\.0\.1:\d+$/);
  });

  it('replays a folder instead of the backlog', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'sandbox-'));
    const text = '{"ocid":"ocds-b5fd17raw-1","id":"g-1","date":"2026-08-30T10:00:00Z","tag":["tender"]}';
    await writeFile(join(directory, 'one.json'), text);
    const switches = noSwitches();
    const shared = { seed: 's', now: clock.now(), clock, botUrl: () => '' };
    sandbox = await startSandbox({ ...shared, replay: directory, switches });
    await rm(directory, { recursive: true });

    expect(await count(`${sandbox.urls.contractsFinder}/Published/Notices/OCDS/Search`)).toBe(1);
    expect(await count(`${sandbox.urls.findATender}/api/1.0/ocdsReleasePackages`)).toBe(0);
    expect(sandbox.recordings?.newest).toBe(Date.parse('2026-08-30T10:00:00Z'));
  });

  it('has the defects of the portals, but nothing that takes minutes', async () => {
    sandbox = await startSandbox({ seed: 's', now: clock.now(), clock, botUrl: () => '' });

    expect(sandbox.findATender.switches.values()).toMatchObject({
      stagesBug: true,
      lostNext: 2,
      throttle: false,
      midnightOutage: false,
    });
    expect(sandbox.sell2wales.switches.values()).toMatchObject({ bom: true, midnightOutage: false });
  });

  it('takes the ports it is given, and says so when one is taken', async () => {
    sandbox = await startSandbox({ seed: 's', now: clock.now(), clock, botUrl: () => '' });
    const taken = Number(new URL(sandbox.urls.slack).port);

    await expect(
      startSandbox({ seed: 's', now: clock.now(), clock, botUrl: () => '', ports: { slack: taken } }),
    ).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
