import { describe, expect, it } from 'vitest';
import { aPortalState } from '../../test/builders.ts';
import type { PortalState } from '../domain/ports.ts';
import type { PortalHealth } from '../flows/portal-health.ts';
import { healthJson } from './health-json.ts';
import { healthLines } from './health-lines.ts';

const NOW = Date.parse('2026-09-16T09:00:00Z');
const HOUR = 3_600_000;

const WELL = aPortalState(NOW, { releases: 12_345 });

type Given = Partial<Omit<PortalHealth, 'state'>> & { readonly is?: Partial<PortalState> };

function aHealth({ is, ...with_ }: Given = {}): PortalHealth {
  return {
    state: { ...WELL, ...is },
    condition: 'fresh',
    lag: 600,
    gaps: [],
    lastDay: { day: '2026-09-15', releases: 470, usual: 490.5 },
    numbers: undefined,
    reconciliations: [],
    unreadPages: [],
    surprises: [],
    quarantined: 0,
    ...with_,
  };
}

function linesOf(with_: Given = {}, isOn = true): readonly string[] {
  return healthLines(aHealth(with_), { now: NOW, isOn });
}

function jsonOf(with_: Given = {}, isOn = true): unknown {
  return healthJson(aHealth(with_), { now: NOW, isOn });
}

const failing = { misses: 2, lastFault: 'answered 503', lastAttemptAt: NOW - 60_000 };

describe('the first line of a portal', () => {
  it.each([
    ['fresh', {}, /^fresh; last read Wed 16 Sept? 2026, 09:50; 10 minutes behind$/],
    ['no news', {}, /^no news; last read Wed .* behind; last news Wed 16 Sept? 2026, 09:50$/],
    ['no news', { is: { lastNewAt: undefined } }, /^no news; last read [^;]+; 10 minutes behind$/],
    ['not reached', { is: failing }, /^not reached; last read Wed .* 09:50, last tried Wed .* 09:59; 10 min/],
    ['not reached', { is: { ...failing, lastSuccessAt: undefined } }, /^not reached; never read, last tried/],
    [
      'paused',
      { is: { pausedUntil: NOW + HOUR } },
      /^paused until Wed 16 Sept? 2026, 11:00, as it asked; last/,
    ],
    [
      'standing in',
      { is: { standInAt: NOW } },
      /^web pages standing in for its releases, last at .* 10:00; rel/,
    ],
    ['never read', { lag: undefined }, /^never read$/],
  ] as const)('%s', (condition, with_, expected) => {
    expect(linesOf({ condition, ...with_ })[0]).toMatch(expected);
  });

  it.each([
    [0, '0 minutes behind'],
    [61, '1 minute behind'],
    [119 * 60, '119 minutes behind'],
    [3 * 3600, '3 hours behind'],
    [7 * 86_400, '7 days behind'],
  ])('says %i seconds in a person’s unit', (lag, expected) => {
    expect(linesOf({ lag })[0]).toContain(expected);
  });

  it('says that a portal is switched off, and what was last known of it', () => {
    expect(linesOf({}, false)[0]).toMatch(/^switched off; fresh; last read/);
  });
});

