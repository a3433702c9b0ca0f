import { describe, expect, it } from 'vitest';
import { aNotice } from '../../test/builders.ts';
import type { Notice } from '../domain/notice.ts';
import { changesBetween, materialState } from './material.ts';
import { mergeVersions } from './merge.ts';
import { openShelf } from './shelf.ts';

const day = 86_400_000;
const start = Date.parse('2026-09-01T08:00:00Z');
const tender = aNotice({ published: start });
const later = aNotice({
  noticeId: '000102-2026',
  published: start + day,
  deadline: { at: Date.parse('2026-10-07T11:00:00Z'), day: '2026-10-07', timed: true },
});
const stub = aNotice({
  noticeId: '000103-2026',
  published: start + 2 * day,
  form: 'UK12',
  stage: 'closed',
  outcome: 'cancelled',
  sparse: true,
  description: undefined,
  cpv: [],
  deadline: undefined,
});
const copy = aNotice({
  portal: 'contracts-finder',
  noticeId: 'a1b2',
  ocid: 'ocds-b5fd17-1',
  published: start + 3600_000,
  value: { min: 9_900_000, max: 9_900_000, gross: undefined, currency: 'GBP' },
  cites: ['notice:find-a-tender:000101-2026'],
});

function kindsOf(notices: readonly Notice[]): string[][] {
  const shelf = openShelf(NOBODY, 1);
  return notices.map((notice) => shelf.place(notice).events.map((event) => event.kind));
}

/** No procurement is held, and nobody said anything. */
const NOBODY = { related: [], ties: [], words: [] };

