import { describe, expect, it } from 'vitest';
import { daysAt, parseDaySpan } from './day-span.ts';
import { describeQuery } from './describe.ts';
import { parseQuery } from './parse.ts';

const NOW = Date.parse('2026-09-01T09:00:00Z');

function days(text: string): unknown {
  const { query } = parseQuery(`it:any ${text}`);
  const leaf = query.kind === 'and' ? query.of[1] : undefined;
  return leaf?.kind === 'days' ? Object.values(daysAt(leaf, NOW)) : parseQuery(text).messages;
}

describe('days by their names', () => {
  it.each([
    ['closing:today', ['2026-09-01', '2026-09-01']],
    ['closing:tomorrow', ['2026-09-02', '2026-09-02']],
    ['ends:Tomorrow', ['2026-09-02', '2026-09-02']],
    ['published:today', ['2026-09-01', '2026-09-01']],
    ['published:yesterday', ['2026-08-31', '2026-08-31']],
    ['closing:today..2026-09-30', ['2026-09-01', '2026-09-30']],
  ])('%s', (text, expected) => {
    expect(days(text)).toEqual(expected);
  });

  it.each(['published:tomorrow', 'closing:yesterday', 'ends:>yesterday'])('%s lies the other way', (text) => {
    expect(days(text)).toMatchObject([{ text: expect.stringContaining('is not a span of days') as string }]);
  });
});

describe('spans in words', () => {
  it('may say `to`', () => {
    expect(parseDaySpan('6 to 18 months')).toEqual(parseDaySpan('6m..18m'));
    expect(parseDaySpan('2026-09-01 to 2026-09-30')).toEqual(parseDaySpan('2026-09-01..2026-09-30'));
    expect(parseDaySpan('to 18m')).toBeUndefined();
  });
});

describe('the sentence of a publication', () => {
  it.each([
    ['published:<7d', 'within the last 7 days'],
    ['published:>30d', '30 days ago or earlier'],
    ['published:..30d', 'within the last 30 days'],
    ['published:2w..4w', '2 to 4 weeks ago'],
    ['published:>2026-01-01', 'on 2 January 2026 or later'],
    ['published:<2026-01-01', 'on 31 December 2025 or earlier'],
    ['published:2026-08-11..', 'on 11 August 2026 or later'],
    ['published:..2026-08-11', 'on 11 August 2026 or earlier'],
    ['published:2026-10', 'in October 2026'],
  ])('%s: %s', (text, said) => {
    expect(describeQuery(parseQuery(`it:any ${text}`).query)).toBe(
      `Procurements of any kind that were published ${said}`,
    );
  });
});
