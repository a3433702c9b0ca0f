import { afterEach, describe, expect, it, vi } from 'vitest';
import { sealKept } from '../../src/slack/kept-tokens.ts';
import { createSlackBot } from '../../src/slack/slack-bot.ts';
import { loseTeam } from '../../src/flows/teams.ts';
import { checkTeam, checkTeams } from '../../src/slack/check-teams.ts';
import { botOptions, SEAL } from '../bot-world.ts';
import { sendCommand, serve } from '../fake-slack.ts';
import { openTeamsWorld, type TeamsWorld } from '../slack-teams-world.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function aWorld(botToken?: string): Promise<TeamsWorld> {
  const world = await openTeamsWorld(botToken);
  open.push(world.close);
  await world.seed();
  return world;
}

async function publish(world: TeamsWorld, number = 1, title = 'Penetration testing of the housing portal') {
  const id = `00020${number}-2026`;
  const buyer = { name: `Council ${number}`, id: `GB-PPON-${number}` };
  world.publish({ noticeId: id, releaseId: id, ocid: `ocds-h6vhtk-0${number}`, title, buyer });
  await world.collect('find-a-tender');
}

const UNINSTALLED = { type: 'app_uninstalled' };
const REVOKED = { type: 'tokens_revoked', tokens: { oauth: [], bot: ['UBOTT1'] } };

function timesLost({ log }: TeamsWorld): number {
  return log.lines.filter((line) => line.includes('a Slack workspace was lost')).length;
}

describe('a workspace that takes the app out', () => {
  it.each([
    ['app_uninstalled first', [UNINSTALLED, REVOKED, UNINSTALLED, REVOKED]],
    ['tokens_revoked first', [REVOKED, UNINSTALLED, REVOKED, UNINSTALLED]],
  ])(
    'fault 45: %s, both twice: it is inactive once, its tokens are forgotten, and a new installation revives it',
    async (_what, events) => {
      const world = await aWorld();
      const token = await world.install('T1');
      await world.install('T2');
      const one = await world.subscribeIn('T1');
      const other = await world.subscribeIn('T2');
      await publish(world);
      world.refused.set(token, 'account_inactive');

      for (const event of events) expect((await world.event('T1', event)).status).toBe(200);
      await vi.waitFor(async () => {
        expect(world.slack.calls.filter((method) => method === 'auth.test').length).toBeGreaterThanOrEqual(3);
        expect((await world.subscription(one)).state).toBe('paused');
      });
      const lost = await world.store.installations.of('T1');
      await world.send();

      expect(timesLost(world)).toBe(1);
      expect(lost).toMatchObject({
        sealed: undefined,
        inactive: { code: expect.stringMatching(/uninstalled|revoked/) as unknown },
      });
      expect((await world.subscription(one)).reason).toContain('https://test.example/slack/install');
      expect((await world.subscription(other)).state).toBe('active');
      expect(world.posts()).toEqual(['xoxb-T2-1 C1']);
      expect(await world.search('penetration')).toHaveLength(1);
      expect(world.notices()).toEqual(['A Slack workspace was lost']);

      await world.install('T1', 2);
      await world.send();
      await world.send();

      expect(await world.store.installations.of('T1')).toMatchObject({ inactive: undefined });
      expect(await world.subscription(one)).toMatchObject({ state: 'active', reason: undefined });
      expect(world.posts()).toEqual(['xoxb-T2-1 C1', 'xoxb-T1-2 C1']);
    },
  );

  it('fault 45: an event that comes after the app was installed again takes nothing away', async () => {
    const world = await aWorld();
    await world.install('T1');
    const one = await world.subscribeIn('T1');

    await world.event('T1', UNINSTALLED);
    await vi.waitFor(() => expect(world.log.lines.join('\n')).toContain('an old word of a removal'));

    expect((await world.store.installations.of('T1'))?.sealed).toBeDefined();
    expect((await world.subscription(one)).state).toBe('active');
  });

  it('fault 45: a person’s own token that is revoked is none of ours', async () => {
    const world = await aWorld();
    const token = await world.install('T1');
    world.refused.set(token, 'token_revoked');

    await world.event('T1', { type: 'tokens_revoked', tokens: { oauth: ['U1'] } });
    await world.event('T1', { type: 'tokens_revoked', tokens: { oauth: ['U1'], bot: [] } });
    await world.event('T1', REVOKED);
    await vi.waitFor(() => expect(timesLost(world)).toBe(1));

    expect(world.slack.calls.filter((method) => method === 'auth.test')).toHaveLength(2);
  });
});

