import { describe, expect, it } from 'vitest';
import { aNotice } from '../../test/builders.ts';
import type { Notice } from '../domain/notice.ts';
import type { View } from '../domain/procurement.ts';
import { mergeVersions } from './merge.ts';

const DAY = 86_400_000;
const start = Date.parse('2026-09-01T08:00:00Z');
const description =
  'The council wants yearly penetration tests of its public web applications, its networks and its telephone lines, and a report after each.';
const tender = aNotice({
  published: start,
  description,
  ends: { day: '2028-10-31', latest: '2030-10-31', by: 'stated' },
  lots: [{ id: '1', title: 'Websites', status: 'active' }],
  vcse: false,
});
const copy: Notice = {
  ...tender,
  portal: 'contracts-finder',
  noticeId: 'a1b2',
  ocid: 'ocds-b5fd17-1',
  releaseId: 'a1b2-1',
  published: start + DAY,
  url: 'https://www.contractsfinder.service.gov.uk/notice/a1b2',
};

function pounds(min: number, max = min, gross?: number): Notice['value'] {
  const pence = (sum: number | undefined): number | undefined => (sum === undefined ? undefined : sum * 100);
  return { min: min * 100, max: max * 100, gross: pence(gross), currency: 'GBP' };
}

/** What the copy says against the tender, both ways round. */
function against(with_: Partial<Notice>, of: Partial<Notice> = {}): readonly string[] {
  const versions = [
    { ...tender, ...of },
    { ...copy, ...with_ },
  ];
  const conflicts = mergeVersions(versions).conflicts;
  expect(mergeVersions(versions.toReversed()).conflicts).toEqual(conflicts);
  expect(conflicts.every(({ notice }) => notice === 1)).toBe(true);
  return conflicts.map(({ field, says }) => `${field}: ${says}`);
}

describe('a copy on another portal contradicts', () => {
  it.each([
    ['a title', { title: 'Security checks of websites' }, 'title: Security checks of websites'],
    [
      'a description',
      { description: 'Somebody is needed to look after twelve thousand laptops in schools.' },
      'description: Somebody is needed to look after twelve thousand laptops in schools.',
    ],
    [
      'a buyer',
      { buyer: { name: 'Brackwell Fire Authority', id: undefined } },
      'buyer: Brackwell Fire Authority',
    ],
    [
      'a deadline',
      { deadline: { at: Date.parse('2026-10-07T11:00:00Z'), day: '2026-10-07', timed: true } },
      'deadline: 2026-10-07T11:00:00.000Z',
    ],
    [
      'a deadline, to the hour',
      { deadline: { at: Date.parse('2026-09-30T16:00:00Z'), day: '2026-09-30', timed: true } },
      'deadline: 2026-09-30T16:00:00.000Z',
    ],
    ['a value', { value: pounds(180_000) }, 'value: 18000000..18000000 GBP'],
    [
      'a value in another currency',
      { value: { ...pounds(120_000), currency: 'EUR' } },
      'value: 12000000..12000000 EUR',
    ],
    ['regions', { regions: ['UKI'] }, 'regions: UKI'],
    ['a procedure', { procedure: 'Restricted procedure' }, 'procedure: Restricted procedure'],
    [
      'the end of the contract',
      { ends: { day: '2029-10-31', latest: undefined, by: 'stated' } },
      'ends: 2029-10-31',
    ],
    [
      'dates of the contract',
      { contract: { start: '2027-01-01', end: '2028-10-31' } },
      'contract: 2027-01-01..2028-10-31',
    ],
    [
      'the number of lots',
      { lots: [...tender.lots, { id: '2', title: 'Networks', status: undefined }] },
      'lots: 1 Websites; 2 Networks',
    ],
    ['whom it suits', { sme: false, vcse: true }, 'sme: no', 'vcse: yes'],
  ] as const)('%s', (_what, with_, ...says) => {
    expect(against(with_ as Partial<Notice>)).toEqual(says);
  });
});

