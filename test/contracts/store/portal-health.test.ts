import { expect, it } from 'vitest';
import type { Reconciliation } from '../../../src/domain/ports.ts';
import { aRelease, DAY, NOW } from './make.ts';
import { onEveryEngine } from './on-every-engine.ts';

const PORTAL = 'find-a-tender';

onEveryEngine('the health of a portal', (world) => {
  it('counts releases by the London day on which they were published', async () => {
    const published = (id: string, at: string, portal = PORTAL): ReturnType<typeof aRelease> => ({
      ...aRelease(id),
      portal: portal === PORTAL ? PORTAL : 'contracts-finder',
      published: Date.parse(at),
    });
    await world.store.transaction(async (tx) => {
      await tx.releases.keep(
        'page',
        [
          published('1', '2026-07-01T22:59:59.999Z'),
          // Midnight in London's summer.
          published('2', '2026-07-01T23:00:00Z'),
          published('3', '2026-07-02T09:00:00Z'),
          published('4', '2026-07-02T09:30:00Z', 'contracts-finder'),
        ],
        NOW,
      );
      await tx.releases.keep('page', [published('5', '2026-07-02T22:00:00Z')], NOW);
      await tx.releases.keep('page', [published('6', '2026-12-01T23:59:00Z')], NOW);
      await tx.releases.keep('page', [], NOW);
    });

    expect(await world.store.portals.days(PORTAL, '2026-07-01')).toEqual([
      { day: '2026-07-01', releases: 1 },
      { day: '2026-07-02', releases: 3 },
      { day: '2026-12-01', releases: 1 },
    ]);
    expect(await world.store.portals.days(PORTAL, '2026-07-02')).toHaveLength(2);
    expect(await world.store.portals.days('contracts-finder', '')).toEqual([
      { day: '2026-07-02', releases: 1 },
    ]);
  });

  it('counts how often a notice was asked for and was not there', async () => {
    await world.store.transaction(async (tx) => {
      await tx.portals.noteAbsent(PORTAL, '000002-2026', 5);
      await tx.portals.noteAbsent(PORTAL, '000001-2026', 6);
      await tx.portals.noteAbsent(PORTAL, '000002-2026', 9);
      await tx.portals.noteAbsent('contracts-finder', '000002-2026', 11);
    });

    expect(await world.store.portals.absent(PORTAL)).toEqual([
      { noticeId: '000001-2026', tries: 1, at: 6 },
      { noticeId: '000002-2026', tries: 2, at: 9 },
    ]);
  });

  it('keeps the last reconciliation of each day for ninety days, newest day first', async () => {
    const found = (day: string, with_: Partial<Reconciliation> = {}): Reconciliation => ({
      day,
      theirs: 10,
      ours: 9,
      missing: ['a'],
      at: NOW,
      ...with_,
    });
    await world.store.transaction(async (tx) => {
      await tx.portals.noteReconciliation(PORTAL, found('2026-06-01', { at: NOW - 90 * DAY }));
      await tx.portals.noteReconciliation(PORTAL, found('2026-05-31', { at: NOW - 90 * DAY - 1 }));
      await tx.portals.noteReconciliation('contracts-finder', found('2026-05-30', { at: NOW - 91 * DAY }));
      await tx.portals.noteReconciliation(PORTAL, found('2026-09-03'));
      await tx.portals.noteReconciliation(PORTAL, found('2026-09-02'));
      await tx.portals.noteReconciliation(PORTAL, found('2026-09-03', { ours: 10, missing: [] }));
    });

    expect(await world.store.portals.reconciliations(PORTAL)).toEqual([
      found('2026-09-03', { ours: 10, missing: [] }),
      found('2026-09-02'),
      found('2026-06-01', { at: NOW - 90 * DAY }),
    ]);
    expect(await world.store.portals.reconciliations('contracts-finder')).toHaveLength(1);
  });

  it('counts what a portal had not been known to write, commonest first', async () => {
    const tag = { what: 'tag', name: 'tenderX' } as const;
    await world.store.transaction(async (tx) => {
      await tx.portals.noteSurprises(PORTAL, [tag], 5);
      await tx.portals.noteSurprises(PORTAL, [{ what: 'field', name: 'tenderX' }, tag, tag], 9);
      await tx.portals.noteSurprises(PORTAL, [], 11);
      await tx.portals.noteSurprises('contracts-finder', [tag], 12);
    });

    expect(await world.store.portals.surprises(PORTAL)).toEqual([
      { ...tag, count: 3, lastAt: 9 },
      { what: 'field', name: 'tenderX', count: 1, lastAt: 9 },
    ]);
  });

  it('keeps a thousand surprises of a portal, those that were seen last', async () => {
    const fields = (from: number, many: number): { readonly what: 'field'; readonly name: string }[] =>
      Array.from({ length: many }, (_, place) => ({ what: 'field', name: `id-${from + place}` }));
    await world.store.transaction(async (tx) => {
      await tx.portals.noteSurprises('contracts-finder', fields(0, 1), 1);
      await tx.portals.noteSurprises(PORTAL, fields(0, 10), 1);
      await tx.portals.noteSurprises(PORTAL, fields(10, 995), 2);
    });

    const kept = await world.store.portals.surprises(PORTAL);
    expect(kept).toHaveLength(1000);
    expect(kept.filter(({ lastAt }) => lastAt === 1)).toHaveLength(5);
    expect(await world.store.portals.surprises('contracts-finder')).toHaveLength(1);
  });
});