describe('what Slack says while something else is the matter', () => {
  const { signal } = new AbortController();
  const whole = { sealed: expect.any(String) as unknown, inactive: undefined };

  it.each(['ratelimited', 'internal_error', 'service_unavailable', 'fatal_error'])(
    'fault 45: events of a removal while Slack answers %s take nothing away; the next look at all workspaces decides',
    async (code) => {
      const world = await aWorld();
      const token = await world.install('T1');
      const one = await world.subscribeIn('T1');
      world.refused.set(token, code);

      for (const event of [REVOKED, UNINSTALLED, UNINSTALLED, REVOKED]) await world.event('T1', event);
      await vi.waitFor(() =>
        expect(world.log.lines.filter((line) => line.includes('does not confirm'))).toHaveLength(4),
      );
      await checkTeams(world.options, signal);
      expect(await world.store.installations.of('T1')).toMatchObject(whole);
      expect((await world.subscription(one)).state).toBe('active');

      world.refused.set(token, 'account_inactive');
      await checkTeams(world.options, signal);
      expect(await world.store.installations.of('T1')).toMatchObject({
        sealed: undefined,
        inactive: { code: 'account_inactive' },
      });
      expect(timesLost(world)).toBe(1);
    },
  );

  it.each([
    ['a post', 'chat.postMessage', async (world: TeamsWorld) => await world.send()],
    [
      'another call',
      'users.info',
      async ({ options }: TeamsWorld) => await options.slack.ask('T1', 'users.info', {}),
    ],
    [
      'a look at all workspaces',
      'auth.test',
      async ({ options }: TeamsWorld) => await checkTeams(options, signal),
    ],
    [
      'an event',
      'auth.test',
      async (world: TeamsWorld) => {
        await world.event('T1', UNINSTALLED);
        await vi.waitFor(() => expect(world.log.lines.join()).toContain('an old refusal'));
      },
    ],
  ] as const)(
    'fault 45: %s in flight with the old token, refused after a new installation, says nothing of that',
    async (_what, method, ask) => {
      const world = await aWorld();
      const token = await world.install('T1');
      const one = await world.subscribeIn('T1');
      await publish(world);
      const usual = world.slack.answers[method];
      world.slack.answers[method] = async (asked) => {
        if (asked.token !== token) return (await usual?.(asked)) ?? { ok: true };
        world.refused.set(token, 'token_revoked');
        world.clock.advance(1000);
        await world.install('T1', 2);
        return { ok: false, error: 'token_revoked' };
      };

      await ask(world);

      expect(await world.store.installations.of('T1')).toMatchObject(whole);
      expect((await world.subscription(one)).state).toBe('active');
      expect(timesLost(world)).toBe(0);
      await world.send();
      expect(world.posts()).toEqual(['xoxb-T1-2 C1']);
      const [sent] = await world.store.deliveries.list({ states: ['sent'], limit: 1 });
      expect(sent).toMatchObject({ attempts: 1, ambiguous: false });
    },
  );

  it('fault 45: where the clock was put back, a refusal is believed: no installation is newer than all that is refused', async () => {
    const world = await aWorld();
    world.clock.advance(HOUR);
    const token = await world.install('T1');
    const one = await world.subscribeIn('T1');
    await publish(world);
    world.refused.set(token, 'token_revoked');
    const { installedAt = 0 } = (await world.store.installations.of('T1')) ?? {};
    world.clock.set(installedAt - 1);

    await world.store.transaction(async (tx) => {
      const refusal = { code: 'token_revoked', begunAt: world.clock.now() };
      await loseTeam(tx, 'T1', refusal, world.options.deps);
    });

    expect((await world.subscription(one)).state).toBe('paused');
  });

  /** Installed with a token that works for twelve hours, and then Slack is asked for another. */
  async function rotating(world: TeamsWorld, renewed: () => object): Promise<void> {
    const token = await world.install('T1');
    const expiresAt = world.clock.now() + 12 * HOUR;
    const kept = { bot: { token, refreshToken: 'xoxe-1', expiresAt }, said: {} };
    await world.store.transaction(
      async (tx) => await tx.installations.reseal('T1', sealKept(kept, 'T1', SEAL)),
    );
    world.slack.answers['oauth.v2.access'] = renewed;
  }

  it.each([
    ['fatal_error', []],
    ['bad_client_secret', ['Slack does not take the app’s secret']],
    ['invalid_client_id', ['Slack does not take the app’s secret']],
  ])(
    'fault 45: a token that is not renewed for %s burns no attempt; all of it goes out when it is',
    async (error, notices) => {
      const world = await aWorld();
      let isMended = false;
      await rotating(world, () =>
        isMended
          ? { ok: true, access_token: 'xoxb-T1-2', refresh_token: 'xoxe-2', expires_in: 43_200 }
          : { ok: false, error },
      );
      const one = await world.subscribeIn('T1');
      world.clock.advance(13 * HOUR);
      await publish(world);
      for (let minutes = 0; minutes < 60; minutes += 3) {
        await world.send();
        world.clock.advance(3 * 60_000);
      }

      const [waiting] = await world.store.deliveries.list({ states: ['ready'], limit: 1 });
      expect(waiting).toMatchObject({ attempts: 0, ambiguous: false });
      expect(waiting?.reason).toMatch(/nothing was posted/);
      expect((await world.subscription(one)).state).toBe('active');
      expect(world.notices()).toEqual(notices);

      isMended = true;
      await world.send();
      expect(world.posts()).toEqual(['xoxb-T1-2 C1']);
    },
  );

  it('fault 45: that the app’s secret is refused is heard of though nothing is to be sent', async () => {
    const world = await aWorld();
    await rotating(world, () => ({ ok: false, error: 'bad_client_secret' }));
    world.clock.advance(13 * HOUR);

    await checkTeams(world.options, signal);
    await checkTeams(world.options, signal);
    await world.send();

    expect(world.notices()).toEqual(['Slack does not take the app’s secret']);
  });

  it.each(['access_denied', 'enterprise_is_restricted', 'team_access_not_granted'])(
    'fault 45: %s on a post: its workspace rests with the remedy, also what is subscribed to meanwhile, and an installation ends it',
    async (code) => {
      const world = await aWorld();
      const token = await world.install('T1');
      const one = await world.subscribeIn('T1');
      await publish(world);
      world.refused.set(token, code);
      await world.send();
      expect(await world.subscription(one)).toMatchObject({
        state: 'paused',
        reason:
          'Whoever looks after this Slack workspace, or its organisation, keeps tenderbell out: ask them to let it in, and then install it again at https://test.example/slack/install',
      });

      const later = await world.subscribeIn('T1', 'C2');
      await publish(world, 2, 'Penetration testing of the payroll system');
      await world.send();
      expect((await world.subscription(later)).reason).toBe((await world.subscription(one)).reason);
      expect(world.posts()).toEqual([]);
      expect(timesLost(world)).toBe(1);

      world.clock.advance(HOUR);
      await world.install('T1', 2);
      await world.send();
      for (const id of [one, later]) expect((await world.subscription(id)).state).toBe('active');
      // In the first channel: what was held, and what it missed.
      expect(world.posts().toSorted()).toEqual(['xoxb-T1-2 C1', 'xoxb-T1-2 C1', 'xoxb-T1-2 C2']);
    },
  );

  it.each(['team_added_to_org', 'org_login_required'])(
    'fault 45: %s: the two days count from the first such refusal, whatever the message waited for before, and end when a post arrives',
    async (code) => {
      const world = await aWorld();
      const token = await world.install('T1');
      const one = await world.subscribeIn('T1');
      await publish(world);
      world.clock.advance(49 * HOUR);
      world.refused.set(token, code);

      expect(await world.send()).toMatchObject({ postponed: 1, held: 0 });
      expect((await world.subscription(one)).state).toBe('active');

      world.clock.advance(20 * HOUR);
      world.refused.clear();
      expect(await world.send()).toMatchObject({ sent: 1 });
      world.refused.set(token, code);
      await publish(world, 2, 'Penetration testing of the payroll system');
      world.clock.advance(2 * HOUR);
      expect(await world.send()).toMatchObject({ postponed: 1, held: 0 });
      world.clock.advance(47 * HOUR);
      expect(await world.send()).toMatchObject({ postponed: 1, held: 0 });
      world.clock.advance(HOUR);
      expect(await world.send()).toMatchObject({ postponed: 0, held: 1 });
      expect((await world.subscription(one)).state).toBe('paused');
    },
  );
});

