import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as followVerb from '../../src/app/commands/follow.ts';
import * as frameworksVerb from '../../src/app/commands/frameworks.ts';
import * as muteVerb from '../../src/app/commands/mute.ts';
import * as notRelevantVerb from '../../src/app/commands/not-relevant.ts';
import * as recoverVerb from '../../src/app/commands/recover.ts';
import * as remindVerb from '../../src/app/commands/remind.ts';
import * as subscribeVerb from '../../src/app/commands/subscribe.ts';
import * as subscriptionsVerb from '../../src/app/commands/subscriptions.ts';
import type { SuppressionReason } from '../../src/domain/sign-up.ts';
import { openStore } from '../../src/store/index.ts';
import { aNotice } from '../builders.ts';
import { madeOf } from '../contracts/store/make.ts';
import { runVerb, type Ran } from '../run-verb.ts';

/** What vitest answers is typed as anything at all. */
const containing = (text: string): unknown => expect.stringContaining(text);
const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern);

const VERBS = {
  subscribe: subscribeVerb,
  subscriptions: subscriptionsVerb,
  follow: followVerb,
  mute: muteVerb,
  'not-relevant': notRelevantVerb,
  frameworks: frameworksVerb,
  remind: remindVerb,
  recover: recoverVerb,
};
const NOW = '2026-09-02T09:00:00Z';
const ANN = { email: 'ann@example.org' };

let home: string;
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'tenderbell-subscribers-'));
  const opened = await openStore(join(home, 'store.db'), { now: Date.parse(NOW) });
  if ('refused' in opened) throw new Error(opened.refused.message);
  await opened.store.transaction(async (tx) => tx.procurements.save([madeOf(1, aNotice())], Date.parse(NOW)));
  await opened.store.close();
});
afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

async function run(
  name: keyof typeof VERBS,
  options: object = {},
  { given = [], at = NOW }: { given?: readonly string[]; at?: string } = {},
): Promise<Ran> {
  return await runVerb(VERBS[name], given, options, { home, at });
}

const parsed = (ran: Ran): unknown => JSON.parse(ran.out);
const subscribed = async (more: object = {}): Promise<Ran> =>
  await run('subscribe', { ...ANN, query: 'cyber region:wales', ...more });

describe('subscribe', () => {
  it('refuses an address to which nothing may be sent, and names the remedy', async () => {
    const suppress = async (reason: SuppressionReason, at: number): Promise<void> => {
      const opened = await openStore(join(home, 'store.db'), { now: at });
      if ('refused' in opened) throw new Error(opened.refused.message);
      const { store } = opened;
      await store.transaction((tx) =>
        tx.suppressions.suppress({ channel: 'email', ...ANN }, { reason, source: 'test', at }),
      );
      await store.close();
    };
    await suppress('hard-bounce', Date.parse(NOW));
    expect((await subscribed()).code).toBe(0);
    await suppress('manual', Date.parse(NOW));

    for (const more of [{ query: 'cloud' }, { query: 'cloud', dryRun: true }]) {
      const ran = await subscribed(more);
      expect(ran.code).toBe(65);
      expect(ran.err).toContain('tenderbell bounces lift');
      expect(ran.err.trim().split('\n')).toHaveLength(1);
    }
    expect(parsed(await run('subscriptions', { json: true }))).toHaveLength(1);
  });

  it('takes all that can be wanted of a subscription', async () => {
    expect(
      (await subscribed({ wants: 'new,closing', minDaysLeft: '5', notify: 'no', json: true })).code,
    ).toBe(0);

    expect(parsed(await run('subscriptions', { json: true }))).toMatchObject([
      { id: 1, wanted: ['new', 'closing'], minDaysLeft: 5, notify: false, state: 'active' },
    ]);
    expect((await run('subscriptions')).out).toContain('active, saved only, 5 days left at least');
  });

  it.each([
    [{ wants: 'closing' }, '--wants'],
    [{ minDaysLeft: 'soon' }, '--min-days-left'],
    [{ minDaysLeft: '400' }, '--min-days-left'],
    [{ notify: 'perhaps' }, '--notify'],
  ])('ends with 64 for %j', async (wrong, flag) => {
    expect(await subscribed(wrong)).toMatchObject({ code: 64, err: containing(flag) });
  });

  it('saves nothing of a query that was not understood whole, unless told to', async () => {
    const refused = await subscribed({ query: 'cyber regoin:wales' });

    expect(refused).toMatchObject({ code: 65, err: matching(/`region:`[^]*\^{5}[^]*understood as: cyber/) });
    expect((await run('subscriptions')).out).toBe('');
    expect(await subscribed({ query: 'cyber regoin:wales', asUnderstood: true })).toMatchObject({
      code: 0,
      err: containing('`region:`'),
    });
    expect(await run('subscriptions', { edit: '1', query: 'cloud regoin:kent' })).toMatchObject({
      code: 65,
      err: containing('--as-understood'),
    });
    expect((await run('subscriptions')).out).not.toContain('cloud');
  });

  it('lists once what is wanted twice', async () => {
    await subscribed({ wants: 'new,new,awards' });

    expect(parsed(await run('subscriptions', { json: true }))).toMatchObject([{ wanted: ['new', 'awards'] }]);
  });

  it('names the subscription that is there already, how it stands and what can be done', async () => {
    await subscribed();
    const active = await subscribed({ query: 'Cyber region:wales' });
    await run('subscriptions', { pause: '1', until: '2026-12-20' });
    const paused = await subscribed();

    expect(active).toMatchObject({
      code: 65,
      err: matching(/subscription 1, instant, active; .*--edit 1/),
    });
    expect(paused.err).toMatch(/subscription 1, instant, paused until Sun 20 Dec 2026; .*--resume 1/);
  });
});

