import fc from 'fast-check';
import { expect, it } from 'vitest';
import { WINDOW_STATES, type Window, type WindowState } from '../../../src/domain/portal.ts';
import type { Gap, WindowOutcome } from '../../../src/domain/ports.ts';
import { NOW } from './make.ts';
import { onEveryEngine } from './on-every-engine.ts';

const PORTAL = 'find-a-tender';
const COMPLETE: WindowOutcome = {
  state: 'complete',
  reason: undefined,
  retryAt: undefined,
  at: NOW,
};
const FAILED: WindowOutcome = { ...COMPLETE, state: 'failed', reason: 'down' };

function gap(from: number, to: number, with_: Partial<Gap> = {}): Gap {
  return { from, to, part: undefined, state: 'failed', reason: 'down', retryAt: undefined, ...with_ };
}

onEveryEngine('windows of a portal', (world) => {
  async function outcome(window: Window, with_: WindowOutcome, portal = PORTAL): Promise<void> {
    await world.store.transaction(async (tx) =>
      tx.portals.window(portal === PORTAL ? PORTAL : 'contracts-finder', window, with_),
    );
  }

  async function readTo(at: number): Promise<void> {
    await world.store.transaction(async (tx) => tx.portals.note(PORTAL, { readTo: at }));
  }

  it('are gaps while they are not complete, whatever windows read them, and only before the mark', async () => {
    await readTo(100);
    await outcome({ from: 10, to: 50 }, FAILED);
    await outcome({ from: 90, to: 120 }, FAILED);
    await outcome({ from: 10, to: 50 }, FAILED, 'contracts-finder');
    expect(await world.store.portals.gaps(PORTAL)).toEqual([gap(10, 50)]);
    expect(await world.store.portals.gaps('contracts-finder')).toEqual([]);

    await outcome({ from: 20, to: 30 }, COMPLETE);
    expect(await world.store.portals.gaps(PORTAL)).toEqual([gap(10, 20), gap(30, 50)]);
    expect(await world.store.portals.complete(PORTAL)).toEqual([{ from: 20, to: 30 }]);

    await outcome({ from: 0, to: 200 }, COMPLETE);
    await readTo(200);
    expect(await world.store.portals.gaps(PORTAL)).toEqual([]);
    expect(await world.store.portals.complete(PORTAL)).toEqual([{ from: 0, to: 200 }]);
  });

  it('say how they ended, and when they may be asked for again, after a restart too', async () => {
    await readTo(100);
    await outcome({ from: 0, to: 10 }, { ...FAILED, state: 'suspect', reason: 'no next link' });
    await outcome({ from: 10, to: 20 }, { ...FAILED, state: 'unread', reason: undefined, retryAt: NOW + 5 });
    await world.reopen();

    expect(await world.store.portals.gaps(PORTAL)).toEqual([
      gap(0, 10, { state: 'suspect', reason: 'no next link' }),
      gap(10, 20, { state: 'unread', reason: undefined, retryAt: NOW + 5 }),
    ]);
  });

  it('are kept apart by part', async () => {
    await readTo(100);
    await outcome({ from: 0, to: 50, part: '2' }, FAILED);
    await outcome({ from: 0, to: 50, part: '3' }, COMPLETE);
    await outcome({ from: 0, to: 50 }, COMPLETE);
    await outcome({ from: 0, to: 25, part: '2' }, COMPLETE);

    expect(await world.store.portals.gaps(PORTAL)).toEqual([gap(25, 50, { part: '2' })]);
    expect(await world.store.portals.complete(PORTAL)).toEqual([
      { from: 0, to: 50, part: undefined },
      { from: 0, to: 25, part: '2' },
      { from: 0, to: 50, part: '3' },
    ]);
  });

  it('become one with neighbours that ended alike, and with no others', async () => {
    await readTo(100);
    await outcome({ from: 20, to: 30 }, COMPLETE);
    await outcome({ from: 0, to: 10 }, { ...COMPLETE, reason: 'of no interest', retryAt: 7 });
    await outcome({ from: 10, to: 20 }, { ...COMPLETE, at: NOW + 1 });
    await outcome({ from: 30, to: 40 }, FAILED);
    await outcome({ from: 40, to: 50 }, FAILED);
    await outcome({ from: 50, to: 60 }, { ...FAILED, retryAt: 7 });
    await outcome({ from: 60, to: 70 }, { ...FAILED, reason: 'refused', retryAt: 7 });
    await outcome({ from: 70, to: 80 }, { ...FAILED, state: 'unread', reason: 'refused', retryAt: 7 });
    await outcome({ from: 81, to: 90 }, { ...FAILED, state: 'unread', reason: 'refused', retryAt: 7 });

    expect(await world.store.portals.complete(PORTAL)).toEqual([{ from: 0, to: 30 }]);
    expect(await world.store.portals.gaps(PORTAL)).toEqual([
      gap(30, 50),
      gap(50, 60, { retryAt: 7 }),
      gap(60, 70, { reason: 'refused', retryAt: 7 }),
      gap(70, 80, { state: 'unread', reason: 'refused', retryAt: 7 }),
      gap(81, 90, { state: 'unread', reason: 'refused', retryAt: 7 }),
    ]);
  });

  it('leave no trace where nothing lies between their ends', async () => {
    await readTo(100);
    await outcome({ from: 5, to: 5 }, FAILED);

    expect(await world.store.portals.gaps(PORTAL)).toEqual([]);
  });

  it('are, minute by minute, what was said of each last', async () => {
    await readTo(MINUTES);
    let part = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(aStep, { maxLength: 25 }), async (steps) => {
        part += 1;
        const name = String(part);
        await world.store.transaction(async (tx) => {
          for (const { from, length, state, retryAt } of steps) {
            const window = { from, to: Math.min(from + length, MINUTES), part: name };
            await tx.portals.window(PORTAL, window, { ...FAILED, state, retryAt });
          }
        });
        const isOurs = (one: Window): boolean => one.part === name;
        const complete = (await world.store.portals.complete(PORTAL)).filter(isOurs);
        const gaps = (await world.store.portals.gaps(PORTAL)).filter(isOurs);
        const ours = [
          ...complete.map(({ from, to }) => ({ from, to, word: 'complete' })),
          ...gaps.map(worded),
        ];

        expect(ours.toSorted((one, other) => one.from - other.from)).toEqual(naive(steps));
      }),
      { numRuns: 150 },
    );
  });
});

