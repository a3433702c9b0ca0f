import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { troublesOf } from '../../src/app/troubles.ts';
import type { Notice } from '../../src/domain/notice.ts';
import { channelBack, recheckArchived } from '../../src/flows/channel-back.ts';
import { dispatch } from '../../src/flows/dispatch.ts';
import { subscribe } from '../../src/flows/subscribe.ts';
import { resume } from '../../src/flows/wake.ts';
import { createSlackChannel } from '../../src/notify/slack/index.ts';
import type { SlackChannel } from '../../src/sandbox/slack/workspace.ts';
import { deadlineOn } from '../flow-world.ts';
import { GENERAL, openSlackWorld, saidIn, SAM, TENDERS, type SlackWorld } from '../slack-world.ts';
import { openBotWorld, type BotWorld } from '../slack-bot-world.ts';
import { turningClock } from '../turning-clock.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
let world: SlackWorld;
beforeEach(async () => {
  world = await openSlackWorld();
  await world.seed();
});
afterEach(async () => {
  await world.close();
});

/** A notice of a procurement of its own: each with a word that no other has, for what reads alike is one. */
function ofTender(number: number, with_: Partial<Notice> = {}): Notice {
  const id = `${String(200 + number).padStart(6, '0')}-2026`;
  const word = wordOf(number);
  return world.news({
    noticeId: id,
    releaseId: id,
    ocid: `ocds-h6vhtk-1${String(number).padStart(5, '0')}`,
    title: `Penetration of ${word}`,
    description: `${word} penetration ${word}`,
    buyer: { name: `${word} Trust`, id: `GB-PPON-${String(number).padStart(4, '0')}` },
    ...with_,
  });
}

/** `ba`, `be`, … in as many syllables as it takes. */
function wordOf(number: number): string {
  const syllables = ['ba', 'ke', 'li', 'mo', 'nu', 'ra', 'se', 'ti', 'vo', 'zu'];
  return String(number)
    .padStart(4, '0')
    .split('')
    .map((digit) => syllables[Number(digit)])
    .join('');
}

async function publish(...notices: readonly Notice[]): Promise<void> {
  world.portals['find-a-tender'].publish(...notices);
  await world.collect('find-a-tender');
}

async function oneAlert(id = TENDERS, wish: Parameters<SlackWorld['subscribeIn']>[1] = {}): Promise<void> {
  await world.subscribeIn(id, wish);
  await publish(ofTender(1));
}

