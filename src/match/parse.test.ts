import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { stems } from '../base/text/tokens.ts';
import type { Leaf, Query } from '../domain/query.ts';
import { ENGLAND } from '../domain/region.ts';
import { CATEGORY_SLUGS } from './categories.ts';
import { MOST_BEGINNINGS, MOST_COMPARED, MOST_IN_PHRASES, MOST_PLACES_OUT } from './costs.ts';
import { LONGEST_QUERY, MOST_TERMS, parseQuery } from './parse.ts';

const IT: Leaf = { kind: 'it', setting: 'balanced', negated: false };

/** What the text says besides the `it:balanced` that every query gets. */
function clauses(text: string): Query {
  const { query } = parseQuery(`it:any ${text}`);
  return query.kind === 'and' && query.of.length === 2 ? (query.of[1] ?? query) : query;
}

function word(written: string): Extract<Leaf, { kind: 'text' }> {
  return {
    kind: 'text',
    tokens: [written],
    written,
    quoted: false,
    prefix: false,
    inTitle: false,
    negated: false,
  };
}

type Ends = Extract<Leaf, { kind: 'days' }>;

const TODAY = { after: 0, unit: 'days' } as const;

function months(after: number): Ends['from'] {
  return { after, unit: 'months' };
}

function day(text: string): Ends['from'] {
  return { day: text };
}

function ends(from: Ends['from'], to: Ends['from']): Ends {
  return { kind: 'days', field: 'ends', from, to, negated: false };
}

function deep(by: number): string {
  return `${'(a OR (b '.repeat(by)}c${'))'.repeat(by)}`;
}

function said(text: string): string[] {
  return parseQuery(text).messages.map((message) => message.text);
}

describe('words', () => {
  it('must all occur, and IT is meant unless the query says otherwise', () => {
    expect(parseQuery('cyber cloud')).toEqual({
      query: { kind: 'and', of: [word('cyber'), word('cloud'), IT] },
      messages: [],
      sort: 'newest',
      canonical: 'cyber cloud it:balanced',
    });
    expect(parseQuery('').query).toEqual(IT);
    expect(parseQuery('cyber it:broad').canonical).toBe('cyber it:broad');
    expect(parseQuery('cyber OR -it:strict').canonical).toBe('cyber OR -it:strict');
  });

  it('are stemmed, phrases keep order, compound words are phrases', () => {
    expect(clauses('networking')).toMatchObject({ tokens: ['network'], written: 'networking' });
    expect(clauses('"security operations"')).toMatchObject({ tokens: ['secur', 'oper'], quoted: true });
    expect(clauses('“security operations”')).toMatchObject({ tokens: ['secur', 'oper'], quoted: true });
    expect(clauses('wi-fi')).toMatchObject({ kind: 'text', tokens: ['wi', 'fi'], quoted: false });
    expect(clauses('C++')).toMatchObject({ tokens: stems('cplusplus'), written: 'C++' });
    expect(clauses('(.NET),')).toMatchObject({ tokens: ['dotnet'], written: '.NET' });
  });

  it('in 2 to 5 capitals count only in capitals, unless quoted', () => {
    expect(clauses('SIEM')).toEqual({ kind: 'capitals', word: 'siem', inTitle: false, negated: false });
    expect(clauses('AI,')).toEqual({ kind: 'capitals', word: 'ai', inTitle: false, negated: false });
    expect(clauses('"SIEM"')).toMatchObject({ kind: 'text', tokens: ['siem'] });
    expect(clauses('PLATFORM')).toMatchObject({ kind: 'text', tokens: ['platform'] });
    expect(clauses('O365')).toMatchObject({ kind: 'text', tokens: ['o365'] });
  });

  it('with a star are beginnings of words, as they are written', () => {
    expect(clauses('wom*')).toMatchObject({ tokens: ['wom'], prefix: true, written: 'wom*' });
    expect(clauses('securit*')).toMatchObject({ tokens: ['securit'], prefix: true });
    expect(clauses('"cyber securit*"')).toMatchObject({ tokens: ['cyber', 'securit'], prefix: true });
    expect(clauses('w*')).toMatchObject({ tokens: ['w'], prefix: false, written: 'w' });
    expect(said('w*')).toEqual(['`w*` needs at least 2 letters before its `*`']);
  });

  it('without letters or digits are passed over', () => {
    expect(parseQuery('research & development - ***').canonical).toBe('research development it:balanced');
    expect(said('research & development - / ,')).toEqual([]);
    expect(said('cyber !!! ""')).toHaveLength(2);
  });
});

