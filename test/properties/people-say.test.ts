import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameOf, partition } from '../../src/dedupe/partition.ts';
import type { Notice } from '../../src/domain/notice.ts';
import type { Procurement } from '../../src/domain/procurement.ts';
import { deadlineOn, openWorld, type World } from '../flow-world.ts';

const DAY = 24 * 3_600_000;
/** A story takes long, and shrinking one that fails takes many: stops before the test is stopped, with the shortest found. */
const PATIENCE = 60_000;
/** The same stories every time: docs/adr/0011-what-people-say-of-joins.md names a rare one that is lost. */
const SEED = 20_261_122;

const PROCESSES: readonly Partial<Notice>[] = [
  {
    ocid: 'ocds-h6vhtk-0a0001',
    title: 'Penetration tests of the school portals',
    description: 'The academies want their public pages attacked once a term.',
    buyer: { name: 'Ashcombe Borough Council', id: 'GB-PPON-AAAA-1111-BBBB' },
  },
  {
    ocid: 'ocds-h6vhtk-0a0002',
    title: 'Security audit of the buoys',
    description: 'Harbour lights report over radio, and somebody must look at how.',
    buyer: { name: 'Sallow Port Authority', id: 'GB-PPON-AAAA-2222-BBBB' },
  },
  {
    ocid: 'ocds-h6vhtk-0a0003',
    title: 'Penetration tests of the fox collars',
    description: 'Collars of wild animals send where they are; nobody else may know.',
    buyer: { name: 'Fennel Wildlife Trust', id: 'GB-PPON-AAAA-3333-BBBB' },
  },
];
/** Two of each process, in turns; the last connects the first two. */
const NOTICES: readonly Partial<Notice>[] = Array.from({ length: 7 }, (_, at) => ({
  ...PROCESSES[at % 3],
  noticeId: `00010${at + 1}-2026`,
  releaseId: `00010${at + 1}-2026`,
  cites: at === 6 ? ['notice:find-a-tender:000101-2026', 'notice:find-a-tender:000102-2026'] : [],
}));
/** How many are there before the story begins. */
const EARLY = 5;
const SUBSCRIBERS = ['instant@example.org', 'weekly@example.org'] as const;

const KINDS = ['split', 'join', 'undo', 'late', 'change', 'cancel', 'dispatch'] as const;
/** Whom and what a step concerns is picked from what is there when it is taken. */
interface Step {
  readonly kind: (typeof KINDS)[number];
  readonly x: number;
  readonly y: number;
}

/** A step that a test once failed with. */
function did(kind: Step['kind'], x: number, y = 0): Step {
  return { kind, x, y };
}

const picks = { x: fc.nat(20), y: fc.nat(20) };
const stepOf = (...kinds: readonly Step['kind'][]): fc.Arbitrary<Step> =>
  fc.record({ kind: fc.constantFrom(...kinds), ...picks });
const anyStep = stepOf('split', 'split', 'join', 'undo', 'late', 'change', 'dispatch');
const newsStep = stepOf('late', 'change', 'change', 'cancel', 'dispatch');

/** A world with some procurements of which nobody has heard yet, and what can happen to them. */
async function openStory() {
  const world = await openWorld();
  await world.seed();
  const [instant, weekly] = SUBSCRIBERS;
  await world.subscribe('it:any', { email: instant, wanted: ['new', 'changes', 'awards'] });
  await world.subscribe('it:any', { email: weekly, cadence: 'weekly', wanted: ['new', 'changes', 'awards'] });
  const read = async (...notices: readonly Partial<Notice>[]): Promise<void> => {
    world.portals['find-a-tender'].publish(...notices.map((notice) => world.news(notice)));
    await world.collect('find-a-tender');
  };
  await read(...NOTICES.slice(0, EARLY));
  const late = NOTICES.slice(EARLY);
  let version = 0;

  const acts = {
    split: async (x, y) => {
      const divisible = (await procurements(world)).filter((one) => noticesOf(one).length > 1);
      const one = divisible[x % divisible.length];
      if (one === undefined) return;
      const ids = noticesOf(one);
      const size = 1 + (y % (ids.length - 1));
      await world.split(one.id, ...[...ids, ...ids].slice(x % ids.length).slice(0, size));
    },
    join: async (x, y) => {
      const [one, other] = twoOf(await procurements(world), x, y);
      if (one !== undefined && other !== undefined) await world.join(one.id, other.id);
    },
    undo: async (x) => {
      const words = await world.store.ties.words();
      const word = words[x % words.length];
      if (word !== undefined) await world.takeBack(word.id);
    },
    late: async () => {
      const next = late.shift();
      if (next !== undefined) await read(next);
    },
    change: async (x) => await read({ ...again(x), deadline: deadlineOn(`2026-11-${9 + version}`) }),
    cancel: async (x) => await read({ ...again(x), stage: 'closed', outcome: 'cancelled' }),
    dispatch: async () => {
      await world.dispatch();
      world.clock.advance(3_600_000);
    },
  } satisfies Record<Step['kind'], (x: number, y: number) => Promise<void>>;
  const again = (x: number): Partial<Notice> => {
    version += 1;
    const notice = NOTICES[x % EARLY];
    return { ...notice, releaseId: `${notice?.noticeId}-${version}` };
  };

  return {
    world,
    take: async ({ kind, x, y }: Step) => await acts[kind](x, y),
    /** Everybody hears all that waits. */
    tellAll: async () => {
      await world.dispatch();
      world.clock.advance(7 * DAY);
      await world.digest();
      await world.dispatch();
    },
  };
}
type Story = Awaited<ReturnType<typeof openStory>>;

