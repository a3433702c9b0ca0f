import fc from 'fast-check';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readerOf } from '../../src/app/any-portal.ts';
import { openClassifier } from '../../src/app/classifier.ts';
import { grouped } from '../../src/domain/grouped.ts';
import type { Procurement } from '../../src/domain/procurement.ts';
import type { Query } from '../../src/domain/query.ts';
import { mergeVersions } from '../../src/dedupe/merge.ts';
import { documentOf, type MatchDocument } from '../../src/match/document.ts';
import { matches } from '../../src/match/evaluate.ts';
import { parseQuery } from '../../src/match/parse.ts';
import { createSubscriptionIndex, type SubscriptionIndex } from '../../src/match/subscription-index/index.ts';
import { BUILT_PORTALS, createPortal, DEFAULT_URLS, readFile } from '../../src/portals/index.ts';
import type { Http } from '../../src/base/http.ts';
import { fakeClock } from '../fake-clock.ts';
import { arbitraryLeaf, arbitraryProcurement, arbitraryQuery } from './arbitraries.ts';

const NOW = Date.parse('2026-09-01T09:00:00Z');
const DAY = 86_400_000;

/** The ids that the plain loop finds, ascending. */
function looped(
  queries: ReadonlyMap<number, Query>,
  document: MatchDocument,
  now: number,
): readonly number[] {
  return [...queries]
    .filter(([, query]) => matches(query, document, now))
    .map(([id]) => id)
    .toSorted((a, b) => a - b);
}

function filled(queries: readonly Query[]): {
  readonly index: SubscriptionIndex;
  readonly held: ReadonlyMap<number, Query>;
} {
  const index = createSubscriptionIndex();
  const held = new Map(queries.map((query, at) => [3 * at + 1, query]));
  for (const [id, query] of held) index.put(id, query);
  return { index, held };
}

const instants = fc.integer({ min: -40 * 24, max: 40 * 24 }).map((hours) => NOW + hours * 3_600_000);

describe('the index of subscriptions', () => {
  it.each([
    ['single clauses', fc.array(arbitraryLeaf(), { minLength: 1, maxLength: 40 }), 400],
    ['any queries', fc.array(arbitraryQuery(), { minLength: 1, maxLength: 40 }), 600],
    [
      'clauses joined without the setting that every subscription has',
      fc.array(
        fc
          .tuple(
            fc.constantFrom('and' as const, 'or' as const),
            fc.array(fc.oneof(arbitraryLeaf(), arbitraryQuery()), { maxLength: 4 }),
          )
          .map(([kind, of]): Query => ({ kind, of })),
        { minLength: 1, maxLength: 20 },
      ),
      300,
    ],
    [
      'several clauses of one field, all to hold',
      fc.array(sameField(), { minLength: 1, maxLength: 40 }),
      300,
    ],
  ])('finds what the plain loop finds, for %s', (_, arbitrary, numRuns) => {
    let [found, asked] = [0, 0];
    fc.assert(
      fc.property(
        arbitrary,
        fc.array(fc.tuple(arbitraryProcurement(), instants), { minLength: 1, maxLength: 4 }),
        (queries, procurements) => {
          const { index, held } = filled(queries);
          for (const [procurement, now] of procurements) {
            const document = documentOf(procurement);
            const expected = looped(held, document, now);
            expect(index.matching(document, now)).toEqual(expected);
            found += expected.length;
            asked += held.size;
          }
        },
      ),
      { numRuns, seed: 5 },
    );
    // Most must not be all or nothing, or the agreement would mean little.
    expect(found).toBeGreaterThan(asked / 50);
    expect(found).toBeLessThan((asked * 4) / 5);
  });

  it('stays the same as the plain loop whatever is put, replaced and removed between documents', () => {
    const queries = fc.sample(fc.oneof(arbitraryQuery(), arbitraryLeaf()), { numRuns: 600, seed: 3 });
    const documents = fc.sample(arbitraryProcurement(), { numRuns: 120, seed: 4 }).map(documentOf);
    const index = createSubscriptionIndex();
    const held = new Map<number, Query>();
    const random = numbers(17);
    const wrong: unknown[] = [];
    // Past several reviews of the anchors, and from a few subscriptions to many and back.
    for (let step = 0; step < 30_000; step += 1) {
      const id = random(step < 15_000 ? 200 : 60);
      const kind = random(10);
      if (kind < 5) {
        const query = required(queries[random(queries.length)]);
        index.put(id, query);
        held.set(id, query);
      } else if (kind < 8) {
        index.remove(id);
        held.delete(id);
      } else {
        const document = required(documents[random(documents.length)]);
        const now = NOW + (random(80) - 40) * DAY;
        const [found, expected] = [index.matching(document, now), looped(held, document, now)];
        if (found.join() !== expected.join()) wrong.push({ step, found, expected });
      }
      if (index.size !== held.size) wrong.push({ step, size: index.size });
    }
    expect(wrong).toEqual([]);
  });

  it('counts days from the day of each asking', () => {
    const { index, held } = filled(
      ['closing:<7d', 'closing:>7d', 'ends:6m..18m', '-closing:<2w', 'published:<30d cyber OR ends:<1y'].map(
        (text) => parseQuery(`${text} it:any`).query,
      ),
    );
    const documents = fc.sample(arbitraryProcurement(), { numRuns: 60, seed: 9 }).map(documentOf);
    for (let day = -20; day <= 20; day += 1)
      for (const document of documents) {
        const now = NOW + day * DAY;
        expect(index.matching(document, now)).toEqual(looped(held, document, now));
      }
  });
});

