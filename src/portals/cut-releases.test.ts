import { describe, expect, it } from 'vitest';
import { createReleaseCutter } from './cut-releases.ts';

const A = '{"ocid":"ocds-h6vhtk-1","id":"a","title":"\\u00a3 \\"}]\\\\"}';
const B = '{ "id": "b", "n": [1, {"x": 12}], "ocid": "ocds-b5fd17-2" }';

function cutBy(size: number, file: string) {
  const bytes = Buffer.from(file);
  const cutter = createReleaseCutter();
  const texts: string[] = [];
  const take = (releases: readonly Uint8Array[]): void =>
    void texts.push(...releases.map((release) => Buffer.from(release).toString('utf8')));
  for (let at = 0; at < bytes.length; at += size) take(cutter.push(bytes.subarray(at, at + size)));
  take(cutter.end());
  return { texts, isOcds: cutter.isOcds(), unread: cutter.unread() };
}

describe('a file that comes in pieces', () => {
  it.each([
    ['a package', `{"uri":"u","n":12,"releases":[${A},\n${B}],"more":{"a":[1]}}`],
    ['a package, its releases cut off', `{\n"releases":[${A},\n${B},${A.slice(0, 30)}`],
    ['a list of releases and packages', `\uFEFF[${A}, {"releases":[${B}]}, [${A}], 12, 345]\n`],
    ['records', `{"records":[{"releases":[{"tag":[],"id":"1"}]},{"compiledRelease":${B}}],"n":1}`],
    ['lines', `${A}\r\n\n{"ocid":"cut off\n${B}\n  {"releases":[${A}]}`],
    ['lines of which the last is cut off', `${A}\n${B}\n${A.slice(0, 30)}`],
    ['lines of which the first is broken', `{"ocid":"cut off\n${B}\n${A}`],
    ['values over several lines', `{\n"releases":[${A}]}\n\n[\n${B}\n]\n`],
    ['a package with broken releases', `{"releases":[{"ocid":"o","n": 000,},${B},],}`],
    ['text behind a package', `{\n"releases":[${A}]}\n and more`],
    ['no OCDS', '[1, 23, {"a":1}]'],
  ])('is cut as if it were held whole: %s', (_what, file) => {
    const whole = cutBy(file.length * 2, file);
    expect(whole.texts.length).toBeGreaterThan(0);
    for (let size = 1; size < 40; size += 1) expect(cutBy(size, file)).toEqual(whole);
  });

  it('gives each release as soon as it is whole, however long the file', () => {
    const cutter = createReleaseCutter();
    cutter.push(Buffer.from('{"releases":['));
    for (let n = 0; n < 100; n += 1) expect(cutter.push(Buffer.from(`${A},`))).toHaveLength(1);
  });

  it('reads a large release only a few times, in whatever pieces it comes', () => {
    const file = `{"releases":[{"ocid":"o","list":[${'12,'.repeat(2_000_000)}1]}]}`;
    const startedAt = performance.now();
    expect(cutBy(1000, file).texts).toHaveLength(1);
    // Read again with each of 6,000 pieces, it would take a minute.
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });
});
