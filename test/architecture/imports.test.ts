import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ROOMS, type Room } from './rooms.ts';

const SRC = fileURLToPath(new URL('../../src', import.meta.url));
const SPECIFIER =
  /(?:^|\n)\s*(import|export)\s+(type\s)?(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;

interface Import {
  readonly file: string;
  readonly specifier: string;
  readonly typeOnly: boolean;
}

/** Every import in a source text, with `file` relative to `src/`. */
function importsOf(file: string, text: string): Import[] {
  return Array.from(text.matchAll(SPECIFIER), (found) => ({
    file,
    specifier: found[3] ?? found[4] ?? '',
    typeOnly: found[2] !== undefined,
  }));
}

function roomOf(file: string): string {
  return file.split('/')[0] ?? file;
}

/** `kysely` of `kysely/helpers`, `@slack/bolt` of `@slack/bolt/x`. */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function breachOf(found: Import): string | undefined {
  const room = ROOMS[roomOf(found.file)];
  const say = (why: string): string => `${found.file} imports ${found.specifier}: ${why}`;
  if (room === undefined) return say('this file stands in no room of the table');
  if (found.specifier.startsWith('.')) return roomBreach(room, found, say);
  if (found.specifier.startsWith('node:'))
    return room.pure ? say('a pure room touches no node: module') : undefined;
  return room.packages.includes(packageOf(found.specifier))
    ? undefined
    : say('the room does not hold this package');
}

function roomBreach(room: Room, found: Import, say: (why: string) => string): string | undefined {
  const target = posix.normalize(posix.join(posix.dirname(found.file), found.specifier));
  const from = roomOf(found.file);
  const to = roomOf(target);
  if (from === to) return siblingBreach(room, found.file, target, say);
  if (room.rooms.includes('*') && to !== 'main.ts') return undefined;
  const allowed = room.rooms.some(
    (rule) =>
      rule === to ||
      (rule === `${to} (types)` && found.typeOnly) ||
      (rule.includes('/') && (target.startsWith(`${rule}/`) || target === `${rule}.ts`)),
  );
  return allowed ? undefined : say(`${from} may import ${room.rooms.join(', ') || 'nothing'}`);
}

function siblingBreach(
  room: Room,
  file: string,
  target: string,
  say: (why: string) => string,
): string | undefined {
  if (room.siblings === undefined) return undefined;
  const [mine, theirs] = [file.split('/'), target.split('/')];
  if (mine.length < 3 || theirs.length < 3) return undefined;
  const isShared = room.shared?.includes(theirs[1] ?? '') === true;
  return mine[1] === theirs[1] || isShared ? undefined : say('folders here do not know one another');
}

function sources(): string[] {
  return readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(sep).join('/'))
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file));
}

describe('the import rule', () => {
  it('holds in every source file', () => {
    const files = sources();
    expect(files.length).toBeGreaterThan(20);

    const breaches = files.flatMap((file) =>
      importsOf(file, readFileSync(join(SRC, file), 'utf8')).flatMap((found) => breachOf(found) ?? []),
    );

    expect(breaches).toEqual([]);
  });

  it.each([
    [
      'a type-only import of an edge from a pure room',
      'match/x.ts',
      "import type { Db } from '../store/db.ts';",
    ],
    ['one portal importing another', 'portals/a/index.ts', "import { facts } from '../b/facts.ts';"],
    ['what portals share importing one', 'portals/walk/x.ts', "import { facts } from '../b/facts.ts';"],
    ['a package in the wrong room', 'portals/a/index.ts', "import Database from 'better-sqlite3';"],
    ['node in a pure room', 'classify/x.ts', "import { readFileSync } from 'node:fs';"],
    ['a value from base in flows', 'flows/x.ts', "import { wallClock } from '../base/clock.ts';"],
    ['anybody importing app', 'web/x.ts', "import { serve } from '../app/serve.ts';"],
    ['a dynamic import', 'flows/x.ts', "const x = await import('../notify/email/index.ts');"],
    ['a re-export', 'domain/x.ts', "export * from '../store/db.ts';"],
  ])('reports %s', (_what, file, text) => {
    expect(importsOf(file, text).flatMap((found) => breachOf(found) ?? [])).toHaveLength(1);
  });

  it('grants no package that its room does not use', () => {
    const used = new Set(
      sources().flatMap((file) =>
        importsOf(file, readFileSync(join(SRC, file), 'utf8')).map(
          ({ specifier }) => `${roomOf(file)}: ${packageOf(specifier)}`,
        ),
      ),
    );
    const granted = Object.entries(ROOMS).flatMap(([room, { packages }]) =>
      packages.map((name) => `${room}: ${name}`),
    );

    expect(granted.filter((grant) => !used.has(grant))).toEqual([]);
  });

  it('names only rooms that exist', () => {
    const here = new Set(readdirSync(SRC));
    expect(Object.keys(ROOMS).filter((room) => !here.has(room))).toEqual([]);
  });
});
