import { describe, expect, it } from 'vitest';
import { aNotice } from '../../test/builders.ts';
import type { NewEvent } from '../domain/event.ts';
import type { Notice } from '../domain/notice.ts';
import type { Tie } from '../domain/tie.ts';
import { openShelf } from './shelf.ts';

const DAY = 86_400_000;
const start = Date.parse('2026-09-01T08:00:00Z');
const documents = [{ title: 'Specification', url: 'https://example.org/spec.pdf' }];
const lots = [
  { id: '1', title: 'Websites', status: 'active' },
  { id: '2', title: 'Networks', status: 'active' },
];
const tender = aNotice({ published: start, lots, documents });

/** The next notice of the same process: what differs from the tender. */
function next(with_: Partial<Notice>, days = 1): Notice {
  const noticeId = `0002${String(days).padStart(2, '0')}-2026`;
  return aNotice({ lots, documents, ...with_, noticeId, published: start + days * DAY });
}

function noon(day: string): Notice['deadline'] {
  return { at: Date.parse(`${day}T11:00:00Z`), day, timed: true };
}

function tieOf(a: Notice, b: Notice): Tie {
  return { a, b, confidence: 1, reasons: ['same text'] };
}

/** What each notice brought about, first to last; those that `ties` name have no key in common. */
function eventsOf(notices: readonly Notice[], ties: readonly Tie[] = []): readonly (readonly NewEvent[])[] {
  const shelf = openShelf({ related: [], ties, words: [] }, 1);
  return notices.map((notice) => shelf.place(notice).events);
}

function kindsOf(notices: readonly Notice[], ties: readonly Tie[] = []): string[][] {
  return eventsOf(notices, ties).map((events) => events.map(({ kind }) => kind));
}

function lastOf(notices: readonly Notice[]): readonly (readonly [string, ...string[]])[] {
  const events = eventsOf(notices).at(-1) ?? [];
  return events.map(({ kind, changes }) => [
    kind,
    ...changes.map(({ field, was, now }) => `${field}: ${was} → ${now}`),
  ]);
}

const sum = { min: 15_000_000, max: 15_000_000, gross: undefined, currency: 'GBP' };

