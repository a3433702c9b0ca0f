import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stems } from '../../src/base/text/tokens.ts';
import { documentOf } from '../../src/match/document.ts';
import { matches } from '../../src/match/evaluate.ts';
import { highlight } from '../../src/match/highlight.ts';
import { parseQuery } from '../../src/match/parse.ts';
import { aProcurement, aView } from '../builders.ts';

const WORDS = [
  'cyber',
  'Security',
  'TESTS',
  'test',
  'wi-fi',
  'WiFi',
  'C++',
  'ASP.NET',
  'R & D',
  "council's",
  'o\uFB03ce',
  '½',
  '™',
  '入札',
  '😀',
  '\u00AD',
  '\u202E',
  '\n',
  '. ',
  '-',
  '/',
  '’',
];
const text = fc.oneof(
  fc
    .array(fc.oneof(fc.constantFrom(...WORDS), fc.string({ unit: 'binary', maxLength: 6 })), {
      maxLength: 60,
    })
    .map((parts) => parts.join(' ')),
  fc.array(fc.constantFrom(...WORDS, ' '), { maxLength: 60 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 600 }),
);
const query = fc
  .array(
    fc.constantFrom(
      'cyber',
      'secur*',
      '"cyber security"',
      'test',
      'wifi',
      'wi-fi',
      'SIEM',
      '-tests',
      'title:cyber',
      '.NET',
      'office',
      'OR',
      '入札',
      'R&D',
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => parts.join(' '));

describe('highlighting', () => {
  it('takes any text, shows nothing that is not in it, and cuts no pair', () => {
    fc.assert(
      fc.property(fc.oneof(query, text), text, text, (asked, title, description) => {
        const shown = highlight(parseQuery(asked).query, { title, description, descriptions: [description] });
        expect(shown.title.map((segment) => segment.text).join('')).toBe(title);
        const snippet = shown.snippet.map((segment) => segment.text).join('');
        expect(snippet.length).toBeLessThanOrEqual(202);
        const bare = snippet.replace(/^…/, '').replace(/…$/, '');
        expect(
          description.includes(snippet) || description.includes(bare) || `${description}…`.includes(bare),
        ).toBe(true);
        expect([...shown.title, ...shown.snippet].every((segment) => segment.text !== '')).toBe(true);
        expect(/\p{Cs}/u.test(snippet) && !/\p{Cs}/u.test(description)).toBe(false);
      }),
      { numRuns: 600, seed: 17 },
    );
  });

  it('marks a hit wherever a search for one word finds one, and only words that are one', () => {
    let found = 0;
    const word = fc.constantFrom(
      'cyber',
      'security',
      'test',
      'wifi',
      'wi-fi',
      'office',
      'secur*',
      '.NET',
      'C++',
      '入札',
    );
    fc.assert(
      fc.property(word, text, (asked, title) => {
        const { query: tree } = parseQuery(`it:any ${asked}`);
        const view = aView({ title, titles: [title], description: '', descriptions: [] });
        const matched = matches(tree, documentOf(aProcurement({ view })), 0);
        const hits = highlight(tree, view).title.filter(({ isHit }) => isHit);
        found += matched ? 1 : 0;
        expect(!matched && hits.length > 0).toBe(false);
        // Folding may leave no place to show (`™` becomes a part of the word before it): then nothing is marked.
        const isPlain = /^[\x20-\x7E]*$/.test(title);
        expect(matched && isPlain && hits.length === 0).toBe(false);
        for (const hit of hits) expect(stems(hit.text)).not.toEqual([]);
      }),
      { numRuns: 2500, seed: 19 },
    );
    expect(found).toBeGreaterThan(150);
  });
});
