import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openShelf } from '../../src/dedupe/shelf.ts';
import type { Notice } from '../../src/domain/notice.ts';
import { aNotice } from '../builders.ts';

const START = Date.parse('2026-09-01T08:00:00Z');
const portals = ['find-a-tender', 'contracts-finder'] as const;
const stages = ['engagement', 'planned', 'tender', 'award', 'closed'] as const;

/** Few processes, notices and days, so that they collide: versions, copies, links in both directions, stubs. */
const notice: fc.Arbitrary<Notice> = fc
  .record({
    portal: fc.constantFrom(...portals),
    process: fc.integer({ min: 1, max: 3 }),
    number: fc.integer({ min: 1, max: 4 }),
    version: fc.integer({ min: 1, max: 2 }),
    hour: fc.integer({ min: 0, max: 5 }),
    stage: fc.constantFrom(...stages),
    deadlineDay: fc.option(fc.integer({ min: 10, max: 28 }), { nil: undefined }),
    cites: fc.option(
      fc.record({ portal: fc.constantFrom(...portals), number: fc.integer({ min: 1, max: 4 }) }),
      { nil: undefined },
    ),
  })
  .map(({ portal, process, number, version, hour, stage, deadlineDay, cites }) => {
    const noticeId = `${process}-${number}`;
    return aNotice({
      portal,
      noticeId,
      releaseId: `${noticeId}.${version}.${hour}`,
      ocid: `${portal}-${process}`,
      hash: JSON.stringify([portal, process, number, version, hour, stage, deadlineDay, cites]),
      published: START + hour * 3_600_000,
      stage,
      outcome: stage === 'closed' ? 'cancelled' : undefined,
      sparse: stage === 'closed',
      title: `Purchase ${process} as ${portal} calls it`,
      deadline:
        deadlineDay === undefined
          ? undefined
          : { at: START + deadlineDay * 86_400_000, day: `2026-09-${deadlineDay}`, timed: true },
      cites: cites === undefined ? [] : [`notice:${cites.portal}:${process}-${cites.number}`],
    });
  });

const history = fc.uniqueArray(notice, {
  minLength: 1,
  maxLength: 12,
  selector: (one) => `${one.portal} ${one.releaseId}`,
});

/** Which notices ended up together, and what is said of them; ids are left out, for they follow arrival. */
function outcome(notices: readonly Notice[]): unknown {
  const shelf = openShelf([], 1);
  for (const one of notices) shelf.place(one);
  return shelf
    .changes()
    .map(({ held }) => ({
      members: held.versions.map((one) => `${one.portal} ${one.releaseId}`).toSorted(),
      view: held.view,
    }))
    .toSorted((a, b) => ((a.members[0] ?? '') < (b.members[0] ?? '') ? -1 : 1));
}

describe('joining', () => {
  it('gives the same procurements and current views in whatever order notices come', () => {
    fc.assert(
      fc.property(
        history.chain((notices) =>
          fc.tuple(fc.constant(notices), fc.shuffledSubarray(notices, { minLength: notices.length })),
        ),
        ([notices, shuffled]) => {
          expect(outcome(shuffled)).toEqual(outcome(notices));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('says nothing the second time', () => {
    fc.assert(
      fc.property(history, (notices) => {
        const shelf = openShelf([], 1);
        for (const one of notices) shelf.place(one);

        const again = notices.map((one) => shelf.place(one));

        expect(again.every((placed) => placed.kind === 'seen' && placed.events.length === 0)).toBe(true);
      }),
    );
  });

  it('never puts one notice into two procurements', () => {
    fc.assert(
      fc.property(history, (notices) => {
        const shelf = openShelf([], 1);
        for (const one of notices) shelf.place(one);
        const members = shelf.changes().flatMap(({ held }) => held.versions);
        expect(members).toHaveLength(notices.length);
      }),
    );
  });
});
