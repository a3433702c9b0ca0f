import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextSlotOf, slotsFor } from '../../src/app/digest-slots.ts';
import type { Notice } from '../../src/domain/notice.ts';
import { USUAL_TIMETABLE, type Cadence, type Wanted } from '../../src/domain/subscription.ts';
import type { WhyHeld, WhyRule } from '../../src/domain/why.ts';
import { whyNotHeld } from '../../src/flows/why-not-held.ts';
import { why } from '../../src/flows/why.ts';
import { sayWhy, whyLines } from '../../src/present/why-lines.ts';
import { deadlineOn, faultOf, openWorld, refusal, type World } from '../flow-world.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface Wish {
  readonly cadence?: Cadence;
  readonly wanted?: readonly Wanted[];
}

async function openSeeded(query: string, wish: Wish = {}): Promise<{ world: World; id: number }> {
  const world = await openWorld();
  await world.seed();
  const { subscription } = await world.subscribe(query, wish);
  return { world, id: subscription?.id ?? 0 };
}

/** What `why` says of a notice by its number, or of the procurement that it stands in. */
async function ask(world: World, id: number, noticeId: string, isWhole = false): Promise<WhyHeld> {
  const [subscription] = await world.store.subscriptions.byIds([id]);
  const [found] = await world.search(noticeId);
  const held = await world.store.procurements.byId(found?.id ?? 0);
  if (subscription === undefined || held === undefined) throw new Error('nothing to ask about');
  const notice = isWhole ? undefined : held.view.notices.find((one) => one.noticeId === noticeId);
  return await why(
    { subscription, held, notice },
    {
      ...world.deps,
      slotAt: slotsFor(USUAL_TIMETABLE),
      reasonsOf: () => [],
    },
  );
}

async function conclusionOf(world: World, id: number, noticeId: string): Promise<string> {
  return sayWhy(await ask(world, id, noticeId), world.clock.now()).conclusion;
}

const PEN = '000101-2026';

async function publish(world: World, with_: Partial<Notice> = {}): Promise<void> {
  const notice = world.news(with_);
  world.portals[notice.portal === 'contracts-finder' ? 'contracts-finder' : 'find-a-tender'].publish(notice);
  await world.collect(notice.portal === 'contracts-finder' ? 'contracts-finder' : 'find-a-tender');
}