describe('the pace', () => {
  it('fault 43: 200 for one channel, from 200 collections and mixed with replies, keep to one a second, none lost, none twice, and hold up no other', async () => {
    await world.subscribeIn(TENDERS);
    for (let number = 1; number <= 20; number += 1) {
      world.clock.advance(20 * MINUTE);
      await publish(ofTender(number));
      await world.send();
    }
    const before = world.posts(TENDERS).length;
    expect(before).toBe(20);
    for (let number = 1; number <= 200; number += 1) {
      world.clock.advance(20 * MINUTE);
      if (number > 20) await publish(ofTender(number));
      else {
        const id = `${String(600 + number).padStart(6, '0')}-2026`;
        await publish(ofTender(number, { noticeId: id, releaseId: id, deadline: deadlineOn('2026-10-07') }));
      }
    }
    await world.subscribeIn(GENERAL);
    await world.subscribeIn(SAM);
    await publish(ofTender(201));
    const start = world.clock.now();
    const clock = turningClock(world.clock);

    const report = await clock.until(world.send(clock.watch(world.open(clock)), clock));

    const posts = world.posts(TENDERS).slice(before);
    expect(report).toMatchObject({ sent: 203, postponed: 0, held: 0 });
    expect(posts).toHaveLength(201);
    const times = posts.map(({ at }) => at);
    const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_000);
    expect(world.slack.calls().filter(({ outcome }) => outcome === 'rate-limited')).toEqual([]);
    const replies = posts.filter(({ threadTs }) => threadTs !== undefined);
    expect(replies).toHaveLength(20);
    const titles = posts.map((post) => /\|(Penetration of \w+)>/.exec(saidIn(post))?.[1]);
    expect(new Set(titles).size).toBe(201);
    for (const other of world.posts().filter(({ channel }) => channel !== TENDERS))
      expect(other.at - start).toBeLessThan(5_000);
    expect(world.posts().filter(({ channel }) => channel !== TENDERS)).toHaveLength(2);
  }, 120_000);

  it.each([
    ['with Retry-After', 'rate-limited', 1_000],
    ['without Retry-After', 'rate-limited-bare', MINUTE],
  ] as const)(
    'fault 43: 429 %s puts off the whole workspace, costs no attempt, and loses nothing',
    async (_what, kind, wait) => {
      await world.subscribeIn(GENERAL);
      await oneAlert();
      world.slack.faults([{ kind, method: 'chat.postMessage', times: 4 }]);
      const start = world.clock.now();

      expect(await world.send()).toMatchObject({ sent: 0 });
      expect(world.posts()).toEqual([]);
      const waiting = await world.store.deliveries.list({ states: ['ready'], limit: 10 });
      expect(waiting.map(({ attempts }) => attempts)).toEqual([0, 0]);
      // Half of the five seconds of jitter: nobody comes back with everybody else.
      for (const { dueAt } of waiting) expect(dueAt).toBeGreaterThanOrEqual(start + wait + 2500);

      world.slack.faults([]);
      world.clock.advance(wait + 2500);
      expect(await world.send()).toMatchObject({ sent: 2 });
      expect(world.posts()).toHaveLength(2);
    },
  );
});

const CHANNEL: SlackChannel = {
  id: TENDERS,
  name: 'tenders',
  state: 'member',
  isPrivate: false,
  im: undefined,
};

