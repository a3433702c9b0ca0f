import { describe, expect, it } from 'vitest';
import { anFtsRelease, quiet } from '../../../test/portal-fixtures.ts';
import { fakeClock } from '../../../test/fake-clock.ts';
import type { Notice } from '../../domain/notice.ts';
import type { Reject, Surprise } from '../../domain/release.ts';
import { isOpen } from '../../domain/stage.ts';
import { createFindATender } from './index.ts';

const notAsked = () => Promise.reject(new Error('not asked'));
const http = { get: notAsked, post: notAsked, close: () => Promise.resolve() };
const portal = createFindATender({ http, clock: fakeClock(), log: quiet, url: 'https://portal.example' });

function read(release: unknown): Notice | Reject {
  const found = portal.read(typeof release === 'string' ? release : JSON.stringify(release));
  return 'notice' in found ? found.notice : found;
}

function noticeOf(with_: Record<string, unknown> = {}, tender: Record<string, unknown> = {}): Notice {
  const found = read(anFtsRelease(with_, tender));
  if ('reason' in found) throw new Error(found.reason);
  return found;
}

/** The documents of a notice of this type. */
const form = (noticeType: string) => [
  { id: '070001-2026', noticeType, url: 'https://x.example/Notice/070001-2026' },
];
const celex = { legalBasis: { id: '32014L0024', scheme: 'CELEX' }, documents: [] };

describe('a tender of Find a Tender', () => {
  it('becomes a notice with everything it states', () => {
    const { hash, ...notice } = noticeOf();
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(notice).toEqual({
      portal: 'find-a-tender',
      noticeId: '070001-2026',
      ocid: 'ocds-h6vhtk-0a0001',
      releaseId: '070001-2026',
      published: Date.parse('2026-09-01T08:15:00Z'),
      form: 'UK4',
      stage: 'tender',
      outcome: undefined,
      sparse: false,
      title: 'Penetration testing of the housing portal',
      description: 'Yearly tests of the public web applications.',
      buyer: { name: 'Ashcombe Borough Council', id: 'GB-PPON-AAAA-1111-BBBB', type: 'local' },
      cpv: [
        { code: '72810000', description: 'Computer audit services', main: true },
        { code: '72000000', description: 'IT services', main: false },
      ],
      value: { min: 12_000_000, max: 12_000_000, gross: 14_400_000, currency: 'GBP' },
      deadline: { at: Date.parse('2026-09-30T11:00:00Z'), day: '2026-09-30', timed: true },
      regions: ['UKD61'],
      sme: true,
      vcse: undefined,
      procedure: 'Open procedure',
      contract: { start: '2026-11-01', end: '2028-10-31' },
      ends: { day: '2028-10-31', latest: undefined, by: 'stated' },
      lots: [],
      suppliers: [],
      reference: 'ABC-17',
      documents: [{ title: 'Bid here', url: 'https://www.bids.example/' }],
      cites: [],
      url: 'https://www.find-tender.service.gov.uk/Notice/070001-2026',
      flags: [],
    });
  });

  it('keeps no contact of a person', () => {
    expect(JSON.stringify(noticeOf())).not.toMatch(/pat@|Pat Example/);
  });

  it('keeps the text as served and its hash', () => {
    const text = JSON.stringify(anFtsRelease(), null, 3);
    const found = portal.read(text);
    expect('release' in found && found.release.text).toBe(text);
    expect(portal.read(`${text} `)).not.toMatchObject({
      release: { hash: 'release' in found && found.release.hash },
    });
  });
});