describe('operators', () => {
  it('join: AND binds tighter than OR', () => {
    expect(parseQuery('cyber AND cloud OR data it:any').canonical).toBe('(cyber cloud) OR (data it:any)');
    expect(parseQuery('cyber (cloud OR data)').canonical).toBe('cyber (cloud OR data) it:balanced');
    expect(parseQuery('cyber OR cloud').canonical).toBe('(cyber OR cloud) it:balanced');
    expect(parseQuery('((cyber) ((cloud data)))').canonical).toBe('cyber cloud data it:balanced');
    expect(clauses('and or not')).toMatchObject({ kind: 'and', of: [{}, { written: 'and' }, {}, {}] });
  });

  it('negate, down to the clauses (De Morgan)', () => {
    expect(parseQuery('-guarding').canonical).toBe('-guarding it:balanced');
    expect(parseQuery('NOT guarding').canonical).toBe('-guarding it:balanced');
    expect(parseQuery('-(a b)').canonical).toBe('(-a OR -b) it:balanced');
    expect(parseQuery('-(a OR b)').canonical).toBe('-a -b it:balanced');
    expect(parseQuery('-(a (b OR -c))').canonical).toBe('(-a OR (-b c)) it:balanced');
    expect(parseQuery('NOT -a').canonical).toBe('a it:balanced');
    expect(parseQuery('-region:wales -"a b" -AI').canonical).toBe('-region:wales -"a b" -AI it:balanced');
  });

  it.each([
    ['(cyber', 0, 1, 'this `(` is never closed'],
    ['cyber)', 5, 1, 'this `)` closes nothing'],
    ['say "cyber', 4, 1, 'this quotation mark is never closed'],
    ['cyber OR', 6, 2, '`OR` needs something on both sides'],
    ['OR cyber', 0, 2, '`OR` needs something on both sides'],
    ['cyber NOT', 6, 3, 'this leaves nothing out: say what, as in `-guarding`'],
  ])('that join nothing are pointed at: %s', (text, at, length, message) => {
    expect(parseQuery(text).messages).toEqual([{ at, length, text: message }]);
    expect(JSON.stringify(parseQuery(text).query)).toContain('["cyber"]');
  });
});

