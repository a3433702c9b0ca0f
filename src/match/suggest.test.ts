import { describe, expect, it } from 'vitest';
import { parseQuery } from './parse.ts';
import { suggestions } from './suggest.ts';

describe('suggestions', () => {
  it('are what was hardly misspelt, or else what holds a word of it', () => {
    expect(suggestions('wale', ['wales', 'west wales'])).toEqual(['wales']);
    expect(suggestions('midlands', ['east midlands', 'west midlands', 'wales'])).toEqual([
      'east midlands',
      'west midlands',
    ]);
    expect(suggestions('digital services', ['digital', 'data'])).toEqual(['digital']);
    expect(suggestions('erp', ['finance-erp', 'crm'])).toEqual(['finance-erp']);
    expect(suggestions('north', ['north alpha', 'north beta', 'north gamma', 'north delta'])).toHaveLength(3);
    expect(suggestions('yorks and the humber', ['wales and england'])).toEqual([]);
    expect(suggestions('constructor', ['wales'])).toEqual([]);
  });
});

describe('what a value was meant to be', () => {
  it.each([
    ['category:cyber-security', 'category:security it:balanced'],
    ['category:CCTV,audio_visual', 'category:smart,av it:balanced'],
    ['buyer-type:school', 'buyer-type:education it:balanced'],
    ['buyer-type:"Local Government"', 'buyer-type:local it:balanced'],
    ['framework:gcloud', 'framework:g-cloud it:balanced'],
  ])('%s is %s', (text, expected) => {
    expect(parseQuery(text)).toMatchObject({ canonical: expected, messages: [] });
  });

  it.each([
    ['category:cybr', '`cybr` is not a category; did you mean `security`?'],
    ['subcategory:erp', '`erp` is not a subcategory; did you mean `finance-erp`?'],
    ['region:UKX', /^`UKX` is not a region/],
    ['region:north', '`north` is not a region; did you mean `"north east"` or `"north west"`?'],
    ['region:bristol', /write a region \(`wales`, `"south west"`\), an ITL code/],
    ['supplier:capit*', 'a supplier is looked for by the whole words of its name; the `*` was left out'],
  ])('%s: %s', (text, expected) => {
    const [message] = parseQuery(text).messages;
    expect(message?.text).toMatch(expected);
  });
});