describe('stages', () => {
  it.each([
    ['UK1', 'pipeline'],
    ['UK2', 'engagement'],
    ['UK3', 'planned'],
    ['UK4', 'tender'],
    ['UK5', 'award'],
    ['UK6', 'award'],
    ['UK7', 'contract'],
    ['UK8', 'contract'],
    ['UK9', 'contract'],
    ['UK10', 'contract'],
    ['UK11', 'contract'],
    ['UK12', 'closed'],
    ['UK13', 'planned'],
    ['UK14', 'tender'],
    ['UK15', 'tender'],
    ['UK16', 'closed'],
    ['UK17', 'contract'],
  ])('%s is %s, whatever its tag says', (type, stage) => {
    const notice = noticeOf({ tag: ['award', 'contract'] }, { documents: form(type) });
    expect([notice.form, notice.stage]).toEqual([type, stage]);
  });

  it.each(['UK5', 'UK17'])('%s is open to nobody, even with a deadline ahead', (type) => {
    const notice = noticeOf({ tag: ['tender'] }, { documents: form(type) });
    expect(isOpen(notice, Date.parse('2026-09-02T00:00:00Z'))).toBe(false);
  });

  it.each(['UK13', 'UK14', 'UK15'])('%s is open, and needs no deadline', (type) => {
    const notice = noticeOf({ tag: ['award', 'contract'] }, { documents: form(type), tenderPeriod: null });
    expect(isOpen(notice, Date.parse('2036-09-02T00:00:00Z'))).toBe(true);
  });

  it('goes by the document that bears its own id, among those of earlier notices', () => {
    const documents = [
      { id: '060001-2026', noticeType: 'UK3', url: 'https://x.example/Notice/060001-2026' },
      ...form('UK4'),
      { id: '050001-2026', noticeType: 'UK2', url: 'https://x.example/Notice/050001-2026' },
    ];
    expect(noticeOf({}, { documents })).toMatchObject({
      form: 'UK4',
      stage: 'tender',
      url: 'https://x.example/Notice/070001-2026',
    });
  });

  it('takes an unknown notice type by its tag', () => {
    expect(noticeOf({ tag: ['award', 'contract'] }, { documents: form('UK99') })).toMatchObject({
      form: 'UK99',
      stage: 'award',
    });
  });

  it.each([
    [['planning'], { status: 'planned' }, 'planned', 'planning'],
    [['planning'], { status: 'planning' }, 'engagement', 'planning'],
    [['planning', 'tender'], {}, 'tender', 'tender'],
    [['award', 'contract'], { status: 'complete' }, 'award', 'award'],
    [['contractTermination'], {}, 'contract', 'contractTermination'],
    [['tenderCancellation'], {}, 'closed', 'tenderCancellation'],
  ])('under the old regulations %j %j is %s', (tag, tender, stage, deciding) => {
    expect(noticeOf({ tag }, { ...celex, ...tender })).toMatchObject({ stage, form: deciding });
  });

  it.each([
    ['cancelled', [], 'cancelled'],
    ['withdrawn', [], 'withdrawn'],
    ['complete', [{ status: 'unsuccessful' }], 'unsuccessful'],
    ['complete', [{ status: 'cancelled' }], 'cancelled'],
    [undefined, [], 'cancelled'],
  ])('a termination with status %j and awards %j is %s', (status, awards, outcome) => {
    const notice = noticeOf({ tag: ['tenderCancellation'], awards }, { status, documents: form('UK12') });
    expect(notice).toMatchObject({ stage: 'closed', outcome, sparse: true });
  });

  it('is cancelled where it was discontinued, though its award is called unsuccessful', () => {
    const awards = [{ status: 'unsuccessful', statusDetails: 'discontinued' }];
    expect(noticeOf({ tag: ['award', 'contract'], awards }, { ...celex, status: 'cancelled' })).toMatchObject(
      {
        stage: 'closed',
        outcome: 'cancelled',
      },
    );
  });

  it('closes a tender whose status says so, and not where one award lives', () => {
    expect(noticeOf({}, { status: 'unsuccessful' })).toMatchObject({
      stage: 'closed',
      outcome: 'unsuccessful',
    });
    const awards = [{ status: 'active' }, { status: 'unsuccessful' }];
    expect(noticeOf({ tag: ['award'], awards }, { ...celex, status: 'cancelled' })).toMatchObject({
      stage: 'award',
      outcome: undefined,
    });
  });
});

