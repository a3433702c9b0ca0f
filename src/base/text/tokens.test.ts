import { describe, expect, it } from 'vitest';
import { stem, stemsBehind } from './stem.ts';
import { joinedWords, stems, sentences, tokens } from './tokens.ts';

function words(text: string): string[] {
  return tokens(text).map((token) => token.word);
}

function capitals(text: string): string[] {
  return tokens(text)
    .filter((token) => token.capitals)
    .map((token) => token.word);
}

describe('tokens', () => {
  it('stems words and drops accents, case and punctuation', () => {
    expect(stems('Cafés, networking & NETWORKS')).toEqual(['cafe', 'network', 'network']);
  });

  it('keeps the names whose punctuation matters', () => {
    expect(words('C++ and C# on .NET for R&D, r & d, F# and ASP.NET')).toEqual([
      'cplusplus',
      'and',
      'csharp',
      'on',
      'dotnet',
      'for',
      'randd',
      'randd',
      'fsharp',
      'and',
      'asp',
      'dotnet',
    ]);
  });

  it.each([
    ['example.net', ['example', 'net']],
    ['.network', ['network']],
    ['abc++', ['abc']],
    ['C# 7, c', ['csharp', '7', 'c']],
    ['R&DX', ['r', 'dx']],
    ['c+ +', ['c']],
  ])('takes %s for no such name, or for the right one', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  it('parts words at hyphens and joins them at apostrophes', () => {
    expect(stems("wi-fi, people's, don't, people’s")).toEqual(['wi', 'fi', 'peopl', 'dont', 'peopl']);
    expect(words("'quoted' O'Brien's dogs' 's")).toEqual(['quoted', 'obrien', 'dogs', 's']);
  });

  it.each([
    ['O365 and Win11', ['o365', 'and', 'win11']],
    ['£1.2m–£3m', ['1', '2m', '3m']],
    ['https://www.example.org/a_b?c=1', ['https', 'www', 'example', 'org', 'a', 'b', 'c', '1']],
    ['ﬁbre ＡＩ ½ m² Ⅳ', ['fibre', 'ai', '1', '2', 'm2', 'iv']],
    ['infra\u00ADstructure\u200D x\u200By', ['infrastructure', 'x', 'y']],
    ['مرحبا بالعالم', ['مرحبا', 'بالعالم']],
    ['网络安全 IT', ['网', '络', '安', '全', 'it']],
    ['ΟΔΟΣ οδος', ['οδοσ', 'οδοσ']],
    ['a👩‍💻b 1️⃣ \u{1F510}', ['a', 'b', '1']],
    ['x\uD800y \uDC00', ['x', 'y']],
    ['nul\0nul', ['nul', 'nul']],
    ['e\u0301tude I\u0307', ['etude', 'i']],
    ['', []],
    ['– … !', []],
  ])('makes of %j the words it holds', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  it('cuts what is too long for a word, never through a character', () => {
    expect(words('x'.repeat(100))).toEqual(['x'.repeat(40)]);
    expect(words(`${'x'.repeat(39)}\u{10330}`)).toEqual(['x'.repeat(39)]);
  });

  it('marks short words in capitals, and every word of a text that shouts', () => {
    expect(capitals('Supply of IT and it again, COVID and PLATFORM, the NHS’s')).toEqual([
      'it',
      'covid',
      'nhs',
    ]);
    expect(capitals('SUPPLY OF IT AND C++')).toEqual(['supply', 'of', 'it', 'and', 'cplusplus']);
    expect(capitals('Supply of It')).toEqual([]);
  });

  it('answers the same when asked again, whether or not the text shouts', () => {
    expect(capitals('supply of IT')).toEqual(['it']);
    expect(capitals('SUPPLY OF IT')).toHaveLength(3);
    expect(tokens('supply of IT')).toEqual(tokens('supply of IT'));
    expect(capitals('supply')).toEqual([]);
  });
});

describe('sentences', () => {
  it('are read each as if it stood alone', () => {
    const text = 'We buy SMS services. IT SUPPORT; .NET and R&D\nASP.NET • the end';
    const found = sentences(text);

    expect(found.map((sentence) => sentence.text)).toEqual([
      'We buy SMS services.',
      'IT SUPPORT;',
      '.NET and R&D',
      'ASP.NET ',
      ' the end',
    ]);
    for (const sentence of found) expect(sentence.words).toEqual(tokens(sentence.text));
  });

  it('shout by themselves, but not in a text that does not', () => {
    const quiet = 'A first sentence. MANAGED SERVICES 24 ';
    const shouted = sentences(quiet)[1]?.words.map((token) => [token.word, token.capitals]);

    expect(shouted).toEqual([
      ['managed', true],
      ['services', true],
      ['24', true],
    ]);
    // The same words, whether the sentences were asked for before or not.
    expect(tokens(quiet)).toEqual(tokens(`${quiet} `));
    expect(capitals(quiet)).toEqual([]);
  });
});

describe('stem', () => {
  it('holds American and British spelling together', () => {
    for (const [american, british] of [
      ['digitization', 'digitisation'],
      ['virtualized', 'virtualised'],
      ['organizations', 'organisations'],
    ] as const) {
      expect(stem(american)).toBe(stem(british));
    }
    expect(stem('size')).toBe('size');
  });
});

describe('stemsBehind', () => {
  it.each([
    ['securit', ['secur']],
    ['managem', ['manag']],
    ['deploy', ['deploi']],
    ['key', ['kei']],
    ['organiz', ['organ', 'organis']],
    ['wom', []],
    ['cyb', []],
    ['365', []],
  ])('%s* also means the stems %s', (prefix, expected) => {
    expect(stemsBehind(prefix)).toEqual(expected);
  });
});

describe('joinedWords', () => {
  it.each([
    ['Wi-Fi for schools', ['wifi']],
    ['“e-mail”, end-to-end', ['email', 'endtoend']],
    ['café-bar', ['cafebar']],
    ['Wi\u2011Fi, multi\u2010agency', ['wifi', 'multiag']],
    ['ISO-27001 and 2026-08-12, 0300-123', ['iso27001']],
    ['-x a- b--c a-b-c-d-e', []],
    ['no hyphen', []],
  ])('%s', (text, expected) => {
    expect(joinedWords(text)).toEqual(expected);
  });
});
