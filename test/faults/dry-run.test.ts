import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { getGlobalDispatcher, MockAgent, setGlobalDispatcher, type Dispatcher } from 'undici';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { stringify } from 'yaml';
import * as dispatchVerb from '../../src/app/commands/dispatch.ts';
import * as serveVerb from '../../src/app/commands/serve.ts';
import { freePort } from '../../src/app/free-port.ts';
import { openWorld, type World } from '../flow-world.ts';
import { runVerb } from '../run-verb.ts';

const OFF = { enabled: false };

let world: World;
let home: string;
let configPath: string;
let dispatcher: Dispatcher;
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'tenderbell-dry-'));
  world = await openWorld();
  await world.seed();
  await world.subscribe('penetration');
  await world.subscribe('penetration', { slack: 'C0001' });
  world.publish();
  await world.collect('find-a-tender');
  const [mailPort, slackPort, webPort] = [await freePort(), await freePort(), await freePort()];
  configPath = join(home, 'bell.yaml');
  writeFileSync(
    configPath,
    stringify({
      publicUrl: `http://127.0.0.1:${webPort}`,
      portals: {
        'find-a-tender': OFF,
        'contracts-finder': OFF,
        'public-contracts-scotland': OFF,
        sell2wales: OFF,
      },
      mail: { url: `smtp://127.0.0.1:${mailPort}` },
      operator: { email: 'operator@example.org', slackChannel: 'C0002' },
      slack: {
        botToken: 'xoxb-1',
        signingSecret: 'the signing secret of a test',
        appToken: 'xapp-1',
        apiUrl: `http://127.0.0.1:${slackPort}/api/`,
      },
      web: { port: webPort },
    }),
  );
  dispatcher = getGlobalDispatcher();
  const nobody = new MockAgent();
  nobody.disableNetConnect();
  setGlobalDispatcher(nobody);
});
afterEach(async () => {
  setGlobalDispatcher(dispatcher);
  vi.restoreAllMocks();
  await world.close();
  rmSync(home, { recursive: true, force: true });
});

function where(signal?: AbortSignal): Parameters<typeof runVerb>[3] {
  const at = new Date(world.clock.now()).toISOString();
  return { home, at, database: world.database, configPath, ...(signal && { signal }) };
}

/** Every connection that anything in this process opens, whatever library asks for it. */
function connections() {
  return vi.spyOn(Socket.prototype, 'connect');
}

describe('fault 66: a dry run', () => {
  it('fault 66: dispatch --dry-run says what would go to the mail server and to Slack, and connects to neither', async () => {
    const connected = connections();

    const dry = await runVerb(dispatchVerb, [], { dryRun: true }, where());

    expect([dry.code, dry.err]).toEqual([0, '']);
    expect(dry.out).toContain('by email');
    expect(dry.out).toContain('by slack');
    expect(dry.out).toContain('2 would be sent');
    expect(connected).not.toHaveBeenCalled();
    expect(await world.store.deliveries.counts()).toMatchObject({ ready: 2, sent: 0 });
    expect(existsSync(join(home, 'data'))).toBe(false);

    // The same in earnest is seen.
    await runVerb(dispatchVerb, [], { once: true }, where());
    expect(connected).toHaveBeenCalled();
    const asked = await world.store.deliveries.list({ states: ['ready'], limit: 9 });
    expect(asked.map((one) => [one.channel, one.reason !== undefined])).toEqual([
      ['slack', true],
      ['email', true],
    ]);
  });

  it('fault 66: serve --dry-run runs what is due, leaves every delivery as it is and connects to nothing', async () => {
    const connected = connections();
    const stop = new AbortController();

    const serving = runVerb(serveVerb, [], { dryRun: true }, where(stop.signal));
    while ((await world.store.runs.lastDue('recover')) === undefined) await pause(20);
    stop.abort();
    const dry = await serving;

    expect(dry.code).toBe(0);
    expect(dry.err.split('\n').filter((line) => line.includes('a dry run'))).toHaveLength(1);
    expect(connected).not.toHaveBeenCalled();
    expect(await world.store.deliveries.counts()).toMatchObject({ ready: 2, leased: 0, sent: 0 });
    expect((await world.store.deliveries.channels()).every((one) => one.pausedUntil === undefined)).toBe(
      true,
    );
  });
});
