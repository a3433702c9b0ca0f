import * as fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keysOf } from '../../src/dedupe/keys.ts';
import { noticeKey, ocidKey } from '../../src/domain/keys.ts';
import type { Procurement } from '../../src/domain/procurement.ts';
import type { Query } from '../../src/domain/query.ts';
import { documentOf, type MatchDocument } from '../../src/match/document.ts';
import { matches } from '../../src/match/evaluate.ts';
import { openStore, type SqliteStore } from '../../src/store/index.ts';
import { aNotice } from '../builders.ts';
import { arbitraryDaysLeaf, arbitraryLeaf, arbitraryProcurement, arbitraryQuery } from './arbitraries.ts';

/** The middle of the generated deadlines. */
const NOW = Date.parse('2026-09-01T09:00:00Z');

/** Two evaluators, one meaning: what the store finds is what the predicate lets through. */
describe('a search', () => {
  let directory: string;
  let store: SqliteStore;
  let procurements: readonly Procurement[];
  let documents: readonly MatchDocument[];

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'tenderbell-search-'));
    const opened = await openStore(join(directory, 'bell.db'), { now: NOW });
    if ('refused' in opened) throw new Error(opened.refused.message);
    ({ store } = opened);
    procurements = withOwnKeys(fc.sample(arbitraryProcurement(), { numRuns: 300, seed: 7 }));
    documents = procurements.map(documentOf);
    await store.transaction(async (tx) =>
      tx.procurements.save(
        procurements.map((procurement) => ({
          procurement: { ...procurement, versions: [] },
          added: [],
          absorbed: [],
          owns: keysOf(procurement.view.notices.map((notice) => aNotice({ ...notice }))).owns,
          cites: [],
        })),
        NOW,
      ),
    );
  });

  afterAll(async () => {
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  });

  it.each([
    ['any one clause', arbitraryLeaf(), 250],
    ['any query', arbitraryQuery(), 600],
    ['days, alone and beside another clause', arbitraryDaysQuery(), 250],
  ])('finds what the predicate lets through, for %s', async (_, arbitrary, numRuns) => {
    let hits = 0;
    await fc.assert(
      fc.asyncProperty(arbitrary, async (query) => {
        const expected = procurements.filter((_one, place) =>
          matches(query, required(documents[place]), NOW),
        );
        const found = await store.procurements.search(query, { limit: 1000, now: NOW });
        hits += expected.length > 0 && expected.length < procurements.length ? 1 : 0;

        expect(found.total).toBe(expected.length);
        expect(found.procurements.map(({ id }) => id)).toEqual(newestFirst(expected));
        const page = await store.procurements.search(query, { limit: 2, offset: 1, now: NOW });
        expect(page.procurements.map(({ id }) => id)).toEqual(newestFirst(expected).slice(1, 3));
        expect(page.total).toBe(expected.length);
      }),
      { numRuns, seed: 11 },
    );
    // Most queries must divide the procurements, or the agreement would mean little.
    expect(hits).toBeGreaterThan(numRuns / 3);
  });
});

function arbitraryDaysQuery(): fc.Arbitrary<Query> {
  const kind = fc.constantFrom('and' as const, 'or' as const);
  const beside = fc.tuple(kind, arbitraryDaysLeaf(), fc.oneof(arbitraryDaysLeaf(), arbitraryLeaf()));
  return fc.oneof(
    arbitraryDaysLeaf(),
    beside.map(([joined, one, other]): Query => ({ kind: joined, of: [one, other] })),
  );
}

function required<T>(found: T | undefined): T {
  if (found === undefined) throw new Error('expected something');
  return found;
}

function newestFirst(procurements: readonly Procurement[]): readonly number[] {
  return procurements
    .toSorted((one, other) => other.view.updated - one.view.updated || other.id - one.id)
    .map(({ id }) => id);
}

/** Numbered, and with each key in one procurement only, as joining sees to. */
function withOwnKeys(procurements: readonly Procurement[]): readonly Procurement[] {
  const taken = new Set<string>();
  return procurements.map((procurement, place) => {
    const notices = procurement.view.notices.filter(({ ocid, portal, noticeId }) => {
      const keys = [ocidKey(ocid), noticeKey(portal, noticeId)];
      if (keys.some((key) => taken.has(key))) return false;
      for (const key of keys) taken.add(key);
      return true;
    });
    return { ...procurement, id: place + 1, view: { ...procurement.view, notices } };
  });
}