const DATA = resolve(process.env['TENDERBELL_REAL_DATA'] ?? '../shared/data');
const hasData = existsSync(DATA);
if (!hasData) process.stderr.write(`skipped: real notices are not at ${DATA} (TENDERBELL_REAL_DATA)\n`);

/** As suppliers write them, in the words of real notices. */
const TYPED = `
  cyber security | "cyber security" | penetration test* | "penetration testing" OR pentest | SOC OR SIEM it:any
  cloud migration region:wales | region:wales,UKD value:50k..500k | category:security,cloud -guarding
  software stage:open | stage:award it:any | cpv:72 it:broad | cpv:48,302 region:scotland | closing:>7d
  closing:<14d it:any | framework:call-off | framework:no sme:yes | portal:find-a-tender it:any
  buyer:council it:any | buyer:"NHS" | -buyer:council category:software | buyer-type:local it:any
  buyer-type:nhs OR (hospital* it:any) | wi-fi it:any | title:software it:any | title:"support and maintenance"
  value:>1m,stated it:any | -value:>1m it:any | -region:london it:any | region:stated it:any | region:UKI3,UKJ
  AI it:any | title:IT it:any | ends:6m..18m it:any | published:<30d it:any | managed service* it:any
  "managed service" -schools | threshold:above it:any | procedure:open it:any | supplier:limited it:any
  (data OR analytics) (platform OR warehouse) | network* cabling it:any | -category:hardware cpv:30
  it:strict | it:any | -it:broad | support | maintenance it:any | construct* it:any -cpv:45`
  .split(/[|\n]/)
  .map((text) => text.trim())
  .filter((text) => text !== '');

describe.skipIf(!hasData)('the index of subscriptions, on recorded notices', () => {
  it('finds what the plain loop finds', () => {
    const documents = realProcurements().map(documentOf);
    expect(documents.length).toBeGreaterThan(500);
    const parsed = TYPED.map((text) => parseQuery(text).query);
    const generated = fc.sample(arbitraryQuery(), { numRuns: 300, seed: 21 });
    const { index, held } = filled([...parsed, ...generated]);
    const hits = new Set<number>();
    for (const [at, document] of documents.entries()) {
      const now = Date.parse('2026-08-12T00:00:00Z') + (at % 30) * DAY;
      const found = index.matching(document, now);
      expect(found).toEqual(looped(held, document, now));
      for (const id of found) hits.add(id);
    }
    // Nearly all that suppliers write must find something, or the agreement would mean little.
    const silent = TYPED.filter((_, at) => !hits.has(3 * at + 1));
    expect(silent.length).toBeLessThan(TYPED.length / 4);
  });
});

const clock = fakeClock(NOW);
const nothing = (): undefined => undefined;
const quiet = { debug: nothing, info: nothing, warn: nothing, error: nothing };
const NO_NETWORK: Http = {
  get: async () => Promise.reject(new Error('this test touches no network')),
  post: async () => Promise.reject(new Error('this test touches no network')),
  close: async () => Promise.resolve(),
};

function realProcurements(): readonly Procurement[] {
  const classify = openClassifier();
  const read = readerOf(
    BUILT_PORTALS.map((id) =>
      createPortal(id, { http: NO_NETWORK, clock, log: quiet, url: DEFAULT_URLS[id] }),
    ),
  );
  return ['find-a-tender/day-2026-08-10', 'contracts-finder/ocds'].flatMap((folder) =>
    readdirSync(join(DATA, folder))
      .filter((name) => name.endsWith('.json.gz'))
      .flatMap((name) => {
        const file = readFile(readFileSync(join(DATA, folder, name)));
        return file.ok ? file.releases : [];
      })
      .flatMap((release, at) => {
        const result = read(release.text);
        if ('reason' in result) return [];
        const view = mergeVersions([result.notice]);
        return [{ id: at + 1, view, classification: classify(view) }];
      }),
  );
}

/** A document can have one value for each of them. */
function sameField(): fc.Arbitrary<Query> {
  const byField = grouped(fc.sample(arbitraryLeaf(), { numRuns: 1500, seed: 13 }), (leaf) =>
    'field' in leaf ? leaf.field : leaf.kind,
  );
  return fc
    .constantFrom(...byField.values())
    .chain((leaves) => fc.array(fc.constantFrom(...leaves), { minLength: 2, maxLength: 3 }))
    .map((of): Query => ({ kind: 'and', of }));
}

/** Whole numbers below a bound, the same in each run (https://en.wikipedia.org/wiki/Linear_congruential_generator). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function required<T>(found: T | undefined): T {
  if (found === undefined) throw new Error('expected something');
  return found;
}
