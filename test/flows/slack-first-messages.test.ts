import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Notice } from '../../src/domain/notice.ts';
import type { SlackPost } from '../../src/sandbox/slack/workspace.ts';
import { deadlineOn } from '../flow-world.ts';
import { openSlackWorld, saidIn, SAM, TENDERS, type SlackWorld } from '../slack-world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const MOVED = 'Wed 7 Oct 2026, 12:00';

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

function wordOf(number: number): string {
  const syllables = ['ba', 'ke', 'li', 'mo', 'nu', 'ra', 'se', 'ti', 'vo', 'zu'];
  return String(number)
    .padStart(4, '0')
    .split('')
    .map((digit) => syllables[Number(digit)])
    .join('');
}

/** A later notice of the same procurement: its deadline moves. */
function moved(number: number, day = '2026-10-07'): Notice {
  const id = `${String(600 + number).padStart(6, '0')}-2026`;
  const releaseId = `${id}-${world.clock.now()}`;
  return ofTender(number, { noticeId: id, releaseId, deadline: deadlineOn(day) });
}

function upTo(last: number): readonly number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}

async function publish(...notices: readonly Notice[]): Promise<void> {
  world.portals['find-a-tender'].publish(...notices);
  await world.collect('find-a-tender');
}

/** Tells so many, one after the other, in a message each. */
async function toldSingly(count: number): Promise<void> {
  await world.subscribeIn(TENDERS);
  for (const number of upTo(count)) {
    await publish(ofTender(number));
    await world.send();
    world.clock.advance(HOUR);
  }
}

/** Tells so many in one message. */
async function toldTogether(count: number): Promise<void> {
  await world.subscribeIn(TENDERS);
  await publish(...upTo(count).map((number) => ofTender(number)));
  await world.send();
  world.clock.advance(HOUR);
}

/** Those that stand in the channel itself, and those in threads. */
function standing(): { readonly heads: readonly SlackPost[]; readonly replies: readonly SlackPost[] } {
  const posts = world.posts(TENDERS);
  return {
    heads: posts.filter(({ threadTs }) => threadTs === undefined),
    replies: posts.filter(({ threadTs }) => threadTs !== undefined),
  };
}

const updates = () => world.slack.calls().filter(({ method }) => method === 'chat.update');

describe('changes in one collection', () => {
  it('are replies in the threads of their first messages however many they are, and each of these is updated', async () => {
    await toldSingly(6);
    await publish(...upTo(6).map((number) => moved(number)));
    await world.send();

    const { heads, replies } = standing();
    expect(heads).toHaveLength(6);
    expect(replies).toHaveLength(6);
    expect(new Set(replies.map(({ threadTs }) => threadTs))).toEqual(new Set(heads.map(({ ts }) => ts)));
    for (const head of heads) {
      expect(head.updates).toBe(1);
      expect(saidIn(head)).toContain('*Updated:*');
      expect(saidIn(head)).toContain(MOVED);
    }
  });

  it.each([
    [5, ['alert', 'alert', 'alert', 'alert', 'alert']],
    [6, ['summary']],
  ])('do not count with %i new ones, nor combine with them', async (count, kinds) => {
    await toldSingly(1);
    const fresh = upTo(count).map((number) => ofTender(number + 1));
    await publish(moved(1), ...fresh);
    await world.send();

    const { heads, replies } = standing();
    expect(replies.map(({ threadTs }) => threadTs)).toEqual([heads[0]?.ts]);
    expect(saidIn(heads[0])).toContain(MOVED);
    expect(heads).toHaveLength(1 + kinds.length);
    const sent = await world.store.deliveries.list({ states: ['sent'], limit: 9 });
    expect(sent.filter(({ key }) => !key.startsWith('reply.')).map(({ kind }) => kind)).toEqual([
      ...kinds,
      'alert',
    ]);
  });

  it('stay replies while a later page of their collection makes a flood of new ones', async () => {
    await toldSingly(1);
    const others = upTo(100).map((number) =>
      ofTender(1000 + number, { title: 'Road salt', description: 'Grit', cpv: [] }),
    );
    await publish(
      moved(1),
      ...[2, 3].map((number) => ofTender(number)),
      ...others,
      ...[4, 5, 6, 7].map((number) => ofTender(number)),
    );
    await world.send();

    const { heads, replies } = standing();
    expect(replies.map(({ threadTs }) => threadTs)).toEqual([heads[0]?.ts]);
    expect(heads.slice(1)).toHaveLength(1);
    expect(saidIn(heads[1])).toContain('6 procurements: 6 new');
  });

  it('that are more than forty come in one message, their first message shows them, and its thread goes on', async () => {
    await toldTogether(41);
    await publish(...upTo(41).map((number) => moved(number)));
    await world.send();

    const { heads, replies } = standing();
    const [first, summary] = heads;
    expect(replies).toEqual([]);
    expect(heads).toHaveLength(2);
    expect(saidIn(summary)).toContain('41 procurements: 41 changed');
    expect(saidIn(first)).toContain('41 procurements: 41 changed');
    expect(first?.updates).toBe(1);
    expect(saidIn(first)).not.toContain('see the thread');

    world.clock.advance(HOUR);
    await publish(moved(1, '2026-10-08'));
    await world.send();
    expect(standing().replies.map(({ threadTs }) => threadTs)).toEqual([first?.ts]);
  });
});

