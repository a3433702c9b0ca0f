import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TEXT = /\.(?:tsx?|mjs|md|ya?ml)$/;
/** Notes of those who built this, which a stranger does not have, and numbers of a tracker that is not named. */
const PRIVATE =
  /(?<!docs\/)\b(?:portals|reliability|design|peers|taxonomy|same-procurement|classification-and-performance|style)\.md\b|\b(?:portals|reliability|design|peers|taxonomy|same-procurement|style) \(?§|(?<!\/)\bissues? \d|\breference\/[a-z-]+\.md|\/work\/|\.\.\/shared\b/g;
/** These say where real notices may lie: `TENDERBELL_REAL_DATA`. */
const REAL_DATA = /TENDERBELL_REAL_DATA/;

/** Every private reference in a text, with the number of its line. */
export function privateReferences(text: string): string[] {
  return text.split('\n').flatMap((line, index) => {
    const found = line.match(PRIVATE) ?? [];
    const isRealData = REAL_DATA.test(text) && found.every((one) => one === '../shared');
    return isRealData ? [] : found.map((one) => `${String(index + 1)}: ${one}`);
  });
}

function files(): string[] {
  const below = ['src', 'test', 'docs', 'config', 'data', 'slack'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  );
  const above = readdirSync(ROOT).filter((file) => file.endsWith('.md'));
  return [...below, ...above]
    .map((file) => file.split(sep).join('/'))
    .filter((file) => TEXT.test(file) && basename(file) !== 'references.test.ts');
}

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

describe('what we cite', () => {
  it('is something that a stranger can read', () => {
    const all = files();
    expect(all.length).toBeGreaterThan(200);

    expect(all.flatMap((file) => privateReferences(read(file)).map((found) => `${file}:${found}`))).toEqual(
      [],
    );
  });

  it.each([
    ['/** As seen (portals.md §2.4). */', 1],
    ['// reliability.md §8, design §3, the design (§7)', 3],
    ['see `taxonomy.md`', 1],
    ['promised (issue 3)', 1],
    ["join(ROOT, '../shared/data')", 1],
    ["process.env['TENDERBELL_REAL_DATA'] ?? '../shared/data'", 0],
    ['docs/portals/find-a-tender.md, config/taxonomy.yaml, RFC 5322 §3.2.3', 0],
    ['https://github.com/open-contracting/kingfisher-collect/issues/1203', 0],
  ])('is told apart: %s', (text, count) => {
    expect(privateReferences(text)).toHaveLength(count);
  });

  it.each(files().filter((file) => file.endsWith('.md')))('stands where %s says', (file) => {
    const links = Array.from(
      read(file).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g),
      (found) => found[1] ?? '',
    );
    const here = file.split('/').slice(0, -1).join('/');
    const isMissing = (link: string): boolean => {
      try {
        readFileSync(join(ROOT, here, link));
        return false;
      } catch (error) {
        // A folder may be linked as well.
        return !(error instanceof Error && 'code' in error && error.code === 'EISDIR');
      }
    };
    expect(links.filter(isMissing)).toEqual([]);
  });

  it('is a file of ours that is there, where a comment names one', () => {
    const named = files()
      .filter((file) => /\.tsx?$/.test(file))
      .flatMap((file) =>
        Array.from(read(file).matchAll(/\bdocs\/[\w/-]+\.md\b/g), ([path]) => ({ file, path })),
      );
    const there = new Set(files());
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter(({ path }) => !there.has(path))).toEqual([]);
  });
});
