import { afterEach, beforeEach, expect, it } from 'vitest';
import { troublesOf } from '../../src/app/troubles.ts';
import type { Log } from '../../src/domain/ports.ts';
import { dispatch } from '../../src/flows/dispatch.ts';
import { subscribe } from '../../src/flows/subscribe.ts';
import { createSlackChannel } from '../../src/notify/slack/index.ts';
import { openBotWorld, type BotWorld } from '../slack-bot-world.ts';
import { wordsOf } from '../slack-words.ts';

const [TENDERS, GENERAL] = ['C01TENDERS', 'C02GENERAL'];
const here = { channel: 'slack', team: 'home', id: TENDERS } as const;
const log: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

let world: BotWorld;
beforeEach(async () => {
  world = await openBotWorld();
  await world.seed();
});
afterEach(async () => {
  await world.close();
});

/** Posts what is due in the pretend workspace. */
async function post(): Promise<void> {
  const { apiUrl, botToken: token } = world.slack;
  const channel = createSlackChannel({ token, apiUrl, clock: world.clock, log });
  await dispatch(
    {
      ...world.deps,
      channels: new Map([['slack', channel]]),
      random: () => 0.5,
      worker: 'test',
      troubles: troublesOf,
      url: (path) => path,
    },
    new AbortController().signal,
  );
}

async function flood(count: number): Promise<void> {
  const wish = {
    address: here,
    query: 'penetration',
    cadence: 'instant',
    wanted: ['new', 'changes'],
  } as const;
  await subscribe(wish, world);
  const words = ['ba', 'ke', 'li', 'mo', 'nu', 'ra', 'se', 'ti', 'vo', 'zu'];
  for (let number = 0; number < count; number += 1) {
    const id = `${String(200 + number).padStart(6, '0')}-2026`;
    const word = `${words[Math.floor(number / 10)] ?? ''}${words[number % 10] ?? ''}ra`;
    world.publish({
      noticeId: id,
      releaseId: id,
      ocid: `ocds-h6vhtk-1${String(number).padStart(5, '0')}`,
      title: `Penetration of ${word}`,
      description: `${word} penetration ${'long '.repeat(20)}`,
      buyer: { name: `${word} Trust`, id: `GB-PPON-${String(number).padStart(4, '0')}` },
    });
  }
  await world.collect('find-a-tender');
  await post();
}

const titlesIn = (blocks: unknown): readonly string[] => wordsOf(blocks).match(/Penetration of \w+/g) ?? [];

it('the button under a message shows exactly what it had no room for, a page after the other, to whoever presses alone', async () => {
  await flood(40);
  const [message] = world.slack.posts();
  const stood = titlesIn(message?.blocks);

  const shown: string[] = [];
  let answer = await world.slack.click({ actionId: 'rest', channel: TENDERS });
  expect(answer.ephemeral).toBe(true);
  const pages = Number(/Page 1 of (\d+)/.exec(wordsOf(answer.blocks))?.[1]);
  const [sent] = await world.store.deliveries.list({ states: ['sent'], limit: 1 });
  for (let page = 1; page <= pages; page += 1) {
    if (page > 1)
      answer = await world.slack.click({
        actionId: 'rest',
        channel: TENDERS,
        picked: `${sent?.id ?? 0} ${page}`,
        value: `${sent?.id ?? 0} ${page}`,
      });
    shown.push(...titlesIn(answer.blocks));
  }

  expect(stood.length).toBeGreaterThan(5);
  expect(shown).toHaveLength(40 - stood.length);
  expect(new Set([...stood, ...shown]).size).toBe(40);
  expect(world.slack.posts()).toHaveLength(1);
});

it('an unarchived channel gets on its own what it missed', async () => {
  await flood(1);
  const before = world.slack.channels().find(({ id }) => id === TENDERS);
  if (before === undefined) throw new Error('there is no such channel');
  world.slack.setChannel({ ...before, state: 'archived', before: 'member' });
  world.clock.advance(3_600_000);
  world.publish({ noticeId: '000900-2026', releaseId: '000900-2026', ocid: 'ocds-h6vhtk-190000' });
  await world.collect('find-a-tender');
  await post();
  const subscriber = await world.store.subscriptions.subscriberAt(here);
  const own = async () => await world.store.subscriptions.ofSubscriber(subscriber?.id ?? 0);
  expect(await own()).toMatchObject([{ state: 'paused' }]);

  await world.slack.unarchive(TENDERS);
  await world.slack.settled();
  await expect.poll(async () => (await own())[0]?.state).toBe('active');

  await post();
  expect(world.slack.posts().filter(({ channel }) => channel === TENDERS)).toHaveLength(2);
  expect(world.slack.posts().some(({ channel }) => channel === GENERAL)).toBe(false);
});