describe('sparse notices', () => {
  it.each([
    [['tenderUpdate'], celex, true],
    [['awardUpdate', 'contractUpdate'], celex, true],
    [['tenderUpdate'], {}, false],
    [['contractAmendment'], { documents: form('UK10') }, true],
    [['award', 'contract'], { documents: form('UK15') }, true],
    [['tender'], celex, false],
    [['tenderUpdate'], { legalBasis: { id: '2023/1348', scheme: 'UKSI' } }, true],
    [['tender'], { legalBasis: { id: '2023/1348', scheme: 'UKSI' } }, false],
  ])('%j %j: %s', (tag, tender, sparse) => {
    expect(noticeOf({ tag }, tender).sparse).toBe(sparse);
  });

  it('may lack a title, a buyer and everything else', () => {
    const stub = {
      id: '070002-2026',
      ocid: 'ocds-h6vhtk-0a0001',
      tag: ['tenderCancellation'],
      date: '2026-09-02T09:00:00+01:00',
      tender: { id: 'x' },
      parties: [{ id: 'B', name: 'Ashcombe Borough Council', roles: ['buyer'] }],
    };
    expect(read(stub)).toMatchObject({
      stage: 'closed',
      title: undefined,
      buyer: { name: 'Ashcombe Borough Council', id: 'B' },
      cpv: [],
      value: undefined,
      url: 'https://www.find-tender.service.gov.uk/Notice/070002-2026',
    });
  });
});

describe('the threshold and the technique', () => {
  const framework = { hasFrameworkAgreement: true };

  it('are read where they are stated', () => {
    expect(noticeOf()).toMatchObject({ aboveThreshold: undefined, technique: undefined });
    expect(noticeOf({}, { aboveThreshold: false, techniques: framework })).toMatchObject({
      aboveThreshold: false,
      technique: 'framework',
    });
    const contracts = [{ id: '1', aboveThreshold: true }];
    expect(noticeOf({ tag: ['contract'], contracts }).aboveThreshold).toBe(true);
    expect(noticeOf({}, { techniques: { hasDynamicPurchasingSystem: true } }).technique).toBe(
      'dynamic-market',
    );
  });

  it('are nothing of what states only a change', () => {
    const contracts = [{ id: '1', aboveThreshold: true }];
    const change = noticeOf({ contracts }, { documents: form('UK10'), techniques: framework });
    expect(change).toMatchObject({ sparse: true, aboveThreshold: undefined, technique: undefined });
  });
});

describe('deadlines', () => {
  it('takes the earlier of tender period and expression of interest, and the end of a day', () => {
    expect(
      noticeOf({}, { tenderPeriod: undefined, expressionOfInterestDeadline: '2026-09-10' }).deadline,
    ).toEqual({
      at: Date.parse('2026-09-10T22:59:59.999Z'),
      day: '2026-09-10',
      timed: false,
    });
    expect(noticeOf({}, { expressionOfInterestDeadline: '2026-09-11T12:00:00+01:00' }).deadline?.day).toBe(
      '2026-09-11',
    );
  });

  it('never takes the end of questions for the deadline', () => {
    const enquiryPeriod = { endDate: '2026-09-10T12:00:00+01:00' };
    expect(noticeOf({}, { enquiryPeriod }).deadline?.day).toBe('2026-09-30');
    expect(noticeOf({}, { enquiryPeriod, tenderPeriod: undefined }).deadline).toBeUndefined();
  });

  it.each(['UK1', 'UK3', 'UK13'])('takes the estimate of %s for none', (type) => {
    expect(noticeOf({ tag: ['planning'] }, { documents: form(type) }).deadline).toBeUndefined();
  });

  it('ends an engagement with its milestone', () => {
    const milestones = [{ type: 'engagement', dueDate: '2026-09-15T23:59:59+01:00' }];
    const planning = { documents: form('UK2'), milestones };
    expect(noticeOf({ tag: ['planning'], planning }, { documents: [] }).deadline?.day).toBe('2026-09-15');
  });

  it('finds a moved time limit in a corrigendum', () => {
    const amendments = [
      {
        unstructuredChanges: [
          { newValue: { date: '2026-10-07T12:00:00+01:00' }, where: { section: 'IV.2.2)' } },
          { newValue: { date: '2026-10-07T12:30:00+01:00' }, where: { section: 'IV.2.7' } },
        ],
      },
    ];
    const notice = noticeOf({ tag: ['tenderUpdate'] }, { ...celex, tenderPeriod: undefined, amendments });
    expect(notice.deadline).toEqual({
      at: Date.parse('2026-10-07T11:00:00Z'),
      day: '2026-10-07',
      timed: true,
    });
  });

  it('flags a date nobody can mean', () => {
    const notice = noticeOf({}, { tenderPeriod: { endDate: '2226-09-30T12:00:00Z' } });
    expect(notice.deadline).toBeUndefined();
    expect(notice.flags).toEqual(['deadline: 2226-09-30 is not believed']);
  });
});

