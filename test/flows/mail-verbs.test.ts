import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as digestVerb from '../../src/app/commands/digest.ts';
import * as dispatchVerb from '../../src/app/commands/dispatch.ts';
import * as outboxVerb from '../../src/app/commands/outbox.ts';
import * as sendTestVerb from '../../src/app/commands/send-test.ts';
import type { VerbModule } from '../../src/app/verb.ts';
import { takeLock } from '../../src/store/index.ts';
import { fakeClock } from '../fake-clock.ts';
import { startFakeSmtp, type FakeSmtp } from '../fake-smtp.ts';
import { openWorld, refusal, type World } from '../flow-world.ts';
import { runVerb, type Ran } from '../run-verb.ts';

const TITLE = 'Penetration testing of the housing portal';

let world: World;
let home: string;
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'tenderbell-mail-'));
  world = await openWorld();
  await world.seed();
});
afterEach(async () => {
  await world.close();
  rmSync(home, { recursive: true, force: true });
});

/** On the world's database and at its hour, with this configuration. */
async function run(
  verb: VerbModule,
  given: readonly string[] = [],
  options: object = {},
  yaml = '',
): Promise<Ran> {
  const configPath = join(home, 'bell.yaml');
  writeFileSync(configPath, yaml);
  const at = new Date(world.clock.now()).toISOString();
  return await runVerb(verb, given, options, { home, at, database: world.database, configPath });
}

const parsed = (ran: Ran): unknown => JSON.parse(ran.out);

/** Every row of every table. */
function rows(): string {
  const db = new Database(world.database, { readonly: true });
  const tables = db
    .prepare(
      "select name from sqlite_master where type = 'table' and sql not like '%virtual table%' order by name",
    )
    .pluck()
    .all() as string[];
  const all = tables.map((table) => [table, db.prepare(`select * from "${table}"`).raw().all()]);
  db.close();
  return JSON.stringify(all);
}

function mails(): readonly string[] {
  const directory = join(home, 'data/mail');
  if (!existsSync(directory)) return [];
  return readdirSync(directory).map((name) => readFileSync(join(directory, name), 'utf8'));
}

/** An alert for Ann waits to be sent. */
async function queued(): Promise<void> {
  await world.subscribe('penetration');
  world.publish();
  await world.collect('find-a-tender');
}