describe('why', () => {
  it('says when and how it was sent, rule by rule', async () => {
    const { world, id } = await openSeeded('penetration region:north-west value:50k..500k');
    await publish(world);
    await world.dispatch();
    const said = sayWhy(await ask(world, id, PEN), world.clock.now());

    expect(whyLines(said)).toEqual([
      '✓ Collected     Find a Tender 000101-2026 (UK4, tender), published Tue 1 Sept 2026, 10:59, read Tue 1 Sept 2026, 11:00',
      '– Procurement   #1 Penetration testing of the housing portal',
      '                no other notice belongs to it',
      '✓ Audible       read as news',
      '✓ Since then    it came Tue 1 Sept 2026, 11:00; the subscription is of Tue 1 Sept 2026, 11:00',
      expect.stringMatching(
        /^✓ IT {12}IT in the setting strict \(score 1.00\); the query asks for balanced$/,
      ),
      expect.stringMatching(/^ {16}for it: /),
      "✓ Query         asks for 'penetration'; 'penetration' in the title",
      '✓               asks for North West; region North West',
      '✓               asks for £50,000 to £500,000; worth £120,000',
      '– Muted         the subscriber mutes nothing',
      '✓ Open          open at the stage tender, until Wed 30 Sept 2026, 12:00',
      '✓ Wanted        it wants what is new',
      '✓ Subscription  subscription 1 is active; told at once',
      '✓ Told          as new, Tue 1 Sept 2026, 11:00 by an alert (delivery 1)',
      '',
      'It was sent on Tue 1 Sept 2026, 11:00 as new.',
    ]);
    await world.close();
  });

  it.each([
    ['region:stated,wales', 'the query asks for Wales, stated, but it is stated for North West'],
    ['value:stated,200k..500k', 'the query asks for £200,000 to £500,000, stated, but it is worth £120,000'],
    ['-penetration', "the query asks for no 'penetration', but it has 'penetration' in the title"],
    ['guarding', "the query asks for 'guarding', but it does not mention 'guarding'"],
    [
      'title:yearly',
      "the query asks for 'yearly' in the title, but it has 'yearly' in the description alone",
    ],
    ['TESTS', "the query asks for 'TESTS' (in capitals), but it mentions 'tests', though not in capitals"],
    [
      'PEN OR SIEM',
      "the query asks for 'PEN' (in capitals) or 'SIEM' (in capitals), but none of these holds: it does not mention 'PEN'; it does not mention 'SIEM'",
    ],
    ['buyer:leeds', "the query asks for the buyer 'leeds', but its buyer is Ashcombe Borough Council"],
    ['cpv:48', 'the query asks for a CPV code beginning 48, but its codes are 72810000'],
    ['-cpv:72', 'the query asks for no CPV code beginning 72, but it has CPV 72810000'],
    ['closing:<7d', 'the query asks for closing within 7 days, but it closes 30 September 2026'],
    ['stage:award', 'the query asks for the stage award, but it is at the stage tender'],
    ['portal:sell2wales', 'the query asks for the portal sell2wales, but it is find-a-tender'],
    ['category:av', 'the query asks for the category av, but it is digital and security'],
    ['000999-2026 it:any', 'the query asks for the notice 000999-2026, but it is another'],
  ])('names the clause that stopped it: %s', async (query, expected) => {
    const { world, id } = await openSeeded(query);
    await publish(world);
    await world.dispatch();

    expect(await conclusionOf(world, id, PEN)).toBe(`It was not sent because ${expected}.`);
    const found = await ask(world, id, PEN);
    expect(found.conclusion).toMatchObject({ kind: 'not', because: [{ rule: 'clause', verdict: 'no' }] });
    await world.close();
  });

  it('says that something is no IT, and what a person said of it', async () => {
    const { world, id } = await openSeeded('meals');
    await publish(world, {
      title: 'School meals',
      description: 'Hot meals for twelve schools.',
      cpv: [{ code: '55524000', description: 'School catering services', main: true }],
    });
    expect(await conclusionOf(world, id, PEN)).toMatch(
      /^It was not sent because the query asks for IT in the setting balanced, but it is not IT in any setting \(score 0\.\d\d\)\.$/,
    );
    await world.close();
  });

  it('says why nobody at all hears of it', async () => {
    const world = await openWorld();
    world.portals['find-a-tender'].publish(world.news());
    await world.seed();
    const { subscription } = await world.subscribe('penetration');
    const id = subscription?.id ?? 0;
    expect(await conclusionOf(world, id, PEN)).toBe(
      'It was not sent because it was read in the first pass of Find a Tender, which tells nobody of what was there already.',
    );

    const other = { noticeId: '000555-2026', releaseId: '000555-2026', ocid: 'ocds-h6vhtk-0a0555' };
    const words = {
      title: 'Cloud hosting of a library catalogue',
      description: 'Hosting, with a penetration test.',
    };
    await publish(world, { ...other, ...words, published: Date.parse('2026-09-01T08:50:00Z') });
    expect(await conclusionOf(world, id, '000555-2026')).toBe(
      'It was not sent because it was published before the first pass of Find a Tender began: what is older than that is told to nobody.',
    );

    await world.import('find-a-tender', [
      world.news({
        noticeId: '000666-2026',
        releaseId: '000666-2026',
        ocid: 'ocds-h6vhtk-0a0666',
        title: 'Penetration tests of trams',
      }),
    ]);
    expect(await conclusionOf(world, id, '000666-2026')).toMatch(
      /brought in by an import or a backfill that tells nobody/,
    );
    await world.close();
  });

  it('says that it came before the subscription, and what is offered instead', async () => {
    const world = await openWorld();
    await world.seed();
    await publish(world);
    world.clock.advance(DAY);
    const { subscription } = await world.subscribe('penetration');
    const id = subscription?.id ?? 0;
    expect(await conclusionOf(world, id, PEN)).toBe(
      'It was not sent because it came Tue 1 Sept 2026, 11:00, before the subscription of Wed 2 Sept 2026, 11:00: its first message will offer some of what is open already.',
    );

    await publish(world, {
      noticeId: '000102-2026',
      releaseId: '000102-2026',
      ocid: 'ocds-h6vhtk-0a0002',
      title: 'Penetration of buses',
      buyer: { name: 'Leeds', id: undefined },
    });
    await world.dispatch();
    expect(await conclusionOf(world, id, PEN)).toMatch(
      /^It was sent on .* as open already, with its first message\.$/,
    );
    await world.close();
  });

  it('names what the subscriber muted', async () => {
    const { world, id } = await openSeeded('penetration');
    const [subscription] = await world.store.subscriptions.byIds([id]);
    await world.store.transaction((tx) =>
      tx.subscriptions.mute(
        subscription?.subscriber.id ?? 0,
        { kind: 'term', term: 'housing' },
        world.clock.now(),
      ),
    );
    await publish(world);
    await world.dispatch();
    expect(world.told()).toEqual([]);
    expect(await conclusionOf(world, id, PEN)).toBe(
      'It was not sent because the subscriber muted the term housing.',
    );
    await world.close();
  });

  it('names the days that are left, and frameworks of others', async () => {
    const { world, id } = await openSeeded('penetration');
    await world.store.transaction((tx) =>
      tx.subscriptions.change(id, { minDaysLeft: 40 }, world.clock.now()),
    );
    await publish(world);
    await world.dispatch();
    expect(await conclusionOf(world, id, PEN)).toBe(
      'It was not sent because the subscription asks for at least 40 days to answer; it closes Wed 30 Sept 2026, 12:00.',
    );

    await world.store.transaction(async (tx) => {
      await tx.subscriptions.change(id, { minDaysLeft: undefined }, world.clock.now());
      const [subscription] = await tx.subscriptions.byIds([id]);
      await tx.subscriptions.state(subscription?.subscriber.id ?? 0, {
        frameworks: ['g-cloud-13'],
        othersCallOffs: 'leave-out',
      });
    });
    await publish(world, {
      noticeId: '000102-2026',
      releaseId: '000102-2026',
      ocid: 'ocds-h6vhtk-0a0002',
      title: 'Call-off from G-Cloud 14: penetration tests',
      description: 'A call-off contract awarded under the G-Cloud 14 framework agreement.',
      buyer: { name: 'Leeds City Council', id: undefined },
    });
    await world.dispatch();
    expect(world.told()).toEqual([]);
    expect(await conclusionOf(world, id, '000102-2026')).toMatch(
      /^It was not sent because it is a call-off open only to suppliers on G-Cloud 14, which the subscriber is not on; such are left out, as it asked\.$/,
    );
    await world.close();
  });

  it('says how the subscription itself stands', async () => {
    const { world, id } = await openSeeded('penetration');
    const until = Date.parse('2026-12-01T08:00:00Z');
    await world.store.transaction((tx) =>
      tx.subscriptions.pause(id, { until, reason: 'on leave' }, world.clock.now()),
    );
    await publish(world);
    expect(await conclusionOf(world, id, PEN)).toBe(
      'It was not sent because subscription 1 is paused until Tue 1 Dec 2026, 08:00: on leave. What a paused subscription misses is told when it rings again.',
    );
    await world.store.transaction((tx) =>
      tx.subscriptions.end({ subscriptionId: id }, 'ended', 'asked', world.clock.now()),
    );
    expect(await conclusionOf(world, id, PEN)).toBe(
      'It was not sent because subscription 1 has ended: asked.',
    );
    await world.close();
  });

  it('says in which digest it will be, and then in which it was', async () => {
    const { world, id } = await openSeeded('penetration', { cadence: 'weekly' });
    await publish(world);
    expect(await conclusionOf(world, id, PEN)).toBe(
      'It will be in the weekly digest of Mon 7 Sept 2026, 08:00, as new.',
    );

    world.clock.set('2026-09-07T07:00:00Z');
    await world.digest();
    expect(await conclusionOf(world, id, PEN)).toMatch(
      /^It waits to be sent as new, due since Mon 7 Sept 2026, 08:00/,
    );
    await world.dispatch();
    expect(await conclusionOf(world, id, PEN)).toBe(
      'It was sent on Mon 7 Sept 2026, 08:00 as new, in the weekly digest.',
    );
    await world.close();
  });

  it('says that a message waits, that its channel is paused, and that it died', async () => {
    const { world, id } = await openSeeded('penetration');
    world.channels.email.answer(() => refusal());
    await publish(world);
    expect(await conclusionOf(world, id, PEN)).toMatch(
      /^It waits to be sent as new, due since Tue 1 Sept 2026, 11:00: `serve` or `dispatch` sends it\.$/,
    );
    await world.dispatch();
    expect(await conclusionOf(world, id, PEN)).toBe(
      'It waits to be sent as new; sending is paused until Tue 1 Sept 2026, 11:05.',
    );
    world.clock.advance(HOUR);
    world.channels.email.answer(() =>
      refusal({ scope: 'subscriber', permanent: true, code: '550', reason: 'no such mailbox' }),
    );
    await world.dispatch();
    expect(await conclusionOf(world, id, PEN)).toBe(
      'It was not sent because its message could not be delivered (no such mailbox); the subscription has ended.',
    );
    await world.close();
  });

  it('tells a notice from its procurement: a change that is not wanted, a copy, an award', async () => {
    const { world, id } = await openSeeded('penetration', { wanted: ['new'] });
    await publish(world);
    await world.dispatch();
    world.clock.advance(DAY);
    await publish(world, {
      noticeId: '000777-2026',
      releaseId: '000777-2026',
      deadline: deadlineOn('2026-10-20'),
    });
    await world.dispatch();
    expect(await conclusionOf(world, id, '000777-2026')).toBe(
      'It was not sent because the subscription wants what is new alone; this is a change (the procurement was told of on Tue 1 Sept 2026, 11:00).',
    );
    expect(await conclusionOf(world, id, PEN)).toBe('It was sent on Tue 1 Sept 2026, 11:00 as new.');

    await publish(world, {
      portal: 'contracts-finder',
      noticeId: '0a1b2c3d-0000-4000-8000-00000000000a',
      ocid: 'ocds-b5fd17-1',
      cites: ['ocid:ocds-h6vhtk-0a0001'],
    });
    await world.store.transaction((tx) =>
      tx.subscriptions.change(id, { wanted: ['new', 'changes'] }, world.clock.now()),
    );
    expect(await conclusionOf(world, id, '0a1b2c3d-0000-4000-8000-00000000000a')).toMatch(
      /^It was not sent because it is a copy of what the subscriber was told before/,
    );
    await world.close();
  });

  it('asks whether it was open when it was decided, however late somebody asks', async () => {
    const { world, id } = await openSeeded('penetration closing:>7d', { wanted: ['awards'] });
    await publish(world);
    world.clock.advance(60 * DAY);
    const { rules } = await ask(world, id, PEN);

    expect(
      rules.filter(({ rule }) => rule === 'open' || rule === 'clause').map(({ verdict }) => verdict),
    ).toEqual(['yes', 'yes', 'yes']);
    expect(await conclusionOf(world, id, PEN)).toBe(
      'It was not sent because the subscription wants awards alone; this is something new.',
    );
    await world.close();
  });

  it('says that another subscription of the same subscriber told it', async () => {
    const { world, id } = await openSeeded('penetration');
    const { subscription } = await world.subscribe('it:any housing');
    await world.end({ subscription: (await world.store.subscriptions.byIds([id]))[0] });
    await publish(world);
    await world.dispatch();
    expect(await conclusionOf(world, id, PEN)).toBe(
      `It was sent on Tue 1 Sept 2026, 11:00 as new, for subscription ${subscription?.id} of the same subscriber: nobody is told twice.`,
    );
    await world.close();
  });
});

