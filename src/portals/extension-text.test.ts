import { describe, expect, it } from 'vitest';
import { inMonths } from './durations.ts';
import { extensionIn, termsIn, type Terms } from './extension-text.ts';

const months = (terms: Terms) => ({
  initial: terms.initial && inMonths(terms.initial),
  extension: terms.extension && inMonths(terms.extension),
  ...(terms.until === undefined ? {} : { until: terms.until }),
  ...(terms.day === undefined ? {} : { day: terms.day }),
});

describe('the terms that a text states', () => {
  it.each([
    [
      'An initial term of three (3) years with the option to extend for a further two periods of 12 months.',
      36,
      24,
    ],
    ['This is a 2 year contract with an option to extend by up to 24 months.', 24, 24],
    [
      'The platform is let for 5 years, with the potential for an additional up to 24 months’ extension.',
      60,
      24,
    ],
    ['The contract term is 3+1+1 years.', 36, 24],
    ['A three year contract with the option to extend for a further 1 year period (3+1).', 36, 12],
    ['The system is open for five (5) years with options to extend for two years (5+2+2+1).', 60, 60],
    [
      'It runs 24 months, extendable by twelve (12) months and an additional extension of another six (6) months.',
      24,
      18,
    ],
    ['The initial term is 4 years. It may be extended for a further 2 x 1 year.', 48, 24],
    ['Optional extension period of 2 x 12 months', undefined, 24],
    ['It runs for 12 months, with 2 optional extension periods of 12 months.', 12, 24],
    ['Awarded for 12 months with a 24 month option to extend.', 12, 24],
    ['It is for (12) months, with the option to extend for a further (24) months.', 12, 24],
    ['The framework may be extended by a further 1 year plus a further 1 year.', undefined, 24],
    ['A term of four years with an option to extend for a further 2 - 12 month periods', 48, 24],
    ['The contract is for two years, with the option for an extension of six months.', 24, 6],
    ['The supplier may be asked to extend for 24 months at 12 monthly intervals.', undefined, 24],
    ['A duration of 3 years with extension options 1+1 years (maximum of 5 years in total)', 36, 24],
  ])('%s', (text, initial, extension) => {
    expect(months(termsIn(text))).toEqual({ initial, extension });
  });

  it('may be a day up to which it goes on, or the day on which it ends without', () => {
    expect(termsIn('The council may extend this contract up until 31st July 2030.').until).toBe('2030-07-31');
    expect(termsIn('We may extend the term until 2025-07-31.').until).toBe('2025-07-31');
    expect(
      months(
        termsIn(
          'It will start on 01/04/2026 and end on 31/03/2028 with options to extend for 2 periods of 12 months.',
        ),
      ),
    ).toEqual({ initial: undefined, extension: 24, day: '2028-03-31' });
  });

  it.each([
    'An initial term of 12 months with an option to extend for up to a total of 48 months.',
    'There is an option to extend (up to a full term of 4 years).',
    'We may extend this period to four years.',
  ])('may be that of the whole: %s', (text) => {
    expect(termsIn(text)).toMatchObject({ extension: undefined, whole: { months: 48, days: 0 } });
  });

  it.each([
    'The deadline for questions was extended by two weeks.',
    'Extensions to 12 houses over 3 years.',
    'Support hours may be extended by 2 days.',
    'This is an award notice for the extension of a contract that had a 12 month extension period.',
    'Direct award to extend the current contract for a period of 2 months.',
    'The contract has been extended by 12 months.',
    'The contract is to be extended by 7 months.',
    'Extended until 3 July 2027.',
    '12 month extension',
    'Two years, with no further option to extend by 12 months.',
    'The 12 month extension option until March 2027 has now been agreed.',
    'We may extend it on giving 3 months notice.',
    'It is for 5 years, with 2 x 12 month options to extend. The end date reflects the extension period.',
    'Lot 1 may be extended for 12 months. Lot 2 may be extended for 24 months.',
    'With an option to extend.',
    'Three years of support.',
  ])('says nothing of an extension: %s', (text) => {
    expect(months(termsIn(text))).toEqual({ initial: undefined, extension: undefined });
  });
});

describe('what stands under renewal', () => {
  it.each([
    ['2 x 12 months', 24],
    ['1+1', 24],
    ['Two further periods of 12 months at the sole discretion of the authority', 24],
    ['Any period up to 24 months', 24],
    ['Option to extend for a further 1+1+1 years', 36],
    ['n/a: 12 months entered to be able to publish', undefined],
    ['It will be renewed', undefined],
    [undefined, undefined],
  ])('%s', (text, extension) => {
    expect(months(extensionIn(text)).extension).toBe(extension);
  });
});