describe('a token that Slack no longer takes', () => {
  it.each(['token_revoked', 'account_inactive', 'invalid_auth', 'not_authed'])(
    'fault 45: %s on a post: its workspace rests, what waits is held, the others go on, and a new installation frees it',
    async (code) => {
      const world = await aWorld();
      const token = await world.install('T1');
      await world.install('T2');
      const ids = [await world.subscribeIn('T1', 'C1'), await world.subscribeIn('T1', 'U7')];
      await world.subscribeIn('T2');
      await publish(world);
      world.refused.set(token, code);

      const first = await world.send();
      await publish(world, 2, 'Penetration testing of the payroll system');
      await world.send();

      expect(first).toMatchObject({ sent: expect.any(Number) as unknown });
      expect(world.posts()).toEqual(['xoxb-T2-1 C1', 'xoxb-T2-1 C1']);
      expect((await world.store.deliveries.counts())['held']).toBe(2);
      expect(timesLost(world)).toBe(1);
      for (const id of ids) expect((await world.subscription(id)).state).toBe('paused');

      world.clock.advance(6 * DAY);
      await world.install('T1', 2);
      await world.send();
      await world.send();

      const later = world.posts().slice(2).toSorted();
      // Each: what was held, and what was published meanwhile.
      expect(later).toEqual(['xoxb-T1-2 C1', 'xoxb-T1-2 C1', 'xoxb-T1-2 U7', 'xoxb-T1-2 U7']);
      expect((await world.store.deliveries.counts())['held']).toBe(0);
    },
  );

  it('fault 45: what was held for a week is stale, and what is still open of it is told once all the same', async () => {
    const world = await aWorld();
    const token = await world.install('T1');
    await world.subscribeIn('T1');
    await publish(world);
    world.refused.set(token, 'token_revoked');
    await world.send();

    world.clock.advance(7 * DAY + HOUR);
    await world.send();
    expect((await world.store.deliveries.counts())['held']).toBe(0);
    expect(world.posts()).toEqual([]);
    await world.install('T1', 2);
    await world.send();
    await world.send();

    expect(world.posts()).toEqual(['xoxb-T1-2 C1']);
  });

  it('fault 45: what somebody paused by themselves stays paused', async () => {
    const world = await aWorld();
    const token = await world.install('T1');
    const mine = await world.subscribeIn('T1', 'C1', 'payroll');
    await world.store.transaction(async (tx) => {
      await tx.subscriptions.pause(mine, { until: undefined, reason: 'a holiday' }, world.clock.now());
    });
    const one = await world.subscribeIn('T1');
    const later = await world.subscribeIn('T1', 'C1', 'housing');
    await publish(world);
    world.refused.set(token, 'token_revoked');
    await world.send();
    await world.store.transaction(async (tx) => {
      await tx.subscriptions.pause(later, { until: undefined, reason: 'enough' }, world.clock.now());
    });

    await world.install('T1', 2);

    expect(await world.subscription(later)).toMatchObject({ state: 'paused', reason: 'enough' });
    expect(await world.subscription(mine)).toMatchObject({ state: 'paused', reason: 'a holiday' });
    expect((await world.subscription(one)).state).toBe('active');
  });

  it('fault 45: of the configured workspace is asked for again, and where it works again all goes on', async () => {
    const world = await aWorld('xoxb-T0-1');
    const one = await world.subscribeIn('home');
    await publish(world);
    world.refused.set('xoxb-T0-1', 'invalid_auth');
    await world.bot.start();
    await world.send();
    expect(world.posts()).toEqual([]);
    expect((await world.subscription(one)).state).toBe('paused');

    world.refused.clear();
    await checkTeam('home', world.options, new AbortController().signal);
    await world.send();

    expect(world.posts()).toEqual(['xoxb-T0-1 C1']);
    expect(await world.store.installations.of('home')).toMatchObject({
      slackId: 'T0',
      name: 'Workspace T0',
      botUser: 'UBOTT0',
      inactive: undefined,
    });
  });

  it('fault 45: a permission that is lacking names where to install again, and no answer but an installation ends it', async () => {
    const world = await aWorld();
    const token = await world.install('T1');
    const one = await world.subscribeIn('T1');
    await publish(world);
    world.slack.answers['chat.postMessage'] = () => ({ ok: false, error: 'missing_scope' });
    await world.send();
    const check = async () => await checkTeam('T1', world.options, new AbortController().signal);
    expect((await world.subscription(one)).reason).toBe(
      'tenderbell lacks a permission in this Slack workspace: install it again at https://test.example/slack/install',
    );
    expect((await world.store.installations.of('T1'))?.sealed).toBeDefined();
    world.slack.answers['auth.test'] = () => ({
      ok: true,
      team_id: 'T1',
      user_id: 'U',
      response_metadata: { scopes: ['commands'] },
    });
    await check();
    expect((await world.subscription(one)).state).toBe('paused');

    await world.install('T1', 2);
    expect((await world.subscription(one)).state).toBe('active');
    expect(token).toBe('xoxb-T1-1');
  });

  it.each(['team_added_to_org', 'org_login_required'])(
    'fault 45: %s: it waits and is asked hourly, and after two days it is lost',
    async (code) => {
      const world = await aWorld();
      const token = await world.install('T1');
      const one = await world.subscribeIn('T1');
      await world.subscribeIn('T1', 'C2');
      await publish(world);
      world.refused.set(token, code);
      let asked = 0;
      for (let minutes = 0; minutes < 47 * 60; minutes += 30) {
        await world.send();
        world.clock.advance(30 * 60_000);
      }
      asked = world.slack.calls.filter((method) => method === 'chat.postMessage').length;
      expect((await world.subscription(one)).state).toBe('active');
      // Four hands may have one in the air each.
      expect(asked).toBeLessThanOrEqual(47 * 2);
      expect(asked).toBeGreaterThanOrEqual(47);

      world.clock.advance(2 * HOUR);
      await world.send();

      expect((await world.subscription(one)).state).toBe('paused');
      expect((await world.store.deliveries.counts())['held']).toBe(2);
    },
  );
});

