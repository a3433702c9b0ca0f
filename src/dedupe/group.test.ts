import { describe, expect, it } from 'vitest';
import type { Comparable } from './comparable.ts';
import { groupNotices } from './group.ts';
import { MOST_POSSIBLE } from './nearest.ts';

function aComparable(with_: Partial<Comparable>): Comparable {
  return {
    portal: 'contracts-finder',
    noticeId: 'a1b2',
    title: 'Moorings for survey vessels at the northern quay',
    description:
      'Six swinging moorings with chain and buoy are laid at the northern quay for survey vessels of up to forty metres, and are inspected twice a year by divers.',
    buyer: { name: 'Holmshire Harbour Authority' },
    published: Date.parse('2026-03-02T09:00:00Z'),
    deadline: { at: Date.parse('2026-04-10T11:00:00Z'), day: '2026-04-10', timed: true },
    value: { min: 18_000_000, max: 18_000_000, gross: undefined, currency: 'GBP' },
    cpv: [{ code: '45241000', description: undefined, main: true }],
    stage: 'tender',
    ...with_,
  };
}

const grass: Partial<Comparable> = {
  noticeId: 'grass',
  title: 'Grass cutting on verges',
  description:
    'Verges of nine parishes are cut each fortnight between April and October, and clippings are taken away.',
  buyer: { name: 'Brackenford District Council' },
  deadline: { at: Date.parse('2026-05-01T11:00:00Z'), day: '2026-05-01', timed: true },
};

describe('sorting notices into procurements', () => {
  it('joins a copy on another portal, says how sure it is and why, and leaves others alone', () => {
    const answers = groupNotices([
      aComparable({ portal: 'ted', noticeId: '55-2026' }),
      aComparable(grass),
      aComparable({}),
    ]);

    expect(answers.map(({ procurement }) => procurement)).toEqual([
      'contracts-finder:a1b2',
      'contracts-finder:grass',
      'contracts-finder:a1b2',
    ]);
    expect(answers[0]?.confidence).toBeLessThan(1);
    expect(answers[0]?.reasons.length).toBeGreaterThan(0);
    expect(answers[2]).toMatchObject({ confidence: answers[0]?.confidence, reasons: answers[0]?.reasons });
    expect(answers[1]).toEqual({
      procurement: 'contracts-finder:grass',
      confidence: 1,
      reasons: [],
      possibly: [],
    });
  });

  it('takes lines of one portal and id for one notice, whatever they say', () => {
    const [one, other, elsewhere] = groupNotices([
      aComparable({ noticeId: '7' }),
      aComparable({ ...grass, noticeId: '7' }),
      aComparable({
        portal: 'ted',
        noticeId: '7',
        title: 'Harpsichord tuning',
        description: 'A tuner is sought for two harpsichords of the conservatoire.',
        buyer: { name: 'Conservatoire of Orrin' },
        deadline: undefined,
        value: undefined,
        cpv: [],
      }),
    ]);

    expect(one).toMatchObject({
      procurement: 'contracts-finder:7',
      confidence: 1,
      reasons: ['the same notice'],
    });
    expect(other?.procurement).toBe('contracts-finder:7');
    expect(elsewhere?.procurement).toBe('ted:7');
  });

  it('joins what shares an ocid', () => {
    const [one, other] = groupNotices([
      aComparable({ ocid: 'ocds-x-1' }),
      aComparable({ ...grass, ocid: 'ocds-x-1' }),
    ]);

    expect(one).toMatchObject({ procurement: other?.procurement, confidence: 1, reasons: ['the same ocid'] });
  });

  it('takes notices that say nothing', () => {
    const nothing = { title: undefined, description: undefined, buyer: undefined, deadline: undefined };
    const answers = groupNotices([
      aComparable({ ...nothing, noticeId: '1', value: undefined, cpv: [] }),
      aComparable({ ...nothing, noticeId: '2', value: undefined, cpv: [] }),
    ]);

    expect(answers.map(({ procurement }) => procurement)).toEqual([
      'contracts-finder:1',
      'contracts-finder:2',
    ]);
  });

  it('compares what is equal once, and says of each what it would say of all', () => {
    const undated = { published: undefined, deadline: undefined, value: undefined, cpv: [] };
    const lines = Array.from({ length: 4000 }, (_, at) =>
      aComparable({ noticeId: `s${at}`, reference: '', ...undated }),
    );
    const answers = groupNotices(lines);
    const [first] = answers;

    expect(first?.procurement).toBe('contracts-finder:s0');
    expect(first?.possibly).toHaveLength(MOST_POSSIBLE);
    const names = lines.map(({ noticeId }) => `contracts-finder:${noticeId}`).toSorted();
    expect(first?.possibly.map(({ procurement }) => procurement)).toEqual(names.slice(1, MOST_POSSIBLE + 1));
    for (const { possibly } of answers)
      expect(possibly[0]).toMatchObject({
        confidence: first?.possibly[0]?.confidence,
        reasons: first?.possibly[0]?.reasons,
      });
  });

  it('joins copies of copies all alike', () => {
    const copies = Array.from({ length: 50 }, (_, at) =>
      aComparable({ portal: at % 2 === 0 ? 'ted' : 'contracts-finder', noticeId: `c${at}` }),
    );
    const answers = groupNotices(copies);

    expect(new Set(answers.map(({ procurement }) => procurement)).size).toBe(1);
    expect(answers.every(({ confidence }) => confidence < 1 && confidence === answers[0]?.confidence)).toBe(
      true,
    );
  });

  it('joins two lines without an id only where they state a title and a buyer', () => {
    const pair = (with_: Partial<Comparable>): boolean => {
      const [one, other] = ['unnamed-1', 'unnamed-1-2'].map((noticeId) =>
        aComparable({ ...with_, noticeId, isUnnamed: true, reference: '', stage: undefined }),
      );
      if (one === undefined || other === undefined) throw new Error('two');
      const [first, second] = groupNotices([one, other]);
      expect(first?.confidence).toBeGreaterThan(0);
      return first?.procurement === second?.procurement;
    };

    expect(pair({})).toBe(true);
    expect(pair({ buyer: undefined })).toBe(false);
    expect(pair({ title: undefined })).toBe(false);
  });
});
