import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openPieces } from './read-pieces.ts';

const directory = mkdtempSync(join(tmpdir(), 'tenderbell-pieces-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function read(path: string) {
  const file = await openPieces(path);
  const pieces: Buffer[] = [];
  for await (const piece of file.pieces) pieces.push(piece);
  return { file, pieces };
}

it('reads a file in pieces, and says how far it is', async () => {
  const path = join(directory, 'bulk');
  const bytes = Buffer.alloc(600_000, 'words and more words, ');
  writeFileSync(path, bytes);

  const { file, pieces } = await read(path);

  expect(pieces).toHaveLength(3);
  expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
  expect([file.size, file.read(), file.trouble()]).toEqual([600_000, 600_000, undefined]);
});

it('names the trouble of a path that cannot be opened or read', async () => {
  const missing = await read(join(directory, 'missing'));
  const folder = await read(directory);

  expect([missing.file.trouble(), missing.pieces]).toEqual(['ENOENT', []]);
  expect([folder.file.trouble(), folder.pieces]).toEqual(['EISDIR', []]);
});
