import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { NOT_COVERED } from './coverage.ts';

const PAGE = fileURLToPath(new URL('../../docs/portals/coverage.md', import.meta.url));

/** The second-level headings of a page, each with the paragraph below it. */
function sections(page: string): { readonly name: string; readonly reason: string }[] {
  return Array.from(page.matchAll(/^## (.+)\n\n(.+)$/gm), (found) => ({
    name: found[1] ?? '',
    reason: found[2] ?? '',
  }));
}

it('says in the program what the documentation says is not covered', () => {
  expect(NOT_COVERED).toEqual(sections(readFileSync(PAGE, 'utf8')));
});

it('gives each thing that is not covered one sentence', () => {
  const odd = NOT_COVERED.filter(({ reason }) => !/^[A-Z][^.]+\.$/.test(reason));
  expect(odd).toEqual([]);
});