describe('a copy on another portal does not contradict', () => {
  const dateOnly = { at: Date.parse('2026-09-30T22:59:59.999Z'), day: '2026-09-30', timed: false };
  it.each([
    ['what it repeats', {}],
    [
      'what it does not state',
      { value: undefined, deadline: undefined, regions: [], ends: undefined, lots: [] },
    ],
    ['a title by its capitals and spaces', { title: ' PENETRATION TESTING of the  Housing Portal' }],
    ['a title by its plural', { title: 'Penetration tests of the housing portals' }],
    ['a title cut short', { title: 'Penetration testing of the' }],
    ['a description cut short', { description: `${description.slice(0, 70)}…` }],
    [
      'a description with other breaks and a sentence more',
      { description: `Summary:\n* ${description.replaceAll(', ', ',\n')} Apply by e-mail.` },
    ],
    ['a buyer by another spelling', { buyer: { name: 'ASHCOMBE BOROUGH COUNCIL.', id: 'GB-CFS-1' } }],
    ['a deadline by its day alone', { deadline: dateOnly }],
    ['a value that is rounded', { value: pounds(121_000) }],
    ['a value with VAT', { value: pounds(144_000) }],
    [
      'a value that states VAT alone',
      { value: { ...pounds(0), min: undefined, max: undefined, gross: 14_400_000, currency: 'GBP' } },
    ],
    ['a value by the range it lies in', { value: pounds(100_000, 250_000) }],
    ['a region that it names more closely', { regions: ['UKD61', 'UKD3'] }],
    ['a region that it names more widely', { regions: ['UK'] }],
    ['a procedure in fewer words', { procedure: 'Open' }],
    ['an end that counts every extension', { ends: { day: '2030-10-31', latest: undefined, by: 'stated' } }],
    ['dates of the contract by one day', { contract: { start: '2026-11-01', end: '2028-11-01' } }],
  ] as const)('%s', (_what, with_) => {
    expect(against(with_ as Partial<Notice>)).toEqual([]);
  });

  it('a value with VAT, when it is the one believed first that leaves it out', () => {
    expect(against({ value: pounds(120_000) }, { value: pounds(144_000) })).toEqual([]);
  });
});

describe('nothing is contradicted', () => {
  const other = pounds(500_000);
  it.each([
    ['by an older version of the notice itself', { ...tender, published: start - DAY, value: other }],
    [
      'by an older notice of the process',
      { ...tender, noticeId: '000099-2026', published: start - DAY, value: other },
    ],
    [
      'by the sum of an award, where the estimate of the tender stands',
      { ...copy, stage: 'award', value: other },
    ],
    ['by a web page, which says it in other words', { ...copy, via: 'page', value: other }],
  ] as const)('%s', (_what, notice) => {
    expect(mergeVersions([tender, notice]).conflicts).toEqual([]);
  });

  it('by what a portal said once and says no more', () => {
    const once = { ...copy, value: other };
    const now = { ...copy, releaseId: 'a1b2-2', published: copy.published + 1, value: undefined };
    expect(mergeVersions([tender, once, now]).conflicts).toEqual([]);
  });

  it('by the name that a correction of its own has', () => {
    const corrigendum: Notice = {
      ...tender,
      noticeId: '000150-2026',
      published: start + DAY,
      sparse: true,
      title: 'Change of hours',
    };
    expect(mergeVersions([tender, copy, corrigendum]).conflicts).toEqual([]);
  });

  it('by what its own portal has corrected since', () => {
    const wrong = { ...copy, value: other };
    const corrigendum: Notice = {
      ...copy,
      releaseId: 'a1b2-2',
      published: copy.published + 1,
      sparse: true,
      title: undefined,
      value: tender.value,
    };
    expect(mergeVersions([tender, wrong]).conflicts).toHaveLength(1);
    expect(mergeVersions([tender, wrong, corrigendum]).conflicts).toEqual([]);
  });
});