describe('what is worth telling', () => {
  it.each([
    [
      'title',
      { title: 'Penetration testing of every portal' },
      'title: Penetration testing of the housing portal → Penetration testing of every portal',
    ],
    ['value', { value: sum }, 'value: 12000000..12000000 GBP → 15000000..15000000 GBP'],
    ['regions', { regions: ['UKD', 'UKC'] }, 'regions: UKD → UKC,UKD'],
    ['lots', { lots: lots.slice(0, 1) }, 'lots: 1 Websites; 2 Networks → 1 Websites'],
    [
      'lots, where one ended by itself',
      { lots: [{ id: '1', title: 'Websites', status: 'cancelled' }, ...lots.slice(1)] },
      'lots: 1 Websites; 2 Networks → 1 Websites cancelled; 2 Networks',
    ],
    [
      'dates of the contract',
      { contract: { start: '2026-12-01', end: '2028-11-30' } },
      'contract: 2026-11-01..2028-10-31 → 2026-12-01..2028-11-30',
    ],
  ] as const)('is another %s, with was and now', (_what, with_, change) => {
    expect(lastOf([tender, next(with_)])).toEqual([['amended', change]]);
  });

  it('is another document', () => {
    const more = [...documents, { title: 'Questions', url: 'https://example.org/q.pdf' }];
    expect(lastOf([tender, next({ documents: more })])).toEqual([
      ['amended', expect.stringMatching(/^documents: 1 #[0-9a-f]{8} → 2 #[0-9a-f]{8}$/)],
    ]);
  });

  it('is a deadline that moved, apart from everything else that changed', () => {
    const changes = { deadline: noon('2026-10-07'), value: sum };
    expect(lastOf([tender, next(changes)])).toEqual([
      ['deadline-later', 'deadline: 2026-09-30T11:00:00.000Z → 2026-10-07T11:00:00.000Z'],
      ['amended', 'value: 12000000..12000000 GBP → 15000000..15000000 GBP'],
    ]);
    expect(kindsOf([tender, next({ deadline: noon('2026-09-20') })])).toEqual([
      ['opened'],
      ['deadline-earlier'],
    ]);
  });

  it('is an hour of the same day, where the hour was stated', () => {
    const earlier = { at: Date.parse('2026-09-30T09:00:00Z'), day: '2026-09-30', timed: true };
    expect(kindsOf([tender, next({ deadline: earlier })]).at(-1)).toEqual(['deadline-earlier']);
  });
});

describe('what is not worth telling', () => {
  it.each([
    ['nothing but a number of its own', {}],
    ['a title in capitals and with more spaces', { title: 'PENETRATION  Testing of the\nhousing portal ' }],
    [
      'documents in another order, and one named otherwise',
      { documents: [{ ...documents[0], title: 'Spec' }] },
    ],
    ['lots in another order', { lots: lots.toReversed() }],
    ['a lot that follows the stage', { lots: lots.map((lot) => ({ ...lot, status: 'complete' })) }],
    [
      'the same sum with VAT beside it',
      { value: { ...sum, min: 12_000_000, max: 12_000_000, gross: 14_400_000 } },
    ],
    ['a description in other words', { description: 'Yearly tests are wanted.' }],
    ['a gap', { value: undefined, lots: [], documents: [], regions: [], contract: undefined }],
    ['a time for the day that was given', { deadline: { ...noon('2026-09-30'), timed: true } }],
  ] as const)('is %s', (_what, with_) => {
    const kinds = kindsOf([tender, next(with_ as Partial<Notice>)]).at(-1) ?? [];
    expect(kinds.filter((kind) => kind !== 'merged')).toEqual([]);
  });

  it('is what a copy on another portal says otherwise', () => {
    const copy = aNotice({
      portal: 'contracts-finder',
      noticeId: 'a1b2',
      ocid: 'ocds-b5fd17-1',
      published: start + DAY,
      title: 'Security checks',
      value: sum,
      deadline: noon('2026-10-09'),
      regions: ['UKI'],
      lots: [],
      documents: [],
      contract: { start: '2027-01-01', end: '2029-12-31' },
    });
    expect(kindsOf([tender, copy], [tieOf(tender, copy)])).toEqual([['opened'], ['merged']]);
    expect(kindsOf([copy, tender], [tieOf(tender, copy)])).toEqual([['opened'], ['merged']]);
  });
});

describe('what ends or decides', () => {
  it('is told where the notice states neither title nor code nor text', () => {
    const stub = next({
      stage: 'closed',
      outcome: 'cancelled',
      form: 'UK12',
      sparse: true,
      title: undefined,
      description: undefined,
      buyer: undefined,
      cpv: [],
      value: undefined,
      deadline: undefined,
      regions: [],
      lots: [],
      documents: [],
      contract: undefined,
    });
    expect(lastOf([tender, stub])).toEqual([['cancelled', 'stage: tender → closed:cancelled']]);
  });

  it('is one award, however many notices tell of it', () => {
    const award = next({ stage: 'award', form: 'UK6' }, 20);
    const contract = next({ stage: 'contract', form: 'UK7' }, 30);
    const kinds = kindsOf([tender, award, contract]).flat();
    expect(kinds.filter((kind) => kind === 'awarded')).toHaveLength(1);
    expect(kinds).toEqual(['opened', 'awarded', 'stage-changed']);
  });

  it('leaves a contract that runs longer amended', () => {
    const contract = next({ stage: 'contract', form: 'UK7' }, 30);
    const longer = next(
      { stage: 'contract', form: 'UK10', contract: { start: '2026-11-01', end: '2029-10-31' } },
      60,
    );
    expect(lastOf([tender, contract, longer])).toEqual([
      ['amended', 'contract: 2026-11-01..2028-10-31 → 2026-11-01..2029-10-31'],
    ]);
  });
});

describe('a corrigendum', () => {
  it('changes what it states, and nothing else', () => {
    const corrigendum = next({
      sparse: true,
      title: undefined,
      description: undefined,
      buyer: undefined,
      cpv: [],
      value: undefined,
      regions: [],
      lots: [],
      documents: [],
      contract: undefined,
      deadline: noon('2026-10-14'),
    });
    expect(lastOf([tender, corrigendum])).toEqual([
      ['deadline-later', 'deadline: 2026-09-30T11:00:00.000Z → 2026-10-14T11:00:00.000Z'],
    ]);
  });
});

describe('a second notice on the same portal, under another ocid', () => {
  const republished = next({
    ocid: 'ocds-h6vhtk-0c0001',
    title: 'Testing of portals',
    value: sum,
    regions: ['UKI'],
  });

  it('is a copy, whatever its wording', () => {
    expect(kindsOf([tender, republished], [tieOf(tender, republished)])).toEqual([['opened'], ['merged']]);
  });

  it('is news where it moves the deadline', () => {
    const moved = { ...republished, deadline: noon('2026-10-21') };
    expect(kindsOf([tender, moved], [tieOf(tender, moved)])).toEqual([
      ['opened'],
      ['merged', 'deadline-later'],
    ]);
  });

  it('is a copy where it is another award notice of one award', () => {
    const award = next({ stage: 'award', ocid: 'ocds-h6vhtk-0c0002' }, 20);
    const second = next(
      { stage: 'award', ocid: 'ocds-h6vhtk-0c0003', value: sum, deadline: noon('2026-10-21') },
      21,
    );
    const ties = [tieOf(tender, award), tieOf(award, second)];
    expect(kindsOf([tender, award, second], ties)).toEqual([['opened'], ['merged', 'awarded'], ['merged']]);
  });

  it('takes the procurement further where it stands at a later stage, with what changed but the wording', () => {
    const engagement = aNotice({
      published: start - DAY,
      stage: 'engagement',
      form: 'UK2',
      deadline: undefined,
    });
    const events = eventsOf([engagement, republished], [tieOf(engagement, republished)]).at(-1) ?? [];
    expect(events.map(({ kind, changes }) => [kind, ...changes.map(({ field }) => field)])).toEqual([
      ['merged'],
      ['stage-changed', 'stage'],
      ['amended', 'deadline', 'value', 'regions', 'lots', 'documents'],
    ]);
  });

  it('is changed by its own later notice, as is the first by its own, not by how the two differ', () => {
    const changesOf = (amended: Notice): readonly string[][] | undefined =>
      eventsOf([tender, republished, amended], [tieOf(tender, republished)])
        .at(-1)
        ?.map(({ kind, changes }) => [kind, ...changes.map(({ field }) => field)]);
    const fewer = lots.slice(0, 1);

    expect(changesOf({ ...next({ ...republished, lots: fewer }, 5), ocid: republished.ocid })).toEqual([
      ['amended', 'lots'],
    ]);
    expect(changesOf(next({ lots: fewer }, 5))).toEqual([['amended', 'lots']]);
  });
});
