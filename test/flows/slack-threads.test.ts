import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Notice } from '../../src/domain/notice.ts';
import { leftOutOf } from '../../src/flows/left-out.ts';
import { deadlineOn } from '../flow-world.ts';
import { GENERAL, openSlackWorld, saidIn, SAM, TENDERS, type SlackWorld } from '../slack-world.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
let world: SlackWorld;
beforeEach(async () => {
  world = await openSlackWorld();
  await world.seed();
});
afterEach(async () => {
  await world.close();
});

/** A notice of a procurement of its own, with a title of its own. */
function ofTender(number: number, with_: Partial<Notice> = {}): Notice {
  const id = `${String(200 + number).padStart(6, '0')}-2026`;
  return world.news({
    noticeId: id,
    releaseId: id,
    ocid: `ocds-h6vhtk-1${String(number).padStart(5, '0')}`,
    title: `Penetration testing of ${NAMES[number % NAMES.length] ?? ''} ${number}`,
    buyer: { name: `Council of place ${number}`, id: `GB-PPON-AAAA-${1000 + number}-BBBB` },
    ...with_,
  });
}

const NAMES = ['libraries', 'harbours', 'schools', 'hospitals', 'museums', 'courts', 'parks', 'depots'];

/** A later notice of the same procurement. */
function later(number: number, with_: Partial<Notice>): Notice {
  const id = `${String(600 + number).padStart(6, '0')}-2026`;
  return ofTender(number, { noticeId: id, releaseId: `${id}-${world.clock.now()}`, ...with_ });
}

async function publish(...notices: readonly Notice[]): Promise<void> {
  world.portals['find-a-tender'].publish(...notices);
  await world.collect('find-a-tender');
}

it('one message tells of a procurement, with what can be done; a moved deadline replies, and the first shows it', async () => {
  await world.subscribeIn(TENDERS);
  await publish(ofTender(1));
  await world.send();
  world.clock.advance(DAY);
  await publish(later(1, { deadline: deadlineOn('2026-10-07') }));
  await world.send();

  const [first, reply] = world.posts(TENDERS);
  expect(world.posts()).toHaveLength(2);
  expect(reply?.threadTs).toBe(first?.ts);
  expect(saidIn(reply)).toContain('Wed 30 Sept 2026, 12:00~ → *Wed 7 Oct 2026, 12:00*');
  expect(first?.updates).toBe(1);
  expect(saidIn(first)).toContain('*Updated:*');
  expect(saidIn(first)).toContain('Wed 7 Oct 2026, 12:00 (35 days left)');
  expect(saidIn(first)).toContain('Updated Wed 2 Sept 2026');
  for (const act of ['Details', 'Follow', 'Because you asked for']) expect(saidIn(first)).toContain(act);
});

it.each([
  ['cancelled', { stage: 'closed', outcome: 'cancelled' }, '*Cancelled:*'],
  ['awarded', { stage: 'award', suppliers: ['Brindle Systems Ltd'] }, '*Awarded:*'],
] as const)('what is %s is told in the thread, and so says its head', async (_what, with_, badge) => {
  await world.subscribeIn(TENDERS);
  await publish(ofTender(1));
  await world.send();
  world.clock.advance(DAY);
  await publish(later(1, with_));
  await world.send();

  const [first, reply] = world.posts(TENDERS);
  expect(reply?.threadTs).toBe(first?.ts);
  expect(saidIn(reply)).toContain(badge);
  expect(saidIn(first)).toContain(badge);
});

it('a reminder hangs in the thread, and the head keeps its badge', async () => {
  await world.subscribeIn(TENDERS, { wanted: ['new', 'closing'] });
  await publish(ofTender(1, { deadline: deadlineOn('2026-09-06') }));
  await world.send();
  world.clock.set('2026-09-04T08:00:00Z');
  await world.remind();
  await world.send();

  const [first, reply] = world.posts(TENDERS);
  expect(reply?.threadTs).toBe(first?.ts);
  expect(saidIn(reply)).toContain('Closes in 2 days');
  expect(saidIn(first)).toContain('*New:*');
});

