import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Address } from '../../src/domain/subscription.ts';
import { subscribe } from '../../src/flows/subscribe.ts';
import { aNotice } from '../builders.ts';
import { openBotWorld, type BotWorld } from '../slack-bot-world.ts';

const [SAM, ALEX] = ['U01SAM0000', 'U02ALEX000'];
const [TENDERS, GENERAL] = ['C01TENDERS', 'C02GENERAL'];

let world: BotWorld;

beforeEach(async () => {
  world = await openBotWorld();
});

afterEach(async () => {
  await world.close();
});

async function alertIn(id: string, query = 'penetration', maker = SAM): Promise<number> {
  const address: Address = { channel: 'slack', team: 'home', id };
  const wish = { address, query, cadence: 'instant', wanted: ['new', 'changes'], maker } as const;
  const { subscription } = await subscribe(wish, world);
  return subscription?.id ?? 0;
}

const stateOf = async (id: number) => (await world.store.subscriptions.byIds([id]))[0];
const told = () =>
  world.channels.slack.sent.map(({ to, message }) => [
    to.channel === 'slack' ? to.id : '',
    message.words?.join(' '),
  ]);

describe('when whoever made an alert leaves', () => {
  it('lives on in the channel, which is told once', async () => {
    const [left, other, elsewhere] = [
      await alertIn(TENDERS),
      await alertIn(TENDERS, 'cyber', ALEX),
      await alertIn(GENERAL),
    ];
    await world.slack.leave(TENDERS, SAM);
    await vi.waitFor(async () =>
      expect(await stateOf(left)).toMatchObject({ maker: undefined, state: 'active' }),
    );
    expect(await stateOf(other)).toMatchObject({ maker: ALEX });
    expect(await stateOf(elsewhere)).toMatchObject({ maker: SAM });
    await world.send();
    expect(told()).toEqual([
      [
        TENDERS,
        "Whoever set up this alert has left; it goes on IT procurements that mention 'penetration'. Anyone here can change or end it: /tenders alerts",
      ],
    ]);
    await world.collect('find-a-tender');
    world.portals['find-a-tender'].publish(aNotice({ published: world.clock.now() }));
    world.clock.advance(3_600_000);
    await world.collect('find-a-tender');
    world.clock.advance(3_600_000);
    await world.send();
    expect(world.channels.slack.sent.flatMap(({ message }) => message.items).length).toBeGreaterThan(0);
  });

  it('tells nothing where they made nothing there', async () => {
    await alertIn(TENDERS, 'cyber', ALEX);
    const { acked } = await world.slack.leave(TENDERS, SAM);
    expect(acked).toBe(true);
    await world.slack.settled();
    await world.send();
    expect(told()).toEqual([]);
  });
});

describe('when somebody is deactivated', () => {
  it('tells each channel for which they made alerts, once however often it is said, and their own rest', async () => {
    const [here, more, there, own] = [
      await alertIn(TENDERS),
      await alertIn(TENDERS, 'cyber'),
      await alertIn(GENERAL),
      await alertIn(SAM, 'archaeology'),
    ];
    for (let times = 0; times < 2; times += 1) {
      await world.slack.deactivate(SAM);
      await vi.waitFor(async () => expect(await stateOf(own)).toMatchObject({ state: 'paused' }));
      world.clock.advance(60_000);
    }
    await world.slack.settled();
    for (const id of [here, more, there])
      expect(await stateOf(id)).toMatchObject({ maker: undefined, state: 'active' });
    expect(await stateOf(own)).toMatchObject({ reason: 'the account was deactivated' });
    await world.send();
    expect(told().map(([to]) => to)).toEqual([TENDERS, GENERAL]);
    expect(told()[0]?.[1]).toMatch(/these alerts has left; they go on .*'penetration'.*'cyber'.*end them: /);
  });
});
