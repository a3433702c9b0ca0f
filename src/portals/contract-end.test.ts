import { describe, expect, it } from 'vitest';
import type { ContractEnd } from '../domain/notice.ts';
import { readEnds } from './contract-end.ts';
import { termsOf, type Term } from './contract-terms.ts';

const PUBLISHED = Date.parse('2026-09-01T08:00:00Z');
const FROM = '2026-10-01T00:00:00+01:00';
const TO = '2029-09-30T23:59:59+01:00';

const term = (period: unknown, description?: string): Term => ({ period, renewal: { description } });
const endsOf = (terms: readonly Term[], words?: string): ContractEnd | undefined =>
  readEnds(terms, PUBLISHED, words);

describe('the end of a contract', () => {
  it('is the published one, in London, with the published extension', () => {
    expect(endsOf([term({ startDate: FROM, endDate: TO })])).toEqual({
      day: '2029-09-30',
      latest: undefined,
      by: 'stated',
    });
    expect(endsOf([term({ startDate: FROM, endDate: TO, maxExtentDate: '2031-09-30' })])?.latest).toBe(
      '2031-09-30',
    );
    expect(endsOf([term({ startDate: FROM, endDate: TO, maxExtentDate: TO })])?.latest).toBeUndefined();
  });

  it('is the last of several, each way', () => {
    const terms = [
      term({ startDate: FROM, endDate: '2028-09-30', maxExtentDate: '2030-09-30' }),
      term({ startDate: FROM, endDate: TO }),
    ];
    expect(endsOf(terms)).toEqual({ day: '2029-09-30', latest: '2030-09-30', by: 'stated' });
    expect(endsOf(terms.toReversed())).toEqual(endsOf(terms));
  });

  it('is reckoned from a start and a length', () => {
    expect(endsOf([term({ startDate: FROM, durationInDays: 1080 })])).toEqual({
      day: '2029-09-30',
      latest: undefined,
      by: 'reckoned',
    });
    expect(endsOf([term({ durationInDays: 1080 })])).toBeUndefined();
    expect(endsOf([term({ startDate: FROM, durationInDays: '1e9999' })])).toBeUndefined();
    expect(endsOf([term({ startDate: FROM, durationInDays: 2_147_483_647 })])).toBeUndefined();
  });

  it('is not believed before the start, nor half a century on', () => {
    expect(endsOf([term({ startDate: FROM, endDate: '2026-09-30' })])).toBeUndefined();
    expect(endsOf([term({ startDate: FROM, endDate: '2099-09-30' })])).toBeUndefined();
    expect(endsOf([term({ endDate: '1900-01-01' })])).toBeUndefined();
    expect(endsOf([term({ endDate: TO, maxExtentDate: '2999-12-31' })])).toMatchObject({
      day: '2029-09-30',
      latest: undefined,
    });
  });
});

describe('extensions in words', () => {
  const period = { startDate: FROM, endDate: TO };

  it('go on from the stated end, which stays stated', () => {
    const words = 'A contract for 3 years, with an option to extend by up to 24 months.';
    expect(endsOf([term(period)], words)).toEqual({ day: '2029-09-30', latest: '2031-09-30', by: 'stated' });
    expect(endsOf([term(period)], 'It may be extended until 31 March 2030.')?.latest).toBe('2030-03-31');
    expect(endsOf([term(period, '1+1')])?.latest).toBe('2031-09-30');
  });

  it('show where the stated end is the latest one', () => {
    const words = 'A contract for 2 years, with an option to extend by up to 12 months.';
    expect(endsOf([term(period)], words)).toEqual({
      day: '2028-09-30',
      latest: '2029-09-30',
      by: 'reckoned',
    });
    const dated =
      'It starts on 1 October 2026 and ends on 30 September 2027 with options to extend for 2 periods of 12 months.';
    expect(endsOf([term(period)], dated)).toEqual({
      day: '2027-09-30',
      latest: '2029-09-30',
      by: 'reckoned',
    });
  });

  it('that do not fit the dates add nothing', () => {
    const words = 'A contract for 10 years, with an option to extend by up to 12 months.';
    expect(endsOf([term(period)], words)).toEqual({ day: '2029-09-30', latest: undefined, by: 'stated' });
  });

  it('leave a published extension as it is, and lots that differ alone', () => {
    const words = 'With an option to extend by 60 months.';
    expect(endsOf([term({ ...period, maxExtentDate: '2030-09-30' })], words)?.latest).toBe('2030-09-30');
    expect(endsOf([term(period, '1+1'), term(period, '12 months')])?.latest).toBeUndefined();
  });
});

describe('an end in the text alone', () => {
  it.each([
    ['The contract will run from 1 April 2026 to 31 March 2029.', '2029-03-31'],
    ['The agreement commences on 01/04/2026 and will expire on 31/03/2028.', '2028-03-31'],
    ['The contract starts on 1st October 2026 for a period of 36 months.', '2029-09-30'],
    ['The framework commenced on 30 January 2023 and will be open for ten years.', '2033-01-29'],
  ])('%s', (words, day) => {
    expect(endsOf([], words)).toEqual({ day, latest: undefined, by: 'text' });
  });

  it('takes the length of the data, and the extension of the text', () => {
    const words = 'The term starts on 1 October 2026, for 2 years. It may be extended by a further year.';
    expect(endsOf([term({ durationInDays: 1080 })], words)).toMatchObject({ day: '2029-09-30', by: 'text' });
    expect(endsOf([], words)).toEqual({ day: '2028-09-30', latest: '2029-09-30', by: 'text' });
  });

  it.each([
    'The current contract ends on 31 March 2027.',
    'Submissions are open until 31 March 2027 under the framework.',
    'The contract is for 3 years.',
    'The contract starts on 1 April 2026.',
    'We plan to interview from 1 April 2026 to 3 April 2026 for the contract.',
  ])('is no end of this contract: %s', (words) => {
    expect(endsOf([], words)).toBeUndefined();
  });
});

describe('whose dates count', () => {
  const planned = [{ contractPeriod: { endDate: '2028-01-31' } }];
  const awards = [{ contractPeriod: { endDate: '2028-02-28' } }];
  const contracts = [{ period: { endDate: '2028-03-31' } }];
  const dayOf = (release: Record<string, unknown>) => endsOf(termsOf(release, planned))?.day;

  it('what was signed, else awarded, else planned', () => {
    expect(dayOf({ awards, contracts })).toBe('2028-03-31');
    expect(dayOf({ awards, contracts: [{ id: '1' }] })).toBe('2028-02-28');
    expect(dayOf({})).toBe('2028-01-31');
    expect(endsOf(termsOf({}, [], { endDate: '2028-04-30' }))?.day).toBe('2028-04-30');
  });
});
