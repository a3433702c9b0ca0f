import * as fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keysOf } from '../../src/dedupe/keys.ts';
import { noticeKey, ocidKey } from '../../src/domain/keys.ts';
import { rangeOf } from '../../src/domain/money.ts';
import type { Place, SearchHits } from '../../src/domain/ports.ts';
import type { Procurement } from '../../src/domain/procurement.ts';
import { SORTS, type Query, type Sort } from '../../src/domain/query.ts';
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

  it('answers in every order page by page, each hit once, and counts them all', async () => {
    const wish = fc.record({ sort: fc.constantFrom(...SORTS), limit: fc.integer({ min: 1, max: 90 }) });
    await fc.assert(
      fc.asyncProperty(arbitraryQuery(), wish, async (query, { sort, limit }) => {
        const expected = procurements.filter((_one, place) =>
          matches(query, required(documents[place]), NOW),
        );
        const ids: number[] = [];
        let after: Place | undefined;
        do {
          const page: SearchHits = await store.procurements.search(query, {
            sort,
            limit,
            after,
            now: NOW,
            counts: true,
          });
          expect(page.total).toBe(expected.length);
          expect(page.counts).toMatchObject(countsOf(expected));
          const offset = ids.length;
          const again = await store.procurements.search(query, { sort, limit, offset, now: NOW });
          expect(again.procurements).toEqual(page.procurements);
          ids.push(...page.procurements.map(({ id }) => id));
          after = page.next;
        } while (after !== undefined);
        expect(ids.toSorted((a, b) => a - b)).toEqual(expected.map(({ id }) => id));
        // What ranks best is the engine's to say.
        expect(ids).toEqual(sort === 'relevance' ? ids : ordered(expected, sort));
      }),
      { numRuns: 60, seed: 13 },
    );
  });
});

/** As the port says it, told another way: what each order looks at, most telling first. */
function ordered(found: readonly Procurement[], sort: Exclude<Sort, 'relevance'>): readonly number[] {
  const keys = ({ id, view: { updated, deadline, value } }: Procurement): readonly number[] => {
    const newest = [-updated, -id];
    const worth = rangeOf(value)?.max;
    if (sort === 'value') return worth === undefined ? [1, ...newest] : [0, -worth, -id];
    if (sort === 'newest' || deadline === undefined) return [1, ...newest];
    return deadline.at > NOW ? [0, deadline.at, -id] : [2, -deadline.at, -id];
  };
  const before = (one: readonly number[], other: readonly number[]): number =>
    one.map((key, place) => key - (other[place] ?? 0)).find((difference) => difference !== 0) ?? 0;
  return found.toSorted((one, other) => before(keys(one), keys(other))).map(({ id }) => id);
}

function countsOf(found: readonly Procurement[]) {
  const tally = (keysIn: (one: Procurement) => readonly string[]) => {
    const sums = new Map<string, number>();
    for (const one of found) for (const key of new Set(keysIn(one))) sums.set(key, (sums.get(key) ?? 0) + 1);
    return [...sums]
      .map(([key, count]) => ({ key, count }))
      .toSorted((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));
  };
  const orNone = (keys: readonly string[]) => (keys.length === 0 ? ['none'] : keys);
  return {
    stages: tally(({ view }) => [view.stage]),
    regions: tally(({ view }) => orNone(view.regions.map((code) => code.slice(0, 3)))),
    categories: tally(({ classification }) => orNone(classification.categories.map(({ slug }) => slug))),
  };
}

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
