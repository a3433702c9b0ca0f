import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../../src/sandbox/index.ts';

const MAIN = resolve('dist/main.js');
const SUBSCRIBERS = 20;
const KILLS = 20;
/** A verb that is done before it is killed does not count; a machine where most are is too fast for this test. */
const MOST_RUNS = 8 * KILLS;

/** The built program, as an operator runs it; `killAfter` milliseconds it is killed without a word. */
function tenderbell(
  args: readonly string[],
  killAfter?: number,
): Promise<{ killed: boolean; code: number | null; out: string }> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter);
    child.once('error', fail);
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      done({ killed: signal === 'SIGKILL', code, out });
    });
  });
}

describe('killing the process', () => {
  const directory = mkdtempSync(join(tmpdir(), 'tenderbell-kill-'));
  const config = join(directory, 'tenderbell.yaml');
  let sandbox: Sandbox;

  beforeAll(async () => {
    expect(existsSync(MAIN), 'dist/main.js is built by `npm run build`').toBe(true);
    sandbox = await startSandbox({ seed: '1', now: Date.now(), botUrl: () => 'http://127.0.0.1:9' });
    const portal = (url: string): string => `{ url: ${url}, spacingSeconds: 0 }`;
    writeFileSync(
      config,
      [
        'database: kill.db',
        'publicUrl: http://127.0.0.1:8080',
        'portals:',
        `  find-a-tender: ${portal(sandbox.urls.findATender)}`,
        `  contracts-finder: ${portal(sandbox.urls.contractsFinder)}`,
        '  public-contracts-scotland: { enabled: false }',
        '  sell2wales: { enabled: false }',
        `mail: { url: ${sandbox.urls.smtp}, from: bell@tenderbell.example }`,
      ].join('\n'),
    );
  });

  afterAll(async () => {
    await sandbox.close();
    rmSync(directory, { recursive: true, force: true });
  });

  it('fault 22: SIGKILL at random in collect and dispatch loses nothing, and repeats at most the message in flight', async () => {
    const run = (verb: string, killAfter?: number) =>
      tenderbell([verb, '--config', config, ...(verb === 'dispatch' ? ['--once'] : [])], killAfter);
    expect((await run('collect')).code).toBe(0);
    for (let i = 0; i < SUBSCRIBERS; i += 1) {
      const email = `s${i}@example.org`;
      expect(
        (await tenderbell(['subscribe', '--config', config, '--email', email, '--query', 'it:balanced']))
          .code,
      ).toBe(0);
    }
    await sleep(1100);
    sandbox.publish(sandbox.world.fresh(Date.now()));
    await sleep(1100);

    let kills = 0;
    for (let i = 0; kills < KILLS && i < MOST_RUNS; i += 1) {
      const verb = i % 2 === 0 ? 'collect' : 'dispatch';
      // Spread over start-up, the transaction and the sending, whatever this machine's pace: a prime step visits them all.
      const { killed } = await run(verb, 150 + ((i * 137) % 900));
      if (killed) kills += 1;
    }
    expect((await run('collect')).code).toBe(0);
    expect((await run('dispatch')).code).toBe(0);

    const found = JSON.parse(
      (await tenderbell(['search', 'it:any', '--config', config, '--json', '--limit', '0'])).out,
    ) as { total: number };
    const distinct = new Map<string, Set<string>>();
    for (const mail of sandbox.mailbox.mails()) {
      const line = `${mail.to.join()} ${mail.subject}`;
      distinct.set(line, (distinct.get(line) ?? new Set()).add(mail.messageId));
    }
    const counts = [...sandbox.mailbox.counts().values()];
    const repeats = counts.reduce((sum, count) => sum + count - 1, 0);
    const mailsOf = (subscriber: number) =>
      sandbox.mailbox.mails().filter((mail) => mail.to[0] === `s${subscriber}@example.org`);
    const told = Array.from(
      { length: SUBSCRIBERS },
      (_, subscriber) => new Set(mailsOf(subscriber).map((mail) => mail.messageId)).size,
    );

    expect(kills).toBe(KILLS);
    expect(found.total).toBeGreaterThan(sandbox.world.story.freshIt);
    // Nobody has fewer than anybody else: nothing was lost.
    expect(new Set(told).size).toBe(1);
    expect(told[0]).toBeGreaterThanOrEqual(sandbox.world.story.freshIt - 2);
    // Each message has one Message-ID however often it was sent.
    expect([...distinct.values()].filter((ids) => ids.size > 1)).toEqual([]);
    expect(repeats).toBeLessThanOrEqual(kills);
    expect(
      (
        JSON.parse((await tenderbell(['dispatch', '--once', '--json', '--config', config])).out) as {
          sent: number;
        }
      ).sent,
    ).toBe(0);
  }, 240_000);
});
