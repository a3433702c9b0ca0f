import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { openCpvNames } from './cpv-names.ts';

const code = (digits: string, description?: string) => ({ code: digits, description, main: false });

it('names codes by the CPV list, commas and all, and keeps the names that they have', () => {
  const named = openCpvNames()([
    code('72810000'),
    code('03000000'),
    code('48000000', 'As the buyer writes'),
    code('99999999'),
  ]);
  expect(named.map(({ description }) => description)).toEqual([
    'Computer audit services',
    'Agricultural, farming, fishing, forestry and related products',
    'As the buyer writes',
    undefined,
  ]);
});

it('reads every row of the list', () => {
  const rows = readFileSync(resolve('data/cpv/cpv-2008.csv'), 'utf8').trim().split('\n').slice(1);
  const named = openCpvNames()(rows.map((row) => code(row.slice(0, 8))));
  expect(named).toHaveLength(9454);
  expect(
    named.filter(({ description }) => description === undefined || /^"|"$|^$/.test(description)),
  ).toEqual([]);
});
