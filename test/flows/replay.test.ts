import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openClassifier } from '../../src/app/classifier.ts';
import { slotsFor } from '../../src/app/digest-slots.ts';
import { dayAfter } from '../../src/domain/london-day.ts';
import type { Notice } from '../../src/domain/notice.ts';
import type { Query } from '../../src/domain/query.ts';
import type { Replayed } from '../../src/domain/replayed.ts';
import {
  USUAL_TIMETABLE,
  type Cadence,
  type Subscription,
  type Wanted,
} from '../../src/domain/subscription.ts';
import { replay } from '../../src/flows/replay.ts';
import { printQuery } from '../../src/match/print.ts';
import { deadlineOn, openWorld, type World } from '../flow-world.ts';
import { arbitraryQuery } from '../properties/arbitraries.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const nextSlot = slotsFor(USUAL_TIMETABLE);
const START = '2026-09-01T09:30:00Z';
const classify = openClassifier();

interface Wish {
  readonly query: string;
  readonly cadence?: Cadence;
  readonly wanted?: readonly Wanted[];
}

/** A world in which somebody has subscribed before anything was published. */
async function openPast(wish: Wish): Promise<{ world: World; subscription: Subscription }> {
  const world = await openWorld(START);
  await world.seed();
  const { subscription } = await world.subscribe(wish.query, wish);
  if (subscription === undefined) throw new Error('nobody subscribed');
  await world.store.transaction((tx) => tx.subscriptions.welcomed([subscription.id], world.clock.now()));
  return { world, subscription };
}

async function replayed(
  world: World,
  subscription: Subscription,
  span: { readonly from: number; readonly to: number } = { from: 0, to: world.clock.now() },
): Promise<Replayed> {
  return await replay(
    { subscription, span },
    {
      ...world.deps,
      classify,
      slotAt: nextSlot,
      signal: new AbortController().signal,
    },
  );
}

/** What was told or would have been, message by message: the items of one message in no order. */
function heard(messages: readonly (readonly (readonly unknown[])[])[]): readonly string[][] {
  return messages.map((items) => items.map((item) => JSON.stringify(item)).toSorted());
}

function toldIn(world: World, since = 0): readonly string[][] {
  const said = world.channels.email.sent.filter(({ message }) => message.now >= since);
  return heard(
    said.map(({ message }) =>
      message.items.map(({ kind, procurement, changes, because }) => [
        kind,
        procurement.id,
        procurement.view.title,
        changes,
        because.flatMap(({ reasons }) => reasons),
      ]),
    ),
  );
}

function wouldBeTold({ items }: Replayed, cadence: Cadence): readonly string[][] {
  const messages = new Map<string, (readonly unknown[])[]>();
  for (const { at, kind, procurementId, title, changes, reasons } of items) {
    const key = cadence === 'instant' ? `${at} ${procurementId}` : String(at);
    messages.set(key, [...(messages.get(key) ?? []), [kind, procurementId, title, changes, reasons]]);
  }
  return heard([...messages.values()]);
}

/** Publishes one notice, has it read within a minute, and sends what is due; digests go out at each slot on the way. */
async function publish(world: World, notice: Notice, cadence: Cadence): Promise<void> {
  await letPass(world, notice.published, cadence);
  world.portals[notice.portal === 'contracts-finder' ? 'contracts-finder' : 'find-a-tender'].publish(notice);
  world.clock.set(notice.published + MINUTE);
  await world.collect(notice.portal === 'contracts-finder' ? 'contracts-finder' : 'find-a-tender');
  await world.dispatch();
}

async function letPass(world: World, until: number, cadence: Cadence): Promise<void> {
  if (cadence === 'instant') return;
  for (let slot = nextSlot(cadence, world.clock.now()); slot < until; slot = nextSlot(cadence, slot + 1)) {
    world.clock.set(slot);
    await world.digest(slot, cadence);
    await world.dispatch();
  }
}