describe('values, places and parts', () => {
  it('falls back to lots, awards and contracts', () => {
    const lots = [
      { id: '1', title: 'North', value: { amount: 100 } },
      { id: '2', title: 'South', value: { amount: 200 } },
    ];
    const notice = noticeOf({}, { value: undefined, lots });
    expect(notice.value).toMatchObject({ min: 30_000, max: 30_000 });
    expect(notice.lots).toEqual([
      { id: '1', title: 'North', status: undefined },
      { id: '2', title: 'South', status: undefined },
    ]);
    const awards = [{ value: { amount: 50 }, suppliers: [{ name: 'Widget Ltd' }, { name: 'Widget Ltd' }] }];
    expect(noticeOf({ awards }, { value: undefined, lots: [] })).toMatchObject({
      value: { min: 5000 },
      suppliers: ['Widget Ltd'],
    });
    const named = { awards: [{ id: '2' }], contracts: [{ id: '7', awardID: '3' }] };
    expect(noticeOf(named).awards).toEqual(['2', '3']);
    const contracts = [
      { value: { amountGross: 120 }, period: { startDate: '2026-10-01', endDate: '2027-09-30' } },
    ];
    expect(noticeOf({ contracts }, { value: undefined, lots: [] })).toMatchObject({
      value: { min: 10_000, gross: 12_000 },
      contract: { start: '2026-10-01', end: '2027-09-30' },
    });
  });

  it('reads CPV from every place, the tender its own first', () => {
    const item = (id: string) => ({ classification: { scheme: 'CPV', id } });
    const notice = noticeOf(
      { awards: [{ items: [item('48000000-8')] }], contracts: [{ items: [item('50312000')] }] },
      { classification: { scheme: 'CPV', id: '72222300' }, additionalClassifications: [{ id: '30200000' }] },
    );
    expect(notice.cpv.map(({ code, main }) => [code, main])).toEqual([
      ['72222300', true],
      ['30200000', false],
      ['72810000', false],
      ['72000000', false],
      ['48000000', false],
      ['50312000', false],
    ]);
  });

  it('reads regions of delivery, the whole country as such, and none abroad', () => {
    const at = (...regions: string[]) => ({
      items: [{ deliveryAddresses: regions.map((region) => ({ region })) }],
    });
    expect(noticeOf({}, at('UKM', 'UKD61', 'UKM', 'BR')).regions).toEqual(['UKD61', 'UKM']);
    expect(noticeOf({}, at('UKD', 'UK')).regions).toEqual(['UK']);
    expect(noticeOf({}, at('BR', 'IE0')).regions).toEqual([]);
  });

  it('cites the home portal that a canonical link names, and no other host', () => {
    const links = [
      {
        rel: 'canonical',
        href: 'https://api.publiccontractsscotland.gov.uk/v1/Notice?id=ocds-r6ebe6-0000000001',
      },
      { rel: 'canonical', href: 'https://council.example/v1/Notice?id=ocds-r6ebe6-0000000002' },
      { rel: 'prev', href: 'https://ted.europa.eu/udl?uri=TED:NOTICE:999999-2099:TEXT:EN:HTML' },
      { rel: 'canonical', href: 'not a url' },
      {
        rel: 'canonical',
        href: 'https://api.sell2wales.gov.wales/v1?lang=cy/Notice?id=ocds-kuma6s-148440&locale=2057',
      },
    ];
    expect(noticeOf({ links }).cites).toEqual(['ocid:ocds-r6ebe6-0000000001', 'ocid:ocds-kuma6s-148440']);
  });

  it('joins what the release and its lots add to the description, each once', () => {
    const lots = [
      { id: '1', description: 'Yearly tests.' },
      { id: '2', description: 'Retests &amp; advice.' },
      { id: '3', description: 'Yearly  tests.' },
    ];
    expect(
      noticeOf({ description: 'Bids in English.' }, { description: 'Yearly tests.', lots }).description,
    ).toBe('Yearly tests.\n\nRetests & advice.\n\nBids in English.');
    expect(noticeOf({}, { description: null }).description).toBeUndefined();
  });

  it('states no contract that ends before it starts', () => {
    const lots = [{ id: '1', contractPeriod: { startDate: '2027-01-01', endDate: '2026-01-01' } }];
    const notice = noticeOf({}, { lots });
    expect(notice.contract).toBeUndefined();
    expect(notice.flags).toEqual(['contract: ends 2026-01-01, before it starts 2027-01-01']);
  });
});