describe('a channel that cannot be posted in', () => {
  const address = { channel: 'slack', team: 'home', id: TENDERS } as const;

  it.each([
    ['not_in_channel', { ...CHANNEL, state: 'not-in-channel' }, /not in the channel/],
    ['channel_not_found', { ...CHANNEL, state: 'not-in-channel', isPrivate: true }, /not in the channel/],
    ['is_archived', { ...CHANNEL, state: 'archived' }, /archived/],
    ['restricted_action', { ...CHANNEL, state: 'restricted' }, /does not allow/],
  ] as const)(
    'fault 44: %s pauses its alerts with the reason, and tells their maker once; resumed, what was missed comes',
    async (_code, channel, reason) => {
      await oneAlert(TENDERS, { maker: SAM });
      await world.subscribeIn(TENDERS, { query: 'hosting', maker: SAM });
      world.slack.setChannel(channel);
      await world.send();
      await world.send();

      for (const one of await world.subscriptionsOf(address)) {
        expect(one.state).toBe('paused');
        expect(one.reason).toMatch(reason);
      }
      const [told, ...more] = world.posts();
      expect(more).toEqual([]);
      expect(told?.channel).toMatch(/^D/);
      expect(saidIn(told)).toContain(`channel <#${TENDERS}>`);
      expect(saidIn(told)).toContain('penetration');
      expect(saidIn(told)).toContain('hosting');
      expect(saidIn(told)).toMatch(
        channel.state === 'archived'
          ? /no longer archived/
          : channel.state === 'restricted'
            ? /To go on: ask the workspace’s owner to let apps post in .*\/tenders resume/
            : /\/invite @.*\/tenders resume/,
      );

      world.slack.setChannel(CHANNEL);
      await resume(await world.subscriptionsOf(address), world.deps);
      await world.send();
      expect(saidIn(world.posts(TENDERS)[0])).toContain(`Penetration of ${wordOf(1)}`);
    },
  );

  it.each(['user_not_found', 'cannot_dm_bot', 'messages_tab_disabled', 'ekm_access_denied', 'no_permission'])(
    'fault 44: %s pauses, too',
    async (error) => {
      await oneAlert(TENDERS, { maker: SAM });
      world.slack.faults([{ kind: 'error', error, method: 'chat.postMessage' }]);
      await world.send();
      expect(await world.subscriptionsOf(address)).toMatchObject([{ state: 'paused' }]);
      expect(world.posts().map(({ channel }) => channel)).toEqual([expect.stringMatching(/^D/)]);
      const isPolicy = ['ekm_access_denied', 'no_permission'].includes(error);
      expect(saidIn(world.posts()[0]).includes('/invite')).toBe(!isPolicy);
      expect(saidIn(world.posts()[0]).includes('workspace’s owner')).toBe(isPolicy);
    },
  );

  it('fault 44: whoever cannot be reached themselves is told nothing', async () => {
    await oneAlert(SAM, { maker: SAM });
    world.slack.faults([{ kind: 'error', error: 'user_not_found', method: 'chat.postMessage' }]);
    await world.send();
    expect(world.posts()).toEqual([]);
    expect(await world.store.deliveries.counts()).toMatchObject({ ready: 0, failed: 1 });
  });

  it('fault 44: what somebody paused stays as they paused it, and no unarchiving wakes it', async () => {
    await oneAlert();
    const other = await world.subscribeIn(TENDERS, { query: 'hosting' });
    const until = world.clock.now() + 1_000 * HOUR;
    await world.store.transaction((tx) =>
      tx.subscriptions.pause(other.subscription?.id ?? 0, { until, reason: 'on holiday' }, world.clock.now()),
    );
    world.slack.setChannel({ ...CHANNEL, state: 'archived' });
    await world.send();
    world.slack.setChannel(CHANNEL);

    expect(await channelBack(address, world.deps)).toBe(1);

    expect(await world.subscriptionsOf(address)).toMatchObject([
      { state: 'active' },
      { state: 'paused', pausedUntil: until, reason: 'on holiday' },
    ]);
    await world.send();
    expect(world.posts(TENDERS)).toHaveLength(1);
  });

  it('fault 44: an archived channel is asked for now and then, for its event may be lost', async () => {
    await oneAlert();
    world.slack.setChannel({ ...CHANNEL, state: 'archived' });
    await world.send();
    const asked: string[] = [];
    const isArchived =
      (answer: boolean | undefined) =>
      async ({ id }: { readonly id: string }) => {
        asked.push(id);
        return await Promise.resolve(answer);
      };

    expect(await recheckArchived(isArchived(true), world.deps)).toBe(0);
    expect(await recheckArchived(isArchived(undefined), world.deps)).toBe(0);
    expect(await recheckArchived(isArchived(false), world.deps)).toBe(1);
    expect(await recheckArchived(isArchived(false), world.deps)).toBe(0);
    expect(asked).toEqual([TENDERS, TENDERS, TENDERS]);
  });
});