describe('replay', () => {
  const OPEN: Partial<Notice> = { noticeId: '000101-2026', releaseId: '000101-2026-1' };

  /** A tender that comes, changes and ends, and one that is of no interest. */
  async function told(wish: Wish) {
    const cadence = wish.cadence ?? 'instant';
    const past = await openPast(wish);
    const { world } = past;
    const at = (hours: number): number => Date.parse(START) + hours * HOUR;
    const notices: readonly Notice[] = [
      world.news({ ...OPEN, published: at(5) }),
      world.news({
        ...OPEN,
        releaseId: '000101-2026-2',
        published: at(50),
        deadline: deadlineOn('2026-10-20'),
      }),
      world.news({
        noticeId: '000102-2026',
        releaseId: '000102-2026',
        ocid: 'ocds-h6vhtk-0a0002',
        title: 'School meals',
        description: 'Hot meals for twelve schools.',
        buyer: { name: 'Ribbledale Council', id: undefined },
        cpv: [{ code: '55524000', description: 'School catering services', main: true }],
        published: at(60),
      }),
      world.news({
        ...OPEN,
        noticeId: '000103-2026',
        releaseId: '000103-2026',
        published: at(170),
        stage: 'closed',
        outcome: 'cancelled',
        sparse: true,
      }),
    ];
    for (const notice of notices) await publish(world, notice, cadence);
    await letPass(world, at(400), cadence);
    world.clock.set(at(400));
    return past;
  }

  it('says what is told at once: as new, as changed with what it was, and how it ended', async () => {
    const { world, subscription } = await told({ query: 'penetration' });
    const { items } = await replayed(world, subscription);

    expect(items.map(({ at, kind }) => [new Date(at).toISOString(), kind])).toEqual([
      ['2026-09-01T14:30:00.000Z', 'new'],
      ['2026-09-03T11:30:00.000Z', 'changed'],
      ['2026-09-08T11:30:00.000Z', 'cancelled'],
    ]);
    expect(items[0]?.reasons).toEqual(["'penetration' in the title"]);
    expect(items[1]?.changes).toEqual([
      { field: 'deadline', was: '2026-09-30T11:00:00.000Z', now: '2026-10-20T11:00:00.000Z' },
    ]);
    await world.close();
  });

  it('gathers it into the digests of a cadence, each from the state of its slot', async () => {
    const { world, subscription } = await told({ query: 'penetration', cadence: 'weekly' });
    const { items } = await replayed(world, subscription);

    // Monday 08:00 in London; the first tells what changed before it as it stood then.
    expect(items.map(({ at, kind, changes }) => [new Date(at).toISOString(), kind, changes.length])).toEqual([
      ['2026-09-07T07:00:00.000Z', 'new', 0],
      ['2026-09-14T07:00:00.000Z', 'cancelled', 1],
    ]);
    expect(wouldBeTold(await replayed(world, subscription), 'weekly')).toEqual(toldIn(world));
    const beforeAny = { from: 0, to: Date.parse('2026-09-07T07:00:00Z') };
    expect((await replayed(world, subscription, beforeAny)).items).toEqual([]);
    await world.close();
  });

  it('tells only of the span that is asked for, and knows what was told before it', async () => {
    const { world, subscription } = await told({ query: 'penetration' });
    const from = Date.parse('2026-09-02T00:00:00Z');
    const { items } = await replayed(world, subscription, { from, to: Date.parse('2026-09-05T00:00:00Z') });

    expect(items.map(({ kind }) => kind)).toEqual(['changed']);
    await world.close();
  });

  it('sends and stores nothing', async () => {
    const { world, subscription } = await told({ query: 'penetration' });
    const before = [world.channels.email.sent.length, await world.store.events.latest()];
    await replayed(world, subscription);

    expect([world.channels.email.sent.length, await world.store.events.latest()]).toEqual(before);
    expect(await world.store.deliveries.counts()).toMatchObject({ ready: 0 });
    await world.close();
  });

  it('is what a paused subscription would have heard', async () => {
    const { world, subscription } = await told({ query: 'penetration' });
    const { items } = await replayed(world, { ...subscription, state: 'ended', notify: false });

    expect(items).toHaveLength(3);
    await world.close();
  });

  it('finds what a later notice made something else: by its place, its value, its kind, its stage', async () => {
    const { world, subscription } = await openPast({
      query: 'region:stated,wales value:<100k category:security',
    });
    const at = world.clock.now();
    const small = { min: 5_000_000, max: 5_000_000, gross: undefined, currency: 'GBP' };
    await publish(world, world.news({ ...OPEN, published: at, regions: ['UKL'], value: small }), 'instant');
    await publish(
      world,
      world.news({
        ...OPEN,
        releaseId: '000101-2026-2',
        published: at + HOUR,
        regions: ['UKM'],
        stage: 'contract',
        title: 'Works',
        description: `Resurfacing of roads and building of bridges. ${'Tarmac, kerbs and concrete for roads. '.repeat(60)}`,
        cpv: [{ code: '45233142', description: 'Road-repair works', main: true }],
      }),
      'instant',
    );
    expect(await world.search(subscription.query)).toHaveLength(0);
    expect(wouldBeTold(await replayed(world, subscription), 'instant')).toEqual(toldIn(world));
    expect(world.kinds()[0]).toEqual(['new']);
    await world.close();
  });
});