describe('other notices that it names', () => {
  const NUMBER = 'notice:find-a-tender:012345-2025';

  it('are its framework and the procurement that failed, by ocid, and the earlier round of its own', () => {
    const relatedProcesses = [
      { id: 'framework', relationship: ['framework'], scheme: 'ocid', identifier: 'ocds-h6vhtk-0b0001' },
      { id: 'u', relationship: ['unsuccessfulProcess'], scheme: 'ocid', identifier: 'ocds-h6vhtk-0b0002' },
      { id: 'prior', relationship: ['prior'], scheme: 'ocid', identifier: 'ocds-h6vhtk-0b0003' },
    ];
    expect(noticeOf({ relatedProcesses })).toMatchObject({
      cites: ['ocid:ocds-h6vhtk-0b0003'],
      relations: [
        { kind: 'framework', key: 'ocid:ocds-h6vhtk-0b0001', by: 'data' },
        { kind: 'retries', key: 'ocid:ocds-h6vhtk-0b0002', by: 'data' },
      ],
    });
  });

  it('stand in its description, its lots and its reasons for a direct award', () => {
    const description = 'Following market engagement 2025/S 000-012345.';
    expect(noticeOf({}, { description }).cites).toEqual([NUMBER]);
    expect(noticeOf({}, { lots: [{ id: '1', description }] }).cites).toEqual([NUMBER]);
    const procurementMethodRationale = 'The existing contract 2025/S 000-012345 cannot be moved.';
    expect(noticeOf({}, { procurementMethodRationale }).relations).toEqual([
      { kind: 'replaces', key: NUMBER, by: 'text' },
    ]);
  });

  it('are never itself', () => {
    const description = 'See tender notice 2026/S 000-070001 (original notice ocds-h6vhtk-0a0001).';
    expect(noticeOf({}, { description })).toMatchObject({ cites: [], relations: undefined });
  });
});