describe('a first message that Slack does not update', () => {
  async function changed(id = TENDERS): Promise<void> {
    await world.subscribeIn(id);
    await publish(ofTender(1));
    await world.send();
    world.clock.advance(HOUR);
    await publish(moved(1));
  }

  it.each([
    ['500', [{ kind: 'status-500', method: 'chat.update' }]],
    ['two 429s', [{ kind: 'rate-limited', method: 'chat.update', times: 2 }]],
    ['a lost answer', [{ kind: 'reset-after', method: 'chat.update' }]],
  ] as const)('is asked again at once after %s', async (_what, faults) => {
    await changed();
    world.slack.faults(faults);
    expect(await world.send()).toMatchObject({ sent: 1 });
    expect(saidIn(world.posts(TENDERS)[0])).toContain(MOVED);
    expect(updates().at(-1)?.outcome).toBe('ok');
    expect(world.log).toEqual([]);
  });

  it.each([
    ['a channel', TENDERS],
    ['a direct message', SAM],
  ])('is remembered in %s, and brought up to date later', async (_where, id) => {
    await changed(id);
    world.slack.faults([{ kind: 'status-500', method: 'chat.update', times: 7 }]);
    expect(await world.send()).toMatchObject({ sent: 1 });
    expect(updates()).toHaveLength(4);
    expect(world.log).toEqual([{ code: 'http_500' }]);
    expect(saidIn(world.posts()[0])).not.toContain(MOVED);

    for (let times = 0; times < 3; times += 1) {
      await world.send();
      world.clock.advance(10 * MINUTE);
    }
    expect(saidIn(world.posts()[0])).toContain(MOVED);
    expect(saidIn(world.posts()[0])).toContain('*Updated:*');
    // Slack knows a direct message by its own name alone.
    const place = world.posts()[0]?.channel;
    expect(updates().map(({ args }) => args['channel'])).toEqual(updates().map(() => place));
    const asked = updates().length;
    await world.send();
    expect(updates()).toHaveLength(asked);
    expect(world.posts()).toHaveLength(2);
  });

  it.each(['message_not_found', 'cant_update_message', 'edit_window_closed'])(
    'is not asked any more after %s',
    async (error) => {
      await changed();
      world.slack.faults([
        { kind: 'status-500', method: 'chat.update', times: 4 },
        { kind: 'error', error, method: 'chat.update', times: 9 },
      ]);
      await world.send();
      for (let times = 0; times < 3; times += 1) {
        world.clock.advance(HOUR);
        await world.send();
      }
      expect(updates()).toHaveLength(5);
    },
  );

  it('is right again, and remembered no more, with the next reply', async () => {
    await changed();
    world.slack.faults([{ kind: 'status-500', method: 'chat.update', times: 4 }]);
    await world.send();
    world.clock.advance(MINUTE);
    await publish(moved(1, '2026-10-08'));
    await world.send();
    const asked = updates().length;
    world.clock.advance(HOUR);
    await world.send();
    expect(updates()).toHaveLength(asked);
    expect(saidIn(world.posts(TENDERS)[0])).toContain('Thu 8 Oct 2026, 12:00');
  });
});

it('first messages are updated 50 times a minute at most, whatever is posted', async () => {
  await toldSingly(6);
  await publish(...upTo(6).map((number) => moved(number)));
  await world.send();
  const times = updates().map(({ at }) => at);
  expect(times).toHaveLength(6);
  for (const [index, at] of times.slice(1).entries())
    expect(at - (times[index] ?? 0)).toBeGreaterThanOrEqual(1_200);
});

describe('a combined message', () => {
  it('counts all that it is about when it is updated, and names what it has no room for', async () => {
    await toldTogether(40);
    const left = await world.store.deliveries.left(1);
    const [hidden] = await world.store.procurements.byIds(left);
    expect(left.length).toBeGreaterThan(20);
    const title = hidden?.view.title ?? '';
    const number = upTo(40).find((one) => title.endsWith(` ${wordOf(one)}`)) ?? 0;
    await publish(moved(number));
    await world.send();

    const [first, reply] = world.posts(TENDERS);
    expect(reply?.threadTs).toBe(first?.ts);
    expect(saidIn(first)).toContain('40 procurements: 1 changed, 39 new');
    expect(first?.text).toContain('40 procurements: 1 changed, 39 new');
    expect(saidIn(first)).toContain(`Show ${left.length} more`);
    expect(saidIn(first)).toMatch(
      new RegExp(`Updated <[^>]*\\|${title}>, Tue 1 Sept 2026[^"]*: see the thread`),
    );
  });
});

it('what stands for itself because the head of its thread is gone begins the thread anew', async () => {
  await toldTogether(7);
  world.slack.faults([{ kind: 'error', error: 'thread_not_found', method: 'chat.postMessage' }]);
  for (const [number, day] of [
    [1, '2026-10-07'],
    [1, '2026-10-08'],
    [1, '2026-10-09'],
    [2, '2026-10-07'],
  ] as const) {
    await publish(moved(number, day));
    await world.send();
    world.clock.advance(HOUR);
  }

  const [, alone, ...more] = world.posts(TENDERS);
  expect(alone?.threadTs).toBeUndefined();
  expect(more.map(({ threadTs }) => threadTs)).toEqual([alone?.ts, alone?.ts, undefined]);
  expect(alone?.updates).toBe(2);
  expect(saidIn(alone)).toContain('Fri 9 Oct 2026, 12:00');
  const refused = world.slack.calls().filter(({ outcome }) => outcome === 'thread_not_found');
  expect(refused).toHaveLength(1);
});
