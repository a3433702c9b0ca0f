import { describe, expect, it } from 'vitest';
import { parseQuery } from '../match/parse.ts';
import { pointedAt } from './query-pointer.ts';
import { countLines, unansweredWords } from './search-words.ts';

it('says why there is no answer, and what to do', () => {
  expect(unansweredWords({ unanswered: 'too-slow' })).toMatch(/too long.*add a category or a region/);
  expect(unansweredWords({ unanswered: 'busy' })).toMatch(/try again/);
  expect(unansweredWords({ unanswered: 'cancelled' })).toBe('The search was stopped.');
});

it('says counts in a line each, and leaves out what has none', () => {
  const counts = {
    stages: [{ key: 'tender', count: 1200 }] as const,
    categories: [
      { key: 'security', count: 3 },
      { key: 'none', count: 1 },
    ],
    regions: ['UKL', 'UK', 'none'].map((key, at) => ({ key, count: 3 - at })),
    buyers: [{ key: 'A\u0000 Council', count: 2 }],
  };
  expect(countLines(counts)).toEqual([
    'by stage: tender 1,200',
    'by category: security 3 · none 1',
    'by region: Wales 3 · nationwide 2 · not stated 1',
    'by buyer: A Council 2',
  ]);
  expect(countLines({ stages: [], categories: [], regions: [], buyers: [] })).toEqual([]);
});

describe('a message about a query', () => {
  function pointed(query: string): string {
    const [message] = parseQuery(query).messages;
    return message === undefined ? '' : pointedAt(query, message);
  }

  it('points at its place from under the query', () => {
    expect(pointed('cyber regoin:wales')).toBe('  cyber regoin:wales\n        ^^^^^^^');
    expect(pointed('cyber\tregoin:wales\u0007')).toBe('  cyber regoin:wales\n        ^^^^^^^');
  });

  it('reckons with characters that are two columns wide, or none', () => {
    expect(pointed('入札 ｘ regoin:wales')).toBe('  入札 ｘ regoin:wales\n          ^^^^^^^');
    expect(pointed('cafe\u0301 regoin:wales')).toContain('\n       ^^^^^^^');
  });

  it('shows of a long query what stands round the place', () => {
    const query = `${'cyber '.repeat(20)}regoin:wales ${'cloud '.repeat(20)}`;
    const [text = '', carets = ''] = pointed(query).split('\n');
    expect(text).toMatch(/^ {2}….*regoin:wales.*…$/);
    expect(text.length).toBeLessThan(80);
    expect(text.slice(carets.indexOf('^'), carets.length)).toBe('regoin:');
  });

  it.each([
    ['', 0, 0],
    ['x', 5, 3],
    ['x', -3, 900],
    ['😀', 1, 1],
  ])('lies within whatever it is given: %j', (query, at, length) => {
    expect(pointedAt(query, { at, length })).toMatch(/\n *\^+$/);
  });
});
