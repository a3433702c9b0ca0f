import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as statusVerb from '../../src/app/commands/status.ts';
import type { Notice } from '../../src/domain/notice.ts';
import { retryDeliveries } from '../../src/flows/outbox.ts';
import { suppressByHand } from '../../src/flows/suppress.ts';
import { deadlineOn, openWorld, refusal, type World } from '../flow-world.ts';
import { runVerb } from '../run-verb.ts';

const HOUR = 3_600_000;

let world: World;
beforeEach(async () => {
  world = await openWorld();
  await world.seed();
  Object.assign(world.deps, { holdAbove: 3 });
});
afterEach(async () => {
  await world.close();
});

async function readers(count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) await world.subscribe('penetration', { email: `r${n}@example.org` });
}

/** So many tenders of their own; a page carries a hundred. */
function tenders(count: number): Notice[] {
  return Array.from({ length: count }, (_, index) =>
    world.news({
      noticeId: `n-${index}`,
      ocid: `ocds-h6vhtk-${index}`,
      reference: `PEN-${2000 + index}`,
      title: `Penetration test number ${index}`,
      description: `Yearly penetration tests of web application ${index} of the council.`,
    }),
  );
}

const held = async (): Promise<readonly number[]> =>
  (await world.store.deliveries.list({ states: ['held'], limit: 99 })).map((one) => one.id);

describe('what one run queues beyond the usual', () => {
  it('is held, the operator told once, and sent when somebody says so', async () => {
    await readers(5);
    world.publish();
    await world.collect('find-a-tender');
    await world.dispatch();

    expect(world.kinds().filter((kinds) => kinds.length > 0)).toHaveLength(3);
    expect(await held()).toHaveLength(2);
    const notes = world.channels.email.sent.filter(({ message }) => message.kind === 'operator');
    expect(notes.map(({ message }) => message.words?.[0])).toEqual(['Messages are held back']);

    await retryDeliveries(await held(), world);
    await world.dispatch();
    const readersTold = new Set(
      world.channels.email.sent.flatMap(({ to, message }) =>
        message.kind === 'alert' && to.channel === 'email' ? [to.email] : [],
      ),
    );
    expect(readersTold.size).toBe(5);
    await world.recover();
    await world.dispatch();
    expect(world.channels.email.sent).toHaveLength(6);
  });

  it('counts each run over all of its pages', async () => {
    const words = ['alpha', 'beta', 'gamma', 'delta'];
    for (const word of words) await world.subscribe(word, { email: `${word}@example.org` });
    const named = tenders(150).map((notice, index) => {
      const word = words[[0, 1, 120, 121].indexOf(index)];
      return word === undefined ? notice : { ...notice, title: `Penetration test of ${word}` };
    });
    world.portals['find-a-tender'].publish(...named);
    await world.collect('find-a-tender');

    expect(await held()).toHaveLength(1);
  });

  it('counts each run by itself', async () => {
    await readers(1);
    world.publish();
    await world.collect('find-a-tender');
    world.clock.advance(HOUR);
    world.portals['find-a-tender'].publish(...tenders(3));
    await world.collect('find-a-tender');

    expect(await held()).toEqual([]);
  });

  it('is still one summary for each reader, however many pages bring more of it', async () => {
    await readers(5);
    world.portals['find-a-tender'].publish(...tenders(250));
    await world.collect('find-a-tender');

    expect(await held()).toHaveLength(2);
    await world.dispatch();
    await retryDeliveries(await held(), world);
    await world.dispatch();

    expect(world.sizes().filter(([kind]) => kind !== 'operator')).toEqual(
      Array.from({ length: 5 }, () => ['summary', 250]),
    );
  });

  it('is what tells a change meanwhile, not a second message', async () => {
    await readers(4);
    world.publish();
    await world.collect('find-a-tender');
    const [waiting = 0] = await held();
    world.clock.advance(HOUR);
    world.publish({
      releaseId: 'r2',
      value: { min: 9_000_000, max: 9_000_000, gross: undefined, currency: 'GBP' },
    });
    await world.collect('find-a-tender');

    expect(await held()).toEqual([waiting]);
    await retryDeliveries([waiting], world);
    await world.dispatch();
    const to = world.channels.email.sent.filter(
      ({ to: reader }) => reader.channel === 'email' && reader.email === 'r3@example.org',
    );
    expect(to).toHaveLength(1);
  });

  it('is told by a summary where nobody decides within three days, and silences nothing after that', async () => {
    await readers(4);
    world.publish({ deadline: deadlineOn('2026-12-01') });
    await world.collect('find-a-tender');
    expect(await held()).toHaveLength(1);
    await world.dispatch();
    world.clock.advance(71 * HOUR);
    await world.dispatch();
    expect(await held()).toHaveLength(1);
    world.clock.advance(2 * HOUR);
    await world.dispatch();
    expect(await held()).toEqual([]);
    await world.recover();
    await world.dispatch();

    const toLast = world.channels.email.sent.filter(
      ({ to }) => to.channel === 'email' && to.email === 'r3@example.org',
    );
    expect(toLast.map(({ message }) => message.kind)).toEqual(['summary']);
  });

  it('is counted in the status, with what to do', async () => {
    await readers(5);
    world.publish();
    await world.collect('find-a-tender');
    const at = new Date(world.clock.now()).toISOString();
    const { out } = await runVerb(statusVerb, [], {}, { home: tmpdir(), at, database: world.database });

    expect(out).toMatch(/^Deliveries: 4 ready, 2 held$/m);
    expect(out.replaceAll(/\s+/g, ' ')).toContain('2 kept back: `tenderbell outbox list --state held`');
  });

  it('goes with its reader', async () => {
    await readers(4);
    world.publish();
    await world.collect('find-a-tender');
    await suppressByHand({ channel: 'email', email: 'r3@example.org' }, world);

    expect(await held()).toEqual([]);
    expect(await world.store.ledger.subscribersWithFreed()).toHaveLength(1);
  });

  it('is counted apart where a channel keeps it back', async () => {
    await readers(2);
    world.publish();
    await world.collect('find-a-tender');
    world.channels.email.answer(() => refusal({ scope: 'message', permanent: true, code: 'held' }));

    expect(await world.dispatch()).toEqual({ sent: 0, postponed: 0, held: 2, ended: 0 });
  });
});
