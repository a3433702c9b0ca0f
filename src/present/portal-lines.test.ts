import { describe, expect, it } from 'vitest';
import { aPortalState } from '../../test/builders.ts';
import { portalLine } from './portal-lines.ts';

const NOW = Date.parse('2026-09-01T09:00:00Z');
const line = (with_: Parameters<typeof aPortalState>[1] = {}): string =>
  portalLine(aPortalState(NOW, with_), NOW);

describe('portalLine', () => {
  it.each([
    [{ lastSuccessAt: NOW - 20_000 }, 'Find a Tender: read just now'],
    [{ lastSuccessAt: NOW - 60_000 }, 'Find a Tender: read 1 minute ago'],
    [{ lastSuccessAt: NOW - 3 * 3_600_000 }, 'Find a Tender: read 3 hours ago'],
    [{ lastSuccessAt: NOW - 26 * 3_600_000 }, 'Find a Tender: read Mon 31 Aug 2026, 08:00'],
    [{ lastSuccessAt: undefined }, 'Find a Tender: not read yet'],
  ])('says when it was last read', (state, words) => {
    expect(line(state)).toBe(words);
  });

  it('never lets silence pass for a quiet market', () => {
    expect(line({ misses: 3, lastFault: 'answered\n500' })).toMatch(
      /cannot be read just now \(answered 500\); last read/,
    );
    expect(line({ misses: 1, lastFault: 'answered 500' })).not.toContain('cannot');
    expect(line({ standInAt: NOW })).toContain('web pages stand in');
    expect(line({ pausedUntil: NOW + 60_000 })).toContain('asked for a pause until Tue 1 Sept 2026, 10:01');
    expect(line({ pausedUntil: NOW - 60_000 })).not.toContain('pause');
  });
});