async function inStory<T>(tell: (story: Story) => Promise<T>): Promise<T> {
  const story = await openStory();
  try {
    return await tell(story);
  } finally {
    await story.world.close();
  }
}

async function procurements(world: World): Promise<readonly Procurement[]> {
  return (await world.search('it:any')).toSorted((a, b) => a.id - b.id);
}

function noticesOf({ view }: Procurement): readonly string[] {
  return [...new Set(view.notices.map(({ noticeId }) => noticeId))].toSorted();
}

function twoOf(all: readonly Procurement[], x: number, y: number): readonly Procurement[] {
  const first = x % all.length;
  const second = (first + 1 + (y % Math.max(1, all.length - 1))) % all.length;
  return first === second ? [] : [first, second].flatMap((at) => all[at] ?? []);
}

/** Each procurement's number and notices. */
async function standing(world: World): Promise<readonly string[]> {
  return (await procurements(world)).map((one) => `${one.id}: ${noticesOf(one).join(' ')}`);
}

interface Item {
  readonly to: string;
  readonly kind: string;
  readonly notices: readonly string[];
  readonly deadline: string | undefined;
  readonly changes: readonly string[];
  /** Whether it hangs on a message that told of one of these notices; undefined where it hangs on none. */
  readonly follows: boolean | undefined;
}

/** What was told, item by item, in order. */
function told({ channels }: World): readonly Item[] {
  const { sent } = channels.email;
  const toldBy = new Map(
    sent.map(({ message }) => [message.messageId, new Set(message.items.flatMap(itemNotices))]),
  );
  return sent.flatMap(({ to, message }) =>
    message.items.map((item) => ({
      to: 'email' in to ? to.email : '',
      kind: item.kind,
      notices: itemNotices(item),
      deadline: item.procurement.view.deadline?.day,
      changes: item.changes.map(({ field, was, now }) => `${field}: ${was} → ${now}`),
      follows:
        message.thread === undefined
          ? undefined
          : itemNotices(item).some((notice) => toldBy.get(message.thread ?? '')?.has(notice) === true),
    })),
  );
}

function itemNotices({ procurement }: { readonly procurement: Procurement }): readonly string[] {
  return noticesOf(procurement);
}

/** In an order of its own: which message carries which item, and in what order, is nobody's business. */
function sorted(items: readonly Item[]): readonly string[] {
  return items.map((item) => JSON.stringify(item)).toSorted();
}

/** Notices that somebody was told as new though an earlier message had told them. */
function toldTwice(items: readonly Item[]): readonly string[] {
  const known = new Set<string>();
  return items.flatMap(({ to, kind, notices }) => {
    const names = notices.map((notice) => `${to} ${notice}`);
    const twice = kind === 'new' || kind === 'offered' ? names.filter((name) => known.has(name)) : [];
    for (const name of names) known.add(name);
    return twice;
  });
}

async function expectPartition(world: World): Promise<void> {
  const held = await Promise.all(
    (await procurements(world)).map(async ({ id }) => (await world.store.procurements.byId(id))?.versions),
  );
  const stored = held.map((versions) => versions ?? []);
  const versions = stored.flat();
  const names = [...new Map(versions.map((version) => [nameOf(version), version])).values()];
  const evidence = { ties: await world.store.ties.of(names), words: await world.store.ties.words() };
  expect(shapeOf(stored)).toEqual(shapeOf(partition(versions, evidence)));
}

function shapeOf(parts: readonly (readonly Notice[])[]): readonly string[] {
  return parts
    .map((part) =>
      part
        .map(({ noticeId, releaseId }) => `${noticeId}/${releaseId}`)
        .toSorted()
        .join(' '),
    )
    .toSorted();
}

