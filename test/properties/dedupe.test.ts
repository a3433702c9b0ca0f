import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameOf } from '../../src/dedupe/partition.ts';
import { openShelf, type Family } from '../../src/dedupe/shelf.ts';
import { SAME } from '../../src/dedupe/score.ts';
import type { Notice } from '../../src/domain/notice.ts';
import type { NoticeName, Tie, Word } from '../../src/domain/tie.ts';
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
    thousands: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
    endYear: fc.option(fc.integer({ min: 2028, max: 2030 }), { nil: undefined }),
    cites: fc.option(
      fc.record({ portal: fc.constantFrom(...portals), number: fc.integer({ min: 1, max: 4 }) }),
      { nil: undefined },
    ),
  })
  .map(({ portal, process, number, version, hour, stage, deadlineDay, thousands, endYear, cites }) => {
    const noticeId = `${process}-${number}`;
    return aNotice({
      portal,
      noticeId,
      releaseId: `${noticeId}.${version}.${hour}`,
      ocid: `${portal}-${process}`,
      hash: JSON.stringify([
        portal,
        process,
        number,
        version,
        hour,
        stage,
        deadlineDay,
        thousands,
        endYear,
        cites,
      ]),
      published: START + hour * 3_600_000,
      stage,
      outcome: stage === 'closed' ? 'cancelled' : undefined,
      sparse: stage === 'closed',
      title: `Purchase ${process} as ${portal} calls it`,
      deadline:
        deadlineDay === undefined
          ? undefined
          : { at: START + deadlineDay * 86_400_000, day: `2026-09-${deadlineDay}`, timed: true },
      value:
        thousands === undefined
          ? undefined
          : { min: thousands * 100_000, max: thousands * 100_000, gross: undefined, currency: 'GBP' },
      ends: endYear === undefined ? undefined : { day: `${endYear}-03-31`, latest: undefined, by: 'stated' },
      cites: cites === undefined ? [] : [`notice:${cites.portal}:${process}-${cites.number}`],
    });
  });

const history = fc.uniqueArray(notice, {
  minLength: 1,
  maxLength: 12,
  selector: (one) => `${one.portal} ${one.releaseId}`,
});

const NOBODY: Family = { related: [], ties: [], words: [] };

/** Which notices ended up together, and what is said of them; ids are left out, for they follow arrival. */
function outcome(notices: readonly Notice[], evidence: Family = NOBODY): unknown {
  const shelf = openShelf(evidence, 1);
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
        const shelf = openShelf(NOBODY, 1);
        for (const one of notices) shelf.place(one);

        const again = notices.map((one) => shelf.place(one));

        expect(again.every((placed) => placed.kind === 'seen' && placed.events.length === 0)).toBe(true);
      }),
    );
  });

  it('never puts one notice into two procurements', () => {
    fc.assert(
      fc.property(history, (notices) => {
        const shelf = openShelf(NOBODY, 1);
        for (const one of notices) shelf.place(one);
        const members = shelf.changes().flatMap(({ held }) => held.versions);
        expect(members).toHaveLength(notices.length);
      }),
    );
  });
});

const name: fc.Arbitrary<NoticeName> = fc
  .record({
    portal: fc.constantFrom(...portals),
    process: fc.integer({ min: 1, max: 3 }),
    number: fc.integer({ min: 1, max: 4 }),
  })
  .map(({ portal, process, number }) => ({ portal, noticeId: `${process}-${number}` }));

const tie: fc.Arbitrary<Tie> = fc
  .record({ a: name, b: name, sure: fc.integer({ min: 0, max: 3 }) })
  .map(({ a, b, sure }) => ({ a, b, confidence: SAME - 0.1 + 0.05 * sure, reasons: [] }));

const word: fc.Arbitrary<Word> = fc
  .record({
    id: fc.integer({ min: 1, max: 9 }),
    kind: fc.constantFrom('split' as const, 'split' as const, 'join' as const),
    names: fc.uniqueArray(name, {
      minLength: 2,
      maxLength: 5,
      selector: (one) => `${one.portal} ${one.noticeId}`,
    }),
    cut: fc.integer({ min: 1, max: 4 }),
  })
  .map(({ id, kind, names, cut }) => {
    const at = Math.min(cut, names.length - 1);
    return {
      id,
      kind,
      one: names.slice(0, at),
      other: names.slice(at),
      at: START,
      undoneAt: undefined,
      undoneBy: undefined,
    };
  });

const evidenceGiven: fc.Arbitrary<Family> = fc.record({
  related: fc.constant([]),
  ties: fc.array(tie, { maxLength: 6 }),
  words: fc.array(word, { maxLength: 3 }),
});

describe('joining by score, and by what people say', () => {
  it('gives the same procurements and current views in whatever order notices come', () => {
    fc.assert(
      fc.property(
        history.chain((notices) =>
          fc.tuple(fc.constant(notices), fc.shuffledSubarray(notices, { minLength: notices.length })),
        ),
        evidenceGiven,
        ([notices, shuffled], evidence) => {
          expect(outcome(shuffled, evidence)).toEqual(outcome(notices, evidence));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('never puts together what people keep apart', () => {
    fc.assert(
      fc.property(history, evidenceGiven, (notices, evidence) => {
        const shelf = openShelf(evidence, 1);
        for (const one of notices) shelf.place(one);
        for (const { held } of shelf.changes()) {
          const names = new Set(held.versions.map(nameOf));
          for (const { kind, one, other } of evidence.words) {
            if (kind !== 'split') continue;
            const isOn = (side: readonly NoticeName[]): boolean =>
              side.some((each) => names.has(nameOf(each)));
            expect(isOn(one) && isOn(other)).toBe(false);
          }
        }
      }),
    );
  });

  it('stands still when it is divided again', () => {
    fc.assert(
      fc.property(history, evidenceGiven, (notices, evidence) => {
        const shelf = openShelf(evidence, 1);
        for (const one of notices) shelf.place(one);
        expect(shelf.rearrange()).toEqual([]);
      }),
    );
  });
});
