import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../../src/domain/delivery.ts';
import { retryDeliveries } from '../../src/flows/outbox.ts';
import { deadlineOn, openWorld, refusal, type World } from '../flow-world.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const BAD = 'Penetration POISON testing';
const unwanted = refusal({ scope: 'message', permanent: true, code: '554' });

let world: World;
beforeEach(async () => {
  world = await openWorld();
  await world.seed();
});
afterEach(async () => {
  await world.close();
});

/** The server takes everything but what tells of one procurement. */
function refuseTheBadOne(): void {
  world.channels.email.answer((message) =>
    isAbout(message, BAD) ? unwanted : { sent: true, reference: '250 ok' },
  );
}

function isAbout(message: Message, title: string): boolean {
  return message.items.some((item) => item.procurement.view.title === title);
}

async function publish(number: number, title = `Penetration test number ${number}`): Promise<void> {
  world.publish({
    noticeId: `0${10_000 + number}-2026`,
    ocid: `ocds-h6vhtk-${number}`,
    reference: `Q-${number}`,
    title,
    description: `Yearly test ${number} of one system`,
    deadline: deadlineOn('2026-12-01'),
  });
  await world.collect('find-a-tender');
}

async function dead(): Promise<readonly { id: number; kind: string }[]> {
  const records = await world.store.deliveries.list({ states: ['dead'], limit: 99 });
  return records.filter(({ kind }) => kind !== 'operator');
}

const titles = (): readonly string[] =>
  world.told().flatMap((items) => items.map(([, title]) => title ?? ''));

async function daily(): Promise<void> {
  await world.digest(world.clock.now(), 'daily');
  await world.dispatch();
  world.clock.advance(DAY);
  await world.recover();
}

describe('one item that the server refuses', () => {
  it('costs no digest but its own: all others are told, each once', async () => {
    await world.subscribe('penetration', { cadence: 'daily' });
    refuseTheBadOne();
    await publish(900, BAD);
    for (let day = 0; day < 14; day += 1) {
      await publish(day);
      await daily();
    }

    expect(titles().toSorted()).toEqual(
      Array.from({ length: 14 }, (_, day) => `Penetration test number ${day}`).toSorted(),
    );
    expect(world.sizes().filter(([kind]) => kind === 'digest').length).toBeGreaterThanOrEqual(12);
    expect((await dead()).length).toBeLessThanOrEqual(5);
  });

  it('is found among fifty by halves, and the others arrive the same day', async () => {
    await world.subscribe('penetration', { cadence: 'daily' });
    refuseTheBadOne();
    for (let number = 0; number < 49; number += 1) await publish(number);
    await publish(900, BAD);

    await daily();

    expect(new Set(titles()).size).toBe(49);
    expect(titles()).toHaveLength(49);
    // The digest, and a half of a half until the last.
    expect((await dead()).length).toBeLessThanOrEqual(7);
  });

  it('is given up the second time it is refused by itself; an operator can send it after a fix', async () => {
    await world.subscribe('penetration');
    world.channels.email.answer((message) =>
      message.kind === 'operator' ? { sent: true, reference: '250 ok' } : unwanted,
    );
    await publish(900, BAD);
    for (let hour = 0; hour < 24 * 7; hour += 1) {
      await world.dispatch();
      world.clock.advance(HOUR);
      await world.recover();
    }

    const died = await dead();
    expect(died.map(({ kind }) => kind)).toEqual(['summary', 'alert']);
    expect(world.notices()[0]).toBe('A message was refused for what it says');

    world.channels.email.answer(undefined);
    await retryDeliveries([died[0]?.id ?? 0], world);
    await world.dispatch();
    expect(titles()).toEqual([BAD]);
  });

  it('is told as new when it changes after that', async () => {
    await world.subscribe('penetration');
    world.channels.email.answer(() => unwanted);
    await publish(900, BAD);
    await world.dispatch();
    await world.recover();
    await world.dispatch();
    world.channels.email.answer(undefined);
    world.clock.advance(HOUR);
    world.publish({
      noticeId: '000900-2027',
      ocid: 'ocds-h6vhtk-900',
      reference: 'Q-900',
      title: `${BAD} again`,
    });
    await world.collect('find-a-tender');
    await world.dispatch();

    expect(world.told().filter((items) => items.length > 0)).toEqual([[['new', `${BAD} again`]]]);
  });
});

describe('a server that refuses everything for what it says', () => {
  it('is asked a few times a day, and nothing is lost once it takes mail again', async () => {
    await world.subscribe('penetration', { cadence: 'daily' });
    for (let number = 0; number < 32; number += 1) await publish(number);
    world.channels.email.answer(() => unwanted);
    await daily();
    const first = (await dead()).length;
    world.channels.email.answer(undefined);
    await daily();

    expect(first).toBeLessThanOrEqual(2 * Math.log2(32) + 1);
    expect(new Set(titles()).size).toBe(32);
    expect(titles()).toHaveLength(32);
  });

  it('gets a summary of what died no sooner than a day after one that died', async () => {
    await world.subscribe('penetration');
    world.channels.email.answer(() => unwanted);
    await publish(1);
    await publish(2);
    await world.dispatch();
    expect(await world.recover()).toMatchObject({ summaries: 1 });
    await world.dispatch();
    await publish(3);
    await world.dispatch();
    world.clock.advance(2 * HOUR);
    expect(await world.recover()).toMatchObject({ summaries: 0 });
    world.clock.advance(DAY);

    expect(await world.recover()).toMatchObject({ summaries: 1 });
  });
});

describe('one item that we stumble over', () => {
  it('is left out of its message, tried by itself, and given up; the others go at once', async () => {
    await world.subscribe('penetration number', { cadence: 'daily' });
    await world.subscribe('poison', { cadence: 'daily' });
    await publish(1);
    await publish(2);
    await publish(900, BAD);
    await world.digest(world.clock.now(), 'daily');
    world.breakQuery('poison');

    await world.dispatch();
    expect(titles().toSorted()).toEqual(['Penetration test number 1', 'Penetration test number 2']);
    for (let hour = 0; hour < 8; hour += 1) {
      world.clock.advance(HOUR);
      await world.dispatch();
    }

    expect((await dead()).map(({ kind }) => kind)).toEqual(['summary']);
    expect(world.notices()).toEqual(['A message could not be made or recorded']);
    world.breakQuery(undefined);
    await daily();
    expect(titles()).toHaveLength(3);
  });
});