describe('whatever people say, and whenever', () => {
  it('what is stored is what all notices and words make together, and nothing is told as new twice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 3, maxLength: 10 }), async (steps) => {
        await inStory(async ({ world, take, tellAll }) => {
          for (const step of steps) {
            await take(step);
            if (step.kind !== 'dispatch') await expectPartition(world);
          }
          await tellAll();
          await tellAll();
          const items = told(world);
          expect(toldTwice(items)).toEqual([]);
          expect(items.filter(({ kind, changes }) => kind === 'changed' && changes.length === 0)).toEqual([]);
          for (const to of SUBSCRIBERS) {
            const heard = items.filter((item) => item.to === to).flatMap(({ notices }) => notices);
            expect(heard).toEqual(expect.arrayContaining(['000101-2026', '000102-2026', '000103-2026']));
          }
        });
      }),
      {
        examples: [
          [[did('join', 1), did('dispatch', 0), did('undo', 0)]],
          [[did('split', 0), did('join', 0, 16), did('dispatch', 0), did('split', 0)]],
        ],
        numRuns: 20,
        seed: SEED,
        interruptAfterTimeLimit: PATIENCE,
      },
    );
  });

  it('what changed is told to everybody, whatever is said before it could be', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(20),
        fc.array(stepOf('split', 'join'), { minLength: 1, maxLength: 2 }),
        async (x, words) => {
          await inStory(async ({ world, take, tellAll }) => {
            await tellAll();
            await take({ kind: 'change', x, y: 0 });
            for (const word of words) await take(word);
            const before = told(world).length;
            await tellAll();
            const moved = (await procurements(world)).filter(
              ({ view }) => view.deadline?.day === '2026-11-10',
            );
            const news = told(world)
              .slice(before)
              .filter(({ deadline }) => deadline === '2026-11-10')
              .map(({ to, kind, notices }) => `${to} ${kind} ${notices.join(' ')}`);
            const expected = SUBSCRIBERS.flatMap((to) =>
              moved.map((one) => `${to} changed ${noticesOf(one).join(' ')}`),
            );
            expect(news.toSorted()).toEqual(expected.toSorted());
          });
        },
      ),
      {
        examples: [
          [0, [did('join', 0)]],
          [3, [did('join', 0), did('split', 0)]],
        ],
        numRuns: 12,
        seed: SEED,
        interruptAfterTimeLimit: PATIENCE,
      },
    );
  });
});

type Unsaid = [isTold: boolean, before: Step[], word: Step, after: Step[]];
const UNSAID: Record<'join' | 'split', Unsaid[]> = {
  join: [[true, [], did('join', 1), [did('change', 7)]]],
  split: [[true, [did('cancel', 0), did('change', 3)], did('split', 0), []]],
};

describe('what is said and unsaid', () => {
  it('joined, split at the same place and joined again is what it was when it was first joined', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { maxLength: 3 }), picks.x, picks.y, async (steps, x, y) => {
        await inStory(async ({ world, take }) => {
          for (const step of steps) await take(step);
          const [one, other] = twoOf(await procurements(world), x, y);
          if (one === undefined || other === undefined) return;
          await world.join(one.id, other.id);
          const joined = await standing(world);
          const whole = await holding(world, one);
          await world.split(whole, ...noticesOf(other));
          expect(await holding(world, one)).not.toBe(await holding(world, other));
          await world.join(await holding(world, one), await holding(world, other));
          expect(await standing(world)).toEqual(joined);
        });
      }),
      { numRuns: 12, seed: SEED, interruptAfterTimeLimit: PATIENCE },
    );
  });

  it.each(['join', 'split'] as const)(
    'a %s that is taken back leaves procurements, numbers and tellings as if nobody had said it',
    async (kind) => {
      await fc.assert(
        fc.asyncProperty(
          fc.boolean(),
          fc.array(newsStep, { maxLength: 2 }),
          stepOf(kind),
          fc.array(newsStep, { maxLength: 3 }),
          async (isTold, before, word, after) => {
            const lived = async (words: readonly Step[]) =>
              await inStory(async ({ world, take, tellAll }) => {
                if (isTold) await tellAll();
                for (const step of before) await take(step);
                for (const step of words) await take(step);
                const soon = await standing(world);
                for (const step of after) await take(step);
                await tellAll();
                return { soon, later: await standing(world), told: sorted(told(world)) };
              });
            const without = await lived([]);
            expect(await lived([word, { kind: 'undo', x: 0, y: 0 }])).toEqual(without);
          },
        ),
        { examples: UNSAID[kind], numRuns: 8, seed: SEED, interruptAfterTimeLimit: PATIENCE },
      );
    },
  );
});

/** The number of the procurement that a former one's first notice is part of. */
async function holding(world: World, former: Procurement): Promise<number> {
  const [first = ''] = noticesOf(former);
  const found = (await procurements(world)).find((one) => noticesOf(one).includes(first));
  return found?.id ?? 0;
}
