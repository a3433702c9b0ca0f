import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sliceReleases } from './slice-releases.ts';

function slice(page: string | Uint8Array) {
  return sliceReleases(typeof page === 'string' ? Buffer.from(page) : page);
}

describe('sliceReleases', () => {
  it('keeps each release byte for byte, whatever is wrong with its neighbour', () => {
    const bad = '{ "id": "b", "n": 000, "deep": [{"x": "]}"}] }';
    const good = '{"id":"a", "t":"quote \\" and slash \\\\", "big": 1e9999}';
    const page = `\n{"links": {"next": "https://p.example/?a=1"}, "releases" : [ ${bad} ,\n ${good}], "uri": "u"}\n`;

    expect(slice(page)).toEqual({
      ok: true,
      envelope: { links: { next: 'https://p.example/?a=1' }, releases: [], uri: 'u' },
      releases: [bad, good],
    });
  });

  it('cuts every package as JSON.parse would, pretty-printed or not', () => {
    const release = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 }));
    fc.assert(
      fc.property(
        fc.array(release),
        fc.jsonValue(),
        fc.constantFrom(undefined, 1, '\t'),
        (releases, other, indent) => {
          const page = JSON.stringify({ uri: '…“', other, releases, links: { next: null } }, null, indent);
          const sliced = slice(page);
          if (!sliced.ok) throw new Error(sliced.reason);
          expect(sliced.releases.map((text): unknown => JSON.parse(text))).toEqual(
            JSON.parse(JSON.stringify(releases)),
          );
          expect(sliced.releases.every((text) => page.includes(text))).toBe(true);
        },
      ),
    );
  });

  it.each([0, 1, 2, 3, 4])(
    'finds the end of texts of every length with %i backslashes before a quote',
    (count) => {
      const release = Array.from({ length: 120 }, (_, length) => ({
        t: `${'x'.repeat(length)}${'\\'.repeat(count)}"],}${'\\'.repeat(count)}`,
      }));
      for (const indent of [undefined, 1, 4, 8]) {
        const text = JSON.stringify(release.slice(0, 20), null, indent);
        for (const part of [...release, { list: text }])
          expect(
            slice(`{"releases":[${JSON.stringify(part, null, indent)},{"list":${text}}]}`),
          ).toMatchObject({
            ok: true,
            releases: [JSON.stringify(part, null, indent), `{"list":${text}}`],
          });
      }
    },
  );

  it('reads a byte order mark, windows-1252 and UTF-8 alike', () => {
    const page = '{"releases":[{"t":"£20 – “ok”"}]}';
    const texts = [
      Buffer.from(`\uFEFF${page}`),
      Buffer.from(page),
      Buffer.from('{"releases":[{"t":"\xa320 \x96 \x93ok\x94"}]}', 'latin1'),
    ].map((bytes) => slice(bytes));
    for (const sliced of texts) expect(sliced).toMatchObject({ releases: ['{"t":"£20 – “ok”"}'] });
  });

  it('reads a view into a larger buffer', () => {
    const whole = Buffer.from('xxx{"releases":[{"t":"é"}]}yyy');
    expect(slice(whole.subarray(3, whole.length - 3))).toMatchObject({ releases: ['{"t":"é"}'] });
  });

  it.each([
    ['', 'the page is empty'],
    [' \n', 'the page is empty'],
    ['<!DOCTYPE html><p>Forbidden</p>', 'HTML where JSON was expected'],
    ['Service Unavailaible', 'not a JSON object'],
    ['[]', 'not a JSON object'],
    ['{"releases":[{"id":"a"},{"id":', 'the page is cut off'],
    ['{"releases":[{"id":"a"}]', 'the page is cut off'],
    ['{"releases":[{"id":"a"}]} trailing', 'text after the end of the JSON'],
    ['{"code":3200,"message":"Incorrect request"}', 'no release package: it has no list of releases'],
    ['{"releases":null}', 'no release package: it has no list of releases'],
    ['{"releases":[{}] "links":{}}', 'the page is not JSON'],
    ['{"uri": 000, "releases":[]}', 'the envelope of the page is not JSON'],
  ])('says what is wrong with %j', (page, reason) => {
    expect(slice(page)).toMatchObject({ ok: false, reason });
  });

  it.each([
    [
      'in a release',
      '{"uri":"u","releases":[{"id":"a"}, {"id":"b","t":"]}"},\n{"id":"c',
      'the page is cut off',
    ],
    [
      'behind the list',
      '{"uri":"u","releases":[{"id":"a"}, {"id":"b","t":"]}"}],"links":{',
      'the page is cut off',
    ],
    [
      'in an envelope that is no JSON',
      '{"uri": 000,"releases":[{"id":"a"}, {"id":"b","t":"]}"}]}',
      'the envelope of the page is not JSON',
    ],
  ])('hands on what stands whole on a page that breaks off %s', (_where, page, reason) => {
    expect(slice(page)).toEqual({ ok: false, reason, releases: ['{"id":"a"}', '{"id":"b","t":"]}"}'] });
  });

  it('reads whole releases as UTF-8 where the cut goes through a letter', () => {
    const page = Buffer.from('{"releases":[{"t":"£20 – “ok”"},{"t":"£');
    expect(slice(page.subarray(0, page.length - 1))).toEqual({
      ok: false,
      reason: 'the page is cut off',
      releases: ['{"t":"£20 – “ok”"}'],
    });
  });

  it('takes an empty package for one', () => {
    expect(slice('{"publishedDate":"","releases":[]}')).toMatchObject({ ok: true, releases: [] });
  });
});