describe('the lines below', () => {
  it('are one where nothing is remarkable: what is held, and the last day against the usual', () => {
    const [, ...below] = linesOf();
    expect(below).toHaveLength(1);
    expect(below[0]).toMatch(
      /^12,345 releases held; 470 dated Tue 15 Sept? 2026 \(usual for that weekday: 491\)$/,
    );
    const [, young] = linesOf({ lastDay: { day: '2026-09-15', releases: 1, usual: undefined } });
    expect(young).not.toContain('usual');
  });

  it('say how often it failed, why, and how often it asked for a pause', () => {
    expect(linesOf({ is: failing })).toContain('failed 2 times: answered 503');
    expect(linesOf({ is: { ...failing, misses: 1, lastFault: undefined } })).toContain(
      'failed once: no reason given',
    );
    expect(linesOf({ is: { throttles: 1 } })).toContain('asked for a pause once so far');
    expect(linesOf({ is: { throttles: 1200 } })).toContain('asked for a pause 1,200 times so far');
  });

  it('gather gaps by what befell them, with the notice types and the next try', () => {
    const gap = { from: NOW - 48 * HOUR, to: NOW, state: 'failed', reason: 'answered 500' } as const;
    const [, , first, second, third] = linesOf({
      gaps: [
        { ...gap, part: '2', retryAt: NOW + 2 * HOUR },
        { ...gap, part: '5', retryAt: NOW + HOUR },
        { ...gap, from: NOW - 24 * HOUR, part: '5', retryAt: NOW + HOUR },
        { ...gap, state: 'suspect', reason: 'a full page without a next link', retryAt: undefined },
        { ...gap, state: 'unread', reason: 'not reached', retryAt: undefined },
      ],
    });
    expect(first).toMatch(
      /^3 windows of notice types 2, 5 not read whole, the oldest from Mon 14 Sept? 2026, 10:00: could not be read \(answered 500\); tried again after Wed 16 Sept? 2026, 11:00$/,
    );
    expect(second).toMatch(
      /^1 window not read whole.*may have been cut off \(a full page.*\); tried again with the next run$/,
    );
    expect(third).toMatch(/: not reached yet; tried again with the next run$/);
  });

  it('do not list more than a few kinds of gaps', () => {
    const gaps = Array.from({ length: 9 }, (_, index) => ({
      from: NOW - HOUR,
      to: NOW,
      state: 'failed' as const,
      reason: `reason ${index}`,
      retryAt: undefined,
    }));
    const lines = linesOf({ gaps });
    expect(lines.filter((line) => line.includes('reason'))).toHaveLength(4);
    expect(lines.at(-1)).toBe('5 more windows not read whole');
  });

  it('name missing numbers, the newest first', () => {
    const missing = ['000101-2026', '000102-2026', '000103-2026', '000104-2026'];
    expect(linesOf({ numbers: { expected: 959, missing } })).toContain(
      '4 of 959 notice numbers of the last three days are missing: 000104-2026, 000103-2026, 000102-2026 and 1 more',
    );
    expect(linesOf({ numbers: { expected: 959, missing: [] } })).toContain(
      'all 959 notice numbers of the last three days are held',
    );
  });

  it('compare a day with what another source counts', () => {
    const day = { day: '2026-09-15', theirs: 140, ours: 137, missing: ['a', 'b'], at: NOW };
    const older = { ...day, day: '2026-09-14' };
    expect(linesOf({ reconciliations: [day, older] }).at(-1)).toMatch(
      /^its other search counts 140 notices of Tue 15 Sept? 2026: 137 held, 2 missing: a, b, 1 that it does not name; also some of 1 day before$/,
    );
    expect(linesOf({ reconciliations: [{ ...day, ours: 140, missing: [] }] }).at(-1)).toMatch(
      /: 140 held, none missing$/,
    );
  });

  it('say that web pages cannot be read, and why, the commonest reason first', () => {
    const robots = { reason: 'robots.txt forbids /Notice/{guid}', count: 1200 };
    expect(linesOf({ unreadPages: [robots] }).at(-1)).toBe(
      '1,200 web pages of notices could not be read in the last day: robots.txt forbids /Notice/{guid} (1,200)',
    );
    const many = ['b', 'c', 'd', 'e'].map((reason) => ({ reason, count: 1 }));
    expect(linesOf({ unreadPages: [{ reason: 'a', count: 2 }, ...many] }).at(-1)).toBe(
      '6 web pages of notices could not be read in the last day: a (2), b (1), c (1) and 2 more reasons',
    );
    expect(linesOf({ unreadPages: many.slice(3) }).at(-1)).toMatch(/^1 web page of notices could/);
  });

  it('name what was never seen before, commonest first, and count what is kept aside', () => {
    const surprises = ['UK18', 'UK19', 'UK20', 'UK21', 'UK22', 'UK23'].map((name, index) => ({
      what: 'notice type' as const,
      name,
      count: 9 - index,
      lastAt: NOW,
    }));
    const lines = linesOf({ surprises, quarantined: 1, is: { evicted: 7 } });
    expect(lines).toContain(
      'never seen before: notice type UK18 (9), notice type UK19 (8), notice type UK20 (7), notice type UK21 (6), notice type UK22 (5) and 1 more',
    );
    expect(lines.at(-1)).toBe(
      '1 kept aside because it cannot be read: `tenderbell rejects`; 7 older ones were let go unread',
    );
    expect(linesOf({ quarantined: 2 }).at(-1)).toContain('2 kept aside because they cannot be read');
  });
});

