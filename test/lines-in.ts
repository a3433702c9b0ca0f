import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Ran } from './built-program.ts';

/** A file of JSON lines in a directory, gzipped where its name says so; a string stands as it is. */
export function linesIn(directory: string, lines: readonly unknown[], name = 'notices.jsonl'): string {
  const path = join(directory, name);
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  writeFileSync(path, name.endsWith('.gz') ? gzipSync(text) : text);
  return path;
}

/** What a verb printed, line by line. */
export function answersOf<T>({ out }: Ran): T[] {
  return out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}