describe('a channel that can be posted in again', () => {
  let bot: BotWorld;
  beforeEach(async () => {
    bot = await openBotWorld();
    await bot.seed();
  });
  afterEach(async () => {
    await bot.close();
  });

  const address = { channel: 'slack', team: 'home', id: TENDERS } as const;
  const alerts = async () => {
    const subscriber = await bot.store.subscriptions.subscriberAt(address);
    return await bot.store.subscriptions.ofSubscriber(subscriber?.id ?? 0);
  };
  const shown = (): readonly string[] =>
    bot.slack
      .posts()
      .filter(({ channel, kind }) => channel === TENDERS && kind === 'post')
      .map((one) => `${one.text} ${saidIn(one)}`);

  async function post(): Promise<void> {
    const { apiUrl, botToken: token } = bot.slack;
    const channel = createSlackChannel({ token, apiUrl, clock: bot.clock, log: bot.log });
    await dispatch(
      {
        ...bot.deps,
        channels: new Map([['slack', channel]]),
        random: () => 0.5,
        worker: 'test',
        troubles: troublesOf,
        url: (path) => path,
      },
      new AbortController().signal,
    );
  }

  /** The channel's alert rests, and a second notice has come since. */
  async function lose(channel: SlackChannel): Promise<void> {
    const wish = { query: 'penetration', cadence: 'instant', wanted: ['new'], maker: SAM } as const;
    await subscribe({ address, ...wish }, bot);
    bot.slack.setChannel(channel);
    for (const number of [1, 2]) {
      bot.clock.advance(HOUR);
      bot.portals['find-a-tender'].publish(ofTender(number));
      await bot.collect('find-a-tender');
      await post();
    }
    expect(await alerts()).toMatchObject([{ state: 'paused' }]);
    expect(shown()).toEqual([]);
  }

  it.each([
    ['not_in_channel', { ...CHANNEL, state: 'not-in-channel' }],
    ['channel_not_found', { ...CHANNEL, state: 'not-in-channel', isPrivate: true }],
    ['restricted_action', { ...CHANNEL, state: 'restricted' }],
  ] as const)(
    'fault 44: after %s somebody types /tenders resume there, and what was missed comes',
    async (_code, channel) => {
      await lose(channel);
      bot.slack.setChannel(CHANNEL);

      await bot.slack.command('/tenders resume', { channel: TENDERS, user: SAM });
      await expect.poll(async () => (await alerts())[0]?.state).toBe('active');
      await post();

      const [proof, ...missed] = shown();
      expect(proof).toContain('This alert goes on');
      for (const number of [1, 2]) expect(missed.join()).toContain(`Penetration of ${wordOf(number)}`);
    },
  );

  it('fault 44: /tenders resume before it is mended says why not, and changes nothing', async () => {
    await lose({ ...CHANNEL, state: 'restricted' });

    const answer = await bot.slack.command('/tenders resume', { channel: TENDERS, user: SAM });

    expect(`${answer.text} ${JSON.stringify(answer.blocks)}`).toContain(
      'This workspace does not let me post in that channel',
    );
    expect(await alerts()).toMatchObject([{ state: 'paused' }]);
  });

  it('fault 44: Slack tells that it is unarchived, and its alerts go on by themselves', async () => {
    await lose({ ...CHANNEL, state: 'archived', before: 'member' });

    expect(await bot.slack.unarchive(TENDERS)).toMatchObject({ acked: true });
    await expect.poll(async () => (await alerts())[0]?.state).toBe('active');
    await post();

    for (const number of [1, 2]) expect(shown().join()).toContain(`Penetration of ${wordOf(number)}`);
  });
});

describe('a post whose answer is lost', () => {
  it.each(['status-500', 'html', 'reset-after', 'hang-after'] as const)(
    'fault 47: %s is tried again, marked as one that may have arrived, and stands there twice at most',
    async (kind) => {
      await oneAlert();
      world.slack.faults([{ kind, method: 'chat.postMessage' }]);
      expect(await world.send()).toMatchObject({ postponed: 1 });
      const [waiting] = await world.store.deliveries.list({ states: ['ready'], limit: 1 });
      expect(waiting).toMatchObject({ ambiguous: true, attempts: 1 });
      expect(JSON.stringify(world.log)).not.toMatch(/<html|xoxb/);

      world.clock.advance(HOUR);
      expect(await world.send()).toMatchObject({ sent: 1 });
      expect(world.posts(TENDERS)).toHaveLength(kind.endsWith('after') ? 2 : 1);
    },
  );
});

