import { describe, expect, it } from 'vitest';
import { CF_NOTICE, aCfRelease, quiet } from '../../../test/portal-fixtures.ts';
import { fakeClock } from '../../../test/fake-clock.ts';
import type { Notice } from '../../domain/notice.ts';
import { createContractsFinder } from './index.ts';

const unasked = () => Promise.reject(new Error('not asked'));
const http = { get: unasked, post: unasked, close: () => Promise.resolve() };
const portal = createContractsFinder({ http, clock: fakeClock(), log: quiet, url: 'https://portal.example' });

function noticeOf(with_: Record<string, unknown> = {}, tender: Record<string, unknown> = {}): Notice {
  const found = portal.read(JSON.stringify(aCfRelease(with_, tender)));
  if ('reason' in found) throw new Error(found.reason);
  return found.notice;
}

const OWN = `https://www.contractsfinder.service.gov.uk/Notice/${CF_NOTICE}`;

it('reads an opportunity with everything it states', () => {
  expect(noticeOf()).toMatchObject({
    portal: 'contracts-finder',
    noticeId: CF_NOTICE,
    releaseId: `${CF_NOTICE}-600001`,
    form: 'tender',
    stage: 'tender',
    sparse: false,
    title: 'Laptops for three schools',
    description: 'Forty laptops, delivered & set up.',
    buyer: { name: 'Marlow Schools Trust', id: 'GB-CFS-1' },
    cpv: [
      { code: '30213100', description: 'Portable computers', main: true },
      { code: '30200000', description: 'Computer equipment', main: false },
    ],
    value: { min: 3_000_000, max: 5_000_000, gross: undefined, currency: 'GBP' },
    deadline: { at: Date.parse('2026-09-30T11:00:00Z'), day: '2026-09-30', timed: true },
    regions: ['UKD'],
    sme: true,
    vcse: false,
    procedure: 'Open procedure (below threshold)',
    contract: { start: '2026-11-01', end: '2027-03-31' },
    awards: undefined,
    reference: 'REF-9',
    documents: [
      { title: 'Specification', url: 'https://www.contractsfinder.service.gov.uk/Notice/Attachment/4444' },
    ],
    cites: [],
    url: OWN,
    flags: [],
  });
  expect(JSON.stringify(noticeOf())).not.toContain('office@');
});

describe('stages', () => {
  const doc = (documentType: string) => ({ documents: [{ documentType, url: OWN }] });
  const won = [{ status: 'active', suppliers: [{ name: 'Widget Ltd' }] }];

  it.each([
    [['planning'], 'planning', { planning: doc('marketEngagementNotice') }, 'engagement', undefined],
    [['planning'], 'planned', { planning: doc('plannedProcurementNotice') }, 'planned', undefined],
    [['planning'], 'planning', {}, 'engagement', undefined],
    [['planning'], 'cancelled', {}, 'closed', 'withdrawn'],
    [['tender'], 'active', {}, 'tender', undefined],
    [['tenderAmendment'], 'active', {}, 'tender', undefined],
    [['tender'], 'cancelled', {}, 'closed', 'cancelled'],
    [['tender'], 'withdrawn', {}, 'closed', 'withdrawn'],
    [['tenderCancellation'], 'active', {}, 'closed', 'cancelled'],
    [['award'], 'planned', { awards: won }, 'award', undefined],
    [['awardUpdate'], 'complete', { awards: won }, 'award', undefined],
    [['tender'], 'complete', { awards: won }, 'award', undefined],
    [['tender'], 'complete', {}, 'tender', undefined],
  ])('%j with status %j: %j is %s %s', (tag, status, with_, stage, outcome) => {
    expect(noticeOf({ tag, ...with_ }, { status })).toMatchObject({ stage, outcome });
  });
});

