import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The numbers with which titles in a test file begin. */
export function titledFaults(text: string): number[] {
  return Array.from(text.matchAll(/['"`]fault (\d+):/g), (found) => Number(found[1]));
}

function tests(): string[] {
  return ['src', 'test']
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
        join(folder, file),
      ),
    )
    .filter((file) => /\.test\.tsx?$/.test(file));
}

it('every fault that a test is titled after stands in docs/faults.md, and every one there has a test', () => {
  const list = readFileSync(join(ROOT, 'docs/faults.md'), 'utf8');
  const listed = Array.from(list.matchAll(/^\| (\d+) +\|/gm), (found) => Number(found[1]));
  const titled = new Set(tests().flatMap((file) => titledFaults(readFileSync(join(ROOT, file), 'utf8'))));

  expect(titled.size).toBeGreaterThan(30);
  expect(new Set(listed).size).toBe(listed.length);
  expect([...titled].filter((number) => !listed.includes(number))).toEqual([]);
  expect(listed.filter((number) => !titled.has(number))).toEqual([]);
});

it('titles are found in each of the three kinds of quotes', () => {
  expect(
    titledFaults(`it('fault 1: a', f); it("fault 22: b", f); it(\`fault 3: c\`, f); // fault 4: no`),
  ).toEqual([1, 22, 3]);
});
