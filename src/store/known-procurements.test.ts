import { expect, it } from 'vitest';
import { aClassification, aView } from '../../test/builders.ts';
import type { Json } from './rows.ts';
import type { Classification } from '../domain/procurement.ts';
import { procurementOf, type ProcurementRow } from './known-procurements.ts';
import { storedView } from './stored-view.ts';

function row(
  id: number,
  title = 'Penetration testing',
  setting: 'strict' | 'broad' = 'strict',
): ProcurementRow {
  const classification: Json<Classification> = JSON.stringify(aClassification({ setting }));
  return { id, view: storedView(aView({ title })), classification };
}

it('is the same object while its texts are the same, and another one when either changes', () => {
  const first = procurementOf(row(1));

  expect(procurementOf(row(1))).toBe(first);
  expect(procurementOf(row(1, 'Something else')).view.title).toBe('Something else');
  expect(procurementOf(row(1)).view.title).toBe('Penetration testing');
  expect(procurementOf(row(1, 'Penetration testing', 'broad')).classification.setting).toBe('broad');
});

it('of two databases, with one number, are told apart by their texts', () => {
  expect(procurementOf(row(2, 'here')).view.title).toBe('here');
  expect(procurementOf(row(2, 'there')).view.title).toBe('there');
});

it('forgets the oldest', () => {
  const first = procurementOf(row(1000));
  for (let id = 1001; id < 1300; id += 1) procurementOf(row(id));
  expect(procurementOf(row(1000))).toBe(first);
  procurementOf(row(1300));

  expect(procurementOf(row(1000))).not.toBe(first);
});