describe('outbox list', () => {
  it('shows what is not settled, newest first, by number and without addresses', async () => {
    await queued();
    world.channels.email.answer(() =>
      refusal({ scope: 'message', permanent: true, code: '554', reason: 'The server refused the message.' }),
    );
    await world.dispatch();
    world.channels.email.answer(undefined);
    await world.subscribe('backup', { email: 'ben@example.org' });
    world.publish({
      noticeId: '000300-2026',
      ocid: 'ocds-h6vhtk-3',
      title: 'Cloud backup software',
      description: '',
    });
    await world.collect('find-a-tender');

    const { out, code } = await run(outboxVerb);

    expect(code).toBe(0);
    expect(out).toMatch(
      /^\d+ {2}ready {2}alert {2}to subscriber \d+ by email, queued Tue 1 Sept 2026, .*, due /,
    );
    expect(out).toMatch(/\n\d+ {2}dead {2}alert .*, 1 attempt: The server refused the message\./);
    expect(out).not.toContain('@');
    const json = await run(outboxVerb, ['list'], { state: 'ready,held', json: true });
    expect(parsed(json)).toMatchObject([{ state: 'ready', kind: 'alert', attempts: 0, reason: null }]);
    const few = await run(outboxVerb, ['list'], { limit: '1' });
    expect(few.out.split('\n')).toHaveLength(1);
    expect(few.err).toContain('--limit shows more');
  });

  it('leaves out what was sent, and says where there is nothing', async () => {
    await queued();
    await world.dispatch();

    expect(await run(outboxVerb)).toMatchObject({ code: 0, out: '', err: 'tenderbell: there is none' });
    expect((await run(outboxVerb, ['list'], { state: 'sent' })).out).toContain('sent  alert');
  });

  it.each([
    [['mend'], {}, "say list, retry or cancel, not 'mend'"],
    [['retry', 'x'], {}, "'x' is not the number of a delivery"],
    [['retry'], {}, 'say which: outbox retry NUMBER..., --dead or --held'],
    [['retry', '1'], { dead: true }, 'say which: outbox retry NUMBER..., --dead or --held'],
    [['cancel'], {}, 'say which: outbox cancel NUMBER...'],
    [['cancel', '1'], { held: true }, '--dead and --held stand with outbox retry'],
    [['cancel', '1'], { state: 'held' }, '--state and --limit stand with outbox list'],
    [['list', '1'], {}, 'outbox list takes no numbers'],
    [['list'], { state: 'gone' }, '--state: is a list of ready'],
    [['list'], { limit: '0' }, '--limit: must be a whole number from 1'],
  ])('is used as it says: %j %j', async (given, options, why) => {
    const ran = await run(outboxVerb, given, options);

    expect([ran.code, ran.out]).toEqual([64, '']);
    expect(ran.err).toContain(why);
  });

  it('retries and cancels by number, and ends with 65 where one could not be', async () => {
    await queued();
    const [ready] = await world.store.deliveries.list({ states: ['ready'], limit: 9 });
    const id = String(ready?.id);

    const cancelled = await run(outboxVerb, ['cancel', id]);
    expect([cancelled.code, cancelled.out]).toEqual([0, '1 cancelled']);
    const again = await run(outboxVerb, ['retry', id, '4711']);
    expect([again.code, again.out.startsWith('0 ready to be sent')]).toEqual([65, true]);
    expect(again.err).toContain(`delivery ${id} has nothing left to tell`);
    expect(again.err).toContain('delivery 4711 does not exist');
    expect(parsed(await run(outboxVerb, ['cancel', id], { json: true }))).toEqual([
      { id: ready?.id, done: false, refused: 'is cancelled already' },
    ]);
  });
});

describe('mail.allow', () => {
  const STAGING = "mail: { allow: ['@firm.example', Ann@example.org] }";

  it('holds what goes to anybody else, until it is allowed and freed', async () => {
    await queued();
    const ben = { email: 'ben@example.org' };
    await world.subscribe('penetration', ben);
    await world.subscribe('penetration', { email: 'carl@firm.example' });
    world.publish({ noticeId: '000102-2026', ocid: 'ocds-h6vhtk-2', title: 'More penetration testing' });
    await world.collect('find-a-tender');

    const sent = await run(dispatchVerb, [], { once: true }, STAGING);

    expect([sent.code, sent.out]).toEqual([0, '3 sent, 0 postponed, 1 held, 0 ended']);
    expect(sent.err).toContain(
      'mail.allow is set: only 2 addresses and domains get mail, and all else is held',
    );
    expect(mails().some((mail) => mail.includes('ben@example.org'))).toBe(false);
    expect(mails()).toHaveLength(3);
    const held = await run(outboxVerb, ['list'], { state: 'held' });
    expect(held.out).toContain('mail.allow does not name this address');

    expect((await run(outboxVerb, ['retry'], { held: true })).out).toContain('1 ready to be sent');
    await run(dispatchVerb, [], { once: true }, STAGING);
    expect(mails()).toHaveLength(3);
    await run(outboxVerb, ['retry'], { held: true });
    await run(dispatchVerb, [], { once: true });
    expect(mails().some((mail) => mail.includes('ben@example.org'))).toBe(true);
    expect(mails()).toHaveLength(4);
  });

  it('takes a domain for itself alone, and an empty list for nobody', async () => {
    await world.subscribe('penetration', { email: 'dora@sub.firm.example' });
    await world.subscribe('penetration', { email: 'eve@notfirm.example' });
    world.publish();
    await world.collect('find-a-tender');

    expect((await run(dispatchVerb, [], { once: true }, STAGING)).out).toBe(
      '0 sent, 0 postponed, 2 held, 0 ended',
    );
    await run(outboxVerb, ['retry'], { held: true });
    const none = await run(dispatchVerb, [], { once: true }, 'mail: { allow: [] }');
    expect(none.out).toBe('0 sent, 0 postponed, 2 held, 0 ended');
    expect(none.err).toContain('nobody gets mail');
  });
});