describe('the end of the contract', () => {
  const period = (endDate: string, maxExtentDate?: string) => ({
    startDate: '2026-11-01T00:00:00Z',
    endDate,
    maxExtentDate,
  });
  const of = (noticeType: string, contract: object) =>
    noticeOf(
      { tag: ['award', 'contract'], contracts: [{ id: '1', ...contract }] },
      { documents: form(noticeType) },
    );

  it('is that of the contract details rather than that of the tender', () => {
    const { ends } = of('UK7', { period: period('2029-10-31T23:59:59Z', '2031-10-31T23:59:59Z') });
    expect(ends).toEqual({ day: '2029-10-31', latest: '2031-10-31', by: 'stated' });
  });

  it('is the day as written where the last second of it is given in UTC, in summer too', () => {
    const { ends, contract } = of('UK7', { period: period('2029-07-31T23:59:59Z', '2031-08-31T23:59:59Z') });
    expect(ends).toEqual({ day: '2029-07-31', latest: '2031-08-31', by: 'stated' });
    const lots = [{ id: '1', contractPeriod: period('2029-07-31T23:59:59Z') }];
    expect(noticeOf({}, { lots }).contract?.end).toBe('2029-07-31');
    expect(contract?.end).toBe('2028-10-31');
  });

  it('is the new one of a change notice, whose start is the day of the change', () => {
    const proposedAmendments = [
      { id: '1', period: period('2030-03-31T23:59:59+01:00', '2030-08-31T23:59:59+01:00') },
    ];
    const changed = of('UK10', { proposedAmendments });
    expect(changed.ends).toEqual({ day: '2030-03-31', latest: '2030-08-31', by: 'stated' });
    expect(changed.contract).toEqual({ start: undefined, end: '2030-03-31' });
    expect(of('UK10', { period: period('2030-03-31') }).ends?.day).toBe('2030-03-31');
    const moved = of('UK10', { period: { startDate: '2026-07-28T00:00:00+01:00' } });
    expect(moved).toMatchObject({ ends: undefined, contract: undefined });
  });

  it('is the day on which a termination ended it, with nothing after', () => {
    const words = { description: 'The contract may be extended by 12 months.' };
    const terminated = noticeOf(
      {
        tag: ['contractTermination'],
        contracts: [
          { id: '1', status: 'terminated', implementation: { endDate: '2026-06-30T00:00:00+01:00' } },
        ],
      },
      { documents: form('UK11'), ...words },
    );
    expect(terminated.ends).toEqual({ day: '2026-06-30', latest: undefined, by: 'stated' });
    expect(terminated.contract).toEqual({ start: undefined, end: '2026-06-30' });
    expect(of('UK11', { status: 'terminated' })).toMatchObject({ ends: undefined, contract: undefined });
  });

  it('is that of the termination, whatever had been planned', () => {
    const planned = period('2029-03-31T23:59:59+01:00');
    const early = of('UK11', { period: planned, implementation: { endDate: '2026-06-30T00:00:00+01:00' } });
    expect(early.contract).toEqual({ start: undefined, end: '2026-06-30' });
    expect(of('UK11', { period: planned }).contract).toBeUndefined();
  });

  it('takes no extension from the words of contract details, which have a field for it', () => {
    const description = 'A direct award with an option to extend by 12 months.';
    const contracts = [{ id: '1', period: period('2029-10-31T23:59:59Z') }];
    const details = noticeOf(
      { tag: ['award', 'contract'], contracts },
      { documents: form('UK7'), description },
    );
    expect(details.ends).toEqual({ day: '2029-10-31', latest: undefined, by: 'stated' });
    expect(noticeOf({}, { description }).ends?.latest).toBe('2029-10-31');
  });

  it('stands in the text of a notice without dates', () => {
    const description = 'The contract will run from 1 April 2026 to 31 March 2029.';
    expect(noticeOf({}, { lots: [], description }).ends).toEqual({
      day: '2029-03-31',
      latest: undefined,
      by: 'text',
    });
  });
});

describe('numbers that are none', () => {
  it('keeps a release with 1e9999 as a number and as a string', () => {
    const text = JSON.stringify(
      anFtsRelease(
        {},
        { tenderPeriod: { endDate: '2026-09-30', durationInDays: '1e9999' }, value: { amount: 'BIG' } },
      ),
    ).replace('"BIG"', '1e9999');
    expect(read(text)).toMatchObject({
      value: undefined,
      deadline: { day: '2026-09-30' },
      flags: ['value: Infinity is not a sum'],
    });
  });

  it('mends leading zeros outside strings only', () => {
    const text = JSON.stringify(anFtsRelease({}, { title: 'Rates: 007 and "q": 00' })).replace(
      '120000',
      ' 000120000',
    );
    expect(read(text)).toMatchObject({
      title: 'Rates: 007 and "q": 00',
      value: { min: 12_000_000 },
      flags: ['a number with leading zeros was mended'],
    });
  });
});

