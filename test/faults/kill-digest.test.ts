import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Store } from '../../src/domain/ports.ts';
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

/** The headers of mails. */
const headersOf = (header: 'To' | 'Message-ID', texts: readonly string[]): readonly string[] =>
  texts.map((text) => new RegExp(`^${header}: (.*)$`, 'm').exec(text)?.[1] ?? '');

/** How many people were sent something that is not on record as sent. */
async function unrecorded(store: Store): Promise<number> {
  // What the dead process had written may still be on its way to the server.
  await sleep(50);
  const { sent = 0 } = await store.deliveries.counts();
  return new Set(headersOf('To', smtp.texts)).size - sent;
}

/** Resolves when so many mails have come in. */
async function received(count: number): Promise<void> {
  while (smtp.texts.length < count) await sleep(2);
}

/** Mails that came in again. */
function repeated(): number {
  return smtp.texts.length - new Set(headersOf('To', smtp.texts)).size;
}

async function opened(): Promise<{ readonly store: Store }> {
  const found = await openStore(join(directory, 'kill.db'), { now: Date.now() });
  if ('refused' in found) throw new Error(found.refused.message);
  return found;
}

async function subscribeAll(query: string): Promise<void> {
  const { store } = await opened();
  const consent = { by: 'operator', at: Date.now(), words: 'test', form: 'test' } as const;
  await store.transaction(async (tx) => {
    for (let n = 0; n < MAILS; n += 1) {
      const address = { channel: 'email', email: `s${n}@example.org` } as const;
      await tx.subscriptions.add({ address, query, cadence: 'weekly', wanted: ['new'], consent });
    }
  });
  await store.close();
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

  const { store } = await opened();
  let kills = 0;
  for (let run = 0; run < KILLS; run += 1) {
    const before = repeated();
    // In the middle of a sending, each time after another number of mails, and a little later than the last one came in.
    const enough = received(smtp.texts.length + 20 + ((run * 37) % 90)).then(async () => sleep(run % 7));
    const { killed } = await tenderbell(['dispatch', '--once'], enough);
    if (killed) kills += 1;
    expect(await unrecorded(store), `kill ${run + 1} leaves one mail unrecorded at most`).toBeLessThanOrEqual(
      1,
    );
    expect(repeated() - before, `kill ${run} repeats one mail at most`).toBeLessThanOrEqual(1);
  }
  await store.close();
  expect((await tenderbell(['dispatch', '--once'])).code).toBe(0);

  const ids = new Map<string, string[]>();
  for (const text of smtp.texts) {
    const [to = ''] = headersOf('To', [text]);
    ids.set(to, [...(ids.get(to) ?? []), ...headersOf('Message-ID', [text])]);
  }
  expect(kills).toBe(KILLS);
  expect(ids.size).toBe(MAILS);
  expect([...ids.values()].filter((own) => new Set(own).size > 1)).toEqual([]);
  expect(repeated()).toBeLessThanOrEqual(kills);
  expect(JSON.parse((await tenderbell(['dispatch', '--once', '--json'])).out)).toMatchObject({ sent: 0 });
}, 600_000);
