import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Leaf, Query } from '../../src/domain/query.ts';
import { describeQuery } from '../../src/match/describe.ts';
import { COSTS } from '../../src/match/costs.ts';
import { documentOf } from '../../src/match/document.ts';
import { because, matches } from '../../src/match/evaluate.ts';
import { LONGEST_QUERY, parseQuery } from '../../src/match/parse.ts';
import { printQuery } from '../../src/match/print.ts';
import { aProcurement, aView } from '../builders.ts';
import { arbitraryOddText, arbitraryProcurement, arbitraryQuery, arbitraryWords } from './arbitraries.ts';

const NOW = Date.parse('2026-09-01T09:00:00Z');

const spans = fc
  .array(
    fc.oneof(
      fc.constantFrom('<', '>', '<=', '>=', '..', '-', '–', '…', '=', ','),
      fc.constantFrom('6', '12', '120', '9999', 'd', 'w', 'm', 'y', 'months', 'stated'),
      fc.constantFrom('2027', '2028-02', '2027-03-31', '2027-02-29', '1000-01-01', '9999-12-31'),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => `ends:${parts.join('')}`);

const typed = fc.oneof(
  spans,
  arbitraryOddText(),
  arbitraryWords(),
  arbitraryQuery().map(printQuery),
  // A query with something wrong in the middle of it.
  fc.tuple(arbitraryQuery(), fc.nat(), arbitraryOddText()).map(([query, at, odd]) => {
    const text = printQuery(query);
    const place = at % (text.length + 1);
    return text.slice(0, place) + odd + text.slice(place);
  }),
);

/** Clauses whose opposite is everything else; region, value and deadline keep the unknown on both sides. */
function isCrisp(query: Query): boolean {
  if (query.kind === 'and' || query.kind === 'or') return query.of.every(isCrisp);
  if (query.kind === 'days') return query.field !== 'closing';
  return query.kind !== 'region' && query.kind !== 'value';
}

describe('parseQuery', () => {
  it('never throws, points inside the text, and answers what it can read again', () => {
    fc.assert(
      fc.property(typed, (text) => {
        const { query, messages, sort, canonical } = parseQuery(text);
        for (const { at, length, text: said } of messages) {
          expect(said).not.toBe('');
          expect(at).toBeGreaterThanOrEqual(0);
          expect(length).toBeGreaterThan(0);
          expect(at + length).toBeLessThanOrEqual(text.length);
        }
        const again = parseQuery(canonical);
        expect(again).toEqual({ query, messages: [], sort, canonical });
      }),
      { numRuns: 1000 },
    );
  });

  it('reads back what printQuery writes of any query', () => {
    fc.assert(
      fc.property(arbitraryQuery(), (query) => {
        const printed = printQuery(query);
        // A generated query may be longer than anybody may write.
        fc.pre(printed.length <= LONGEST_QUERY && isAffordable(query));
        const parsed = parseQuery(printed);
        expect(parsed.query).toEqual(query);
        expect(parsed.messages).toEqual([]);
        expect(parsed.canonical).toBe(printed);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps texts of any length and depth within the limits, and their canonical form too', () => {
    const long = fc
      .array(
        fc.constantFrom('(', ')', '(a OR ', '(b ', '-(', 'OR', 'cyber', 'AI', 'value:1k,2k', '"x y"', '-'),
        {
          minLength: 300,
          maxLength: 1500,
        },
      )
      .map((parts) => parts.join(' '));
    fc.assert(
      fc.property(long, (text) => {
        const { query, sort, canonical } = parseQuery(text);
        expect(canonical.length).toBeLessThanOrEqual(LONGEST_QUERY);
        expect(parseQuery(canonical)).toEqual({ query, messages: [], sort, canonical });
      }),
      { numRuns: 50 },
    );
  });
});

describe('matches', () => {
  it('takes `-(…)` for the opposite, pushed down to the clauses (De Morgan)', () => {
    fc.assert(
      fc.property(arbitraryQuery().filter(isCrisp), arbitraryProcurement(), (query, procurement) => {
        const document = documentOf(procurement);
        const printed = printQuery(query);
        fc.pre(printed.length < LONGEST_QUERY - 20);
        const { query: opposite, messages } = parseQuery(`-(${printed}) it:any`);
        fc.pre(messages.length === 0);
        expect(matches(opposite, document, NOW)).toBe(!matches(query, document, NOW));
      }),
      { numRuns: 500 },
    );
  });

  it('reads `-(-(…))` as the query itself', () => {
    fc.assert(
      fc.property(arbitraryQuery(), (query) => {
        const printed = printQuery(query);
        fc.pre(printed.length < LONGEST_QUERY - 20);
        // Clauses that ask for something stated lose that word when they are turned round.
        fc.pre(!printed.includes('stated'));
        const alone = leavesOf(query).some((leaf) => leaf.kind === 'it');
        fc.pre(alone && isAffordable(query));
        expect(parseQuery(`-(-(${printed}))`).query).toEqual(query);
      }),
    );
  });

  it('keeps what states no region and no value, unless `stated` is asked', () => {
    fc.assert(
      fc.property(arbitraryQuery(), arbitraryProcurement(), (query, procurement) => {
        const { view } = procurement;
        const document = documentOf({ ...procurement, view: { ...view, regions: [], value: undefined } });
        const kept = leavesOf(query).filter(({ kind }) => kind === 'region' || kind === 'value');
        expect(kept.map((leaf) => matches(leaf, document, NOW))).toEqual(
          kept.map((leaf) => leaf.negated || !('stated' in leaf && leaf.stated)),
        );
      }),
    );
  });
});

/** The same by plain reckoning with a calendar's own dates. */
describe('ends', () => {
  const counted = fc.record({
    after: fc.nat(1200),
    unit: fc.constantFrom('months' as const, 'days' as const),
  });

  it('holds from the first to the last day counted from the London day of asking', () => {
    const asked = fc.integer({
      min: Date.parse('2000-01-01T00:00:00Z'),
      max: Date.parse('2100-01-01T00:00:00Z'),
    });
    fc.assert(
      fc.property(asked, counted, fc.constantFrom(-1, 0, 1), (now, mark, beside) => {
        const [year, month, date] = LONDON.format(now).split('-').map(Number) as [number, number, number];
        const end =
          mark.unit === 'days'
            ? new Date(Date.UTC(year, month - 1, date + mark.after))
            : lastOf(year, month - 1 + mark.after, date);
        const day = new Date(end.getTime() + beside * 86_400_000).toISOString().slice(0, 10);
        const view = aView({ ends: { day, latest: undefined, by: 'stated', confidence: 'high' } });
        const leaf: Leaf = { kind: 'days', field: 'ends', from: mark, to: mark, negated: false };
        const document = documentOf(aProcurement({ view }));
        expect(matches(leaf, document, now)).toBe(beside === 0);
        expect(matches({ ...leaf, from: undefined }, document, now)).toBe(beside <= 0);
        expect(matches({ ...leaf, to: undefined }, document, now)).toBe(beside >= 0);
      }),
      { numRuns: 300 },
    );
  });

  it('leaves out what states no end, and keeps it where it is negated', () => {
    fc.assert(
      fc.property(arbitraryQuery(), arbitraryProcurement(), (query, procurement) => {
        const document = documentOf({ ...procurement, view: { ...procurement.view, ends: undefined } });
        for (const leaf of leavesOf(query).filter((one) => one.kind === 'days' && one.field === 'ends'))
          expect(matches(leaf, document, NOW)).toBe(leaf.negated);
      }),
    );
  });
});

const LONDON = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/London' });

/** That date of the month, or the month's last where it is shorter. */
function lastOf(year: number, month: number, date: number): Date {
  let found = new Date(Date.UTC(year, month, date));
  for (let less = date; found.getUTCMonth() !== ((month % 12) + 12) % 12; less -= 1)
    found = new Date(Date.UTC(year, month, less));
  return found;
}

describe('because and describeQuery', () => {
  it('have something to say of any query, and never fail', () => {
    fc.assert(
      fc.property(arbitraryQuery(), arbitraryProcurement(), (query, procurement) => {
        expect(describeQuery(query)).toMatch(/^[A-Z].*procurements|^Procurements/s);
        expect(describeQuery(query)).not.toMatch(/undefined|NaN|Infinity| {2}/);
        for (const reason of because(query, documentOf(procurement), NOW)) {
          expect(reason).not.toMatch(/undefined|NaN|Infinity/);
        }
      }),
    );
  });
});

function leavesOf(query: Query): readonly Leaf[] {
  return query.kind === 'and' || query.kind === 'or' ? query.of.flatMap(leavesOf) : [query];
}

/** Within the limits beside length, depth and number of clauses. */
function isAffordable(query: Query): boolean {
  const leaves = leavesOf(query);
  return COSTS.every(({ most, of }) => leaves.reduce((sum, leaf) => sum + of(leaf), 0) <= most);
}
