import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pauseByOperator, resumeSubscription } from '../../src/flows/edit-subscription.ts';
import { faultOf, openWorld, type World } from '../flow-world.ts';

const DAY = 86_400_000;

let world: World;
beforeEach(async () => {
  world = await openWorld();
  await world.seed();
});
afterEach(async () => {
  await world.close();
});

const words = (): readonly (readonly string[])[] =>
  world.channels.email.sent.flatMap(({ message }) => (message.words === undefined ? [] : [message.words]));
const kinds = (): readonly string[] => world.channels.email.sent.map(({ message }) => message.kind);

/** So many different purchases that a query for "penetration" finds. */
function publishMany(count: number, from = 0): void {
  for (let n = from; n < from + count; n += 1) {
    const number = String(100_000 + n);
    world.publish({
      noticeId: `${number}-2026`,
      ocid: `ocds-h6vhtk-${number}`,
      releaseId: `r${number}`,
      title: `Penetration testing of site ${number}`,
    });
  }
}

describe('a subscription that brings too much', () => {
  const tell = async (count: number, from = 0): Promise<void> => {
    publishMany(count, from);
    await world.collect('find-a-tender');
    world.clock.advance(DAY);
    await world.dispatch();
  };

  it('is warned of, with ways to narrow it, once in a week', async () => {
    await world.subscribe('penetration');
    await tell(60);

    expect(await world.warnOfBroad()).toBe(1);
    expect(await world.warnOfBroad()).toBe(0);
    await world.dispatch();

    const [said] = words();
    expect(said?.[0]).toContain('60 in a week is a lot');
    expect(said?.join(' ')).toContain('told you of 60 procurements');
    expect(said?.join(' ')).toContain('change or end it by the link at the foot of this mail');
    expect(said?.join(' ')).not.toMatch(/`|To narrow it: with/);
    expect(world.channels.email.sent.at(-1)?.message.links?.manage).toMatch(/^https:\/\/test\.example\/m\//);
    world.clock.advance(8 * DAY);
    await tell(60, 60);
    expect(await world.warnOfBroad()).toBe(1);
  });

  it('is not warned of at fifty in a week, nor where it ended before the warning was sent', async () => {
    const narrow = await world.subscribe('penetration');
    await tell(50);
    expect(await world.warnOfBroad()).toBe(0);
    await tell(1, 50);
    expect(await world.warnOfBroad()).toBe(1);
    await world.end(narrow);
    await world.dispatch();

    expect(kinds()).not.toContain('broad');
  });
});

describe('a pause that somebody else ordered', () => {
  it('is told to its subscriber with the reason, and to nobody once it is over', async () => {
    const { subscription } = await world.subscribe('penetration');
    const id = subscription?.id ?? 0;
    const deps = { ...world.deps, clock: world.clock };
    await pauseByOperator(id, { until: world.clock.now() + 3 * DAY, reason: 'your invoice is open' }, deps);
    await world.dispatch();

    expect(kinds()).toEqual(['paused']);
    const said = words()[0]?.join(' ') ?? '';
    expect(said).toContain('paused: your invoice is open.');
    expect(said).toContain('It goes on by itself on');

    await pauseByOperator(id, { until: undefined, reason: undefined }, deps);
    await resumeSubscription(id, deps);
    await world.dispatch();
    expect(kinds().filter((kind) => kind === 'paused')).toHaveLength(1);
  });
});

describe('the operator', () => {
  it('hears once a day that a message was refused for what it says, and that sending has stopped', async () => {
    await world.subscribe('penetration');
    await world.subscribe('penetration', { email: 'bob@example.org' });
    world.publish();
    await world.collect('find-a-tender');
    world.channels.email.answer((message) =>
      message.kind === 'operator'
        ? { sent: true, reference: '250' }
        : {
            sent: false,
            scope: 'message',
            permanent: true,
            ambiguous: false,
            code: '554',
            reason: 'The mail server refused the message as such.',
            retryAfterMs: undefined,
          },
    );
    await world.dispatch();

    expect(world.notices()).toEqual(['A message was refused for what it says']);
    expect(await world.store.deliveries.counts()).toMatchObject({ dead: 2, sent: 1, ready: 0 });
    const bob = await world.store.suppressions.of({ channel: 'email', email: 'bob@example.org' });
    expect(bob).toBeUndefined();
  });
});

describe('the word that all is quiet', () => {
  const ill = faultOf('down');
  /** A week of Ann's, in which this happens; answers the headline and the sentences of its heartbeat. */
  const heartbeat = async (meanwhile: () => Promise<unknown> = read): Promise<readonly string[]> => {
    const { subscription } = await world.subscribe('mainframe', { cadence: 'weekly' });
    await world.store.transaction((tx) =>
      tx.subscriptions.state(subscription?.subscriber.id ?? 0, { heartbeat: true }),
    );
    world.clock.set('2026-09-07T07:00:00Z');
    await read();
    await world.digest();
    await world.dispatch();
    world.clock.set('2026-09-10T09:00:00Z');
    await meanwhile();
    world.clock.set('2026-09-14T07:00:00Z');
    await world.digest();
    await world.dispatch();
    return words().at(-1) ?? [];
  };
  const read = async (): Promise<void> => {
    await world.collect('find-a-tender');
    await world.collect('contracts-finder');
  };
  const readAtTheEnd = async (): Promise<void> => {
    world.clock.set('2026-09-14T06:50:00Z');
    await read();
  };

  it('is said where everything was read and nothing came, the period once', async () => {
    const said = await heartbeat(readAtTheEnd);

    expect(said[0]).toMatch(/^All quiet: nothing new since Mon 7 Sept? 2026$/);
    expect(said[1]).toBe('Nothing that your subscription would tell you of was published in this time.');
    expect(said.slice(1, 3).join(' ')).not.toMatch(/2026/);
  });

  it('is not said where something came at once: that is counted, with its day', async () => {
    await world.subscribe('penetration');
    const said = await heartbeat(async () => {
      world.publish();
      await world.collect('find-a-tender');
      await world.dispatch();
      await readAtTheEnd();
    });

    expect(said[0]).toMatch(/^Nothing more: 1 procurement came already since Mon 7 Sept? 2026$/);
    expect(said[1]).toMatch(
      /^You were told of 1 procurement already, in other messages: on Thu 10 Sept? 2026\.$/,
    );
    expect(said[2]).toMatch(/^Nothing else that your 2 subscriptions would tell you of/);
  });

  it('counts nothing that came before the period', async () => {
    await world.subscribe('penetration');
    world.publish();
    await world.collect('find-a-tender');
    await world.dispatch();

    expect((await heartbeat(readAtTheEnd))[0]).toMatch(/^All quiet/);
  });

  it('is not said where a portal was not read since, whether it failed or nobody asked it', async () => {
    const said = await heartbeat(async () => {
      world.clock.set('2026-09-14T06:50:00Z');
      await world.collect('contracts-finder');
    });

    expect(said[0]).toMatch(/^Nothing new in what could be read: Find a Tender not since Mon 7 Sept? 2026$/);
    expect(said[1]).toContain('was in what could be read');
  });

  it('names a portal that failed again and again', async () => {
    const said = await heartbeat(async () => {
      await readAtTheEnd();
      world.portals['find-a-tender'].fail(ill);
      for (let turn = 0; turn < 3; turn += 1) await world.collect('find-a-tender');
    });

    expect(said[0]).toBe('Nothing new in what could be read: a portal could not');
    expect(said.at(-1)).toContain('Find a Tender could not be read since');
  });
});
