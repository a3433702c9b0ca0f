import { describe, expect, it } from 'vitest';
import { highlight, type Segment } from './highlight.ts';
import { parseQuery } from './parse.ts';

/** Hits in brackets. */
function shown(segments: readonly Segment[]): string {
  return segments.map(({ text, isHit }) => (isHit ? `[${text}]` : text)).join('');
}

function inText(query: string, text: string): string {
  const { snippet } = highlight(parseQuery(query).query, {
    title: '',
    description: text,
    descriptions: [text],
  });
  return shown(snippet);
}

function inTitle(query: string, title: string): string {
  return shown(highlight(parseQuery(query).query, { title, description: '', descriptions: [] }).title);
}

describe('what is highlighted', () => {
  it.each([
    // Words in any form, and only whole ones.
    [
      'testing',
      'We test, tested and TESTS; contests are not.',
      'We [test], [tested] and [TESTS]; contests are not.',
    ],
    ['security', 'Insecurity is no security.', 'Insecurity is no [security].'],
    ['council', "The Council's, the council’s", "The [Council's], the [council’s]"],
    ['café', 'Cafés and CAFE', '[Cafés] and [CAFE]'],
    ['digitisation', 'digitization of x', '[digitization] of x'],
    // Phrases.
    [
      '"security operations"',
      'Security  operations, security of operations',
      '[Security  operations], security of operations',
    ],
    ['"security operations centre"', 'a security operations\ncentre', 'a [security operations\ncentre]'],
    ['security operations', 'security of operations', '[security] of [operations]'],
    // Beginnings.
    ['secur*', 'Secured, securities and sec', '[Secured], [securities] and sec'],
    ['"cyber secur*"', 'cyber security, cyber x security', '[cyber security], cyber x security'],
    ['securit*', 'secure security', '[secure] [security]'],
    // Capitals.
    ['SIEM', 'SIEM, siem', '[SIEM], siem'],
    ['title:SIEM', 'SIEM', 'SIEM'],
    // Hyphens: either way round.
    ['wi-fi', 'wi-fi, WiFi and wi fi', '[wi-fi], [WiFi] and [wi fi]'],
    ['wifi', 'Wi-Fi for a wifi', '[Wi-Fi] for a [wifi]'],
    ['end-to-end', 'An end-to-end test', 'An [end-to-end] test'],
    ['cyber', 'cyber-security/cyber', '[cyber]-security/[cyber]'],
    // Names with marks in them.
    ['C++', 'C, C++ and C#.', 'C, [C++] and C#.'],
    ['.NET', 'ASP.NET, .NET and example.net', 'ASP[.NET], [.NET] and example.net'],
    ['"R&D"', 'R&D, R & D, for & during', '[R&D], [R & D], for & during'],
    ['net', 'ASP.NET, .NET and example.net', 'ASP.NET, .NET and example.[net]'],
    // What is left out is never shown as found; what only a title may say is not sought elsewhere.
    ['-guarding cyber', 'guarding cyber', 'guarding [cyber]'],
    ['title:cyber', 'cyber', 'cyber'],
    ['(cloud OR cyber)', 'cyber and cloud', '[cyber] and [cloud]'],
    ['category:security', 'Security', 'Security'],
    // Folded on the way: ligatures, joiners that nobody sees, full-width forms, marks of their own.
    [
      'office',
      'o\uFB03ce o\u00ADffice \uFF4F\uFF46\uFF46\uFF49\uFF43\uFF45',
      '[o\uFB03ce] [o\u00ADffice] [\uFF4F\uFF46\uFF46\uFF49\uFF43\uFF45]',
    ],
    ['cyber', 'x™ ½ № cyber 😀 cyber', 'x™ ½ № [cyber] 😀 [cyber]'],
    ['入札', '公告入札公告', '公告[入札]公告'],
  ])('for %s in %j', (query, text, expected) => {
    expect(inText(query, text)).toBe(expected);
  });

  it('is in the title what is sought in the title, and what is sought anywhere', () => {
    expect(inTitle('title:cyber test', 'Cyber Testing of x')).toBe('[Cyber] [Testing] of x');
    expect(inTitle('SOC', 'AN SOC OR A soc')).toBe('AN [SOC] OR A soc');
    expect(inTitle('soc', 'AN SOC')).toBe('AN [SOC]');
  });
});

describe('a snippet', () => {
  const filler = 'Nothing of interest stands here. '.repeat(30);

  it('is the stretch that holds the most different words, then the most hits, then the earliest', () => {
    const text = `cyber cyber cyber. ${filler} Cyber and cloud. ${filler} cyber`;
    expect(inText('cyber cloud', text)).toMatch(/^….*\[Cyber\] and \[cloud\].*…$/);
    expect(inText('cyber', text)).toMatch(/^\[cyber\] \[cyber\] \[cyber\]\. Nothing .*…$/);
    expect(inText('cyber', `cyber ${filler} cyber`)).toMatch(/^\[cyber\]/);
  });

  it('is about two hundred characters, from word to word', () => {
    for (const text of [`${filler}cyber ${filler}`, `${filler}cyber`, `cyber ${filler}`, filler]) {
      const snippet = inText('cyber', text);
      const bare = snippet.replaceAll(/[[\]…]/g, '');
      expect(bare.length).toBeGreaterThan(160);
      expect(bare.length).toBeLessThanOrEqual(200);
      expect(` ${text} `).toContain(` ${bare.trim()}${snippet.endsWith('…') ? '' : ' '}`);
      expect(bare).toMatch(/^(?:Nothing|of|interest|stands|here\.|cyber) /);
    }
  });

  it('is taken from whichever description says it, the current one first', () => {
    const { query } = parseQuery('cyber');
    const of = (...descriptions: string[]) =>
      shown(highlight(query, { title: '', description: descriptions[0] ?? '', descriptions }).snippet);
    expect(of('Roads', 'Cyber one')).toBe('[Cyber] one');
    expect(of('Cyber now', 'Cyber then')).toBe('[Cyber] now');
    expect(of('Roads', 'Walls')).toBe('Roads');
    expect(highlight(query, { title: '', description: '', descriptions: [] }).snippet).toEqual([]);
  });

  it('never cuts a character in two', () => {
    for (let pad = 0; pad < 8; pad += 1) {
      const text = `${'x'.repeat(pad)}${'😀'.repeat(400)}`;
      expect(inText('cyber', text)).toMatch(/^x*(?:😀)+…$/u);
      const marked = `${'x'.repeat(pad)}${'e\u0301\u0323'.repeat(400)}`;
      expect(inText('cyber', marked)).toMatch(/^x*(?:e\u0301\u0323)+…$/);
    }
  });
});