it('what comes at once beyond five is one message, and the head of the thread of each that it holds', async () => {
  await world.subscribeIn(TENDERS);
  await publish(...[1, 2, 3, 4, 5, 6, 7].map((number) => ofTender(number)));
  await world.send();
  for (const number of [2, 6]) {
    world.clock.advance(HOUR);
    await publish(later(number, { deadline: deadlineOn('2026-10-07') }));
    await world.send();
  }

  const [first, ...replies] = world.posts(TENDERS);
  expect(replies.map(({ threadTs }) => threadTs)).toEqual([first?.ts, first?.ts]);
  expect(first?.updates).toBe(2);
  expect(saidIn(first)).toContain('7 procurements: 2 changed, 5 new');
  expect(saidIn(first).match(/\*Updated:\*/g)).toHaveLength(2);
  expect(saidIn(first).match(/"type":"overflow"/g)).toHaveLength(7);
});

it('a procurement first told in a digest begins a thread of its own', async () => {
  await world.subscribeIn(TENDERS, { cadence: 'weekly' });
  await publish(ofTender(1));
  world.clock.set('2026-09-07T07:00:00Z');
  await world.digest();
  await world.send();
  const [digest] = world.posts(TENDERS);
  await world.subscribeIn(TENDERS, { query: 'penetration it:any' });
  for (const day of ['2026-10-07', '2026-10-08']) {
    world.clock.advance(HOUR);
    await publish(later(1, { deadline: deadlineOn(day) }));
    await world.send();
  }

  const told = world.posts(TENDERS).filter(({ threadTs }) => threadTs !== digest?.ts);
  const [, own, reply] = told;
  expect(digest?.updates).toBe(0);
  expect(own?.threadTs).toBeUndefined();
  expect(own?.updates).toBe(1);
  expect(saidIn(own)).toContain('*Updated:*');
  expect(reply?.threadTs).toBe(own?.ts);
});

it('what came out of a procurement that was told hangs on the same thread', async () => {
  await world.subscribeIn(TENDERS);
  await publish(ofTender(1), ofTender(2));
  await world.send();
  const [one, other] = await world.search('penetration stage:any');
  await world.join(one?.id ?? 0, other?.id ?? 0);
  world.clock.advance(HOUR);
  await publish(later(2, { deadline: deadlineOn('2026-10-07') }));
  await world.send();

  const [first, second, ...replies] = world.posts(TENDERS);
  expect(replies).toHaveLength(1);
  for (const { threadTs } of replies) expect([first?.ts, second?.ts]).toContain(threadTs);
});

describe('the head of a thread', () => {
  async function told(): Promise<void> {
    await world.subscribeIn(TENDERS);
    await publish(ofTender(1));
    await world.send();
    world.clock.advance(DAY);
    await publish(later(1, { deadline: deadlineOn('2026-10-07') }));
  }

  it('that is gone lets the reply stand by itself, with all that it shows', async () => {
    await told();
    world.slack.faults([{ kind: 'error', error: 'thread_not_found', method: 'chat.postMessage' }]);
    expect(await world.send()).toMatchObject({ sent: 1 });
    const [, alone] = world.posts(TENDERS);
    expect(alone?.threadTs).toBeUndefined();
    expect(saidIn(alone)).toContain('Follow');
    expect(world.slack.calls().filter(({ method }) => method === 'chat.update')).toEqual([]);
  });

  it.each(['message_not_found', 'cant_update_message'])('that answers %s is left alone', async (error) => {
    await told();
    world.slack.faults([{ kind: 'error', error, method: 'chat.update' }]);
    expect(await world.send()).toMatchObject({ sent: 1 });
    expect(world.posts(TENDERS)).toHaveLength(2);
    expect(world.log).toEqual([]);
  });

  it('that cannot be updated is logged, and the reply is sent', async () => {
    await told();
    world.slack.faults([{ kind: 'status-500', method: 'chat.update', times: 4 }]);
    expect(await world.send()).toMatchObject({ sent: 1 });
    expect(world.log).toEqual([{ code: 'http_500' }]);
  });

  it('is updated once more after Retry-After', async () => {
    await told();
    world.slack.faults([{ kind: 'rate-limited', method: 'chat.update' }]);
    await world.send();
    expect(world.posts(TENDERS)[0]?.updates).toBe(1);
    expect(world.log).toEqual([]);
  });

  it('in a conversation with one person is updated there', async () => {
    await world.subscribeIn(SAM);
    await publish(ofTender(1));
    await world.send();
    world.clock.advance(DAY);
    await publish(later(1, { deadline: deadlineOn('2026-10-07') }));
    await world.send();
    const update = world.slack.calls().find(({ method }) => method === 'chat.update');
    expect(update?.args).toMatchObject({ channel: expect.stringMatching(/^D/) as unknown });
    expect(update?.outcome).toBe('ok');
  });
});