describe('fields', () => {
  it.each<[string, Leaf]>([
    ['it:strict', { kind: 'it', setting: 'strict', negated: false }],
    ['it:strict,broad', { kind: 'it', setting: 'broad', negated: false }],
    [
      'category:security,cloud',
      { kind: 'fact', field: 'category', any: ['security', 'cloud'], negated: false },
    ],
    ['Category:Security', { kind: 'fact', field: 'category', any: ['security'], negated: false }],
    ['stage:open,award', { kind: 'stage', any: ['open', 'award'], negated: false }],
    ['cpv:72,4800', { kind: 'cpv', any: ['72', '4800'], negated: false }],
    ['cpv:72000000-5', { kind: 'cpv', any: ['72'], negated: false }],
    ['cpv:72212000', { kind: 'cpv', any: ['72212'], negated: false }],
    ['region:wales,UKD', { kind: 'region', any: ['UKD', 'UKL'], stated: false, negated: false }],
    ['region:"north west"', { kind: 'region', any: ['UKD'], stated: false, negated: false }],
    ['region:north-west', { kind: 'region', any: ['UKD'], stated: false, negated: false }],
    ['region: wales', { kind: 'region', any: ['UKL'], stated: false, negated: false }],
    ['region:england', { kind: 'region', any: [...ENGLAND], stated: false, negated: false }],
    ['region:stated', { kind: 'region', any: [], stated: true, negated: false }],
    ['-region:stated', { kind: 'region', any: [], stated: true, negated: true }],
    ['-region:wales,stated', { kind: 'region', any: ['UKL'], stated: false, negated: true }],
    ['value:50k..500k', { kind: 'value', min: 5_000_000, max: 50_000_000, stated: false, negated: false }],
    [
      'value:£50,000-£500,000',
      { kind: 'value', min: 5_000_000, max: 50_000_000, stated: false, negated: false },
    ],
    ['value:500k..50k', { kind: 'value', min: 5_000_000, max: 50_000_000, stated: false, negated: false }],
    ['value:>1m', { kind: 'value', min: 100_000_001, max: undefined, stated: false, negated: false }],
    ['value:<=20k', { kind: 'value', min: undefined, max: 2_000_000, stated: false, negated: false }],
    ['value:<20k', { kind: 'value', min: undefined, max: 1_999_999, stated: false, negated: false }],
    ['value:£1.25m..', { kind: 'value', min: 125_000_000, max: undefined, stated: false, negated: false }],
    ['value:..99.99', { kind: 'value', min: undefined, max: 9_999, stated: false, negated: false }],
    ['value:50k..,stated', { kind: 'value', min: 5_000_000, max: undefined, stated: true, negated: false }],
    ['value:stated', { kind: 'value', min: undefined, max: undefined, stated: true, negated: false }],
    ['ends:6m..18m', ends(months(6), months(18))],
    ['ends:6m-18m', ends(months(6), months(18))],
    ['ends:6–18m', ends(months(6), months(18))],
    ['ends:6..18M', ends(months(6), months(18))],
    ['ends:18m..6m', ends(months(6), months(18))],
    ['ends:"6 months..18 months"', ends(months(6), months(18))],
    ['ends:<12m', ends(TODAY, months(12))],
    ['ends:12m', ends(TODAY, months(12))],
    ['ends:..12m', ends(TODAY, months(12))],
    ['ends:0d..12m', ends(TODAY, months(12))],
    ['ends:0m..90d', ends(TODAY, { after: 90, unit: 'days' })],
    ['ends:>2y', ends({ after: 2, unit: 'years' }, undefined)],
    ['ends:6w..', ends({ after: 6, unit: 'weeks' }, undefined)],
    ['ends:6w..1y', ends({ after: 6, unit: 'weeks' }, { after: 1, unit: 'years' })],
    ['ends:..2027-03-31', ends(undefined, day('2027-03-31'))],
    ['ends:<=2027-03-31', ends(undefined, day('2027-03-31'))],
    ['ends:<2027-03-31', ends(undefined, day('2027-03-30'))],
    ['ends:>2027', ends(day('2028-01-01'), undefined)],
    ['ends:>=2027', ends(day('2027-01-01'), undefined)],
    ['ends:2027', ends(day('2027-01-01'), day('2027-12-31'))],
    ['ends:2028-02', ends(day('2028-02-01'), day('2028-02-29'))],
    ['ends:2027-03..2027', ends(day('2027-03-01'), day('2027-12-31'))],
    ['ends:2027..2026', ends(day('2026-01-01'), day('2027-12-31'))],
    ['ends:2027-01-01..2027-12-31', ends(day('2027-01-01'), day('2027-12-31'))],
    ['ends:2027-01-01..2y', ends(day('2027-01-01'), { after: 2, unit: 'years' })],
    ['ends:stated', ends(undefined, undefined)],
    ['closing:>7d', { ...ends({ after: 7, unit: 'days' }, undefined), field: 'closing' }],
    ['closing:<2w', { ...ends(TODAY, { after: 2, unit: 'weeks' }), field: 'closing' }],
    ['published:<7d', { ...ends({ after: -7, unit: 'days' }, TODAY), field: 'published' }],
    ['published:7d', { ...ends({ after: -7, unit: 'days' }, TODAY), field: 'published' }],
    ['published:>1m', { ...ends(undefined, { after: -1, unit: 'months' }), field: 'published' }],
    [
      'published:2w..4w',
      { ...ends({ after: -4, unit: 'weeks' }, { after: -2, unit: 'weeks' }), field: 'published' },
    ],
    ['published:2026-10', { ...ends(day('2026-10-01'), day('2026-10-31')), field: 'published' }],
    ['published:2026-10-01..', { ...ends(day('2026-10-01'), undefined), field: 'published' }],
    [
      'published:2026-10-01..7d',
      { ...ends(day('2026-10-01'), { after: -7, unit: 'days' }), field: 'published' },
    ],
    ['category:Cyber', { kind: 'fact', field: 'category', any: ['security'], negated: false }],
    ['subcategory:lan-wifi', { kind: 'fact', field: 'subcategory', any: ['lan-wifi'], negated: false }],
    [
      'portal:FTS,s2w',
      { kind: 'fact', field: 'portal', any: ['find-a-tender', 'sell2wales'], negated: false },
    ],
    ['buyer-type:"blue light"', { kind: 'fact', field: 'buyer-type', any: ['blue-light'], negated: false }],
    [
      '-framework:call_off,G-Cloud-14',
      { kind: 'fact', field: 'framework', any: ['call-off', 'g-cloud-14'], negated: true },
    ],
    ['threshold:below', { kind: 'fact', field: 'threshold', any: ['below'], negated: false }],
    ['procedure:direct', { kind: 'fact', field: 'procedure', any: ['direct-award'], negated: false }],
    ['sme:yes', { kind: 'fact', field: 'sme', any: ['yes'], negated: false }],
    ['title:cloud', { ...word('cloud'), inTitle: true }],
    ['title:AI', { kind: 'capitals', word: 'ai', inTitle: true, negated: false }],
    ['region:CF10', { kind: 'region', any: ['UKL'], stated: false, negated: false }],
    ['region:sk', { kind: 'region', any: ['UKD', 'UKF'], stated: false, negated: false }],
    ['region:"M1 1AA"', { kind: 'region', any: ['UKD'], stated: false, negated: false }],
    [
      'supplier:Capita',
      { kind: 'party', field: 'supplier', any: [{ tokens: ['capita'], written: 'Capita' }], negated: false },
    ],
    ['ends:2027,stated', ends(day('2027-01-01'), day('2027-12-31'))],
    [
      'buyer:"NHS Wales",council',
      {
        kind: 'party',
        field: 'buyer',
        any: [
          { tokens: ['nh', 'wale'], written: 'NHS Wales' },
          { tokens: ['council'], written: 'council' },
        ],
        negated: false,
      },
    ],
  ])('%s', (text, leaf) => {
    const { query, messages } = parseQuery(`cyber ${text}`);
    expect(messages).toEqual([]);
    expect(query).toMatchObject({ of: expect.arrayContaining([leaf]) as unknown });
  });

  it('takes an order for the whole search, wherever it stands, and the last of several', () => {
    expect(parseQuery('sort:deadline cyber')).toMatchObject({
      sort: 'deadline',
      canonical: 'cyber it:balanced sort:deadline',
    });
    expect(parseQuery('cyber (cloud sort:value) sort:relevance')).toMatchObject({
      sort: 'relevance',
      canonical: 'cyber cloud it:balanced sort:relevance',
    });
    expect(parseQuery('cyber sort:newest').canonical).toBe('cyber it:balanced');
  });

  it('take several words of a title for alternatives', () => {
    expect(parseQuery('title:cloud,"data centre"').canonical).toBe(
      '(title:cloud OR title:"data centre") it:balanced',
    );
  });

  it('take several ranges of money for alternatives, which must all fail when negated', () => {
    expect(parseQuery('value:<20k,>1m').canonical).toBe('(value:<20k OR value:>1m) it:balanced');
    expect(parseQuery('-value:<20k,>1m').canonical).toBe('-value:<20k -value:>1m it:balanced');
  });

  it('take several spans for alternatives, which must all fail when negated', () => {
    expect(parseQuery('ends:2026,18m..2y').canonical).toBe('(ends:2026 OR ends:18m..2y) it:balanced');
    expect(parseQuery('-ends:2026,>9y').canonical).toBe('-ends:2026 -ends:>9y it:balanced');
  });

  it.each([
    ['ends:soon', 5, 4],
    ['cyber ends:6m,6..18', 14, 5],
    ['ends:2027-02-29', 5, 10],
    ['ends:2027-13', 5, 7],
    ['ends:31/03/2027', 5, 10],
    ['ends:101y', 5, 4],
    ['ends:1m..2m..3m', 5, 10],
    ['ends:..', 5, 2],
    ['ends:>', 5, 1],
  ])('point at what is no span of days: %s', (text, at, length) => {
    const [message, ...more] = parseQuery(text).messages;
    expect(message).toEqual({
      at,
      length,
      text: `\`${text.slice(at)}\` is not a span of days; write for example \`6m..18m\` or \`..2027-03-31\``,
    });
    expect(more).toEqual([]);
  });

  it.each([
    ['cyber regoin:wales', 6, 7, '`regoin:` is not a field; did you mean `region:`?'],
    ['location:wales', 0, 9, '`location:` is not a field; did you mean `region:`?'],
    ['closing:soon', 8, 4, '`soon` is not a span of days; write for example `>7d`, `<2w` or `..2026-12-18`'],
    [
      'published:lately',
      10,
      6,
      '`lately` is not a span of days; write for example `<7d`, `2026-10` or `2026-10-01..`',
    ],
    ['expiry:2027', 0, 7, '`expiry:` is not a field; did you mean `ends:`?'],
    ['buyer-type:nsh', 11, 3, '`nsh` is not a kind of buyer; did you mean `nhs`?'],
    [
      'portal:ted',
      7,
      3,
      '`ted` is not a portal; it can be find-a-tender, public-contracts-scotland, sell2wales, contracts-finder',
    ],
    ['sme:maybe', 4, 5, '`maybe` is not an answer to `sme:`; it can be yes, no'],
    ['subcategory:lan-wfi', 12, 7, '`lan-wfi` is not a subcategory; did you mean `lan-wifi`?'],
    ['framework:£', 10, 1, '`£` is not a framework; it can be yes, no, call-off, new, dynamic-market, named'],
    ['cyber sort:best', 11, 4, '`best` is not an order; it can be newest, relevance, deadline, value'],
    ['budget:10k', 0, 7, '`budget:` is not a field; did you mean `value:`?'],
    ['category:secuirty', 9, 8, '`secuirty` is not a category; did you mean `security`?'],
    ['region:wale', 7, 4, '`wale` is not a region; did you mean `wales`?'],
    ['region:"noth west"', 7, 11, '`noth west` is not a region; did you mean `"north west"`?'],
    ['stage:opne', 6, 4, '`opne` is not a stage; did you mean `open`?'],
    ['it:sure', 3, 4, '`sure` is not a setting of `it:`; it can be strict, balanced, broad, any'],
    ['cpv:7', 4, 1, '`7` is not a CPV code or the first two to eight digits of one'],
    ['value:lots', 6, 4, '`lots` is not a sum of money; write for example `50k..500k` or `>1m`'],
    ['value:1..2..3', 6, 7, '`1..2..3` is not a sum of money; write for example `50k..500k` or `>1m`'],
    ['buyer:"!"', 6, 3, '`!` is not the name of a buyer'],
    ['cyber region:', 6, 7, '`region:` needs a value'],
  ])('point at what is wrong and leave it out: %s', (text, at, length, message) => {
    const { messages, query } = parseQuery(text);
    expect(messages).toMatchObject([{ at, length, text: message }]);
    expect(JSON.stringify(query)).not.toMatch(/"(region|category|stage|cpv|value|ends|buyer)"/);
  });

  it('keep what is right of a clause that is partly wrong', () => {
    expect(parseQuery('category:security,clowns').canonical).toBe('category:security it:balanced');
  });

  it('that are none are searched as words', () => {
    expect(parseQuery('subject:laptops').canonical).toBe('subject laptops it:balanced');
    expect(said('subject:laptops')).toEqual(['`subject:` is not a field; it is searched as a word']);
    expect(said('Note: laptops')).toEqual([]);
    expect(parseQuery('10:30').canonical).toBe('"10:30" it:balanced');
  });

  it('offer the categories of the taxonomy', () => {
    const taxonomy = readFileSync(new URL('../../config/taxonomy.yaml', import.meta.url), 'utf8');
    const slugs = Array.from(taxonomy.matchAll(/^\s*-?\s*slug:\s*['"]?([a-z-]+)/gm), (found) => found[1]);
    expect(CATEGORY_SLUGS).toEqual(slugs);
  });
});

describe('identifiers', () => {
  const GUID = '0a1b2c3d-0000-4000-8000-00000000000a';

  it.each([
    ['075962-2026', 'notice:find-a-tender:075962-2026'],
    ['2023/S 000-008624', 'notice:find-a-tender:008624-2023'],
    [
      'https://www.find-tender.service.gov.uk/Notice/075962-2026?origin=x',
      'notice:find-a-tender:075962-2026',
    ],
    ['find-tender.service.gov.uk/Notice/075962-2026.', 'notice:find-a-tender:075962-2026'],
    [GUID.toUpperCase(), `notice:contracts-finder:${GUID}`],
    [`${GUID}-812345`, `notice:contracts-finder:${GUID}`],
    [`https://www.contractsfinder.service.gov.uk/notice/${GUID}?p=1`, `notice:contracts-finder:${GUID}`],
    [
      'https://www.publiccontractsscotland.gov.uk/search/show/search_view.aspx?ID=SEP400101',
      'notice:public-contracts-scotland:SEP400101',
    ],
    ['sell2wales.gov.wales/Search/Show/search_view.aspx?id=nov500201', 'notice:sell2wales:NOV500201'],
    ['ocds-h6vhtk-04F5E6', 'ocid:ocds-h6vhtk-04f5e6'],
    [`ocds-b5fd17-${GUID}`, `ocid:ocds-b5fd17-${GUID}`],
  ])('%s finds its procurement, IT or not', (text, key) => {
    const { query, messages } = parseQuery(` ${text} `);
    expect(query).toMatchObject({ kind: 'identifier', key, negated: false });
    expect(messages).toEqual([]);
  });

  it('stand beside other clauses', () => {
    expect(parseQuery('075962-2026 cyber').canonical).toBe('075962-2026 cyber it:balanced');
    expect(parseQuery('-075962-2026').canonical).toBe('-075962-2026 it:balanced');
    expect(parseQuery('075962-2026 OR 000001-2026').canonical).toBe('075962-2026 OR 000001-2026');
    const welsh = 'https://www.sell2wales.gov.wales/search/show/search_view.aspx?ID=NOV500201';
    expect(parseQuery(parseQuery(`${welsh} cyber`).canonical).canonical).toBe(`${welsh} cyber it:balanced`);
  });

  it('are not seen in phrases, other sites or attachments', () => {
    for (const text of [
      '"075962-2026"',
      '75962-2026',
      'https://example.org/Notice/075962-2026',
      `https://www.contractsfinder.service.gov.uk/Notice/Attachment/${GUID}`,
    ]) {
      expect(JSON.stringify(parseQuery(text).query)).not.toContain('identifier');
    }
  });
});

describe('limits', () => {
  it('cut what is too long before the word that would be torn', () => {
    const text = `${'abcdefghijkl'.repeat(8)} `.repeat(25);
    const { messages, canonical } = parseQuery(`"${text}`);
    expect(messages.map((message) => message.text)).toContain(
      'a query has at most 2,000 characters; the rest was left out',
    );
    expect(canonical.length).toBeLessThanOrEqual(LONGEST_QUERY);
    expect(canonical).toMatch(/abcdefghijkl" it:balanced$/);
  });

  it('stop after a hundred words and clauses, and still ask for IT', () => {
    const words = Array.from({ length: MOST_TERMS + 20 }, (_, at) => `w${at}`).join(' ');
    const { messages, query, canonical } = parseQuery(`${words} it:strict`);
    expect(messages).toEqual([
      { at: words.indexOf('w100'), length: 4, text: expect.stringContaining('at most 100 words') as unknown },
    ]);
    expect(query).toMatchObject({ of: { length: MOST_TERMS + 1 } });
    expect(canonical).toMatch(/ w99 it:strict$/);
  });

  it('take some beginnings of words, and leave out the rest of them', () => {
    const words = Array.from({ length: MOST_BEGINNINGS + 2 }, (_, at) => `w${at}*`).join(' OR ');
    const { messages, canonical } = parseQuery(`${words} OR cyber`);
    expect(messages).toEqual([
      {
        at: words.indexOf('w20*'),
        length: 4,
        text: expect.stringContaining('at most 20 words with') as unknown,
      },
    ]);
    expect(canonical).toMatch(/w19\* OR cyber\) it:balanced$/);
  });

  it('take so many words in phrases, and so many clauses that are compared row by row', () => {
    const phrase = `"${'the '.repeat(MOST_IN_PHRASES).trim()}"`;
    expect(said(phrase)).toEqual([]);
    expect(said(`${phrase} "of the"`)).toEqual([
      'a query has at most 24 words in phrases; from here on they were left out',
    ]);
    const days = Array.from({ length: MOST_COMPARED + 3 }, (_, at) => `-ends:${at + 1}d..99d`).join(' ');
    expect(said(days)).toEqual([
      'a query has at most 20 clauses about days and money; from here on they were left out',
    ]);
    const places = '-region:wales '.repeat(MOST_PLACES_OUT);
    expect(said(places)).toEqual([]);
    expect(said(`${places} -region:ukc`)).toEqual([
      'a query has at most 5 clauses that leave out places; from here on they were left out',
    ]);
    expect(parseQuery(`${days} cyber`).canonical).toMatch(/-ends:20d\.\.99d cyber it:balanced$/);
  });

  it('never leave an order out, nor the word behind it', () => {
    expect(parseQuery('-sort:value cyber')).toMatchObject({
      sort: 'value',
      canonical: 'cyber it:balanced sort:value',
      messages: [{ at: 0, length: 1 }],
    });
    expect(parseQuery('cyber NOT sort:value cloud').canonical).toBe('cyber cloud it:balanced sort:value');
  });

  it('pass over parentheses that nest too deep', () => {
    expect(said(deep(9))).toEqual([]);
    expect(said(deep(40))).toEqual([expect.stringContaining('nest at most')]);
    expect(said(`${'('.repeat(900)}a${')'.repeat(900)}`)).toHaveLength(1);
    expect(said('-'.repeat(1999))).toEqual([]);
  });
});
