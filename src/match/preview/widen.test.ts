import { describe, expect, it } from 'vitest';
import { parseQuery } from '../parse.ts';
import { printQuery } from '../print.ts';
import { widenings } from './widen.ts';

function widened(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    widenings(parseQuery(text).query).map(({ query, how }) => [printQuery(query), how]),
  );
}

describe('wider queries', () => {
  it('leave out one clause each, loosen words, and are less sure that it is IT', () => {
    expect(widened('telehealth region:wales')).toEqual({
      'telehealth it:balanced': 'without region:wales',
      'region:wales it:balanced': 'without telehealth',
      'telehealth* region:wales it:balanced': 'with telehealth* for telehealth',
      'telehealth region:wales it:broad': 'with it:broad',
      'telehealth region:wales it:any': 'with it:any',
    });
  });

  it('take a phrase as its words, capitals as any, and a title as any text', () => {
    expect(widened('"security operations" it:any')).toEqual({
      'security operations it:any': 'with security operations for "security operations"',
    });
    expect(widened('SIEM it:any')).toEqual({ 'siem it:any': 'with siem for SIEM' });
    expect(widened('title:cyber it:any')).toEqual({ 'cyber it:any': 'with cyber for title:cyber' });
  });

  it('loosen one of several alternatives where it stands', () => {
    expect(Object.keys(widened('(cyber OR SIEM) it:any'))).toEqual([
      '(cyber* OR SIEM) it:any',
      '(cyber OR siem) it:any',
    ]);
  });

  it('say which alternatives they leave out together', () => {
    expect(Object.values(widened('(cyber OR SIEM) region:wales it:any'))).toContain(
      'without (cyber OR SIEM)',
    );
  });

  it('never ask for everything, nor for what was asked', () => {
    expect(Object.keys(widened('cyber stage:award -guarding it:any'))).toEqual([
      'cyber -guarding it:any',
      'cyber stage:award it:any',
      'cyber* stage:award -guarding it:any',
    ]);
    expect(widened('GDS it:any region:wales')).toHaveProperty(['GDS it:any']);
  });
});
