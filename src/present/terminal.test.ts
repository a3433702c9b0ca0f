import { expect, it } from 'vitest';
import { aProcurement, aView } from '../../test/builders.ts';
import { NOW } from '../../test/messages.ts';
import { renderLine } from './terminal.ts';

it('shows one procurement of a list in two lines', () => {
  const [first, second, ...more] = renderLine(aProcurement({ id: 7 }), NOW).split('\n');
  expect(first).toBe('#7  Penetration testing of the housing portal – Ashcombe Borough Council');
  expect(second).toMatch(
    /^ {4}Wed 30 Sept? 2026, 12:00 \(29 days left\) · £120,000 · Open for bids · Cyber security and identity$/,
  );
  expect(more).toEqual([]);
});

it('shows in a list who holds a contract and when it ends', () => {
  const view = aView({
    stage: 'contract',
    deadline: undefined,
    suppliers: ['Brindle Systems Ltd', 'Corvane plc'],
    ends: { day: '2027-03-31', latest: '2029-03-31', by: 'stated', confidence: 'high' },
  });
  expect(renderLine(aProcurement({ view }), NOW).split('\n')[1]).toBe(
    '    £120,000 · Contract signed · contract ends 31 March 2027, or 31 March 2029 if extended (high confidence)' +
      ' · supplied by Brindle Systems Ltd, Corvane plc · Cyber security and identity',
  );
});

it('lets no notice speak to the terminal', () => {
  const hostile = aProcurement({
    view: aView({ title: '\u001B]0;owned\u0007\u001B[2J\r\nfake line', url: '\u001B[31m' }),
  });
  expect(renderLine(hostile, NOW).replace('\n', '')).not.toMatch(/\p{Cc}/u);
});
