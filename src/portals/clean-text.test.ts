import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanLine, cleanText } from './clean-text.ts';

describe('cleanText', () => {
  it.each([
    ['plain words', 'plain words'],
    ['  a \t b  ', 'a b'],
    ['a\r\nb\rc', 'a\nb\nc'],
    ['a \n b', 'a\nb'],
    ['a\n\n\n\n b', 'a\n\nb'],
    ['a\u0000b\u0007', 'a b'],
    ['caf&eacute; &amp; bar&#039;s', "café & bar's"],
    ['one<br/>two<p>three</p><ul><li>four</li></ul>', 'one\ntwo\nthree\n\nfour'],
    ['a <script>alert(1)</script> b', 'a b'],
    ['value < £50k & rising', 'value < £50k & rising'],
    ['R&D for AT&T; if a<b', 'R&D for AT&T; if a<b'],
    ['&amp;lt;b&amp;gt; decoded once', '&lt;b&gt; decoded once'],
    ['😀 “quoted”', '😀 “quoted”'],
    [17, '17'],
  ])('makes %j into %j', (written, plain) => {
    expect(cleanText(written)).toBe(plain);
  });

  it.each(['', '   ', '<p></p>', null, undefined, {}, []])('finds no text in %j', (written) => {
    expect(cleanText(written)).toBeUndefined();
  });

  it('puts titles on one line', () => {
    expect(cleanLine('A title\r\nin two\n\nlines')).toBe('A title in two lines');
  });
});

it('reads text however deep its markup is nested', () => {
  const deep = `${'<b>'.repeat(100_000)}Buoys${'</b>'.repeat(100_000)} &amp; floats`;

  expect(cleanText(deep)).toBe('Buoys & floats');
  expect(cleanText('<b>x'.repeat(50_000))).toMatch(/^x x x/);
});

it('finds nothing to do exactly where there is nothing to do', () => {
  const parts = [
    'a',
    'É',
    '€',
    ' ',
    '\n',
    '\t',
    '\r',
    '\u0007',
    '\u007F',
    '\u00A0',
    '\u2009',
    '\u2019',
    '\uFEFF',
    '\u3000',
  ];
  // eslint-disable-next-line no-control-regex -- control characters are among what is cleaned
  const untidy = /[\s\u0000-\u0008\u000E-\u001F\u007F]{2,}|[^\S\n ]|[\u0000-\u0008\u000E-\u001F\u007F]/g;
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 12 }), (letters) => {
      const written = letters.join('');
      const plain = written
        .replace(untidy, (run) => {
          const lines = run.match(/\r\n?|\n/g)?.length ?? 0;
          return lines === 0 ? ' ' : '\n'.repeat(Math.min(lines, 2));
        })
        .trim();
      expect(cleanText(written)).toBe(plain === '' ? undefined : plain);
    }),
    { numRuns: 2000 },
  );
});
