import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as bouncesVerb from '../../src/app/commands/bounces.ts';
import { returnPathOf } from '../../src/notify/email/verp.ts';
import { openWorld, type World } from '../flow-world.ts';
import { BOUNCES } from '../mail-web.ts';
import { runVerb, type Ran } from '../run-verb.ts';

const ANN = 'ann@example.org';
const YAML = `mail:\n  bounceAddress: ${BOUNCES}\n`;

let world: World;
let home: string;
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'tenderbell-bounces-'));
  world = await openWorld();
  await world.seed();
});
afterEach(async () => {
  await world.close();
  rmSync(home, { recursive: true, force: true });
});

async function run(given: readonly string[], options: object = {}, yaml = YAML): Promise<Ran> {
  const configPath = join(home, 'bell.yaml');
  writeFileSync(configPath, yaml);
  const at = new Date(world.clock.now()).toISOString();
  return await runVerb(bouncesVerb, given, options, { home, at, database: world.database, configPath });
}

/** Ann was told of a tender; a mail server says in a file that she has no mailbox. */
async function returned(): Promise<string> {
  await world.subscribe('penetration');
  world.publish();
  await world.collect('find-a-tender');
  await world.dispatch();
  const deliveryId = world.channels.email.sent[0]?.message.deliveryId ?? 0;
  const path = join(home, 'returned.eml');
  writeFileSync(path, dsn(returnPathOf(deliveryId, { address: BOUNCES, secret: world.store.secret }) ?? ''));
  return path;
}

function dsn(to: string): string {
  return [
    'Return-Path: <>',
    'From: MAILER-DAEMON@mx.reader.example',
    ...(to === '' ? [] : [`To: ${to}`]),
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"',
    '',
    '--b1',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.reader.example',
    '',
    'Final-Recipient: rfc822; ann@example.org',
    'Action: failed',
    'Status: 5.1.1',
    '',
    '--b1--',
    '',
  ].join('\r\n');
}

const parsed = (ran: Ran): unknown => JSON.parse(ran.out);
const states = async (): Promise<readonly (string | undefined)[][]> =>
  (await world.store.subscriptions.list()).map(({ state, reason }) => [state, reason]);

describe('bounces ingest', () => {
  it('takes in a mail that came back, once', async () => {
    const path = await returned();

    const first = await run(['ingest', path]);
    const again = await run(['ingest', path], { json: true });

    expect(first.code).toBe(0);
    expect(first.out).toBe(`${path}: its address is suppressed, and what it subscribed to has ended`);
    expect(parsed(again)).toEqual([{ mail: path, outcomes: ['known'], reason: null }]);
    expect(await states()).toEqual([['ended', 'no such mailbox']]);
  });

  it('is told by --to whom a mail was for, where the mail itself does not say', async () => {
    await returned();
    const deliveryId = world.channels.email.sent[0]?.message.deliveryId ?? 0;
    const to = returnPathOf(deliveryId, { address: BOUNCES, secret: world.store.secret });
    const path = join(home, 'bare.eml');
    writeFileSync(path, dsn(''));

    expect((await run(['ingest', path])).out).toMatch(/: ignored \(It carries no return address of ours\)$/);
    expect((await run(['ingest', path], { to })).out).toMatch(/has ended$/);
  });

  it('says 0 of a mail that says nothing, and 74 of one that cannot be read', async () => {
    const path = join(home, 'holiday.eml');
    writeFileSync(path, 'From: bob@example.org\r\nSubject: On holiday\r\n\r\nBack on Monday.\r\n');

    expect((await run(['ingest', path])).code).toBe(0);
    const missing = await run(['ingest', join(home, 'none.eml'), path]);
    expect(missing.code).toBe(74);
    expect(missing.err).toContain('none.eml cannot be read (ENOENT)');
    expect(missing.out).toContain('holiday.eml: ignored');
  });

  it('needs the address that mail comes back to', async () => {
    const ran = await run(['ingest', await returned()], {}, '');

    expect(ran.code).toBe(78);
    expect(ran.err).toContain('mail.bounceAddress');
    expect(await states()).toEqual([['active', undefined]]);
  });
});

describe('bounces list, lift and suppress', () => {
  it('list why and since when, without any address', async () => {
    await run(['ingest', await returned()]);

    const { code, out } = await run(['list']);

    expect(code).toBe(0);
    expect(out).toMatch(/^[\w-]{10} {2}Tue 1 Sept? 2026, \d\d:\d\d {2}no such mailbox \(dsn\)$/);
    expect(out).not.toContain('ann');
    expect(parsed(await run([], { json: true }))).toMatchObject([{ reason: 'hard-bounce', source: 'dsn' }]);
  });

  it('suppress pauses and cancels, and lift lets mail out again', async () => {
    const { subscription } = await world.subscribe('penetration');
    world.publish();
    await world.collect('find-a-tender');

    expect((await run(['suppress', 'Ann@Example.org'])).code).toBe(0);
    await world.dispatch();
    expect(world.sizes()).toEqual([]);
    expect(await states()).toEqual([['paused', 'the operator stopped mail to this address']]);

    const lifted = await run(['lift', ANN]);
    expect(lifted.out).toBe('lifted; it was suppressed: by hand (operator)');
    expect(lifted.err).toContain('a subscription of it rests');
    await world.store.transaction(
      async (tx) => await tx.subscriptions.resume([subscription?.id ?? 0], world.clock.now()),
    );
    world.publish({ noticeId: '000300-2026', ocid: 'ocds-h6vhtk-3', title: 'Penetration testing of a pier' });
    await world.collect('find-a-tender');
    await world.dispatch();
    expect(world.sizes().length).toBeGreaterThan(0);
    expect((await run(['lift', ANN])).out).toBe('it was not suppressed');
  });

  it.each([
    [['loft'], {}, "say ingest, list, lift or suppress, not 'loft'"],
    [['lift'], {}, 'name one mail address'],
    [['suppress', 'ann'], {}, ''],
    [['list', 'all'], {}, 'bounces list takes nothing more'],
    [['list'], { to: 'x@example.org' }, '--to stands with bounces ingest'],
  ])('say 64 of %j %j', async (given, options, said) => {
    const ran = await run(given, options);

    expect(ran.code).toBe(64);
    expect(ran.err).toContain(said);
  });
});
