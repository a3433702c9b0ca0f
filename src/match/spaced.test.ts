import { describe, expect, it } from 'vitest';
import { parseQuery } from './parse.ts';

function canonical(text: string): string {
  const parsed = parseQuery(`it:any ${text}`);
  expect(parsed.messages).toEqual([]);
  return parsed.canonical.replace(/^it:any ?/, '');
}

describe('values that should have stood in quotation marks', () => {
  it.each([
    ['region:south west cyber', 'region:south-west cyber'],
    ['region:yorkshire and the humber cyber', 'region:yorkshire-and-the-humber cyber'],
    ['-region:east of england', '-region:east-of-england'],
    ['region:CF10 3AT cyber', 'region:wales cyber'],
    ['region:wales, scotland, north west, cyber', 'region:north-west,wales,scotland cyber'],
    ['category:security, cloud', 'category:security,cloud'],
    ['closing:>7 days cyber', 'closing:>7d cyber'],
    ['ends:6 - 18 months', 'ends:6m..18m'],
    ['ends:6 to 18 months', 'ends:6m..18m'],
    ['value:50 - 100k cyber', 'value:50k..100k cyber'],
    ['value:>1 million cyber', 'value:>1m cyber'],
    ['value:1.5 million - 2 million', 'value:1.5m..2m'],
    ['(region:south west)', 'region:south-west'],
    ['region:south west,north west,M', 'region:north-west,south-west'],
    ['region:south west,"north west" cyber', 'region:north-west,south-west cyber'],
    ['stage:open, award', 'stage:open,award'],
  ])('%s is %s', (text, expected) => {
    expect(canonical(text)).toBe(expected);
  });

  it.each([
    // What means something by itself takes no word with it, unless it only carries on.
    ['region:wales west', 'region:wales west'],
    ['region:CF10 cyber', 'region:wales cyber'],
    ['region:wales and west', 'region:wales and west'],
    ['value:50k - cyber', 'value:50k cyber'],
    ['value:>50000 365', 'value:>50k 365'],
    ['value:50 (million)', 'value:50 "million"'],
    ['category:cyber security', 'category:security security'],
    ['region:wales "south west"', 'region:wales "south west"'],
    ['region:"wales" and', 'region:wales and'],
    // Behind a comma a word of one or two letters is a word.
    ['region:wales, PR services', 'region:wales PR services'],
    // Anything is a name, a title and a framework.
    ['buyer:leeds city', 'buyer:leeds city'],
    ['title:data, centre', 'title:data centre'],
    ['framework:g-cloud, cyber', 'framework:g-cloud cyber'],
  ])('%s stays apart: %s', (text, expected) => {
    expect(canonical(text)).toBe(expected);
  });

  it('points at all of what it took together', () => {
    expect(parseQuery('cyber region:wales, mars').messages).toEqual([]);
    expect(parseQuery('region:south').messages).toMatchObject([{ at: 7, length: 5 }]);
    expect(parseQuery('region:south west,mars').messages).toMatchObject([{ at: 18, length: 4 }]);
  });
});
