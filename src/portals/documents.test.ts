import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cleanLine } from './clean-text.ts';
import { pathOf, readDocuments, readUrl } from './documents.ts';

it.each([
  ['https://a.example/x', 'https://a.example/x'],
  ['www.the-chest.org.uk', 'https://www.the-chest.org.uk/'],
  ['bids.example/path?q=1', 'https://bids.example/path?q=1'],
  ['HTTP://A.example', 'http://a.example/'],
  ['http://Contract Finder', undefined],
  ['javascript:alert(1)', undefined],
  ['ftp://a.example/x', undefined],
  ['see the portal', undefined],
  ['N/A', undefined],
  [`https://a.example/${'x'.repeat(2000)}`, undefined],
  [null, undefined],
])('reads %j as %j', (written, url) => {
  expect(readUrl(written)).toBe(url);
});

it('keeps each usable document once, at most fifty, the notice itself left out', () => {
  const many = Array.from({ length: 60 }, (_, n) => ({
    url: `https://a.example/${String(n)}`,
    description: 'n/a',
  }));
  const documents = [
    { url: 'https://p.example/Notice/1', documentType: 'tenderNotice' },
    { url: 'https://b.example/', title: 'Terms' },
    { url: 'b.example', title: 'Again' },
    ...many,
  ];
  const read = readDocuments(documents, (document) => document['documentType'] === 'tenderNotice', cleanLine);
  expect(read).toHaveLength(50);
  expect(read.slice(0, 2)).toEqual([
    { title: 'Terms', url: 'https://b.example/' },
    { title: 'Document', url: 'https://a.example/0' },
  ]);
});

it('reads a plain address as a URL parser does', () => {
  const host = fc.stringMatching(/^[a-z]{1,5}(?:-[a-z\d]{1,3})?\.[a-z]{2,4}$/);
  const path = fc.stringMatching(/^[\w/-]{0,12}$/);
  fc.assert(
    fc.property(fc.constantFrom('http', 'https'), host, path, (scheme, where, rest) => {
      const url = new URL(`${scheme}://${where}/${rest}`);
      expect([readUrl(url.href), pathOf(url.href)]).toEqual([url.href, url.pathname]);
    }),
  );
});

it.each([
  ['https://a.example/Notice/1?q=2#x', '/Notice/1'],
  ['a.example', '/'],
  ['N/A', ''],
  [undefined, ''],
])('finds the path of %j', (written, path) => {
  expect(pathOf(written)).toBe(path);
});