describe('deadlines', () => {
  it.each([
    ['2026-09-30T00:00:00+01:00', '2026-09-30T22:59:59.999Z', false],
    ['2026-09-30T00:00:00Z', '2026-09-30T22:59:59.999Z', false],
    ['2026-12-01T00:00:00Z', '2026-12-01T23:59:59.999Z', false],
    ['2026-09-30T23:59:59+01:00', '2026-09-30T22:59:59.999Z', false],
    ['2026-12-01T23:59:59Z', '2026-12-01T23:59:59.999Z', false],
    ['2026-12-01T23:59:59.000Z', '2026-12-01T23:59:59.999Z', false],
    ['2026-09-30', '2026-09-30T22:59:59.999Z', false],
    ['2026-09-30T23:59:00+01:00', '2026-09-30T22:59:00Z', true],
    ['2026-09-30T23:59:58+01:00', '2026-09-30T22:59:58Z', true],
    ['2026-09-30T00:01:00+01:00', '2026-09-29T23:01:00Z', true],
  ])('reads %s', (endDate, at, timed) => {
    expect(noticeOf({}, { tenderPeriod: { endDate } }).deadline).toMatchObject({ at: Date.parse(at), timed });
  });

  it('ends an engagement with its milestone, and a future opportunity never', () => {
    const planning = { milestones: [{ type: 'engagement', dueDate: '2026-09-20T23:59:59+01:00' }] };
    expect(noticeOf({ tag: ['planning'], planning }, { status: 'planning' }).deadline).toMatchObject({
      day: '2026-09-20',
      timed: false,
    });
    expect(noticeOf({ tag: ['planning'] }, { status: 'planned' }).deadline).toBeUndefined();
  });
});

describe('values', () => {
  it.each([
    [{ amount: 50000 }, undefined, 5_000_000, 5_000_000],
    [undefined, { amount: 30000 }, 3_000_000, 3_000_000],
    [{ amount: 250000 }, { amount: 250001 }, 25_000_000, 25_000_100],
    [{ amount: 755000 }, { amount: 0 }, 75_500_000, 75_500_000],
  ])('%j from %j', (value, minValue, min, max) => {
    expect(noticeOf({}, { value, minValue }).value).toMatchObject({ min, max });
  });

  it('falls back to what was awarded', () => {
    const awards = [{ value: { amount: 44341.25, currency: 'GBP' } }];
    expect(noticeOf({ awards }, { value: { amount: 0 }, minValue: undefined }).value?.max).toBe(4_434_125);
  });
});

describe('places', () => {
  const abroad = [
    'British Oversea Territories',
    'Channel Islands',
    'Europe',
    'Isle of Man',
    'Rest of the World',
  ];
  it.each([
    ['any region', [...abroad, 'United Kingdom'].map((countryName) => ({ countryName })), ['UK']],
    ['a postcode', [{ postalCode: 'E20 1JN' }], ['UKI']],
    ['a postcode over a border', [{ postalCode: 'sy1 1aa' }], ['UKG', 'UKL']],
    ['no British postcode', [{ postalCode: 'GY1 1AA' }, { postalCode: 'N/A' }], []],
    ['a name twice', [{ region: 'London' }, { region: 'London' }], ['UKI']],
    [
      'a postcode in a region',
      [{ postalCode: 'M1 1AA' }, { region: 'North West', countryName: 'United Kingdom' }],
      ['UKD'],
    ],
    [
      'England',
      [{ region: 'England', countryName: 'United Kingdom' }],
      ['UKC', 'UKD', 'UKE', 'UKF', 'UKG', 'UKH', 'UKI', 'UKJ', 'UKK'],
    ],
  ])('reads %s', (_what, deliveryAddresses, regions) => {
    expect(noticeOf({}, { items: [{ deliveryAddresses }] }).regions).toEqual(regions);
  });
});