describe('rejects', () => {
  it.each([
    ['ocid: not stated', { ocid: undefined }, {}],
    ['id: not stated', { id: null }, {}],
    ['date: not stated', { date: null }, {}],
    ["date: 'soon' is no date", { date: 'soon' }, {}],
    ['date: 1926-09-01 is not believed', { date: '1926-09-01T00:00:00Z' }, {}],
    ['tag: not stated', { tag: [] }, {}],
    ["tag: unknown tag 'rumour'", { tag: ['rumour'] }, {}],
    ['tender: not stated', { tender: null }, {}],
    ['tender.title: not stated', {}, { title: null }],
  ])('says %s', (reason, with_, tender) => {
    const found = read(anFtsRelease(with_, tender));
    expect(found).toMatchObject({ portal: 'find-a-tender', reason });
    expect('ref' in found && found.ref).toMatch(/^(?:070001-2026|ocds-h6vhtk-0a0001)$/);
  });

  it.each(['null', '7', '[]', '{"id": "x",', ''])('rejects %j without throwing', (text) => {
    const found = portal.read(text);
    expect(found).toMatchObject({ text });
    expect('reason' in found && found.reason).toMatch(/^not JSON|^not a JSON object/);
  });

  it('takes an unknown tag beside a known one, unknown fields and odd types', () => {
    const odd = { tag: ['rumour', 'tender'], surprise: { a: [1] }, parties: null, buyer: [], awards: 'x' };
    expect(read(anFtsRelease(odd, { lots: 7, documents: null, items: [null, 'x'] }))).toMatchObject({
      stage: 'tender',
      buyer: undefined,
    });
  });
});

describe('surprises', () => {
  function surprisesOf(with_: Record<string, unknown>, tender: Record<string, unknown> = {}) {
    const found = portal.read(JSON.stringify(anFtsRelease(with_, tender)));
    if ('reason' in found) throw new Error(found.reason);
    return found.surprises;
  }

  it('are none in what is known', () => {
    expect(surprisesOf({})).toEqual([]);
    expect(surprisesOf({ tag: ['award', 'contract'], awards: [], relatedProcesses: [] }, celex)).toEqual([]);
  });

  it.each<[string, Record<string, unknown>, Record<string, unknown>, Surprise]>([
    ['tag', { tag: ['tender', 'rumour'] }, {}, { what: 'tag', name: 'rumour' }],
    ['notice type', {}, { documents: form('UK18') }, { what: 'notice type', name: 'UK18' }],
    ['law', {}, { legalBasis: { scheme: 'UKSI' } }, { what: 'legal basis', name: 'UKSI' }],
    ['field', { newThing: null }, {}, { what: 'field', name: 'newThing' }],
    ['field of the tender', {}, { newThing: 1 }, { what: 'field', name: 'tender.newThing' }],
    ['long name', { ['x'.repeat(500)]: 1 }, {}, { what: 'field', name: 'x'.repeat(80) }],
  ])('name an unknown %s, and the notice is read', (_what, with_, tender, surprise) => {
    expect(surprisesOf(with_, tender)).toEqual([surprise]);
  });

  it('are twenty fields at most', () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`field${String(n)}`, n]));
    expect(surprisesOf(many, many)).toHaveLength(20);
  });
});

it('reads a compiled release by its latest notice', () => {
  const documents = [
    {
      id: '070009-2026',
      noticeType: 'UK7',
      datePublished: '2026-10-01T09:00:00Z',
      url: 'https://x.example/Notice/070009-2026',
    },
    { id: '070001-2026', noticeType: 'UK4', datePublished: '2026-09-01T09:00:00Z' },
  ];
  const id = 'ocds-h6vhtk-0a0001-2026-10-01T09:00:00Z';
  expect(noticeOf({ id, tag: ['compiled'] }, { documents })).toMatchObject({
    noticeId: '070009-2026',
    form: 'UK7',
    stage: 'contract',
  });
});
