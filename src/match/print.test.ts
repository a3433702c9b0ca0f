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
  ])('writes %s as %s', (text, canonical) => {
    expect(parseQuery(text).canonical).toBe(canonical);
    expect(parseQuery(canonical).canonical).toBe(canonical);
  });
});

describe('describeQuery', () => {
  it.each([
    ['', 'IT procurements'],
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
    ['075962-2026', 'Procurements that have the notice 075962-2026'],
    [
      '-region:stated -stage:award,open',
      'IT procurements that state no region and are not open or at the stage award',
    ],
  ])('%s', (text, sentence) => {
    expect(describeQuery(parseQuery(text).query)).toBe(sentence);
  });
});