describe('identity', () => {
  it('is the GUID, the same for every edit', () => {
    expect(noticeOf({ id: `${CF_NOTICE}-600002` }).noticeId).toBe(CF_NOTICE);
  });

  it('of the older export is the GUID within', () => {
    const guid = '5a5a5a5a-1111-4222-8333-444444444444';
    const id = `ocds-b5fd17-${guid}-358876-2019-210---award`;
    const notice = noticeOf({ id, ocid: `ocds-b5fd17raw-${guid}` }, { documents: [] });
    expect(notice).toMatchObject({
      noticeId: guid,
      url: `https://www.contractsfinder.service.gov.uk/Notice/${guid}`,
    });
  });

  it('of a compiled release is its page, since its own id has the GUID of the process', () => {
    const id = 'ocds-b5fd17-9e9e9e9e-dddd-4eee-8fff-333333333333-2026-09-01T08:15:00Z';
    expect(noticeOf({ id, tag: ['compiled'] }).noticeId).toBe(CF_NOTICE);
  });

  it('cites the Find a Tender notice it links to, unless it is a call-off from it', () => {
    const documents = [
      { url: 'https://www.find-tender.service.gov.uk/Notice/004824-2025' },
      { url: 'https://www.find-tender.service.gov.uk/Notice/004824-2025?' },
      { url: 'https://www.find-tender.service.gov.uk.evil.example/Notice/004825-2025' },
      { url: 'https://www.find-tender.service.gov.uk/Search' },
    ];
    const cites = (procurementMethodDetails: string) =>
      noticeOf({}, { documents, procurementMethodDetails }).cites;
    expect(cites('Open procedure (above threshold)')).toEqual(['notice:find-a-tender:004824-2025']);
    const framework = [{ kind: 'framework', key: 'notice:find-a-tender:004824-2025', by: 'data' }];
    for (const procurementMethodDetails of [
      'Call-off from a framework agreement',
      'Other - Direct Award from a Framework Contract',
    ])
      expect(noticeOf({}, { documents, procurementMethodDetails })).toMatchObject({
        cites: [],
        relations: framework,
      });
  });
});

describe('what the description says of others and of the end', () => {
  it('is read: the same procurement on Find a Tender, and how long it may go on', () => {
    const notice = noticeOf(
      {},
      {
        description: 'FTS contract notice number: 2026/S 000-012345. With an option to extend by 12 months.',
      },
    );
    expect(notice.cites).toEqual(['notice:find-a-tender:012345-2026']);
    expect(notice.ends).toEqual({ day: '2027-03-31', latest: '2028-03-31', by: 'stated' });
  });

  it('believes an award rather than what was planned', () => {
    const awards = [{ id: '1', contractPeriod: { startDate: '2026-12-01', endDate: '2027-05-31' } }];
    expect(noticeOf({ tag: ['award'], awards })).toMatchObject({
      ends: { day: '2027-05-31' },
      awards: ['1'],
    });
    expect(noticeOf({}, { contractPeriod: null }).ends).toBeUndefined();
  });
});

describe('text', () => {
  it('repairs mojibake where the whole string is it', () => {
    expect(
      noticeOf({}, { title: 'Up to Â£20k â€“ â€œLaptopsâ€\u009D', description: 'Â£5 and £6' }),
    ).toMatchObject({
      title: 'Up to £20k – “Laptops”',
      description: 'Â£5 and £6',
    });
  });

  it('repairs mojibake in a long text', () => {
    const words = 'Laptops for every classroom. '.repeat(8);
    expect(noticeOf({}, { description: `${words}Up to Â£20k.` }).description).toBe(`${words}Up to £20k.`);
  });

  it('tidies procedures that end in a dash or are empty', () => {
    expect(noticeOf({}, { procurementMethodDetails: 'Other - ' }).procedure).toBe('Other');
    expect(noticeOf({}, { procurementMethodDetails: '' }).procedure).toBe('open');
  });

  it('falls back to the title of the release, and rejects a release with none', () => {
    expect(noticeOf({ title: 'Talk to us' }, { title: null }).title).toBe('Talk to us');
    expect(portal.read(JSON.stringify(aCfRelease({}, { title: null })))).toMatchObject({
      reason: 'tender.title: not stated',
      ref: `${CF_NOTICE}-600001`,
    });
  });
});
