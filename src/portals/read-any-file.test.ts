import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openAnyFile } from './read-any-file.ts';

const SHEET = 'uri,releases/0/ocid,releases/0/id,releases/0/tag/0\nx,ocds-b5fd17-1,r-1,tender\n';
const EXPORT =
  'Notice Identifier,Notice Type,Organisation Name,Title\nWID-7,Contract,Widget Council,Software\n';

async function* inPieces(file: string | Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(file);
  for (let at = 0; at < bytes.length; at += size) {
    await Promise.resolve();
    yield bytes.subarray(at, at + size);
  }
}

async function read(pieces: AsyncIterable<Uint8Array>) {
  const file = await openAnyFile(pieces);
  if (!file.ok) return file.reason;
  const releases: string[] = [];
  for await (const text of file.releases) releases.push(text);
  return { portal: file.portal, releases, unread: file.unread() };
}

async function found(file: string | Uint8Array) {
  const all = await read(inPieces(file));
  return typeof all === 'string' ? all : { portal: all.portal, releases: all.releases.length };
}

describe('a file of any kind', () => {
  it('is OCDS where it is, and each release names its own portal', async () => {
    expect(await found('{"releases":[{"ocid":"ocds-h6vhtk-1","id":"1"}]}')).toEqual({
      portal: undefined,
      releases: 1,
    });
  });

  it.each([
    ['the spreadsheet of a day', SHEET],
    ['the site’s export', EXPORT],
  ])('is %s of Contracts Finder, plain or gzipped, with rows or without', async (_kind, file) => {
    expect(await found(file)).toEqual({ portal: 'contracts-finder', releases: 1 });
    expect(await found(gzipSync(file))).toEqual({ portal: 'contracts-finder', releases: 1 });
    expect(await found(file.split('\n', 1)[0] ?? '')).toEqual({ portal: 'contracts-finder', releases: 0 });
  });

  it.each([
    ['a,b\n1,2\n', /^not OCDS: .*; nor is it a spreadsheet of Contracts Finder$/],
    ['{"a": 1}', /^not OCDS/],
    ['<html></html>', /^not OCDS/],
    ['', /^the file is empty$/],
    [' \n', /^the file is empty$/],
    [gzipSync(SHEET).subarray(0, 30), /^the gzip data is cut off$/],
  ])('is refused in a sentence where it is none of these: %j', async (file, reason) => {
    expect(await found(file)).toMatch(reason);
  });

  const [a, b] = [1, 2].map((n) => `{"ocid":"ocds-h6vhtk-${n}","id":"${n}","text":"${'words '.repeat(20)}"}`);
  const lines = Array.from({ length: 3000 }, (_, n) => `{"ocid":"ocds-h6vhtk-${n}","id":"${n * 7919}"}`);

  it('says what it could not read behind the whole releases of a file that is cut off or damaged', async () => {
    const packed = gzipSync(lines.join('\n'));
    const torn = Buffer.from(packed);
    torn.fill(0xff, packed.length - 2000, packed.length - 1000);

    const cutOff = await read(inPieces(`{"releases":[\n${a},\n${b},\n{"oc`));
    const cutGzip = await read(inPieces(packed.subarray(0, packed.length - 1000), 5000));
    const damaged = await read(inPieces(torn, 5000));
    const foreign = await read(inPieces(`{"releases":[\n${a},\n${b} and so on`));

    expect(cutOff).toEqual({
      portal: undefined,
      releases: [a, b],
      unread: { reason: 'it is cut off', isCutOff: true },
    });
    expect(foreign).toMatchObject({ releases: [a, b], unread: { reason: 'what follows is not JSON' } });
    // Half a line at the end of a gzip file that is cut off is no broken release.
    expect(lines).toContain((cutGzip as { releases: string[] }).releases.at(-1));
    for (const [file, reason] of [
      [cutGzip, 'the gzip data is cut off'],
      [damaged, 'the gzip data is damaged'],
    ] as const) {
      expect(file).toMatchObject({ unread: { reason, isCutOff: false } });
      const { releases } = file as { releases: string[] };
      expect(releases.length).toBeGreaterThan(1000);
      expect(releases.length).toBeLessThan(3000);
      expect(releases.slice(0, 1000)).toEqual(lines.slice(0, 1000));
    }
  });

  it('takes no more of a file than the releases that are asked for need, and lets go of it', async () => {
    let taken = 0;
    let isClosed = false;
    async function* endless() {
      try {
        yield Buffer.from('{"releases":[');
        for (;;) {
          await Promise.resolve();
          taken += 1;
          yield Buffer.from(`${a},`);
        }
      } finally {
        isClosed = true;
      }
    }
    const file = await openAnyFile(endless());
    let releases = 0;
    if (file.ok)
      for await (const _ of file.releases) {
        releases += 1;
        if (releases === 50) break;
      }

    expect(taken).toBeLessThan(60);
    expect(isClosed).toBe(true);
  });

  it('gives up a value that never ends, and text that is no JSON, before they fill the memory', async () => {
    async function* endless(begin: string, more: string) {
      yield Buffer.from(begin);
      const piece = Buffer.alloc(1 << 24, more);
      for (;;) {
        await Promise.resolve();
        yield piece;
      }
    }

    expect(await read(endless(`[${a},{"ocid":"`, 'x'))).toMatchObject({
      releases: [a],
      unread: { reason: 'a value in it is larger than 50 MB', isCutOff: false },
    });
    expect(await read(endless('{"ocid":"', 'x'))).toBe('a value in it is larger than 50 MB');
    expect(await read(endless('a,b\n', '1,2\n'))).toBe('larger than 256 MB, and not JSON');
  });
});