describe('dispatch --dry-run', () => {
  it('says what would be sent and to whom by number, and changes nothing', async () => {
    await queued();
    await world.subscribe('penetration', { email: 'ben@example.org' });
    world.publish({ noticeId: '000102-2026', ocid: 'ocds-h6vhtk-2', title: 'More penetration testing' });
    await world.collect('find-a-tender');
    const before = rows();

    const first = await run(dispatchVerb, [], { dryRun: true }, 'mail: { allow: [ann@example.org] }');
    const second = await run(dispatchVerb, [], { dryRun: true, json: true });

    expect(first.code).toBe(0);
    expect(first.out).toMatch(
      new RegExp(`^\\d+ {2}alert {2}to subscriber \\d+ by email, \\d{4,5} bytes: .*Penetration testing of`),
    );
    expect(first.out).toContain('not sent: mail.allow does not name this address');
    expect(first.out).toContain('2 would be sent, 0 postponed, 1 held, 0 ended');
    expect(first.out).not.toContain('@');
    expect(parsed(second)).toMatchObject({ sent: 3, deliveries: [{ kind: 'alert', refused: null }, {}, {}] });
    expect(rows()).toBe(before);
    expect(mails()).toEqual([]);
    expect((await run(dispatchVerb, [], { once: true })).out).toBe('3 sent, 0 postponed, 0 held, 0 ended');
  });

  it('runs beside serve, and leaves alone what that is just sending', async () => {
    await queued();
    await world.subscribe('penetration', { email: 'ben@example.org' });
    world.publish({ noticeId: '000102-2026', ocid: 'ocds-h6vhtk-2', title: 'More penetration testing' });
    await world.collect('find-a-tender');
    await world.store.transaction((tx) => tx.deliveries.claim('email', world.clock.now(), 'serve', 60_000));
    const lock = takeLock(world.database, 'serve', world.clock.now());
    if (!('release' in lock)) throw new Error('the lock is not free');

    const dry = await run(dispatchVerb, [], { dryRun: true, json: true });
    const earnest = await run(dispatchVerb, [], { once: true });
    lock.release();

    expect([dry.code, dry.err]).toEqual([0, '']);
    // Ann is being sent something: what else waits for her comes after it.
    expect(parsed(dry)).toMatchObject({ sent: 1, isWhole: true, deliveries: [{}] });
    expect(earnest.code).toBe(75);
  });

  it('holds up nobody who writes for long: what it had no time for, it says', async () => {
    await queued();
    await world.subscribe('penetration', { email: 'ben@example.org' });
    world.publish({ noticeId: '000102-2026', ocid: 'ocds-h6vhtk-2', title: 'More penetration testing' });
    await world.collect('find-a-tender');
    const clock = fakeClock(world.clock.now());
    // Every look at the clock is a second later than the last.
    vi.spyOn(clock, 'now').mockImplementation(() => {
      world.clock.advance(1000);
      return world.clock.now();
    });
    const configPath = join(home, 'bell.yaml');
    writeFileSync(configPath, '');

    const { database } = world;
    const where = { home, at: '', clock, database, configPath };
    const dry = await runVerb(dispatchVerb, [], { dryRun: true, json: true }, where);

    expect(parsed(dry)).toMatchObject({ sent: 1, isWhole: false });
    expect(dry.err).toContain('these go first, and more waits');
  });
});

