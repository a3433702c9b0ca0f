import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noticeKey, ocidKey } from '../../src/dedupe/keys.ts';
import type { HeldProcurement, Procurement } from '../../src/domain/procurement.ts';
import { documentOf } from '../../src/match/document.ts';
import { matches } from '../../src/match/evaluate.ts';
import { printQuery } from '../../src/match/print.ts';
import { openStore, type SqliteStore } from '../../src/store/index.ts';
import { arbitraryProcurement, arbitraryQuery } from './arbitraries.ts';

const NOW = Date.parse('2026-09-10T09:00:00Z');
const MANY = 300;

describe('search and predicate', () => {
  const directory = mkdtempSync(join(tmpdir(), 'tenderbell-search-'));
  let store: SqliteStore;
  let procurements: readonly Procurement[];

  beforeAll(async () => {
    const opened = await openStore(join(directory, 'search.db'), { now: NOW });
    if ('refused' in opened) throw new Error(opened.refused.message);
    store = opened.store;
    // The first owner of an ocid or notice number keeps it: in life, sharing one makes two procurements one.
    const taken = new Set<string>();
    procurements = fc.sample(arbitraryProcurement(), { numRuns: MANY, seed: 7 }).map((one, index) => {
      const notices = one.view.notices.filter((ref) => {
        const keys = [ocidKey(ref.ocid), noticeKey(ref.portal, ref.noticeId)];
        if (keys.some((key) => taken.has(key))) return false;
        for (const key of keys) taken.add(key);
        return true;
      });
      return { ...one, id: index + 1, view: { ...one.view, notices } };
    });
    await store.transaction(async (tx) => {
      const changes = procurements.map((one) => ({
        procurement: { ...one, versions: [] } satisfies HeldProcurement,
        added: [],
        absorbed: [],
        owns: one.view.notices.flatMap((ref) => [ocidKey(ref.ocid), noticeKey(ref.portal, ref.noticeId)]),
        cites: [],
      }));
      await tx.procurements.save(changes, NOW);
    });
  });

  afterAll(async () => {
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  });

  it('find the same procurements for any query', async () => {
    const documents = procurements.map((one) => ({ id: one.id, document: documentOf(one) }));
    let found = 0;
    await fc.assert(
      fc.asyncProperty(arbitraryQuery(), async (query) => {
        const bySearch = await store.procurements.search(query, { limit: MANY, now: NOW });
        const byPredicate = documents.filter(({ document }) => matches(query, document, NOW));

        const ids = bySearch.procurements.map(({ id }) => id).toSorted((a, b) => a - b);
        expect(ids, printQuery(query)).toEqual(byPredicate.map(({ id }) => id));
        expect(bySearch.total).toBe(ids.length);
        if (ids.length > 0 && ids.length < MANY) found += 1;
      }),
      { numRuns: 1500 },
    );
    // Otherwise the queries met nothing and the law was not tried.
    expect(found).toBeGreaterThan(300);
  });
});