describe('a digest', () => {
  async function ready(count: number): Promise<void> {
    await world.subscribeIn(TENDERS, { cadence: 'weekly' });
    const numbers = Array.from({ length: count }, (_, number) => number + 1);
    await publish(...numbers.map((number) => ofTender(number)));
    world.clock.set('2026-09-07T07:00:00Z');
    await world.digest();
  }
  const deliveryId = async (): Promise<number> =>
    (await world.store.deliveries.list({ states: ['sent'], limit: 1 }))[0]?.id ?? 0;

  it('is one message of titles, and its cards are in its thread', async () => {
    await ready(30);
    expect(await world.send()).toMatchObject({ sent: 1 });
    const [root, ...replies] = world.posts(TENDERS);
    expect(replies.length).toBeGreaterThan(1);
    expect(new Set(replies.map(({ threadTs }) => threadTs))).toEqual(new Set([root?.ts]));
    expect(saidIn(root).match(/Penetration testing of/g)).toHaveLength(30);
    expect(
      replies
        .map(saidIn)
        .join()
        .match(/Penetration testing of/g),
    ).toHaveLength(30);
    expect(await world.store.deliveries.left(await deliveryId())).toEqual([]);
    expect(saidIn(root)).not.toContain('"action_id":"rest"');
  });

  it('whose thread is refused for a while waits for it, and posts nothing twice', async () => {
    await ready(12);
    let calls = 0;
    const own = world.open({
      now: () => world.clock.now(),
      sleep: async (ms, signal) => {
        calls += 1;
        if (calls === 2) world.slack.faults([{ kind: 'rate-limited', method: 'chat.postMessage', times: 2 }]);
        await world.clock.sleep(ms, signal);
      },
    });
    expect(await world.send(own)).toMatchObject({ sent: 1 });
    const cards = world.posts(TENDERS).slice(1).map(saidIn).join();
    expect(cards.match(/Penetration testing of/g)).toHaveLength(12);
    expect(await world.store.deliveries.left(await deliveryId())).toEqual([]);
    expect(world.slack.calls().some(({ outcome }) => outcome === 'rate-limited')).toBe(true);
  });

  it('whose thread breaks off keeps what it lost behind a button, and posts nothing twice', async () => {
    await ready(12);
    let calls = 0;
    const own = world.open({
      now: () => world.clock.now(),
      sleep: async (ms, signal) => {
        calls += 1;
        if (calls === 2) world.slack.faults([{ kind: 'reset-after', method: 'chat.postMessage' }]);
        await world.clock.sleep(ms, signal);
      },
    });
    expect(await world.send(own)).toMatchObject({ sent: 1 });
    const id = await deliveryId();
    const left = await world.store.deliveries.left(id);
    const [root, ...replies] = world.posts(TENDERS);
    expect(left.length).toBeGreaterThan(0);
    expect(
      replies
        .map(saidIn)
        .join()
        .match(/Penetration testing of/g),
    ).toHaveLength(12);
    expect(saidIn(root)).toContain(`Show ${left.length} more`);
    expect(saidIn(root)).toContain(`"value":"${id} 1"`);

    const reading = { store: world.store, queryOf: world.deps.queryOf, clock: world.clock };
    const here = { channel: 'slack', team: 'home', id: TENDERS } as const;
    const shown: number[] = [];
    for (let page = 1, pages = 1; page <= pages; page += 1) {
      const found = await leftOutOf({ deliveryId: id, page }, [here], reading);
      pages = found?.pages ?? 0;
      shown.push(...(found?.items ?? []).map(({ procurement }) => procurement.id));
    }
    expect(shown).toEqual(left);
    const elsewhere = { ...here, id: GENERAL };
    expect(await leftOutOf({ deliveryId: id, page: 1 }, [elsewhere], reading)).toBeUndefined();
  });
});
