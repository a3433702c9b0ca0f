import { describe, expect, it } from 'vitest';
import { stems } from '../base/text/tokens.ts';
import { parseQuery } from './parse.ts';

function said(text: string): readonly string[] {
  return parseQuery(text).messages.map((message) => message.text);
}

function tokensOf(text: string): unknown {
  const { query } = parseQuery(`it:any ${text}`);
  return query.kind === 'and' && query.of.length === 2 ? query.of[1] : query;
}

describe('words with signs in them', () => {
  it('R & D is one word, however it is written', () => {
    for (const text of ['R&D', 'R & D', 'r & d', '(R & D),']) {
      expect(tokensOf(text)).toMatchObject({ tokens: stems('R&D') });
    }
    expect(parseQuery('R & Design').canonical).toBe('R Design it:balanced');
    expect(parseQuery('BAR & D').canonical).toBe('BAR D it:balanced');
  });

  it('lose the signs around them', () => {
    expect(parseQuery('+cyber ‘cloud’, `data`').canonical).toBe('cyber "cloud" data it:balanced');
    expect(parseQuery("o'*").canonical).toBe('o it:balanced');
  });
});

describe('single quotation marks', () => {
  it.each([
    ["'service desk'", '"service desk" it:balanced'],
    ['‘service desk’ cyber', '"service desk" cyber it:balanced'],
    ["buyer:'NHS Wales',leeds", 'buyer:"NHS Wales",leeds it:balanced'],
    ["'Women's Aid'", '"Women\'s Aid" it:balanced'],
    // Apostrophes are none.
    ["Women's Aid", "Women's Aid it:balanced"],
    ["buyers' needs, suppliers' too", 'buyers needs suppliers too it:balanced'],
    ["'tis cyber", 'tis cyber it:balanced'],
    ["don't say 'cyber", "don't say cyber it:balanced"],
  ])('%s is %s', (text, expected) => {
    expect(parseQuery(text)).toMatchObject({ canonical: expected, messages: [] });
  });
});

describe('what people write elsewhere', () => {
  it('is explained where it would mean the opposite here', () => {
    expect(said('cyber or cloud')).toEqual([expect.stringMatching(/^`or` is looked for as a word here/)]);
    expect(said('cyber not guarding')).toEqual([expect.stringMatching(/^`not` is looked for as a word/)]);
    expect(said('cyber !guarding')).toEqual([
      '`!` means nothing here; to leave something out write `-guarding`',
    ]);
    expect(said('cyber and cloud! constructor')).toEqual([]);
    // Said once: the canonical form is not scolded.
    expect(parseQuery('cyber or cloud').canonical).toBe('cyber "or" cloud it:balanced');
  });

  it('of nothing between quotation marks one thing is said', () => {
    expect(said('cyber ""')).toEqual(['there is nothing to look for between these quotation marks']);
  });
});
