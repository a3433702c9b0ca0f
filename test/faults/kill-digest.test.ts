import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../../src/sandbox/index.ts';
import { openStore } from '../../src/store/index.ts';
import { startFakeSmtp, type FakeSmtp } from '../fake-smtp.ts';

const MAIN = resolve('dist/main.js');
const MAILS = 3000;
const KILLS = 20;

const directory = mkdtempSync(join(tmpdir(), 'tenderbell-kill-digest-'));
const config = join(directory, 'tenderbell.yaml');
let sandbox: Sandbox;
let smtp: FakeSmtp;

/** The built program as an operator runs it; killed without a word once `until` resolves. */
async function tenderbell(
  args: readonly string[],
  until?: Promise<unknown>,
): Promise<{ readonly killed: boolean; readonly code: number | null; readonly out: string }> {
  const child = spawn(process.execPath, [MAIN, ...args, '--config', config], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  void until?.then(() => child.kill('SIGKILL'));
  return await new Promise((done, fail) => {
    child.once('error', fail);
    child.once('exit', (code, signal) => done({ killed: signal === 'SIGKILL', code, out }));
  });
}

/** Resolves when so many mails have come in. */
async function received(count: number): Promise<void> {
  while (smtp.texts.length < count) await sleep(2);
}

async function subscribeAll(query: string): Promise<void> {
  const opened = await openStore(join(directory, 'kill.db'), { now: Date.now() });
  if ('refused' in opened) throw new Error(opened.refused.message);
  const consent = { by: 'operator', at: Date.now(), words: 'test', form: 'test' } as const;
  await opened.store.transaction(async (tx) => {
    for (let n = 0; n < MAILS; n += 1) {
      const address = { channel: 'email', email: `s${n}@example.org` } as const;
      await tx.subscriptions.add({ address, query, cadence: 'weekly', wanted: ['new'], consent });
    }
  });
  await opened.store.close();
}

beforeAll(async () => {
  expect(existsSync(MAIN), 'dist/main.js is built by `npm run build`').toBe(true);
  sandbox = await startSandbox({ seed: '1', now: Date.now(), botUrl: () => 'http://127.0.0.1:9' });
  smtp = await startFakeSmtp();
  writeFileSync(
    config,
    [
      'database: kill.db',
      'publicUrl: http://127.0.0.1:8080',
      'portals:',
      `  find-a-tender: { url: ${sandbox.urls.findATender}, spacingSeconds: 0 }`,
      '  contracts-finder: { enabled: false }',
      '  public-contracts-scotland: { enabled: false }',
      '  sell2wales: { enabled: false }',
      `mail: { url: ${smtp.url}, from: bell@tenderbell.example }`,
    ].join('\n'),
  );
});

afterAll(async () => {
  await smtp.close();
  await sandbox.close();
  rmSync(directory, { recursive: true, force: true });
});

it('fault 22: twenty SIGKILLs while 3,000 digests go out lose none, and repeat at most one each, under the same Message-ID', async () => {
  expect((await tenderbell(['collect'])).code).toBe(0);
  await subscribeAll(`"${sandbox.world.story.amended.title}"`);
  await sleep(1100);
  sandbox.publish(sandbox.world.fresh(Date.now()));
  await sleep(1100);
  expect((await tenderbell(['collect'])).code).toBe(0);
  expect(JSON.parse((await tenderbell(['digest', '--now', '--json'])).out)).toEqual({ queued: MAILS });

  let kills = 0;
  for (let run = 0; run < KILLS; run += 1) {
    // In the middle of a sending, each time after another number of mails, and a little later than the last one came in.
    const enough = received(smtp.texts.length + 20 + ((run * 37) % 90)).then(async () => sleep(run % 7));
    const { killed } = await tenderbell(['dispatch', '--once'], enough);
    if (killed) kills += 1;
  }
  expect((await tenderbell(['dispatch', '--once'])).code).toBe(0);

  const ids = new Map<string, string[]>();
  for (const text of smtp.texts) {
    const to = /^To: (.*)$/m.exec(text)?.[1] ?? '';
    ids.set(to, [...(ids.get(to) ?? []), /^Message-ID: (.*)$/m.exec(text)?.[1] ?? '']);
  }
  const repeats = [...ids.values()].reduce((sum, own) => sum + own.length - 1, 0);
  expect(kills).toBe(KILLS);
  expect(ids.size).toBe(MAILS);
  expect([...ids.values()].filter((own) => new Set(own).size > 1)).toEqual([]);
  expect(repeats).toBeLessThanOrEqual(kills);
  expect(JSON.parse((await tenderbell(['dispatch', '--once', '--json'])).out)).toMatchObject({ sent: 0 });
}, 300_000);