// What really comes, and what replay says

/** So unlike that hardly any two are ever taken for one. */
const PROCESSES = [
  {
    ocid: 'ocds-h6vhtk-0a0001',
    buyer: 'Ashcombe Borough Council',
    about:
      'tenants of four tower blocks by the canal, their caretakers, and the wardens of two sheltered courts',
  },
  {
    ocid: 'ocds-h6vhtk-0a0002',
    buyer: 'NHS Wales',
    about:
      'wards, clinics, pharmacies and ambulance depots from Anglesey to Gwent, day and night all the year round',
  },
  {
    ocid: 'ocds-h6vhtk-0a0003',
    buyer: 'Leeds City Council',
    about:
      'museum visitors, librarians, swimming teachers and everybody else who opens a civic building at dawn',
  },
] as const;
const TITLES = [
  'Penetration testing of the housing portal',
  'Cloud hosting and SIEM',
  'Grass cutting',
  'Network and wi-fi maintenance',
] as const;
const DESCRIPTIONS = [
  'Yearly penetration tests of public web applications, with a SOC.',
  'Software for a secure cloud network, under G-Cloud 14.',
  'Verges and hedges are to be cut six times a year.',
  undefined,
] as const;
const STAGES = ['planned', 'tender', 'tender', 'tender', 'award', 'contract', 'closed'] as const;
const REGIONS = [['UKL'], ['UKM'], ['UKD61'], ['UK'], []] as const;
const VALUES = [undefined, 2_000_000, 12_000_000, 90_000_000] as const;
const DEADLINES = [undefined, '2026-09-10', '2026-09-20', '2026-11-30'] as const;
const CODES = [[], ['72000000'], ['79710000'], ['48000000', '72810000']] as const;

/** One notice after another, of a few purchases. */
function arbitraryHistory() {
  const pick = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
  return fc.array(
    fc.record({
      process: fc.integer({ min: 0, max: PROCESSES.length - 1 }),
      isCopy: fc.boolean(),
      isNew: fc.boolean(),
      sparse: fc.constantFrom(false, false, false, true),
      title: pick(TITLES),
      description: pick(DESCRIPTIONS),
      stage: pick(STAGES),
      regions: pick(REGIONS),
      value: pick(VALUES),
      deadline: pick(DEADLINES),
      codes: pick(CODES),
      afterHours: fc.integer({ min: 1, max: 90 }),
    }),
    { minLength: 1, maxLength: 7 },
  );
}
type Step = ReturnType<typeof arbitraryHistory> extends fc.Arbitrary<readonly (infer S)[]> ? S : never;

