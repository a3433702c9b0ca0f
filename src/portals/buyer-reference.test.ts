import { describe, expect, it } from 'vitest';
import { readReference } from './buyer-reference.ts';

describe("the buyer's reference", () => {
  it.each([
    ['ABC-17', 'ABC-17'],
    [' DN 700001\n', 'DN 700001'],
    ['R&amp;D/26', 'R&D/26'],
    [4711, '4711'],
    ['Ж', 'Ж'],
    ['2026-791', '2026-791'],
    ['x'.repeat(60), 'x'.repeat(60)],
    ['ocds-kuma6s-150201-tender-150201-DE-4', 'DE-4'],
    ['ocds-kuma6s-150201-tender-150201-Ref 0/1', 'Ref 0/1'],
  ])('%j is %j', (id, reference) => {
    expect(readReference(id, '070001-2026')).toBe(reference);
  });

  it.each([
    undefined,
    null,
    '',
    'ocds-h6vhtk-0a0001',
    'ocds-kuma6s-150201-tender-150201',
    'OCDS-h6vhtk-0a0001',
    '5a5a5a5a-1111-4222-8333-444444444444',
    '070001-2026',
    '065432-2025',
    '20260901093015-10123',
    'N/A',
    'TBC',
    'none',
    '--',
    '– …',
    'x'.repeat(61),
  ])('%j is none', (id) => {
    expect(readReference(id, '070001-2026')).toBeUndefined();
  });

  it("is not the notice's own number", () => {
    expect(readReference('SEP400101', 'SEP400101')).toBeUndefined();
    expect(readReference('SEP400101', 'SEP400102')).toBe('SEP400101');
  });
});