describe('another notice of the same portal', () => {
  const sister = { ...tender, noticeId: '000300-2026', ocid: 'ocds-h6vhtk-0c0001', published: start - DAY };

  it('contradicts at the same stage, under another ocid', () => {
    const view = mergeVersions([tender, { ...sister, value: pounds(90_000) }]);
    expect(view.conflicts).toEqual([{ field: 'value', notice: 0, says: '9000000..9000000 GBP' }]);
    expect(view.notices[0]?.noticeId).toBe(sister.noticeId);
  });

  it('is heard once where several say the same', () => {
    const third = { ...sister, noticeId: '000301-2026', ocid: 'ocds-h6vhtk-0c0002', value: pounds(90_000) };
    expect(mergeVersions([tender, { ...sister, value: pounds(90_000) }, third]).conflicts).toHaveLength(1);
  });
});

describe('the sources of a view', () => {
  function portalsOf(view: View): Record<string, string | undefined> {
    return Object.fromEntries(
      Object.entries(view.sources).map(([field, place]) => [field, view.notices[place]?.noticeId]),
    );
  }

  it('name the notice that each field is taken from, and only what is stated', () => {
    const partial: Notice = { ...tender, value: undefined, regions: [], vcse: undefined, ends: undefined };
    expect(portalsOf(mergeVersions([copy, { ...partial, vcse: undefined }]))).toEqual({
      title: '000101-2026',
      description: '000101-2026',
      buyer: '000101-2026',
      deadline: '000101-2026',
      value: 'a1b2',
      regions: 'a1b2',
      procedure: '000101-2026',
      contract: '000101-2026',
      ends: 'a1b2',
      lots: '000101-2026',
      sme: '000101-2026',
      vcse: 'a1b2',
    });
    const bare = mergeVersions([{ ...partial, contract: undefined, lots: [], procedure: undefined }]);
    expect(Object.keys(bare.sources)).toEqual(['title', 'description', 'buyer', 'deadline', 'sme']);
  });

  it('say who gave the time to a day', () => {
    const dateOnly = { at: Date.parse('2026-09-30T22:59:59.999Z'), day: '2026-09-30', timed: false };
    const view = mergeVersions([{ ...tender, deadline: dateOnly }, copy]);
    expect(view.notices[view.sources.deadline ?? -1]?.portal).toBe('contracts-finder');
  });

  it('are those of a corrigendum where it states something, and of the notice behind it where it does not', () => {
    const corrigendum: Notice = {
      ...tender,
      noticeId: '000150-2026',
      published: start + DAY,
      sparse: true,
      description: undefined,
      value: pounds(150_000),
    };
    expect(portalsOf(mergeVersions([tender, corrigendum]))).toMatchObject({
      value: '000150-2026',
      title: '000101-2026',
    });
  });
});

describe('the suppliers of a view', () => {
  it('are named once each, as the notice believed first spells them', () => {
    const award: Notice = { ...tender, suppliers: ['Brindle Systems Ltd', 'Harrow & Vale LLP'] };
    const again: Notice = { ...copy, suppliers: ['BRINDLE  SYSTEMS LTD', 'Ashworth Ltd'] };
    expect(mergeVersions([again, award]).suppliers).toEqual([
      'Brindle Systems Ltd',
      'Harrow & Vale LLP',
      'Ashworth Ltd',
    ]);
  });
});

describe('the relations of a view', () => {
  const framework = { kind: 'framework', key: 'ocid:ocds-h6vhtk-0f0001', by: 'data' } as const;

  it('are named once each, as data where both say so, and never itself', () => {
    const view = mergeVersions([
      {
        ...tender,
        relations: [
          { ...framework, by: 'text' },
          { ...framework, key: `ocid:${copy.ocid}` },
        ],
      },
      { ...copy, relations: [framework, { kind: 'replaces', key: 'ocid:ocds-b5fd17-9', by: 'text' }] },
    ]);
    expect(view.relations).toEqual([framework, { kind: 'replaces', key: 'ocid:ocds-b5fd17-9', by: 'text' }]);
  });
});
