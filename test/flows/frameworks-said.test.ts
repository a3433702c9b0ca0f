import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadFrameworks } from '../../src/app/load-frameworks.ts';
import type { Notice } from '../../src/domain/notice.ts';
import type { Address } from '../../src/domain/subscription.ts';
import { frameworksSaid, sayFrameworks, type FrameworksSaid } from '../../src/flows/say-frameworks.ts';
import { effectiveQuery } from '../../src/match/effective.ts';
import { openOnly } from '../../src/match/open-only.ts';
import { renderMail } from '../../src/present/mail.tsx';
import { renderSlack } from '../../src/present/slack-blocks.ts';
import { openWorld, type World } from '../flow-world.ts';

/** What vitest answers is typed as anything at all. */
const containing = (text: string): unknown => expect.stringContaining(text);

const ANN: Address = { channel: 'email', email: 'ann@example.org' };

let world: World;
beforeEach(async () => {
  world = await openWorld();
  await world.seed();
});
afterEach(async () => {
  await world.close();
});

const say = async (said: Partial<FrameworksSaid>): Promise<unknown> =>
  await sayFrameworks(
    ANN,
    { on: undefined, others: undefined, ...said },
    { store: world.store, frameworks: loadFrameworks() },
  );

const NOTICES: Readonly<Record<string, string>> = {
  mine: 'This contract will be called off from the G-Cloud 14 framework.',
  others: 'This contract will be called off from the G-Cloud 12 framework.',
  family: 'This contract will be called off from the G-Cloud framework.',
  unnamed: 'This contract will be awarded as a call-off under an existing framework.',
  free: 'An open procedure.',
};

/** One procurement of each sort; answers which were told. */
async function told(): Promise<readonly string[]> {
  const notices = Object.entries(NOTICES).map(([name, text], index): Partial<Notice> => ({
    noticeId: `00030${index}-2026`,
    ocid: `ocds-h6vhtk-0c000${index}`,
    title: `Penetration tests ${name}`,
    description: `Yearly penetration tests of web applications. ${text}`,
    buyer: { name: `Buyer ${name}`, id: `GB-PPON-${index}` },
    procedure: undefined,
  }));
  world.portals['find-a-tender'].publish(...notices.map((one) => world.news(one)));
  await world.collect('find-a-tender');
  await world.dispatch();
  return world
    .told()
    .flatMap((items) => items.map(([, title]) => String(title).replace('Penetration tests ', '')));
}

describe('frameworks that a subscriber is on', () => {
  it('leave out call-offs from others, where it says so, and none that it may bid for', async () => {
    await world.subscribe('penetration');
    await say({ on: ['G-Cloud 14'], others: 'leave-out' });

    expect((await told()).toSorted()).toEqual(['family', 'free', 'mine', 'unnamed']);
    const [ann] = await world.store.subscriptions.active();
    if (ann === undefined) throw new Error('nobody subscribes');
    const asked = openOnly(effectiveQuery(ann, world.deps.queryOf(ann.query)));
    const found = await world.store.procurements.search(asked, { limit: 10, now: world.clock.now() });
    expect(found.procurements.map(({ view }) => view.title.split(' ').at(-1) ?? '').toSorted()).toEqual([
      'family',
      'free',
      'mine',
      'unnamed',
    ]);
  });

  it('mark what is not open to it, in mail and in Slack, where it does not say so', async () => {
    await world.subscribe('penetration');
    await say({ on: ['g-cloud-14'] });

    await told();

    const marked = world.channels.email.sent.filter(
      ({ message }) => message.items[0]?.notOpenToYou !== undefined,
    );
    expect(world.channels.email.sent).toHaveLength(5);
    expect(marked.map(({ message }) => message.items[0]?.notOpenToYou)).toEqual(['G-Cloud 12']);
    const message = marked[0]?.message;
    if (message === undefined) throw new Error('nothing was marked');
    const mail = renderMail(message, { name: undefined, postal: undefined, email: undefined });
    const words = 'Not open to you: only suppliers on G-Cloud 12 can bid';
    expect(mail.html).toContain(words);
    expect(mail.text).toContain(words);
    expect(JSON.stringify(renderSlack(message).blocks)).toContain(words);
  });

  it('are on none where it says none, and say nothing where it never said', async () => {
    await world.subscribe('penetration');
    await world.subscribe('penetration', { email: 'bob@example.org' });
    await say({ on: [], others: 'leave-out' });

    await told();

    const to = (email: string): number =>
      world.channels.email.sent.filter(({ to: who }) => who.channel === 'email' && who.email === email)
        .length;
    expect([to('ann@example.org'), to('bob@example.org')]).toEqual([2, 5]);
    expect(
      world.channels.email.sent.some(({ message }) => message.items[0]?.notOpenToYou !== undefined),
    ).toBe(false);
  });

  it('count with all their iterations where the family is named', async () => {
    await world.subscribe('penetration');
    await say({ on: ['g-cloud'], others: 'leave-out' });

    expect((await told()).toSorted()).toEqual(['family', 'free', 'mine', 'others', 'unnamed']);
  });

  it('are those that are known, with a guess where one is not', async () => {
    expect(await say({ on: ['g-clod-14'] })).toEqual({
      refused: containing('did you mean g-cloud-14?'),
    });
    expect(await say({ on: ['penguins'] })).toEqual({
      refused: containing('config/frameworks.yaml'),
    });
    await say({ on: ['g-cloud-14', 'Digital Outcomes 6'], others: 'leave-out' });
    await say({ others: 'tag' });

    const ann = await world.store.subscriptions.subscriberAt(ANN);
    expect(ann && frameworksSaid(ann)).toEqual(['g-cloud-14', 'digital-outcomes-6']);
    expect(ann?.othersCallOffs).toBe('tag');
  });
});
