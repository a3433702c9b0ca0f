import { expect, it } from 'vitest';
import { aProcurement, aView } from '../../test/builders.ts';
import { NOW } from '../../test/messages.ts';
import { renderLine, renderLines } from './terminal.ts';

it('shows one procurement of a list in two lines', () => {
  const [first, second, ...more] = renderLine(aProcurement({ id: 7 }), NOW).split('\n');
  expect(first).toBe('#7  Penetration testing of the housing portal – Ashcombe Borough Council');
  expect(second).toMatch(
    /^ {4}Wed 30 Sept? 2026, 12:00 \(29 days left\) · £120,000 · Open for bids · Cyber security and identity$/,
  );
  expect(more).toEqual([]);
});

it('shows a whole procurement label by label, its notices last', () => {
  const lines = renderLines(aProcurement({ id: 7 }), NOW);
  expect(lines[0]).toBe('#7  Penetration testing of the housing portal');
  expect(lines).toContain('Buyer       Ashcombe Borough Council');
  expect(lines).toContain("  because   Cyber security and identity: 'penetration testing' in the title");
  expect(lines.at(-1)).toMatch(/^Tue 1 Sept? 2026 +Find a Tender {2}UK4 {2}https:\/\/www\.find-tender/);
});

it('lets no notice speak to the terminal', () => {
  const hostile = aProcurement({
    view: aView({ title: '\u001B]0;owned\u0007\u001B[2J\r\nfake line', url: '\u001B[31m' }),
  });
  for (const text of [renderLine(hostile, NOW).replace('\n', ''), ...renderLines(hostile, NOW)])
    expect(text).not.toMatch(/\p{Cc}/u);
});