describe('digest --preview', () => {
  const OPERATOR = 'operator: { name: The Firm }';
  const ANN = { preview: 'Ann@example.org' };

  it('prints the digest that would come, and changes nothing', async () => {
    await world.subscribe('penetration', { cadence: 'weekly' });
    await world.subscribe('backup', { cadence: 'weekly', email: 'ben@example.org' });
    world.publish();
    const description = 'Software for backups.';
    world.publish({
      noticeId: '000300-2026',
      ocid: 'ocds-h6vhtk-3',
      title: 'Cloud backup software',
      description,
    });
    await world.collect('find-a-tender');
    const before = rows();

    const html = join(home, 'digest.html');
    const shown = await run(digestVerb, [], { ...ANN, html }, OPERATOR);

    expect(shown.code).toBe(0);
    expect(shown.out).toMatch(/^Subject: .*\n\n/);
    expect(shown.out).toContain(TITLE);
    expect(shown.out).toContain('The Firm');
    expect(shown.out).not.toContain('Cloud backup');
    expect(shown.err).toMatch(/due Mon 7 Sept 2026, 08:00 \(weekly\)/);
    expect(readFileSync(html, 'utf8')).toContain(TITLE);
    expect(rows()).toBe(before);

    await run(digestVerb, [], { now: true }, OPERATOR);
    await run(dispatchVerb, [], { once: true }, OPERATOR);
    const [subject = ''] = shown.out.split('\n');
    expect(mails().filter((mail) => mail.includes(subject) && mail.includes('ann@example.org'))).toHaveLength(
      1,
    );
  });

  it('is the same while something else is being sent to that reader', async () => {
    await world.subscribe('backup');
    await world.subscribe('penetration', { cadence: 'weekly' });
    world.publish();
    const description = 'Software for backups.';
    const title = 'Cloud backup software';
    world.publish({ noticeId: '000300-2026', ocid: 'ocds-h6vhtk-3', title, description });
    await world.collect('find-a-tender');
    const sending = await world.store.transaction((tx) =>
      tx.deliveries.claim('email', world.clock.now(), 'serve', 60_000),
    );
    expect(sending?.kind).toBe('alert');
    const before = rows();

    const shown = await run(digestVerb, [], ANN);

    expect(shown.code).toBe(0);
    expect(shown.out).toContain(TITLE);
    expect(rows()).toBe(before);
  });

  it('ends with 74 and one line where its page cannot be written', async () => {
    await world.subscribe('penetration', { cadence: 'weekly' });
    world.publish();
    await world.collect('find-a-tender');

    const shown = await run(digestVerb, [], { ...ANN, html: join(home, 'nowhere', 'digest.html') });

    expect([shown.code, shown.out]).toEqual([74, '']);
    expect(shown.err).toMatch(/^tenderbell: --html: .*nowhere\/digest\.html cannot be written \(ENOENT\)$/);
  });

  it('is told of wrong usage first, whoever holds the lock', async () => {
    const lock = takeLock(world.database, 'serve', world.clock.now());
    if (!('release' in lock)) throw new Error('the lock is not free');

    const misused = await run(digestVerb, [], { html: 'x' });
    const queueing = await run(digestVerb, [], { now: true });
    lock.release();

    expect([misused.code, queueing.code]).toEqual([64, 75]);
  });

  it('takes nothing of what waits for that reader already', async () => {
    await queued();
    await world.subscribe('category:security', { cadence: 'daily' });
    const before = rows();

    const shown = await run(digestVerb, [], ANN);

    expect([shown.code, shown.out]).toEqual([
      0,
      expect.stringMatching(
        /^nothing new since Tue 1 Sept 2026, \d\d:\d\d; the next digest is due Wed 2 Sept/,
      ),
    ]);
    expect(rows()).toBe(before);
  });

  it('says so in JSON, too, and to whom there is no digest', async () => {
    await world.subscribe('penetration', { cadence: 'weekly' });

    expect(parsed(await run(digestVerb, [], { ...ANN, json: true }))).toEqual({
      due: '2026-09-07T07:00:00.000Z',
      subject: null,
      text: null,
      procurements: [],
    });
    world.publish();
    await world.collect('find-a-tender');
    expect(parsed(await run(digestVerb, [], { ...ANN, json: true }))).toMatchObject({
      text: expect.stringContaining(TITLE) as unknown,
      procurements: [1],
    });
    const daily = await run(digestVerb, [], { ...ANN, cadence: 'daily' });
    expect([daily.code, daily.err]).toEqual([65, expect.stringContaining('no active daily subscription')]);
    expect((await run(digestVerb, [], { preview: 'nobody@example.org' })).code).toBe(65);
    expect((await run(digestVerb, [], { preview: 'a@b.example, c@d.example' })).code).toBe(64);
    expect((await run(digestVerb, [], { ...ANN, now: true })).err).toContain('exclude each other');
    expect((await run(digestVerb, [], { html: 'x' })).err).toContain('--html stands with --preview');
  });
});

