import { describe, expect, it } from 'vitest';
import { aNotice } from '../../test/builders.ts';
import type { ContractEnd, Notice } from '../domain/notice.ts';
import type { Expiry } from '../domain/procurement.ts';
import type { Stage } from '../domain/stage.ts';
import { mergeVersions } from './merge.ts';

const DAY = 86_400_000;
const start = Date.parse('2026-09-01T08:00:00Z');

function at(stage: Stage, days: number, ends: ContractEnd | undefined, with_: Partial<Notice> = {}): Notice {
  const noticeId = `0003${String(days).padStart(2, '0')}-2026`;
  return aNotice({ noticeId, stage, published: start + days * DAY, ends, ...with_ });
}

function stated(day: string, latest?: string): ContractEnd {
  return { day, latest, by: 'stated' };
}

/** Read forwards and backwards: arrival decides nothing. */
function endOf(...notices: readonly Notice[]): Expiry | undefined {
  const { ends } = mergeVersions(notices);
  expect(mergeVersions(notices.toReversed()).ends).toEqual(ends);
  return ends;
}

const planned = at('tender', 0, stated('2028-10-31', '2030-10-31'));
const awarded = at('award', 20, stated('2028-12-31'));

describe('when a contract ends', () => {
  it('is what its award says, whoever planned otherwise', () => {
    expect(endOf(planned, awarded)).toMatchObject({ day: '2028-12-31', confidence: 'high' });
    const elsewhere = at('award', 20, stated('2028-12-31'), { portal: 'contracts-finder', ocid: 'b' });
    expect(endOf(planned, elsewhere)).toMatchObject({ day: '2028-12-31', confidence: 'high' });
  });

  it('is what the newest change of the contract says', () => {
    const changed = at('contract', 60, stated('2029-12-31'), { form: 'UK10' });
    const signed = at('contract', 30, stated('2028-12-31'), { form: 'UK7' });
    expect(endOf(planned, awarded, changed, signed)).toMatchObject({ day: '2029-12-31' });
  });

  it('is a date before it is a text', () => {
    const inText = at('contract', 30, { day: '2031-01-31', latest: undefined, by: 'text' });
    expect(endOf(awarded, inText)).toMatchObject({ day: '2028-12-31', by: 'stated' });
  });

  it('takes the extensions from whoever gives the same day', () => {
    const same = at('award', 20, stated('2028-10-31'));
    expect(endOf(planned, same)).toMatchObject({ day: '2028-10-31', latest: '2030-10-31' });
    expect(endOf(planned, awarded)?.latest).toBeUndefined();
  });

  it('is nowhere where nobody says, nor where nothing was awarded before it was closed', () => {
    const closed = at('closed', 9, undefined, { outcome: 'cancelled', sparse: true });
    expect(endOf(at('tender', 0, undefined))).toBeUndefined();
    expect(endOf(planned, closed)).toBeUndefined();
    expect(endOf(awarded, closed)).toMatchObject({ day: '2028-12-31' });
  });
});

describe('how far an end is to be trusted', () => {
  const award = at('award', 20, undefined);
  const reckoned: ContractEnd = { day: '2028-10-31', latest: undefined, by: 'reckoned' };
  const read: ContractEnd = { day: '2028-10-31', latest: undefined, by: 'text' };
  it.each([
    ['a date of an award', [awarded], 'high'],
    ['reckoned for an award', [at('award', 20, reckoned)], 'medium'],
    ['planned in a tender that was then decided', [planned, award], 'medium'],
    ['planned and undecided', [planned], 'low'],
    ['reckoned and undecided', [at('tender', 0, reckoned)], 'low'],
    ['read in a text, decided or not', [at('award', 20, read)], 'low'],
  ] as const)('%s', (_what, notices, confidence) => {
    expect(endOf(...notices)?.confidence).toBe(confidence);
  });
});
