import { describe, expect, it } from 'vitest';
import { NOW } from '../../test/messages.ts';
import { changeWords } from './change-words.ts';
import { deadlineWords } from './deadline-words.ts';
import { safeUrl } from './safe-url.ts';
import { stageWords } from './stage-words.ts';
import { valueWords } from './value-words.ts';

describe('a value in words', () => {
  const value = { min: undefined, max: undefined, gross: undefined, currency: 'GBP' };
  it.each([
    [{ ...value, min: 12_000_000, max: 12_000_000 }, '£120,000'],
    [{ ...value, min: 5_000_000, max: 50_000_000 }, '£50,000 to £500,000'],
    [{ ...value, max: 50_000_000 }, 'up to £500,000'],
    [{ ...value, min: 5_000_000 }, '£50,000 or more'],
    [{ ...value, min: 12_345, max: 12_345 }, '£123.45'],
    [{ ...value, gross: 12_000_000 }, '£120,000 incl. VAT'],
    [{ ...value, min: 10_000_000, max: 10_000_000, gross: 12_000_000 }, '£100,000 (£120,000 incl. VAT)'],
    [{ ...value, min: 100, max: 100, currency: 'EUR' }, '€1'],
    [{ ...value, min: 100, max: 100, currency: '<b>' }, '£1'],
    [value, 'value not stated'],
    [undefined, 'value not stated'],
  ])('%j', (given, words) => {
    expect(valueWords(given)).toBe(words);
  });
});

function deadline(iso: string, timed = true) {
  return { at: Date.parse(iso), day: iso.slice(0, 10), timed };
}

describe('a deadline in words', () => {
  it.each([
    ['summer time', deadline('2026-09-30T11:00:00Z'), /^Wed 30 Sept? 2026, 12:00 \(29 days left\)$/],
    ['winter time', deadline('2026-12-01T12:00:00Z'), /^Tue 1 Dec 2026, 12:00 \(91 days left\)$/],
    [
      'no time',
      deadline('2026-09-30T22:59:59.999Z', false),
      /^by the end of Wed 30 Sept? 2026, time not stated \(29 days left\)$/,
    ],
    ['tomorrow', deadline('2026-09-02T11:00:00Z'), /\(1 day left\)$/],
    ['today', deadline('2026-09-01T16:00:00Z'), /^Tue 1 Sept? 2026, 17:00 \(closes today\)$/],
    ['past', deadline('2026-09-01T08:00:00Z'), /\(closed\)$/],
    ['none', undefined, /^no deadline stated$/],
    ['beyond all dates', { at: 1e300, day: '', timed: true }, /^no deadline stated$/],
  ])('%s', (_name, given, words) => {
    expect(deadlineWords(given, NOW)).toMatch(words);
  });
});

describe('a stage in words', () => {
  it('says that a tender whose deadline is past takes no bids', () => {
    const past = { at: NOW - 1, day: '2026-09-01', timed: true };
    expect(stageWords({ stage: 'tender', outcome: undefined, deadline: undefined }, NOW)).toBe(
      'Open for bids',
    );
    expect(stageWords({ stage: 'tender', outcome: undefined, deadline: past }, NOW)).toBe('Closed for bids');
    expect(stageWords({ stage: 'closed', outcome: 'unsuccessful', deadline: past }, NOW)).toBe(
      'Ended without an award',
    );
  });
});

describe('a change in words', () => {
  it.each([
    [
      'deadline',
      '2026-09-25',
      '2026-10-09T11:00:00.000Z',
      /^by the end of Fri 25 Sept? 2026, time not stated → Fri 9 Oct 2026, 12:00$/,
    ],
    ['value', '12000000..12000000 GBP', '5000000..50000000 GBP', /^£120,000 → £50,000 to £500,000$/],
    ['value', '', '..50000000 GBP', /^not stated → up to £500,000$/],
    ['stage', 'tender', 'closed:cancelled', /^Open for bids → Cancelled$/],
    ['stage', 'engagement', 'award', /^Market engagement → Awarded$/],
    ['stage', 'parked', 'pipeline', /^parked → Pipeline$/],
    ['regions', 'UKD', 'UKD,UKD61,UKL', /^North West → North West, Wales$/],
    [
      'contract',
      '2026-11-01..',
      '2026-11-01..2028-10-31',
      /^from Sun 1 Nov 2026 → Sun 1 Nov 2026 to Tue 31 Oct 2028$/,
    ],
    ['documents', '1 #0000abcd', '3 #1f2e3d4c', /^1 → 3$/],
    ['documents', '3 #0000abcd', '3 #1f2e3d4c', /^3 → 3, not the same as before$/],
    ['title', 'Old\r\ntitle', 'New title', /^Old title → New title$/],
    ['value', 'nonsense', 'more nonsense', /^nonsense → more nonsense$/],
    ['deadline', 'Tsoon', 'T', /^Tsoon → T$/],
  ] as const)('%s: %j → %j', (field, was, now, shown) => {
    const words = changeWords({ field, was, now });
    expect(`${words.was} → ${words.now}`).toMatch(shown);
  });
});

describe('a URL', () => {
  it.each([
    [
      'https://www.find-tender.service.gov.uk/Notice/000101-2026',
      'https://www.find-tender.service.gov.uk/Notice/000101-2026',
    ],
    ['http://a.example/x|y>z"q', 'http://a.example/x%7Cy%3Ez%22q'],
    ["https://a.example/?q='x'", 'https://a.example/?q=%27x%27'],
    ['javascript:alert(1)', undefined],
    ['data:text/html,x', undefined],
    [' \u0001javascript:alert(1)', undefined],
    ['https://gov.uk@evil.example/', undefined],
    ['//evil.example', undefined],
    ['', undefined],
    [`https://a.example/${'x'.repeat(3_000)}`, undefined],
  ])('%j', (text, url) => {
    expect(safeUrl(text)).toBe(url);
  });
});
