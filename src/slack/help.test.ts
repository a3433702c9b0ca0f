import { describe, expect, it } from 'vitest';
import { FIELD_NAMES } from '../match/field-names.ts';
import { parseQuery } from '../match/parse.ts';
import { helpText } from './help.ts';

describe('helpText', () => {
  const text = helpText('/bell');

  it('names the command as it is called here, in examples that are all understood', () => {
    const examples = Array.from(text.matchAll(/`\/bell ([^`]+)`/g), ([, query = '']) => query);

    expect(examples.length).toBeGreaterThan(5);
    expect(examples.flatMap((query) => parseQuery(query).messages)).toEqual([]);
  });

  it('names every field, with a value that it takes', () => {
    const clauses = Array.from(text.matchAll(/[a-z-]+:(?:"[^"]+"|[^\s`]+)/g), ([clause]) => clause);

    expect(clauses.flatMap((clause) => parseQuery(clause).messages)).toEqual([]);
    const named = new Set(clauses.map((clause) => clause.split(':')[0]));
    expect([...FIELD_NAMES].filter((field) => !named.has(field))).toEqual([]);
  });

  it('fits one message', () => {
    expect(text.length).toBeLessThan(3000);
  });
});
