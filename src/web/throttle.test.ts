import { describe, expect, it } from 'vitest';
import { fakeClock } from '../../test/fake-clock.ts';
import { createThrottle } from './throttle.ts';

describe('a throttle', () => {
  it('takes so many of each network and of all, and begins anew after a while', () => {
    const clock = fakeClock();
    const throttle = createThrottle({ each: 2, all: 3, perMs: 1000 }, () => clock.now());
    const asked = ['a', 'a', 'a', 'b', 'b', 'c'];

    expect(asked.map((network) => throttle.takes(network))).toEqual([true, true, false, true, false, false]);
    clock.advance(999);
    expect(throttle.takes('c')).toBe(false);
    clock.advance(1);
    expect(asked.map((network) => throttle.takes(network))).toEqual([true, true, false, true, false, false]);
  });
});