describe('the JSON of a portal', () => {
  it('has every field, instants in ISO 8601, and null for what is not known', () => {
    expect(
      jsonOf({ lag: undefined, lastDay: { day: '2026-09-15', releases: 0, usual: undefined } }, false),
    ).toEqual({
      portal: 'find-a-tender',
      enabled: false,
      condition: 'fresh',
      lastSuccess: '2026-09-16T08:50:10.000Z',
      lastAttempt: '2026-09-16T08:50:00.000Z',
      lastNews: '2026-09-16T08:50:10.000Z',
      lastSweep: null,
      releases: 12_345,
      rejects: 0,
      quarantined: 0,
      evicted: 0,
      pausedUntil: null,
      throttles: 0,
      lag: null,
      misses: 0,
      brokenSince: null,
      stoodIn: null,
      lastFault: null,
      gaps: [],
      lastDay: { day: '2026-09-15', releases: 0, usual: null },
      numbers: null,
      reconciliations: [],
      unreadPages: [],
      surprises: [],
    });
  });

  it('tells all that is known, and does not call a pause that is over a pause', () => {
    const missing = Array.from({ length: 60 }, (_, index) => `${index}`);
    const at = '2026-09-16T09:00:00.000Z';
    const told = jsonOf({
      condition: 'paused',
      is: {
        ...failing,
        pausedUntil: NOW + 1000,
        sweptAt: NOW,
        brokenAt: NOW,
        standInAt: NOW,
        throttles: 3,
        evicted: 2,
      },
      gaps: [{ from: NOW, to: NOW + HOUR, part: '5', state: 'failed', reason: 'answered 500', retryAt: NOW }],
      numbers: { expected: 90, missing },
      reconciliations: [{ day: '2026-09-15', theirs: 9, ours: 8, missing: ['a'], at: NOW }],
      unreadPages: [{ reason: 'answered 404', count: 2 }],
      surprises: [{ what: 'tag', name: 'new', count: 3, lastAt: NOW }],
    });
    expect(told).toMatchObject({
      pausedUntil: '2026-09-16T09:00:01.000Z',
      lastSweep: at,
      brokenSince: at,
      stoodIn: at,
      throttles: 3,
      evicted: 2,
      misses: 2,
      lastFault: 'answered 503',
      gaps: [
        {
          from: at,
          to: '2026-09-16T10:00:00.000Z',
          part: '5',
          state: 'failed',
          reason: 'answered 500',
          retryAt: at,
        },
      ],
      numbers: { expected: 90, missing: 60, named: missing.slice(0, 50) },
      reconciliations: [{ day: '2026-09-15', theirs: 9, ours: 8, missing: 1, named: ['a'], at }],
      unreadPages: [{ reason: 'answered 404', count: 2 }],
      surprises: [{ what: 'tag', name: 'new', count: 3, lastAt: at }],
    });
    expect(jsonOf({ is: { pausedUntil: NOW - 1 } })).toMatchObject({ pausedUntil: null });
  });
});