describe('a procurement told by its notices', () => {
  it('opens once, moves its deadline, and is cancelled by a stub without CPV', () => {
    expect(kindsOf([tender, later, stub])).toEqual([['opened'], ['deadline-later'], ['cancelled']]);
  });

  it('is awarded, not opened, when first seen at its award', () => {
    expect(kindsOf([aNotice({ stage: 'award', form: 'UK6' })])).toEqual([['awarded']]);
  });

  it('counts UK6 and UK7 as one award', () => {
    const award = aNotice({ noticeId: '000104-2026', published: start + day, stage: 'award', form: 'UK6' });
    const contract = aNotice({
      noticeId: '000105-2026',
      published: start + 2 * day,
      stage: 'contract',
      form: 'UK7',
    });
    expect(kindsOf([tender, award, contract])).toEqual([['opened'], ['awarded'], ['stage-changed']]);
  });

  it('only merges when another portal copies it, whatever the copy says', () => {
    expect(kindsOf([tender, copy])).toEqual([['opened'], ['merged']]);
  });

  it('says nothing for the same statement again', () => {
    expect(kindsOf([tender, { ...tender, hash: 'other bytes' }])).toEqual([['opened'], []]);
  });

  it('says nothing of what is superseded', () => {
    expect(kindsOf([later, tender])).toEqual([['opened'], []]);
  });

  it('says nothing of what is superseded, also where it fills a gap of what came after it', () => {
    expect(kindsOf([{ ...later, contract: undefined }, tender])).toEqual([['opened'], []]);
  });

  it('says what a portal moved before another portal copied it, though it is read after', () => {
    const lateCopy = { ...copy, published: start + 2 * day };
    expect(kindsOf([tender, lateCopy, later])).toEqual([['opened'], ['merged'], ['deadline-later']]);
  });

  it('takes an hour of the same London day for precision, not for a move', () => {
    const dateOnly = aNotice({
      deadline: { at: Date.parse('2026-09-30T22:59:59.999Z'), day: '2026-09-30', timed: false },
    });
    expect(kindsOf([dateOnly, { ...tender, noticeId: '000109-2026', published: start + 5 }])).toEqual([
      ['opened'],
      [],
    ]);
  });

  it('tells a deadline that moves earlier apart', () => {
    const earlier = {
      ...later,
      deadline: { at: Date.parse('2026-09-20T11:00:00Z'), day: '2026-09-20', timed: true },
    };
    expect(kindsOf([tender, earlier])).toEqual([['opened'], ['deadline-earlier']]);
  });

  it('makes no event of a title that changed only its dress', () => {
    const dressed = {
      ...tender,
      noticeId: '000110-2026',
      published: start + 5,
      title: 'PENETRATION TESTING  of the Housing Portal',
    };
    expect(kindsOf([tender, dressed]).at(1)).toEqual(['merged']);
  });

  it('joins a copy that cites a notice that comes later', () => {
    const shelf = openShelf(NOBODY, 1);
    shelf.place(copy);
    expect(shelf.place(tender)).toMatchObject({ kind: 'joined', procurementId: 1 });
    expect(shelf.changes()).toHaveLength(1);
  });

  it('takes in a second procurement when a notice bridges the two', () => {
    const shelf = openShelf(NOBODY, 1);
    const other = aNotice({ noticeId: '000201-2026', ocid: 'ocds-h6vhtk-0b0001' });
    shelf.place(tender);
    shelf.place(other);

    const bridge = shelf.place({
      ...copy,
      cites: ['notice:find-a-tender:000101-2026', 'notice:find-a-tender:000201-2026'],
    });

    expect(bridge.events.map((event) => event.kind)).toEqual(['merged']);
    expect(shelf.changes()).toMatchObject([{ held: { id: 1 }, absorbed: [2] }]);
  });

  it('does not join two notices that merely cite a third', () => {
    const shelf = openShelf(NOBODY, 1);
    shelf.place(copy);
    const sister = { ...copy, noticeId: 'c3d4', ocid: 'ocds-b5fd17-2' };
    expect(shelf.place(sister).kind).toBe('new');
  });

  it('looks at all that an earlier version connected, where people keep some of that apart', () => {
    const one = aNotice({ noticeId: 'one', ocid: 'ocds-h6vhtk-0b0002', published: start });
    const other = { ...one, noticeId: 'other', ocid: 'ocds-h6vhtk-0b0003', published: start + 9 * day };
    const naming = { ...copy, releaseId: 'naming', published: start + 5 * day };
    const cites = ['notice:find-a-tender:one', 'notice:find-a-tender:other'];
    // Nearer to the one than the earlier version was to either; it names nothing itself.
    const nearer = { ...copy, releaseId: 'nearer', published: start + day, cites: [] };
    const apart = { id: 1, kind: 'split' as const, one: [one], other: [other] };
    const word = { ...apart, at: start, undoneAt: undefined, undoneBy: undefined };
    const together = (notices: readonly Notice[]): unknown => {
      const shelf = openShelf({ ...NOBODY, words: [word] }, 1);
      for (const notice of notices) shelf.place(notice);
      const parts = shelf.changes().map(({ held }) => held.versions.map(({ releaseId }) => releaseId));
      return parts.map((releases) => releases.toSorted().join(' ')).toSorted();
    };
    const notices = [
      { ...one, releaseId: 'one' },
      { ...other, releaseId: 'other' },
      { ...naming, cites },
    ];
    expect(together([...notices, nearer])).toEqual(together([nearer, ...notices]));
    expect(together([...notices, nearer])).toEqual(['naming nearer one', 'other']);
  });
});

