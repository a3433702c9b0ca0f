import { describe, expect, it } from 'vitest';
import { aPortalState } from '../../test/builders.ts';
import type { PortalReads, PortalState } from '../domain/ports.ts';
import { portalHealth } from './portal-health.ts';

const NOW = Date.parse('2026-09-16T09:00:00Z');
const HOUR = 3_600_000;

const WELL = aPortalState(NOW);

function reads(with_: Partial<PortalReads> & { readonly is?: Partial<PortalState> } = {}): PortalReads {
  const none = async () => await Promise.resolve([]);
  const { is, ...more } = with_;
  return {
    states: none,
    state: async () => await Promise.resolve({ ...WELL, ...is }),
    gaps: none,
    incomplete: none,
    complete: none,
    unheld: none,
    noticeIds: none,
    days: none,
    absent: none,
    reconciliations: none,
    surprises: none,
    wantingDetails: none,
    detailsTroubles: none,
    quarantined: none,
    quarantinedBody: async () => await Promise.resolve(undefined),
    ...more,
  };
}

async function healthOf(with_: Parameters<typeof reads>[0] = {}) {
  return await portalHealth('find-a-tender', { portals: reads(with_), now: NOW });
}

describe('where a portal stands', () => {
  it.each([
    ['fresh', {}],
    ['no news', { lastNewAt: NOW - 5 * HOUR }],
    ['no news', { lastNewAt: undefined }],
    ['not reached', { misses: 1 }],
    ['paused', { misses: 1, pausedUntil: NOW + HOUR }],
    ['not reached', { misses: 1, pausedUntil: NOW - HOUR }],
    ['standing in', { misses: 9, standInAt: NOW - HOUR }],
    ['never read', { lastSuccessAt: undefined, lastAttemptAt: undefined, lastNewAt: undefined }],
  ] as const)('is %s', async (condition, is) => {
    expect((await healthOf({ is })).condition).toBe(condition);
  });

  it('counts how far behind it is in seconds, and knows no number before the first run', async () => {
    expect((await healthOf()).lag).toBe(600);
    expect((await healthOf({ is: { readTo: undefined } })).lag).toBeUndefined();
  });
});

describe('a day’s releases against the usual', () => {
  const day = (name: string, releases: number) => ({ day: name, releases });

  it('compares yesterday, a Tuesday, with the median of the Tuesdays before', async () => {
    const days = [
      day('2026-08-18', 500),
      day('2026-08-25', 480),
      day('2026-09-01', 40),
      day('2026-09-08', 520),
      day('2026-09-14', 9999),
      day('2026-09-15', 20),
    ];
    const { lastDay } = await healthOf({ days: async () => await Promise.resolve(days) });
    expect(lastDay).toEqual({ day: '2026-09-15', releases: 20, usual: 490 });
  });

  it('counts a day without a release within the record as none, and days before the record not at all', async () => {
    const days = [day('2026-08-31', 10), day('2026-09-08', 30)];
    const { lastDay } = await healthOf({ days: async () => await Promise.resolve(days) });
    expect(lastDay).toEqual({ day: '2026-09-15', releases: 0, usual: 15 });
  });

  it('knows nothing usual without history', async () => {
    expect((await healthOf()).lastDay.usual).toBeUndefined();
  });
});

it('asks why web pages could not be read in the last day', async () => {
  const asked: number[] = [];
  const troubles = [{ reason: 'answered 404', count: 2 }];
  const { unreadPages } = await healthOf({
    detailsTroubles: async (_portal, since) => {
      asked.push(since);
      return await Promise.resolve(troubles);
    },
  });
  expect(asked).toEqual([NOW - 24 * HOUR]);
  expect(unreadPages).toEqual(troubles);
});

describe('notice numbers', () => {
  it('names those left out', async () => {
    const ids = ['000010-2026', '000013-2026', '000011-2026'];
    const { numbers } = await healthOf({ noticeIds: async () => await Promise.resolve(ids) });
    expect(numbers).toMatchObject({ expected: 4, missing: ['000012-2026'] });
  });

  it('expects none where ids are no numbers', async () => {
    const { numbers } = await healthOf({ noticeIds: async () => await Promise.resolve(['a-guid']) });
    expect(numbers).toBeUndefined();
  });
});
