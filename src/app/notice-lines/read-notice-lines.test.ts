import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLines } from './read-notice-lines.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenderbell-lines-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function linesOf(content: string | Buffer): Promise<readonly (readonly [number, string])[]> {
  const path = join(folder, 'lines');
  writeFileSync(path, content);
  const lines: (readonly [number, string])[] = [];
  for await (const { number, text } of (await openLines(path)).lines) lines.push([number, text]);
  return lines;
}

describe('lines of a file', () => {
  it.each([
    ['of Unix', 'a\nb\n'],
    ['of Windows', 'a\r\nb\r\n'],
    ['with a byte order mark', '\uFEFFa\nb'],
    ['packed', gzipSync('a\nb\n')],
  ])('%s', async (_, content) => {
    expect(await linesOf(content)).toEqual([
      [1, 'a'],
      [2, 'b'],
    ]);
  });

  it('are numbered with the blank ones, which are left out', async () => {
    expect(await linesOf('\na\n  \r\n\nb')).toEqual([
      [2, 'a'],
      [5, 'b'],
    ]);
  });

  it('are whole where a piece of the file ends inside of one, or of a letter', async () => {
    const long = 'é'.repeat(200_000);

    expect(await linesOf(`x${long}\n${long}\n`)).toEqual([
      [1, `x${long}`],
      [2, long],
    ]);
  });

  it('of an empty file are none', async () => {
    expect(await linesOf('')).toEqual([]);
  });

  it('end where the file is damaged, and say so', async () => {
    const path = join(folder, 'cut.gz');
    const whole = gzipSync(Array.from({ length: 5000 }, (_, at) => `line ${at * 7919}`).join('\n'));
    writeFileSync(path, whole.subarray(0, whole.length / 2));
    const file = await openLines(path);
    let count = 0;
    for await (const line of file.lines) count += line.text === '' ? 0 : 1;

    expect(count).toBeGreaterThan(0);
    expect(file.trouble()).toEqual({ why: 'the gzip data is cut off', kind: 'damaged' });
  });

  it('of a file that is not there are trouble', async () => {
    const file = await openLines(join(folder, 'nowhere'));
    for await (const line of file.lines) expect(line).toBeUndefined();

    expect(file.trouble()).toEqual({ why: 'cannot be read (ENOENT)', kind: 'unreadable' });
  });
});
