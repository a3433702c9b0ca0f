import { describe, expect, it } from 'vitest';
import { figuresOf, joinedShare, meetingShare } from './figures.ts';
import type { Judged } from './judge.ts';

function pair(label: Judged['label'], confidence: number, meets = true): Judged {
  return { kind: 'any', label, confidence, meets, isEqual: false };
}

const PAIRS = [
  pair('same', 0.95),
  pair('same', 0.8),
  pair('same', 0.4),
  pair('same', 0, false),
  pair('different', 0.85),
  pair('different', 0.1),
];

describe('figures', () => {
  it('are precision over what is joined, and recall over what should be', () => {
    const { precision, recall, same, different } = figuresOf(PAIRS, ({ confidence }) => confidence >= 0.7);

    expect([same, different]).toEqual([4, 2]);
    expect(precision).toMatchObject({ part: 2, whole: 3 });
    expect(recall).toMatchObject({ part: 2, whole: 4, share: 0.5 });
  });

  it('know no precision where nothing is joined', () => {
    expect(figuresOf(PAIRS, () => false).precision.share).toBeUndefined();
  });

  it('count who meets among those that are one alone', () => {
    expect(meetingShare([...PAIRS, pair('different', 0, false)])).toMatchObject({ part: 3, whole: 4 });
  });

  it('count who is joined, whatever the label', () => {
    expect(joinedShare(PAIRS, ({ confidence }) => confidence > 0.5)).toMatchObject({ part: 3, whole: 6 });
  });
});
