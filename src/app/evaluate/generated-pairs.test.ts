import { describe, expect, it } from 'vitest';
import type { Comparable } from '../../dedupe/comparable.ts';
import { generatedPairs } from './generated-pairs.ts';

const held = generatedPairs('held');
const development = generatedPairs('development');

describe('generated pairs', () => {
  it('are at least a hundred copies and a hundred near misses in each half', () => {
    for (const half of [held, development]) {
      expect(half.filter(({ label }) => label === 'same').length).toBeGreaterThanOrEqual(100);
      expect(half.filter(({ label }) => label === 'different').length).toBeGreaterThanOrEqual(100);
    }
  });

  it('are the same on every run', () => {
    expect(generatedPairs('held')).toEqual(held);
  });

  it('have no buyer in common between the halves', () => {
    const buyers = (pairs: typeof held): Set<string> =>
      new Set(pairs.flatMap(({ a, b }) => [a, b].map(({ buyer }) => buyer?.name ?? '')));
    const ours = buyers(development);

    expect([...buyers(held)].filter((name) => ours.has(name))).toEqual([]);
  });

  it('are of one body, where they are copies, and on two portals', () => {
    for (const { a, b } of held.filter(({ label }) => label === 'same')) {
      expect(a.portal).not.toBe(b.portal);
      expect(a.stage === 'award' || b.stage === 'award' || a.deadline?.day === b.deadline?.day).toBe(true);
    }
  });

  it('never hold a place that was not filled in', () => {
    const texts = (notice: Comparable): string => `${notice.title ?? ''} ${notice.description ?? ''}`;

    expect(held.filter(({ a, b }) => `${texts(a)}${texts(b)}`.includes('{'))).toEqual([]);
  });
});
