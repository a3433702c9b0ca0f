import { describe, expect, it } from 'vitest';
import { describeQuery } from './describe.ts';
import { parseQuery } from './parse.ts';

describe('printQuery', () => {
  it.each([
    ['  cyber   AND  "a  b"  ', 'cyber "a b" it:balanced'],
    ['region:UKL,UKC,"yorkshire"', 'region:north-east,yorkshire-and-the-humber,wales it:balanced'],
    ['region:england,UKL11,uk', 'region:england,uk,UKL11 it:balanced'],
    ['value:50000..500000', 'value:50k..500k it:balanced'],
    ['value:1250000', 'value:1.25m it:balanced'],
    ['value:>=1234.5,stated', 'value:>=1234.50,stated it:balanced'],
    ['buyer:"NHS   Wales",Leeds', 'buyer:"NHS Wales",Leeds it:balanced'],
    ['wan/lan it:any', '"wan/lan" it:any'],
    ['ends:6-18months', 'ends:6m..18m it:balanced'],
    ['ends:12m', 'ends:<12m it:balanced'],
    ['ends:..90d', 'ends:<90d it:balanced'],
    ['ends:0d', 'ends:<0d it:balanced'],
    ['ends:6m..6m', 'ends:6m..6m it:balanced'],
    ['ends:2y..', 'ends:>2y it:balanced'],
    ['ends:2027-01-01..2027-12-31', 'ends:2027 it:balanced'],
    ['ends:2027-03-01..2027-03-31', 'ends:2027-03 it:balanced'],
    ['ends:2027-03-31', 'ends:2027-03-31 it:balanced'],
    ['ends:2026..2027-03', 'ends:2026-01-01..2027-03-31 it:balanced'],
    ['ends:<2027', 'ends:..2026-12-31 it:balanced'],
    ['ends:>2027', 'ends:2028-01-01.. it:balanced'],
    ['ends:2027-03-31..2y', 'ends:2027-03-31..2y it:balanced'],
    ['-ends:stated', '-ends:stated it:balanced'],
  ])('writes %s as %s', (text, canonical) => {
    expect(parseQuery(text).canonical).toBe(canonical);
    expect(parseQuery(canonical).canonical).toBe(canonical);
  });
});

describe('describeQuery', () => {
  it.each([
    ['', 'IT procurements'],
    [
      'region:wales region:scotland,stated',
      'IT procurements in Wales or nationwide (or where no region is stated) and in Scotland or nationwide',
    ],
    [
      'cyber region:wales value:50k..500k',
      "IT procurements in Wales or nationwide (or where no region is stated) that mention 'cyber', worth £50,000 to £500,000 or not stated",
    ],
    [
      'cyber region:wales,england,stated value:>1m,stated stage:open it:broad',
      "Open possibly IT procurements in England or Wales or nationwide that mention 'cyber', worth more than £1,000,000",
    ],
    [
      'cyber cloud "a b" AI wom* it:any',
      "Procurements of any kind that mention 'cyber', 'cloud', 'a b', 'AI' (in capitals) and 'wom…'",
    ],
    ['SOC OR SIEM', "IT procurements that mention 'SOC' (in capitals) or 'SIEM' (in capitals)"],
    [
      '-guarding category:security,cloud cpv:72 -buyer:nhs',
      "IT procurements that do not mention 'guarding', are in the category security or cloud, carry a CPV code beginning 72 and are not bought by 'nhs'",
    ],
    [
      '(cyber region:UKL11) OR -value:<20k it:strict',
      "Procurements that (mention 'cyber' and are in UKL11 (Wales) or nationwide (or where no region is stated)) or (are not worth less than £20,000 and are clearly IT)",
    ],
    ['ends:6m..18m', 'IT procurements whose contract ends in 6 to 18 months'],
    [
      'cyber stage:contract ends:6m..18m',
      "IT procurements that mention 'cyber' and are at the stage contract, whose contract ends in 6 to 18 months",
    ],
    [
      'value:>1m,stated ends:<1y it:any',
      'Procurements of any kind, worth more than £1,000,000, whose contract ends within 1 year',
    ],
    ['ends:2027 it:any', 'Procurements of any kind whose contract ends in 2027'],
    ['ends:2027-03 it:any', 'Procurements of any kind whose contract ends in March 2027'],
    ['ends:2027-03-31 it:any', 'Procurements of any kind whose contract ends on 31 March 2027'],
    ['ends:..2027-03-31 it:any', 'Procurements of any kind whose contract ends on 31 March 2027 or earlier'],
    ['ends:>2y it:any', 'Procurements of any kind whose contract ends in 2 years or later'],
    ['ends:6w..1y it:any', 'Procurements of any kind whose contract ends in 6 weeks to 1 year'],
    [
      'ends:2027-01-15..18m it:any',
      'Procurements of any kind whose contract ends from 15 January 2027 to 18 months from now',
    ],
    [
      'ends:2026,<0d -ends:2027',
      'IT procurements that (have a contract that ends in 2026 or have a contract that ends today) and have no contract that ends in 2027',
    ],
    [
      'ends:stated -ends:stated',
      'IT procurements that state when their contract ends and do not state when their contract ends',
    ],
    ['075962-2026', 'Procurements that have the notice 075962-2026'],
    [
      '-region:stated -stage:award,open',
      'IT procurements that state no region and are not open or at the stage award',
    ],
  ])('%s', (text, sentence) => {
    expect(describeQuery(parseQuery(text).query)).toBe(sentence);
  });
});
