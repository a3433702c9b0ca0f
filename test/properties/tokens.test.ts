import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { stem, stemsBehind } from '../../src/base/text/stem.ts';
import { tokens } from '../../src/base/text/tokens.ts';
import { arbitraryOddText, arbitraryWords } from './arbitraries.ts';

const db = new Database(':memory:');
db.exec(`
  create virtual table search using fts5(body, tokenize="unicode61 remove_diacritics 0 tokenchars '_'");
  create virtual table vocabulary using fts5vocab(search, instance);
`);
const insert = db.prepare<[string]>('insert into search(rowid, body) values (1, ?)');
const find = db.prepare<[string], { rowid: number }>('select rowid from search where search match ?');
const terms = db.prepare<[], { term: string }>('select term from vocabulary order by offset');

/** What SQLite makes of the program's tokens, joined by spaces. */
function indexed(words: readonly string[]): string[] {
  db.exec('delete from search');
  insert.run(words.join(' '));
  return terms.all().map(({ term }) => term);
}

const anyText = fc.oneof(arbitraryOddText(), arbitraryWords());

beforeEach(() => {
  db.exec('delete from search');
});
afterAll(() => {
  db.close();
});

describe("the program's tokens in SQLite's full-text index", () => {
  it('are each one token there, unchanged and in order', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const found = tokens(text);
        expect(indexed(found.map((token) => token.stem))).toEqual(found.map((token) => token.stem));
        expect(indexed(found.map((token) => token.word))).toEqual(found.map((token) => token.word));
      }),
      { numRuns: 1000 },
    );
  });

  it('find their row when asked for in quotation marks', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const found = tokens(text).map((token) => token.stem);
        indexed(found);
        for (const word of found) expect(find.all(`"${word}"`)).toEqual([{ rowid: 1 }]);
      }),
      { numRuns: 500 },
    );
  });

  it('stay what they are for every code point there is', () => {
    const made = new Set<string>();
    for (let code = 0; code <= 0x10ffff; code += 1) {
      const char = String.fromCodePoint(code);
      if (/[\p{Cn}\p{Co}\p{Cs}]/u.test(char)) continue;
      for (const { word } of tokens(char)) made.add(word);
    }

    const words = [...made];
    expect(words.length).toBeGreaterThan(100_000);
    expect(indexed(words)).toEqual(words);
  });
});

describe('tokens', () => {
  it('hold letters and digits alone, at most 40 units of them, and never nothing', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const token of tokens(text)) {
          expect(token.word).toMatch(/^[\p{L}\p{N}]{1,40}$/u);
          expect(token.stem).toMatch(/^[\p{L}\p{N}]{1,40}$/u);
        }
      }),
    );
  });

  it('are the same when the words are written anew from them', () => {
    fc.assert(
      fc.property(arbitraryWords(), (text) => {
        const words = tokens(text).map((token) => token.word);
        expect(tokens(words.join(' ')).map((token) => token.word)).toEqual(words);
      }),
    );
  });
});

describe('stemsBehind', () => {
  const word = fc.constantFrom(
    'security',
    'securities',
    'management',
    'managing',
    'networking',
    'organisation',
    'organization',
    'deployment',
    'deployed',
    'deploy',
    'surveys',
    'communications',
    'availability',
    'interoperability',
    'digitisation',
    'virtualized',
    'houses',
    'housing',
    'systems',
    'consultancy',
    'analytical',
    'horizon',
    'key',
    'keys',
    'narratives',
  );

  it('holds the stem of every word that the prefix begins, where that does not begin with it, too', () => {
    fc.assert(
      fc.property(word, fc.nat(), (whole, cut) => {
        const prefix = whole.slice(0, 2 + (cut % (whole.length - 1)));
        const found = stem(whole);
        expect(
          found.startsWith(prefix) || stemsBehind(prefix).includes(found),
          `${prefix}* → ${stemsBehind(prefix).join(' ')}, ${found}`,
        ).toBe(true);
      }),
    );
  });
});