function noticeOf(step: Step, place: number, published: number): Partial<Notice> {
  const { ocid, buyer, about } = PROCESSES[step.process] ?? PROCESSES[0];
  const number = `00010${step.process}-2026`;
  const guid = `0a1b2c3d-0000-4000-8000-00000000000${step.process}`;
  // Other sums and days for each purchase: nothing of one reads like another.
  const worth = step.value === undefined ? undefined : step.value + step.process * 731_300;
  return {
    ...(step.isCopy
      ? { portal: 'contracts-finder', ocid: `ocds-b5fd17-${guid}`, noticeId: guid, cites: [`ocid:${ocid}`] }
      : { ocid, noticeId: step.isNew ? `0002${String(place).padStart(2, '0')}-2026` : number }),
    releaseId: `release-${place}`,
    published,
    buyer: { name: buyer, id: undefined },
    title: `${step.title} (${buyer})`,
    description: step.description === undefined ? undefined : `For ${about}. ${step.description}`,
    sparse: step.sparse,
    stage: step.stage,
    outcome: step.stage === 'closed' ? 'cancelled' : undefined,
    regions: step.regions,
    value: worth === undefined ? undefined : { min: worth, max: worth, gross: undefined, currency: 'GBP' },
    deadline:
      step.deadline === undefined ? undefined : deadlineOn(dayAfter(step.deadline, 3 * step.process, 'days')),
    cpv: step.codes.map((code, at) => ({ code, description: undefined, main: at === 0 })),
    contract: undefined,
  };
}

/** Queries of one clause or few, so that they are met often; the odder ones come from the language's own tests. */
function arbitraryWish() {
  const query = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.constantFrom(
        'penetration',
        'it:any',
        'it:any -penetration',
        'category:security',
        'it:any region:stated,wales',
        'it:any value:stated,<500k',
        'it:any stage:tender',
        'it:any closing:<14d',
        'it:broad cpv:72 -cpv:48',
        'it:any framework:no',
        'it:any title:cloud OR SIEM',
        'it:any published:<2d',
        'it:any portal:contracts-finder',
        'it:any buyer:"NHS Wales"',
      ),
    },
    { weight: 1, arbitrary: arbitraryQuery().map((tree: Query) => printQuery(tree)) },
  );
  return fc.record({
    query,
    cadence: fc.constantFrom('instant' as const, 'daily' as const, 'weekly' as const),
    wanted: fc.constantFrom<readonly Wanted[]>(
      ['new', 'changes'],
      ['new'],
      ['new', 'changes', 'awards'],
      ['awards'],
    ),
  });
}

describe('what replay says would have come', () => {
  it('is what came to a subscription that stood, from any day on', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryHistory(),
        arbitraryWish(),
        fc.integer({ min: 0, max: 200 }),
        async (steps, wish, skip) => {
          const { world, subscription } = await openPast(wish);
          try {
            let published = Date.parse(START);
            for (const [place, step] of steps.entries()) {
              published += step.afterHours * HOUR;
              await publish(world, world.news(noticeOf(step, place, published)), wish.cadence);
            }
            await letPass(world, published + 200 * HOUR, wish.cadence);
            world.clock.set(published + 200 * HOUR);
            // What proves to be one only later is told twice, and replayed once.
            fc.pre(
              (await world.search('it:any')).length === new Set(steps.map(({ process }) => process)).size,
            );
            const from = Date.parse(START) + skip * HOUR;
            const found = await replayed(world, subscription, { from, to: world.clock.now() });

            expect(wouldBeTold(found, wish.cadence)).toEqual(toldIn(world, from));
          } finally {
            await world.close();
          }
        },
      ),
      { numRuns: Number(process.env['RUNS'] ?? 40), endOnFailure: true },
    );
  });
});
