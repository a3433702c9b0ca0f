import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openClassifier } from '../src/app/classifier.ts';
import type { Context } from '../src/app/context.ts';
import { openFace } from '../src/app/face.ts';
import { freePort } from '../src/app/free-port.ts';
import { openGround } from '../src/app/ground.ts';
import { openPortals } from '../src/app/portals.ts';
import { writeSandboxConfig } from '../src/app/sandbox-config.ts';
import { openDispatch } from '../src/app/telling.ts';
import type { Clock } from '../src/domain/ports.ts';
import { collect } from '../src/flows/collect.ts';
import { dispatch } from '../src/flows/dispatch.ts';
import { taskDue } from '../src/flows/task-due.ts';
import { startSandbox } from '../src/sandbox/index.ts';
import type { PretendRelease } from '../src/sandbox/pretend-release.ts';
import { fakeClock } from './fake-clock.ts';
import { keptLog } from './fake-slack.ts';

/** Windows end before the present: news must be a moment old to be read. */
const MOMENT_MS = 2_000;
const MINUTE = 60_000;

/** Leaps over what anybody sleeps while they work; who waits for minutes to look again waits until the end. */
function leaping(clock: Clock): Clock {
  return {
    now: () => clock.now(),
    sleep: async (ms, signal) => {
      if (ms <= MINUTE) return await clock.sleep(ms, signal);
      await new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(new Error('aborted')));
      });
    },
  };
}

/** The whole program as `tenderbell sandbox` wires it, in this process, on a clock that the test moves; no story is played. */
export async function openSandboxWorld(start = '2026-09-03T09:00:00Z') {
  const clock = fakeClock(start);
  const directory = mkdtempSync(join(tmpdir(), 'sandbox-world-'));
  const webPort = await freePort();
  const sandbox = await startSandbox({
    seed: '1',
    now: clock.now(),
    clock,
    botUrl: () => `http://127.0.0.1:${webPort}`,
  });
  const stop = new AbortController();
  const log = keptLog();
  const context: Context = {
    version: '0.0.0',
    configPath: writeSandboxConfig(sandbox, { directory, webPort }),
    env: {},
    root: directory,
    clock: leaping(clock),
    log,
    out: () => undefined,
    say: () => undefined,
    signal: stop.signal,
  };
  const ground = await openGround(context);
  if ('exit' in ground) throw new Error('the configuration of the sandbox was refused');
  const { store } = ground;
  const portals = await openPortals(ground);
  const sending = openDispatch(ground);
  const face = await openFace(ground, portals);
  if ('exit' in face) throw new Error('the bot could not listen');
  const collecting = { ...ground, classify: openClassifier(), log };

  async function read(): Promise<void> {
    clock.advance(MOMENT_MS);
    for (const portal of portals.portals)
      await collect(portal, await taskDue(portal, store, clock.now()), collecting, stop.signal);
  }
  await read();
  return {
    clock,
    log,
    sandbox,
    store,
    /** Something appears on the portals, is read, and is told to whoever is to hear of it. */
    happens: async (moment: (at: number) => readonly PretendRelease[]): Promise<void> => {
      clock.advance(MOMENT_MS);
      sandbox.publish(moment(clock.now()));
      await read();
      await dispatch(sending, stop.signal);
    },
    /** Tells what is still to be told. */
    send: async () => await dispatch(sending, stop.signal),
    close: async (): Promise<void> => {
      stop.abort();
      await face.close();
      await sending.closeChannels();
      await portals.close();
      await ground.close();
      await sandbox.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

export type SandboxWorld = Awaited<ReturnType<typeof openSandboxWorld>>;
