import { describe, expect, it } from 'vitest';
import { aProcurement, aView } from '../../test/builders.ts';
import { NOW } from '../../test/messages.ts';
import type { View } from '../domain/procurement.ts';
import { calendarOf, type CalendarEntry } from './calendar.ts';

const SETTING = { name: 'Tender deadlines', now: NOW };

function entry(with_: Partial<View> = {}, changedAt?: number): CalendarEntry {
  return { procurement: aProcurement({ id: 12, view: aView(with_) }), changedAt };
}

/** A property's value as a calendar program reads it: RFC 5545 §3.1 unfolds, §3.3.11 takes the backslashes away. */
function read(ics: string, name: string): string | undefined {
  const lines = ics.replaceAll(/\r\n[ \t]/g, '').split('\r\n');
  const found = lines.find((one) => one.startsWith(`${name}:`) || one.startsWith(`${name};`));
  const value = found?.slice(found.indexOf(':') + 1);
  return value?.replaceAll(/\\(.)/g, (_, sign: string) => (sign.toLowerCase() === 'n' ? '\n' : sign));
}

function eventsOf(ics: string): number {
  return ics.match(/^BEGIN:VEVENT\r$/gm)?.length ?? 0;
}

describe('a calendar of deadlines', () => {
  it('says what, when, where and how sure, for one procurement', () => {
    const ics = calendarOf([entry()], SETTING);
    expect(ics).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\n/);
    expect(ics).toMatch(/\r\nEND:VCALENDAR\r\n$/);
    expect(read(ics, 'X-WR-CALNAME')).toBe('Tender deadlines');
    expect(read(ics, 'REFRESH-INTERVAL')).toBe('PT1H');
    expect(read(ics, 'UID')).toBe('procurement-12.deadline@tenderbell');
    expect(read(ics, 'DTSTART')).toBe('20260930T110000Z');
    expect(read(ics, 'DTEND')).toBeUndefined();
    expect(read(ics, 'SUMMARY')).toBe(
      'Deadline: Penetration testing of the housing portal – Ashcombe Borough Council',
    );
    expect(read(ics, 'URL')).toBe('https://www.find-tender.service.gov.uk/Notice/000101-2026');
    expect(read(ics, 'STATUS')).toBe('CONFIRMED');
    expect(read(ics, 'TRANSP')).toBe('TRANSPARENT');
    expect(read(ics, 'DESCRIPTION')?.replace('Sept', 'Sep')).toBe(
      [
        'Ashcombe Borough Council',
        'Deadline: Wed 30 Sep 2026, 12:00, London time',
        'Value: £120,000',
        'Stage: Open for bids',
        'See on Find a Tender: https://www.find-tender.service.gov.uk/Notice/000101-2026',
      ].join('\n'),
    );
  });

  it.each([
    ['summer', '2026-09-30', '2026-09-30T22:59:59.999Z', '20260930'],
    ['winter', '2026-12-01', '2026-12-01T23:59:59.999Z', '20261201'],
  ])('of a %s day without a time makes that whole day', (_name, day, at, written) => {
    const ics = calendarOf([entry({ deadline: { at: Date.parse(at), day, timed: false } })], SETTING);
    expect(ics).toContain(`\r\nDTSTART;VALUE=DATE:${written}\r\n`);
  });

  it('moves with the deadline: the same UID, a later start, a higher sequence', () => {
    const before = calendarOf([entry()], SETTING);
    const later = { at: Date.parse('2026-10-07T11:00:00Z'), day: '2026-10-07', timed: true };
    const updated = NOW + 86_400_000;
    for (const after of [
      calendarOf([entry({ deadline: later, updated })], SETTING),
      calendarOf([entry({ deadline: later }, updated)], SETTING),
    ]) {
      expect(read(after, 'UID')).toBe(read(before, 'UID'));
      expect(read(after, 'DTSTART')).toBe('20261007T110000Z');
      expect(Number(read(after, 'SEQUENCE'))).toBeGreaterThan(Number(read(before, 'SEQUENCE')));
      expect(read(after, 'LAST-MODIFIED')).toBe('20260902T090000Z');
      expect(Number(read(after, 'SEQUENCE'))).toBeLessThan(2 ** 31);
    }
  });

  it('is the same, byte for byte, while nothing changes', () => {
    expect(calendarOf([entry()], { ...SETTING, now: NOW + 60_000 })).toBe(calendarOf([entry()], SETTING));
  });

  it('cancels what ended, and has no event for what states no deadline or none that is a date', () => {
    const ended = calendarOf([entry({ stage: 'closed', outcome: 'cancelled' })], SETTING);
    expect(read(ended, 'STATUS')).toBe('CANCELLED');
    const undated = [
      entry({ deadline: undefined }),
      entry({ deadline: { at: 1e300, day: '', timed: true } }),
      entry({ deadline: { at: 0, day: 'soon', timed: false } }),
    ];
    expect(eventsOf(calendarOf(undated, SETTING))).toBe(0);
    expect(eventsOf(calendarOf([], SETTING))).toBe(0);
  });

  it.each([
    ['line breaks', 'A\r\nEND:VEVENT\r\nATTACH:file:///etc/passwd', 'A END:VEVENT ATTACH:file:///etc/passwd'],
    ['signs', 'a;b,c\\n "d" : e', 'a;b,c\\n "d" : e'],
    ['what is wide', '👨‍👩‍👧 café €'.repeat(8), '👨‍👩‍👧 café €'.repeat(8)],
    ['other line ends', 'a\u2028b\u0085c\u000Bd', 'a b c d'],
  ])('%s in a title stay text, in lines of 75 octets', (_name, title, shown) => {
    const view = { title, buyer: { name: title, id: undefined }, url: 'https://a.example/?a=1,2;3' };
    const ics = calendarOf([entry(view)], { ...SETTING, name: title });
    expect(read(ics, 'SUMMARY')).toBe(`Deadline: ${shown} – ${shown}`);
    expect(read(ics, 'URL')).toBe('https://a.example/?a=1%2C2%3B3');
    expect(eventsOf(ics)).toBe(1);
    expect(ics).not.toMatch(/^(?:ATTACH|END:VEVENT.)/m);
    const lines = ics.split('\r\n');
    expect(lines.filter((one) => Buffer.byteLength(one) > 75)).toEqual([]);
    expect(lines.join('')).not.toMatch(/[\r\n]/);
  });
});