describe('what a notice says', () => {
  it.each([
    '<!channel> now',
    'for <@U1> only',
    'a &lt; b',
    'one | two',
    'up > down',
    '<https://evil.example|x>',
    '@channel and @here',
    'see #general',
    'see https://evil.example/x',
  ])(
    'fault 48: %j in a title is shown literally, and nobody is pinged: as an alert, as a reply, in a list and in a digest',
    async (nasty) => {
      await world.subscribeIn(TENDERS);
      await world.subscribeIn(GENERAL, { cadence: 'weekly' });
      const title = `Penetration ${nasty}`;
      await publish(ofTender(1, { title }));
      await world.send();
      const id = '000900-2026';
      await publish(ofTender(1, { title, noticeId: id, releaseId: id, deadline: deadlineOn('2026-10-07') }));
      await world.send();
      await publish(...[2, 3, 4, 5, 6, 7].map((number) => ofTender(number, { title: `${title} ${number}` })));
      await world.send();
      world.clock.set('2026-09-07T07:00:00Z');
      await world.digest();
      await world.send();

      expect(world.posts(TENDERS)).toHaveLength(3);
      expect(world.posts(GENERAL).length).toBeGreaterThan(1);
      const literal = nasty.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
      for (const post of world.posts()) {
        expect(saidIn(post)).toContain(literal);
        expect(`${post.text} ${saidIn(post)}`).not.toMatch(/<[!@]|<https:\/\/evil/);
        // Slack would make links and mentions of what is left.
        const objects = saidIn(post).match(/"type":"mrkdwn"/g) ?? [];
        expect(objects.length).toBeGreaterThan(0);
        expect(saidIn(post).match(/"verbatim":true/g)).toHaveLength(objects.length);
      }
      const said = world.slack.calls().filter(({ method }) => /postMessage|update/.test(method));
      expect(said.map(({ method }) => method)).toContain('chat.update');
      for (const { args } of said) expect(args).toMatchObject({ parse: 'none', link_names: 'false' });
    },
  );
});

describe('more than a message holds', () => {
  it('fault 49: a flood of long notices is taken at once, and leads to exactly what it had no room for', async () => {
    await world.subscribeIn(TENDERS);
    const long = '& < penetration > '.repeat(400);
    await publish(
      ...Array.from({ length: 60 }, (_, number) =>
        ofTender(number, { title: `Penetration of ${wordOf(number)} ${long}`, description: long }),
      ),
    );
    expect(await world.send()).toMatchObject({ sent: 1, postponed: 0, ended: 0 });

    const [post] = world.posts(TENDERS);
    const [sent] = await world.store.deliveries.list({ states: ['sent'], limit: 1 });
    const left = await world.store.deliveries.left(sent?.id ?? 0);
    const shown = saidIn(post).match(/"type":"overflow"/g)?.length ?? 0;
    expect(shown).toBeGreaterThan(3);
    const { length } = await world.store.ledger.of(sent?.id ?? 0);
    expect(shown + left.length).toBe(length);
    expect(saidIn(post)).toContain(`Show ${left.length} more`);
    expect(world.slack.calls().map(({ outcome }) => outcome)).toEqual(['ok']);
  });

  it('fault 49: what Slack refuses for its form goes out once as plain text', async () => {
    await oneAlert();
    world.slack.faults([{ kind: 'error', error: 'msg_blocks_too_long', method: 'chat.postMessage' }]);
    expect(await world.send()).toMatchObject({ sent: 1 });
    expect(world.posts(TENDERS)).toMatchObject([
      { text: expect.stringContaining(wordOf(1)) as unknown, blocks: [] },
    ]);
  });

  it('fault 49: what is refused as plain text, too, is given up, whoever runs this is told, and its alerts go on', async () => {
    await oneAlert();
    world.slack.faults([{ kind: 'error', error: 'invalid_blocks', method: 'chat.postMessage', times: 2 }]);
    expect(await world.send()).toMatchObject({ ended: 1 });
    expect(await world.store.deliveries.list({ states: ['ready'], limit: 9 })).toMatchObject([
      { kind: 'operator' },
    ]);
    expect(await world.subscriptionsOf({ channel: 'slack', team: 'home', id: TENDERS })).toMatchObject([
      { state: 'active' },
    ]);
  });
});