describe('the current view', () => {
  it('keeps the tender behind a stub', () => {
    const view = mergeVersions([tender, stub]);
    expect(view).toMatchObject({
      stage: 'closed',
      outcome: 'cancelled',
      cpv: tender.cpv,
      description: tender.description,
      value: tender.value,
    });
  });

  it('believes Find a Tender before Contracts Finder', () => {
    expect(mergeVersions([copy, tender]).value).toEqual(tender.value);
  });

  it('is above the threshold where its tender is, though a contract is not', () => {
    const contract = aNotice({
      noticeId: '000105-2026',
      published: start + 2 * day,
      stage: 'contract',
      form: 'UK7',
      aboveThreshold: false,
    });
    const stating = { ...tender, aboveThreshold: true };
    expect(mergeVersions([contract, stating]).aboveThreshold).toBe(true);
    expect(mergeVersions([contract, tender]).aboveThreshold).toBe(false);
    const put = aNotice({ noticeId: '000107-2026', published: start + day, aboveThreshold: false });
    expect(mergeVersions([stating, put]).aboveThreshold).toBe(false);
    expect(mergeVersions([tender]).aboveThreshold).toBeUndefined();
  });

  it('keeps the technique that one notice states and the next leaves out', () => {
    const stating = { ...tender, technique: 'framework' } as const;
    expect(mergeVersions([stating, later, stub]).technique).toBe('framework');
    expect(mergeVersions([stating, { ...later, technique: 'dynamic-market' }]).technique).toBe(
      'dynamic-market',
    );
    expect(mergeVersions([tender, later]).technique).toBeUndefined();
  });

  it('opens again when a tender follows the cancellation', () => {
    const again = aNotice({ noticeId: '000106-2026', published: start + 9 * day });
    expect(mergeVersions([tender, stub, again])).toMatchObject({ stage: 'tender', outcome: undefined });
  });

  it("does not take an engagement's date for the tender's deadline", () => {
    const engagement = aNotice({ noticeId: '000001-2026', stage: 'engagement', published: start - day });
    expect(mergeVersions([engagement, { ...tender, deadline: undefined }]).deadline).toBeUndefined();
  });
});

describe('material changes', () => {
  it.each(['deadline', 'value', 'regions', 'lots', 'documents', 'contract'] as const)(
    'takes no %s for a gap, not for a withdrawal, and a first one for news',
    (field) => {
      const silent = { ...materialState(mergeVersions([tender])), [field]: '' };
      const stated = { ...silent, [field]: '2026-09-30' };

      expect(changesBetween(stated, silent)).toEqual([]);
      expect(changesBetween(silent, stated)).toEqual([{ field, was: '', now: '2026-09-30' }]);
    },
  );

  it('names the field with was and now', () => {
    const [was, now] = [
      materialState(mergeVersions([tender])),
      materialState(mergeVersions([tender, later])),
    ];
    expect(changesBetween(was, now)).toEqual([
      { field: 'deadline', was: '2026-09-30T11:00:00.000Z', now: '2026-10-07T11:00:00.000Z' },
    ]);
  });
});

describe('what a portal’s web pages say beside its releases', () => {
  const thatDay = { at: Date.parse('2026-09-24T22:59:59.999Z'), day: '2026-09-24', timed: false };
  const noon = { at: Date.parse('2026-09-24T11:00:00Z'), day: '2026-09-24', timed: true };
  const release = aNotice({ portal: 'contracts-finder', deadline: thatDay });
  const page = {
    ...release,
    via: 'page',
    sparse: true,
    releaseId: `${release.releaseId}-page`,
    hash: 'page',
  } as const;

  it('gives a deadline its time, in whatever order they come', () => {
    for (const order of [
      [release, { ...page, deadline: noon }],
      [{ ...page, deadline: noon }, release],
    ]) {
      expect(mergeVersions(order).deadline).toEqual(noon);
    }
  });

  it('is news only where the day of the deadline differs', () => {
    const eventsAfter = (notice: typeof page): readonly string[] => {
      const shelf = openShelf(NOBODY, 1);
      shelf.place(release);
      return shelf.place(notice).events.map((event) => event.kind);
    };
    const documents = [{ title: 'Specification', url: 'https://example.org/s.pdf' }];
    expect(eventsAfter({ ...page, deadline: noon, documents })).not.toContain('amended');
    expect(eventsAfter({ ...page, deadline: noon, documents })).not.toContain('deadline-earlier');
    const moved = { at: noon.at + 7 * 86_400_000, day: '2026-10-01', timed: true };
    expect(eventsAfter({ ...page, deadline: moved })).toContain('deadline-later');
  });
});