describe('send-test', () => {
  let smtp: FakeSmtp;
  beforeEach(async () => {
    smtp = await startFakeSmtp();
  });
  afterEach(async () => {
    await smtp.close();
  });

  const yaml = (url = smtp.url): string => `mail: { url: "${url}" }\npublicUrl: http://127.0.0.1:8080`;
  const send = async (with_: string = yaml(), options: object = {}): Promise<Ran> =>
    await run(sendTestVerb, ['ann@example.org'], options, with_);

  it('sends at once, past the outbox, and says what the server answered', async () => {
    const before = rows();
    const ran = await send();

    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toMatch(/^the mail server took it: 250/);
    expect(smtp.mails).toMatchObject([{ to: ['ann@example.org'] }]);
    expect(smtp.mails[0]?.raw).toContain('This is a test');
    expect(rows()).toBe(before);
  });

  it.each([
    ['rcpt', '550 5.1.1 No such user', 65, '550', 'is the address right?'],
    ['data', '554 5.7.1 rejected by policy', 78, '554', 'SPF, DKIM and DMARC'],
    ['mail', '553 5.7.1 sender not yours', 78, '553', 'mail.from'],
    ['rcpt', '451 4.7.1 come back later', 69, '451', ''],
    ['connect', '421 4.3.2 busy', 69, '421', ''],
  ] as const)('ends as the refusal asks: at %s, %s', async (at, does, code, word, hint) => {
    smtp.trouble({ at, does });
    const ran = await send();

    expect([ran.code, ran.out]).toEqual([code, '']);
    expect(ran.err).toContain(`not sent (${word}): `);
    expect(ran.err).toContain(hint);
    expect(ran.err.split('\n')).toHaveLength(hint === '' ? 1 : 2);
  });

  it('points at the login, at the address of the server and at mail.allow', async () => {
    const guarded = await startFakeSmtp({ login: true });
    guarded.trouble({ at: 'auth', does: '535 5.7.8 wrong' });
    const login = await send(yaml(guarded.url));
    await guarded.close();
    const nobody = await send(yaml(guarded.url));
    const other = await send(yaml().replace(' }', ', allow: [] }'), { json: true });

    expect([login.code, login.err]).toEqual([
      78,
      expect.stringContaining('user name and password in mail.url'),
    ]);
    expect([nobody.code, nobody.err]).toEqual([69, expect.stringContaining('is the port right')]);
    expect(other.code).toBe(78);
    expect(parsed(other)).toMatchObject({ sent: false, code: 'held' });
    expect(smtp.mails).toEqual([]);
  });

  it('writes a file where no server is configured, and refuses what is no address', async () => {
    expect((await send('')).out).toMatch(/^written to .*data\/mail\/test-\d+.*\.eml: mail\.url is not set/);
    expect(mails()).toHaveLength(1);
    expect((await run(sendTestVerb, ['ann@a.example, b@c.example'])).code).toBe(64);
  });
});
