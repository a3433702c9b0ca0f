import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readAnyFile } from './read-any-file.ts';

const SHEET = 'uri,releases/0/ocid,releases/0/id,releases/0/tag/0\nx,ocds-b5fd17-1,r-1,tender\n';
const EXPORT =
  'Notice Identifier,Notice Type,Organisation Name,Title\nWID-7,Contract,Widget Council,Software\n';

function found(file: string | Uint8Array) {
  const read = readAnyFile(Buffer.from(file));
  return read.ok ? { portal: read.portal, releases: read.releases.length } : read.reason;
}

describe('a file of any kind', () => {
  it('is OCDS where it is, and each release names its own portal', () => {
    expect(found('{"releases":[{"ocid":"ocds-h6vhtk-1","id":"1"}]}')).toEqual({
      portal: undefined,
      releases: 1,
    });
  });

  it.each([
    ['the spreadsheet of a day', SHEET],
    ['the site’s export', EXPORT],
  ])('is %s of Contracts Finder, plain or gzipped, with rows or without', (_kind, file) => {
    expect(found(file)).toEqual({ portal: 'contracts-finder', releases: 1 });
    expect(found(gzipSync(file))).toEqual({ portal: 'contracts-finder', releases: 1 });
    expect(found(file.split('\n', 1)[0] ?? '')).toEqual({ portal: 'contracts-finder', releases: 0 });
  });

  it.each([
    ['a,b\n1,2\n', /^not OCDS: .*; nor is it a spreadsheet of Contracts Finder$/],
    ['{"a": 1}', /^not OCDS/],
    ['<html></html>', /^not OCDS/],
    ['', /^the file is empty$/],
    [' \n', /^the file is empty$/],
    [gzipSync(SHEET).subarray(0, 30), /^the gzip data is damaged/],
  ])('is refused in a sentence where it is none of these: %j', (file, reason) => {
    expect(found(file)).toMatch(reason);
  });
});
