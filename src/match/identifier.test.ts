import { describe, expect, it } from 'vitest';
import { identifiersOf } from './identifier.ts';
import { parseQuery } from './parse.ts';

const keysOf = (text: string): readonly string[] => identifiersOf(text).map(({ key }) => key);

describe('identifiersOf', () => {
  it('takes a bare number of Scotland or Wales for both', () => {
    const both = ['notice:public-contracts-scotland:SEP400101', 'notice:sell2wales:SEP400101'];
    expect(keysOf('SEP400101')).toEqual(both);
    expect(keysOf('sep400101')).toEqual(both);
    for (const { written, key } of identifiersOf('SEP400101')) expect(keysOf(written)).toEqual([key]);
    for (const word of ['SEPT400101', 'XYZ400101', 'SEP4001', 'MAY2026']) expect(keysOf(word)).toEqual([]);
  });

  it('reads an address as Slack and mail write it', () => {
    const page = 'https://www.find-tender.service.gov.uk/Notice/075962-2026';
    expect(keysOf(`<${page}>`)).toEqual(['notice:find-a-tender:075962-2026']);
    expect(keysOf(`<${page}|find-tender.service.gov.uk>`)).toEqual(['notice:find-a-tender:075962-2026']);
    expect(keysOf('<https://example.com/Notice/075962-2026>')).toEqual([]);
  });
});

describe('a number in a query', () => {
  it('finds either of two, and leaves out both', () => {
    expect(parseQuery('SEP400101').query).toMatchObject({ kind: 'or', of: [{ negated: false }, {}] });
    expect(parseQuery('it:any -SEP400101').query).toMatchObject({
      kind: 'and',
      of: [{}, { kind: 'identifier', negated: true }, { kind: 'identifier', negated: true }],
    });
  });

  it('needs no field, and is not hurt by one that is none', () => {
    expect(parseQuery('notice:075962-2026')).toMatchObject({
      canonical: '075962-2026',
      messages: [{ at: 0, length: 7 }],
    });
    expect(parseQuery('ref:cyber').canonical).toBe('ref cyber it:balanced');
  });
});