describe('why of what is not held', () => {
  async function notHeld(world: World, name: string): Promise<string[]> {
    const { subscription } = await world.subscribe('penetration');
    if (subscription === undefined) throw new Error('nobody subscribed');
    const found = await whyNotHeld({ subscription, name, portal: 'find-a-tender', isOn: true }, world.store);
    return [...whyLines(sayWhy(found, world.clock.now()))];
  }

  it('says where it would come from, how fresh that is, and what of it was not read', async () => {
    const world = await openWorld();
    await world.seed();
    world.portals['find-a-tender'].fail(faultOf('unusable', 'not JSON'));
    await world.collect('find-a-tender');
    const lines = await notHeld(world, '000999-2026');

    expect(lines[0]).toBe("✗ Collected     '000999-2026' is not collected");
    expect(lines[1]).toMatch(
      /^ {16}it would come from Find a Tender, which was last read Tue 1 Sept 2026, 10:00/,
    );
    expect(lines.join('\n')).toMatch(
      /a span was not read whole, the first .* \(not JSON\): it may lie there/,
    );
    expect(lines.at(-1)).toMatch(/^It was not sent because it has not been collected: Find a Tender /);
    await world.close();
  });
});

// What it says, and what really happened

const STEPS = fc.array(
  fc.record({
    title: fc.constantFrom('Penetration testing', 'Grass cutting', 'Cloud hosting'),
    stage: fc.constantFrom('planned' as const, 'tender' as const, 'award' as const, 'closed' as const),
    region: fc.constantFrom('UKL', 'UKM', 'UK'),
    pence: fc.constantFrom(undefined, 2_000_000, 90_000_000),
    deadline: fc.constantFrom(undefined, '2026-09-02', '2026-10-30', '2026-11-30'),
    isNext: fc.boolean(),
    isLate: fc.boolean(),
  }),
  { minLength: 1, maxLength: 6 },
);