const MINUTES = 30;

interface Step {
  readonly from: number;
  readonly length: number;
  readonly state: WindowState;
  readonly retryAt: number | undefined;
}

const aStep: fc.Arbitrary<Step> = fc.record({
  from: fc.nat(MINUTES - 1),
  length: fc.nat(12),
  state: fc.constantFrom(...WINDOW_STATES),
  retryAt: fc.constantFrom(undefined, 7),
});

interface Worded {
  readonly from: number;
  readonly to: number;
  readonly word: string;
}

function worded({ from, to, state, retryAt }: Gap): Worded {
  return { from, to, word: `${state} ${retryAt ?? ''}` };
}

/** Paints each minute with the last word said of it, and reads the runs of equal minutes. */
function naive(steps: readonly Step[]): readonly Worded[] {
  const minutes = Array.from({ length: MINUTES }, () => '');
  for (const { from, length, state, retryAt } of steps) {
    minutes.fill(state === 'complete' ? state : `${state} ${retryAt ?? ''}`, from, from + length);
  }
  const runs: Worded[] = [];
  for (const [minute, word] of minutes.entries()) {
    const last = runs.at(-1);
    if (last?.word === word && last.to === minute) runs[runs.length - 1] = { ...last, to: minute + 1 };
    else if (word !== '') runs.push({ from: minute, to: minute + 1, word });
  }
  return runs;
}
