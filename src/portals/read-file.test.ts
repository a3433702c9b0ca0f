import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ocidOf, readFile } from './read-file.ts';

const A = '{"ocid":"ocds-h6vhtk-1","id":"a","tag":["tender"]}';
const B = '{ "id": "b", "tag": ["award"], "ocid": "ocds-b5fd17raw-2" }';

function textsIn(file: string | Uint8Array): string[] | string {
  const read = readFile(typeof file === 'string' ? Buffer.from(file) : file);
  return read.ok ? read.releases.map(({ text }) => text) : read.reason;
}

describe('readFile', () => {
  it.each([
    ['a release package', `{"uri":"u","releases":[${A},\n${B}]}`],
    ['an array of releases', `[${A}, ${B}]`],
    ['an array of packages', `[{"releases":[${A}]},{"releases":[${B}]}]`],
    ['JSON lines of releases', `${A}\r\n\n${B}\n`],
    ['JSON lines of packages', `{"releases":[${A}]}\n{"releases":[${B}]}`],
    [
      'a record package with releases',
      `{"records":[{"ocid":"o","releases":[${A}]},{"ocid":"p","releases":[${B}]}]}`,
    ],
    [
      'a record package with compiled releases',
      `{"records":[{"ocid":"o","releases":[{"url":"u"}],"compiledRelease":${A}},{"compiledRelease":${B}}]}`,
    ],
    ['gzip', gzipSync(`[${A},${B}]`)],
    ['a byte order mark', `\uFEFF[${A},${B}]`],
  ])('reads %s', (_what, file) => {
    expect(textsIn(file)).toEqual([A, B]);
  });

  it('names the portal of each release by its ocid', () => {
    const read = readFile(
      Buffer.from(`[${A},${B},{"ocid":"ocds-r6ebe6-3"},{"ocid":"ocds-other-4"},{"id":"x"}]`),
    );
    expect(read.ok && read.releases.map(({ ocid, portal }) => [ocid, portal])).toEqual([
      ['ocds-h6vhtk-1', 'find-a-tender'],
      ['ocds-b5fd17raw-2', 'contracts-finder'],
      ['ocds-r6ebe6-3', 'public-contracts-scotland'],
      ['ocds-other-4', undefined],
      [undefined, undefined],
    ]);
  });

  it.each([
    ['{ "buyerID": [],\n "id": "x", "ocid": "ocds-h6vhtk-1" }', 'ocds-h6vhtk-1'],
    ['{"tag": ["[x]", "y"], "ocid": "ocds-h6vhtk-1"}', 'ocds-h6vhtk-1'],
    ['{"t": "\\"ocid\\": \\"ocds-b5fd17-2\\"", "ocid": "ocds-h6vhtk-1"}', 'ocds-h6vhtk-1'],
    ['{"links": [{"ocid": "ocds-b5fd17-2"}], "ocid": "ocds-h6vhtk-1"}', 'ocds-h6vhtk-1'],
    ['{"of": {"ocid": "ocds-b5fd17-2"}, "ocid": "ocds-h6vhtk-1"}', 'ocds-h6vhtk-1'],
    ['{"ocid": "", "ocid": "ocds-b5fd17-2"}', undefined],
    ['{"ocid": ["ocds-b5fd17-2"]}', undefined],
    ['{"links": [{"ocid": "ocds-b5fd17-2"}]}', undefined],
  ])("finds the ocid of %s and none that is another's", (release, ocid) => {
    expect(ocidOf(release)).toBe(ocid);
  });

  it('hands on a broken release, so that it is rejected by itself', () => {
    expect(textsIn(`{"releases":[{"ocid":"o","n": 000,},${B}]}`)).toEqual(['{"ocid":"o","n": 000,}', B]);
    expect(textsIn(`${A}\n{"ocid":"cut off\n${B}`)).toEqual([A, '{"ocid":"cut off', B]);
  });

  it.each(['', '{"a":1}', 'hello', '<html></html>', '[{"a":1}]', '{"releases":[{"ocid":"o"'])(
    'says that %j is not OCDS',
    (file) => {
      expect(textsIn(file)).toBeTypeOf('string');
    },
  );

  it.each([
    `${A}\n${B}\n{"ocid":"o`,
    `{\n "uri":"u",\n "releases":[\n${A},\n${B},\n{"ocid":"o`,
    `[\n${A},\n${B},\n{"oc`,
  ])('keeps the whole releases of a file that breaks off', (file) => {
    expect(textsIn(file)).toEqual([A, B]);
    expect(readFile(Buffer.from(file))).toMatchObject({ ok: true, isCutOff: true });
  });

  it('says that damaged gzip is damaged', () => {
    expect(textsIn(gzipSync(A).subarray(0, 30))).toBe('the gzip data is damaged or too large');
  });

  it('takes an empty package and an empty list for OCDS', () => {
    expect(textsIn('{"releases":[]}')).toEqual([]);
    expect(textsIn('[]')).toEqual([]);
  });

  it('keeps what stands before text that is no JSON, and reads values that stand one behind another', () => {
    expect(readFile(Buffer.from(`{"releases":[${A}, ${B} ${A}]}`))).toMatchObject({
      ok: true,
      isCutOff: true,
      releases: [{ text: A }, { text: B }],
    });
    expect(textsIn(`{\n"releases":[${A}]}\n{\n"releases":[${B}]}\n`)).toEqual([A, B]);
    expect(textsIn(`{"releases":[${A},],}\n`)).toEqual([A]);
  });

  it('hands on a first line that is broken, and all that follow', () => {
    expect(textsIn(`{"ocid":"cut off\n${A}\n${B}`)).toEqual(['{"ocid":"cut off', A, B]);
    expect(textsIn(`"ocid":"x"}\n${A}`)).toEqual(['"ocid":"x"}', A]);
  });
});
