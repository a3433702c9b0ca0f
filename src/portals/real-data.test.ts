import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { quiet } from '../../test/portal-fixtures.ts';
import { fakeClock } from '../../test/fake-clock.ts';
import type { Notice } from '../domain/notice.ts';
import { DEFAULT_URLS, createPortal, readFile } from './index.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DATA = resolve(ROOT, process.env['TENDERBELL_REAL_DATA'] ?? '../shared/data');

const never = () => Promise.reject(new Error('not asked'));
const http = { get: never, post: never, close: () => Promise.resolve() };
const clock = fakeClock('2026-11-22T12:00:00Z');
const portals = new Map(
  (['find-a-tender', 'contracts-finder'] as const).map((id) => [
    id as string,
    createPortal(id, { http, clock, log: quiet, url: DEFAULT_URLS[id] }),
  ]),
);

function filesBelow(folder: string): string[] {
  return readdirSync(join(DATA, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.jsonl?\.gz$/.test(file))
    .map((file) => join(folder, file));
}

function readAll(folder: string): { notices: Notice[]; rejects: string[]; texts: string[] } {
  const all = { notices: [] as Notice[], rejects: [] as string[], texts: [] as string[] };
  for (const file of filesBelow(folder)) {
    const read = readFile(readFileSync(join(DATA, file)));
    if (!read.ok) throw new Error(`${file}: ${read.reason}`);
    for (const { text, portal } of read.releases) {
      all.texts.push(text);
      const found = portals.get(portal ?? '')?.read(text);
      if (found === undefined) all.rejects.push(`${file}: no portal`);
      else if ('reason' in found) all.rejects.push(`${file}: ${found.ref}: ${found.reason}`);
      else all.notices.push(found.notice);
    }
  }
  return all;
}

/** Ids alone: a failure must not print a notice. */
function idsOf(notices: readonly Notice[]): string[] {
  return notices.map(({ noticeId }) => noticeId);
}

describe.skipIf(!existsSync(DATA))(`real notices in ${DATA} (skipped where absent)`, () => {
  it('of Find a Tender are read without a reject, the poisoned ones too', () => {
    const { notices, rejects, texts } = readAll('find-a-tender');
    expect(rejects).toEqual([]);
    expect(notices.length).toBeGreaterThan(1100);
    expect(texts.filter((text) => text.includes('1e9999')).length).toBeGreaterThanOrEqual(5);
    // Half of all codes stand under awards alone; only stubs have none.
    expect(idsOf(notices.filter((notice) => !notice.sparse && notice.cpv.length === 0))).toEqual([]);
    expect(
      idsOf(notices.filter((notice) => notice.title === undefined || notice.buyer === undefined)),
    ).toEqual([]);
  });

  it('of Contracts Finder are read without a reject, from 2017 to 2025', () => {
    const { notices, rejects } = readAll('contracts-finder');
    expect(rejects).toEqual([]);
    expect(notices.length).toBe(206 + 327 + 201);
    expect(idsOf(notices).filter((id) => !/^[0-9a-f-]{36}$/.test(id))).toEqual([]);
    expect(idsOf(notices.filter((notice) => notice.cpv.length === 0 || notice.buyer === undefined))).toEqual(
      [],
    );
    // Two link to their notice on Find a Tender, one to its framework there; three name others in the text.
    expect(notices.flatMap((notice) => notice.cites)).toHaveLength(7);
    expect(notices.flatMap(({ relations = [] }) => relations.map(({ kind, by }) => `${kind} ${by}`))).toEqual(
      expect.arrayContaining(['framework data', 'framework text']),
    );
  });
});