describe('subscriptions', () => {
  it('changes one, which keeps its number', async () => {
    await subscribed({ wants: 'new', minDaysLeft: '5' });

    const done = await run('subscriptions', {
      edit: '1',
      query: 'cloud regoin:wales',
      asUnderstood: true,
      cadence: 'weekly',
      minDaysLeft: '0',
      json: true,
    });

    expect(done).toMatchObject({ code: 0, err: containing('`region:`') });
    expect(parsed(done)).toMatchObject({ id: 1, cadence: 'weekly', wanted: ['new'] });
    expect(parsed(done)).not.toHaveProperty('minDaysLeft');
  });

  it('pauses until a London day begins, wakes by word and with recover', async () => {
    await subscribed();

    const paused = await run('subscriptions', { pause: '1', until: '2026-10-26', json: true });
    expect(parsed(paused)).toMatchObject({ state: 'paused', pausedUntil: '2026-10-26T00:00:00.000Z' });
    expect((await run('recover', {}, { at: '2026-10-25T23:59:00Z' })).out).toContain('0 pauses ended');
    expect((await run('recover', {}, { at: '2026-10-26T00:00:00Z' })).out).toContain('1 pauses ended');

    await run('subscriptions', { pause: '1' });
    expect((await run('subscriptions', { resume: '1' })).out).toContain('active');
    expect(await run('subscriptions', { resume: '1' })).toMatchObject({ code: 65 });
  });

  it.each([
    [{ pause: '1', resume: '1' }, '--pause'],
    [{ until: '2026-12-20' }, '--until'],
    [{ pause: '1', until: '2026-09-01' }, '--until'],
    [{ pause: 'one' }, '--pause'],
    [{ query: 'cyber' }, '--edit'],
    [{ edit: '1' }, '--min-days-left'],
    [{ edit: '1', asUnderstood: true }, '--query'],
    [{ edit: '1', wants: 'changes' }, '--wants'],
  ])('ends with 64 for %j', async (wrong, flag) => {
    await subscribed();
    expect(await run('subscriptions', wrong)).toMatchObject({ code: 64, err: containing(flag) });
  });

  it.each([{ end: '9' }, { pause: '9' }, { resume: '9' }, { edit: '9', query: 'x' }])(
    'ends with 65 for %j, which is none',
    async (wrong) => {
      expect(await run('subscriptions', wrong)).toMatchObject({
        code: 65,
        err: containing('9'),
      });
    },
  );

  it('says which one it would be the same as', async () => {
    await subscribed();
    await subscribed({ query: 'cloud' });

    expect(await run('subscriptions', { edit: '2', query: 'cyber region:wales' })).toMatchObject({
      code: 65,
      err: containing('subscription 1'),
    });
  });
});

