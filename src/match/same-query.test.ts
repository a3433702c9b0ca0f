import { describe, expect, it } from 'vitest';
import { parseQuery } from './parse.ts';
import { sameQueryText } from './same-query.ts';

function isSame(one: string, other: string): boolean {
  return sameQueryText(parseQuery(one).canonical) === sameQueryText(parseQuery(other).canonical);
}

describe('two queries are the same', () => {
  it.each([
    ['software', 'Software'],
    ['"Access Points" OR cyber', '"access points" OR Cyber'],
    ['supplier:"Northgate Cyber"', 'supplier:"northgate cyber"'],
    ['software', 'SOFTWARE'],
  ])('where only letter case differs: %s, %s', (one, other) => {
    expect(isSame(one, other)).toBe(true);
  });

  it.each([
    ['AI', 'ai'],
    ['cyber', 'cloud'],
    ['AI software', 'ai Software'],
  ])('but not where a word stands in capitals, or words differ: %s, %s', (one, other) => {
    expect(isSame(one, other)).toBe(false);
  });
});