describe('a restart', () => {
  it('fault 41: forgets no request: the same bytes are refused by the next process, too', async () => {
    const world = await aWorld('xoxb-T0-1');
    const at = world.clock.now();
    const first = await sendCommand(`${world.server.url}/slack/events`, at);
    await world.bot.stop();

    const search = vi.fn<typeof world.options.search>();
    const next = createSlackBot({ ...botOptions(world, { apiUrl: world.slack.apiUrl }), search });
    const server = await serve(next.listener ?? (() => undefined));
    open.push(
      () => next.stop(),
      () => server.close(),
    );
    const replay = await sendCommand(`${server.url}/slack/events`, at);

    expect([first.status, replay.status]).toEqual([200, 401]);
    expect(search).not.toHaveBeenCalled();
  });

  it('fault 41: an event that Slack sends again has no second effect, though each has a signature of its own', async () => {
    const world = await aWorld();
    const token = await world.install('T1');
    world.refused.set(token, 'token_revoked');

    const first = await world.event('T1', REVOKED, 'Ev100');
    await vi.waitFor(() => expect(timesLost(world)).toBe(1));
    await world.install('T1', 2);
    world.refused.set('xoxb-T1-2', 'token_revoked');
    const again = await world.event('T1', REVOKED, 'Ev100');
    const next = await world.event('T1', REVOKED, 'Ev101');
    await vi.waitFor(() => expect(timesLost(world)).toBe(2));

    expect([first.status, again.status, next.status]).toEqual([200, 200, 200]);
    expect(world.slack.calls.filter((method) => method === 'auth.test')).toHaveLength(4);
  });
});