describe('what why says', () => {
  it('is what was sent, and where nothing was, some rule says no', async () => {
    await fc.assert(
      fc.asyncProperty(
        STEPS,
        fc.constantFrom(
          'it:any',
          'penetration',
          'it:any region:stated,wales',
          'it:any value:<500k',
          'it:any closing:<20d',
          '-cloud',
          'category:security stage:tender',
        ),
        fc.constantFrom<readonly Wanted[]>(['new', 'changes'], ['new'], ['new', 'changes', 'awards']),
        fc.constantFrom<Cadence>('instant', 'daily'),
        fc.boolean(),
        async (steps, query, wanted, cadence, isMuting) => {
          const { world, id } = await openSeeded(query, { wanted, cadence });
          try {
            if (isMuting)
              await world.store.transaction((tx) =>
                tx.subscriptions.mute(1, { kind: 'term', term: 'hosting' }, 0),
              );
            await world.store.transaction((tx) => tx.subscriptions.welcomed([id], world.clock.now()));
            let [number, version] = [0, 0];
            for (const { title, stage, region, pence, deadline, isNext, isLate } of steps) {
              if (isNext || version === 0) number += 1;
              version += 1;
              world.clock.advance(isLate ? 30 * HOUR : HOUR);
              const noticeId = `0001${String(version).padStart(2, '0')}-2026`;
              await publish(world, {
                noticeId,
                releaseId: noticeId,
                ocid: `ocds-h6vhtk-0a000${number}`,
                title: `${title} for town ${number}`,
                description: `${title}, as ${'abcdefg'[number] ?? ''}${number}${number}${number} asks.`,
                buyer: {
                  name: `${'Ashcombe Leeds Truro Derby Wells York Bath'.split(' ')[number] ?? ''} Council`,
                  id: undefined,
                },
                stage,
                outcome: stage === 'closed' ? 'cancelled' : undefined,
                regions: [region],
                value:
                  pence === undefined
                    ? undefined
                    : { min: pence, max: pence, gross: undefined, currency: 'GBP' },
                deadline: deadline === undefined ? undefined : deadlineOn(deadline),
              });
              const foretold = await ask(world, id, noticeId);
              const sentBefore = world.channels.email.sent.length;
              if (cadence === 'daily') {
                const slot = nextSlotOf('daily', USUAL_TIMETABLE, world.clock.now());
                world.clock.set(slot);
                await world.digest(slot, 'daily');
              }
              await world.dispatch();
              const items = world.channels.email.sent
                .slice(sentBefore)
                .flatMap(({ message }) => message.items);
              const isSent = items.some(({ procurement }) =>
                procurement.view.notices.some((one) => one.noticeId === noticeId),
              );
              const found = await ask(world, id, noticeId);

              const waits = cadence === 'daily' ? 'coming' : 'queued';
              expect([foretold.conclusion.kind, found.conclusion.kind]).toEqual(
                isSent ? [waits, 'sent'] : ['not', 'not'],
              );
              const isNew = items.some(({ kind }) => kind === 'new');
              expect(isNew ? stopping(found.rules) : []).toEqual([]);
              expect(isUnexplained(found)).toBe(false);
            }
          } finally {
            await world.close();
          }
        },
      ),
      // The same ones each time, so that a change is judged and not chance; RUNS looks further, each time elsewhere.
      process.env['RUNS'] === undefined
        ? { numRuns: 40, seed: 1189344859, endOnFailure: true }
        : { numRuns: Number(process.env['RUNS']), endOnFailure: true },
    );
  });
});

function stopping(rules: readonly WhyRule[]): readonly string[] {
  return rules.filter(({ verdict }) => verdict === 'no').map(({ rule }) => rule);
}

/** Nothing was sent, nothing had been told before, and yet no rule says no. */
function isUnexplained({ conclusion }: WhyHeld): boolean {
  if (conclusion.kind !== 'not' || conclusion.before !== undefined) return false;
  return conclusion.because.length === 0 && conclusion.otherwise !== 'paperwork';
}