describe('mute', () => {
  it('mutes, lists and takes back', async () => {
    await subscribed();

    expect((await run('mute', { ...ANN, buyer: 'NHS Wales' })).out).toBe("mute 1: the buyer 'NHS Wales'");
    expect((await run('mute', { ...ANN, term: 'security guarding' })).out).toBe(
      `mute 2: the term '"security guarding"'`,
    );
    expect((await run('mute', { ...ANN, procurement: '000101-2026' })).out).toContain('the procurement');
    expect((await run('mute', { ...ANN, procurement: '1' })).out).toContain('muted before');
    expect(parsed(await run('mute', { ...ANN, list: true, json: true }))).toMatchObject([
      { id: 1, kind: 'buyer' },
      { id: 2, kind: 'term' },
      { id: 3, kind: 'procurement', notices: ['notice:find-a-tender:000101-2026'] },
    ]);
    expect((await run('mute', { ...ANN, undo: '2' })).out).toContain('mute 2 taken back');
    expect((await run('mute', { ...ANN, list: true })).out).not.toContain('guarding');
  });

  it.each([
    [{ ...ANN }, 64, '--buyer'],
    [{ ...ANN, buyer: 'a', term: 'b' }, 64, '--buyer'],
    [{ buyer: 'a' }, 64, '--email'],
    [{ ...ANN, term: 'region:wales' }, 65, 'region:wales'],
    [{ ...ANN, procurement: '999999-2026' }, 65, '999999-2026'],
    [{ ...ANN, undo: '7' }, 65, '7'],
    [{ email: 'eve@example.org', buyer: 'a' }, 65, 'nobody'],
  ])('refuses %j with %i', async (wrong, code, words) => {
    await subscribed();
    expect(await run('mute', wrong)).toMatchObject({ code, err: containing(words) });
  });
});

describe('not-relevant', () => {
  it('mutes, and says what waits for the operator', async () => {
    await subscribed();

    const done = await run('not-relevant', ANN, { given: ['000101-2026'] });

    expect(done.out).toMatch(/^mute 1: the procurement .*\ncorrection 1 waits for the operator/);
    expect(await run('not-relevant', ANN)).toMatchObject({ code: 64 });
    expect(await run('not-relevant', {}, { given: ['1'] })).toMatchObject({ code: 64 });
    expect(parsed(await run('not-relevant', { ...ANN, json: true }, { given: ['1'] }))).toMatchObject({
      isKnown: true,
    });
  });
});

describe('follow', () => {
  it('follows a procurement, a buyer and a supplier, each once', async () => {
    expect(parsed(await run('follow', { ...ANN, procurement: '1', json: true }))).toMatchObject({
      query: '000101-2026',
      wanted: ['changes', 'awards'],
    });
    expect((await run('follow', { ...ANN, buyer: 'NHS Wales', cadence: 'weekly' })).out).toContain(
      'buyer:"NHS Wales"',
    );
    expect((await run('follow', { ...ANN, supplier: 'Northgate Cyber' })).out).toContain('awards');
    expect(await run('follow', { ...ANN, procurement: '000101-2026' })).toMatchObject({
      code: 65,
      err: containing('subscription 1'),
    });
    expect(await run('follow', ANN)).toMatchObject({ code: 64 });
  });

  it('says which mute it takes back', async () => {
    await subscribed();
    await run('mute', { ...ANN, procurement: '1' });

    expect((await run('follow', { ...ANN, procurement: '1' })).err).toContain('mute 1 is taken back');
  });
});

describe('frameworks', () => {
  it('says which a subscriber is on, and what becomes of the others', async () => {
    expect(await run('frameworks', ANN)).toMatchObject({ code: 65 });

    const said = await run('frameworks', {
      ...ANN,
      on: 'g-cloud-14,Digital Outcomes 6',
      others: 'leave-out',
    });

    expect(said.out).toBe(
      'ann@example.org: on g-cloud-14, digital-outcomes-6; call-offs from others are left out',
    );
    expect(parsed(await run('frameworks', { ...ANN, json: true }))).toEqual({
      subscriberId: 1,
      on: ['g-cloud-14', 'digital-outcomes-6'],
      others: 'leave-out',
    });
    expect((await run('frameworks', { ...ANN, on: 'none' })).out).toContain('on no framework');
    expect(await run('frameworks', { ...ANN, on: 'g-clod-14' })).toMatchObject({
      code: 65,
      err: containing('g-cloud-14'),
    });
    expect(await run('frameworks', { ...ANN, others: 'hide' })).toMatchObject({ code: 64 });
  });
});

describe('remind', () => {
  it('says how many reminders and nudges are queued', async () => {
    await subscribed();

    expect((await run('remind')).out).toContain('0 reminders of what closes soon, 0 nudges');
    expect(parsed(await run('remind', { json: true }, { at: '2026-12-01T08:00:00Z' }))).toEqual({
      reminders: 0,
      nudges: 1,
      warnings: 0,
    });
  });
});