it('fault 46: with Slack down, mails go out and what is for Slack waits', async () => {
  const world = await aWorld('xoxb-T0-1');
  await world.subscribe('penetration');
  const one = await world.subscribeIn('home');
  await publish(world);
  await world.slack.close();

  await world.bot.start();
  const report = await world.send();

  expect(world.bot.state()).toBe('down');
  expect(report).toMatchObject({ sent: 1, postponed: 1 });
  expect(world.channels.email.sent).toHaveLength(1);
  expect((await world.subscription(one)).state).toBe('active');
});

describe('two workspaces', () => {
  it('fault 51: a channel of the same name in each is two: each hears what it asked for, by its own token', async () => {
    const world = await aWorld('xoxb-T0-1');
    await world.install('T1');
    await world.install('T2');
    await world.subscribeIn('home', 'C1', 'housing');
    await world.subscribeIn('T1', 'C1', 'housing');
    await world.subscribeIn('T2', 'C1', 'payroll');
    await publish(world);
    await publish(world, 2, 'Penetration testing of the payroll system');
    await world.send();

    const said = world.slack.asked
      .filter(({ method }) => method === 'chat.postMessage')
      .map(({ token, fields }) => [
        token,
        fields.get('channel'),
        /housing|payroll/.exec(fields.get('text') ?? '')?.[0],
      ]);

    expect(said.toSorted((one, other) => String(one).localeCompare(String(other)))).toEqual([
      ['xoxb-T0-1', 'C1', 'housing'],
      ['xoxb-T1-1', 'C1', 'housing'],
      ['xoxb-T2-1', 'C1', 'payroll'],
    ]);
  });

  it('fault 51: one is lost, and the channel of the same name in the other goes on', async () => {
    const world = await aWorld();
    const token = await world.install('T1');
    await world.install('T2');
    const one = await world.subscribeIn('T1');
    const other = await world.subscribeIn('T2');
    await publish(world);
    world.refused.set(token, 'token_revoked');

    await world.send();

    expect((await world.subscription(one)).state).toBe('paused');
    expect((await world.subscription(other)).state).toBe('active');
    expect(world.posts()).toEqual(['xoxb-T2-1 C1']);
  });

  it('fault 51: a command from each is answered for each, and none from a workspace that has not the app ends anything', async () => {
    const world = await aWorld();
    await world.install('T1');
    await publish(world);
    const events = `${world.server.url}/slack/events`;

    const known = await sendCommand(events, world.clock.now(), { team_id: 'T1' });
    const stranger = await sendCommand(events, world.clock.now(), { team_id: 'T9' });

    expect(known.body).toContain('housing portal');
    // What is public may be looked at; nothing is kept of them, so there is nothing to press.
    expect(stranger.body).toContain('housing portal');
    expect([stranger.status, stranger.body.includes('"actions"')]).toEqual([200, false]);
    expect(known.body).toContain('"actions"');
    expect(world.log.lines.join('\n')).toContain('in which the app is not installed');
    const again = await sendCommand(events, world.clock.now() + 1000, { team_id: 'T1' });
    expect(again.status).toBe(200);
  });
});
