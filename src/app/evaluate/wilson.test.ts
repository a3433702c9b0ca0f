import { describe, expect, it } from 'vitest';
import { shareOf } from './wilson.ts';

describe("Wilson's interval", () => {
  // Newcombe 1998, table I, method 3 (https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8%3C857::AID-SIM777%3E3.0.CO;2-E).
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i in %i', (part, whole, low, high) => {
    const share = shareOf(part, whole);

    expect(share.share).toBeCloseTo(part / whole, 10);
    expect(share.low).toBeCloseTo(low, 4);
    expect(share.high).toBeCloseTo(high, 4);
  });

  it('reaches 1 where all are right, and not 0', () => {
    expect(shareOf(20, 20)).toMatchObject({ share: 1, high: 1 });
    expect(shareOf(20, 20).low).toBeCloseTo(1 - 0.1611, 4);
  });

  it('of nothing says nothing', () => {
    expect(shareOf(0, 0)).toMatchObject({ share: undefined, low: 0, high: 1 });
  });
});
