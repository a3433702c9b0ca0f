import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fakeClock } from '../../test/fake-clock.ts';
import { aPcsRelease, aS2wRelease, anFtsRelease, quiet } from '../../test/portal-fixtures.ts';
import { openShelf } from '../dedupe/shelf.ts';
import { ocidKey } from '../domain/keys.ts';
import type { Notice } from '../domain/notice.ts';
import type { Read } from '../domain/ports.ts';
import { createPortal, portalOfOcid, type BuiltPortal } from './index.ts';

const never = () => Promise.reject(new Error('not asked'));
const http = { get: never, post: never, close: () => Promise.resolve() };
const clock = fakeClock();

type Json = Record<string, unknown>;

function read(id: BuiltPortal, release: Json): Read {
  const portal = createPortal(id, { http, clock, log: quiet, url: 'https://portal.example' });
  const found = portal.read(JSON.stringify(release));
  if ('reason' in found) throw new Error(found.reason);
  return found;
}

function scottish(with_: Json = {}, tender: Json = {}): Notice {
  return read('public-contracts-scotland', aPcsRelease(with_, tender)).notice;
}

function welsh(with_: Json = {}, tender: Json = {}): Notice {
  return read('sell2wales', aS2wRelease(with_, tender)).notice;
}

/** No procurement, tie or word that is held already. */
const NOBODY = { related: [], ties: [], words: [] };

const noon = { at: Date.parse('2026-09-30T11:00:00Z'), day: '2026-09-30', timed: true };
const endOfFirst = Date.parse('2026-09-01T22:59:59.999Z');

describe('a Scottish notice', () => {
  it('says everything that its release states', () => {
    expect(scottish()).toMatchObject({
      portal: 'public-contracts-scotland',
      noticeId: 'SEP400101',
      ocid: 'ocds-r6ebe6-0000900101',
      published: endOfFirst,
      form: 'tender',
      stage: 'tender',
      outcome: undefined,
      sparse: false,
      title: 'Replacement of the ward network',
      description:
        'Switches and wireless access points for two hospitals.\n\nWireless for wards 1 to 9.\n\nBids go through the postbox of the portal.',
      buyer: { name: 'Glen Orrin Health Board', id: undefined },
      cpv: [
        { code: '32420000', description: undefined, main: true },
        { code: '72700000', description: undefined, main: false },
      ],
      value: { min: 45_000_000, max: 45_000_000, gross: undefined, currency: 'GBP' },
      deadline: noon,
      regions: ['UKM62', 'UKM63'],
      sme: undefined,
      vcse: undefined,
      procedure: 'Open procedure',
      contract: { start: '2026-12-01', end: '2028-06-30' },
      ends: { day: '2028-06-30', latest: undefined, by: 'stated' },
      lots: [
        { id: '1', title: 'Switches', status: 'active' },
        { id: '2', title: 'Access points', status: 'active' },
      ],
      reference: 'GO-26-7',
      documents: [
        {
          title: 'Plans of the wards',
          url: 'https://www.publiccontractsscotland.gov.uk/NoticeDownload/DownloadDocument.aspx?id=SEP400101&idx=1',
        },
      ],
      cites: [],
      url: 'https://www.publiccontractsscotland.gov.uk/search/show/search_view.aspx?ID=SEP400101',
      flags: [],
    });
  });

  it('gets the id that its release lacks from ocid, tag, date and notice: the same each time, another for another', () => {
    const id = read('public-contracts-scotland', aPcsRelease()).release.releaseId;
    const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
    expect(id).toBe(hash('ocds-r6ebe6-0000900101tender2026-09-01T00:00:00ZSEP400101'));
    expect(scottish().releaseId).toBe(id);
    // A new wording is another version of the same release: told apart by content.
    expect(scottish({}, { title: 'Replacement of a ward network' }).releaseId).toBe(id);
    const others = [{ tag: ['award'] }, { date: '2026-09-02T00:00:00Z' }, { number: 'SEP400102' }];
    expect(new Set([id, ...others.map((other) => scottish(other).releaseId)]).size).toBe(4);
    expect(scottish({ id: 'a-real-id' }).releaseId).toBe('a-real-id');
  });

  it.each([
    ['summer, the Z no offset', '2026-09-30T12:00:00Z', '2026-09-30T11:00:00Z', true],
    ['winter', '2026-12-10T12:00:00Z', '2026-12-10T12:00:00Z', true],
    ['an offset that is one', '2026-09-30T12:00:00+01:00', '2026-09-30T11:00:00Z', true],
    ['midnight: the day alone', '2026-09-30T00:00:00Z', '2026-09-30T22:59:59.999Z', false],
    ['a date', '2026-09-30', '2026-09-30T22:59:59.999Z', false],
  ])('reads a deadline in %s', (_how, endDate, at, timed) => {
    const { deadline } = scottish({}, { tenderPeriod: { endDate } });
    expect(deadline).toMatchObject({ at: Date.parse(at), timed });
  });

  it('adds its lots where it states no value, and takes the largest 32-bit number for no maximum', () => {
    const lots = [{ value: { amount: 1000 } }, { value: { amount: 2500.5, currency: 'GBP' } }];
    expect(scottish({}, { value: undefined, lots }).value).toMatchObject({ min: 350_050, max: 350_050 });
    const open = { amount: 2147483647, currency: 'GBP' };
    expect(scottish({}, { value: open })).toMatchObject({ value: undefined, flags: [] });
    const limited = scottish({}, { value: open, lots: [...lots, { value: open }] });
    expect(limited.value).toMatchObject({ min: 350_050, max: undefined });
    expect(limited.flags).toEqual([]);
  });

  it('tells the technique, but no threshold, and nothing of it in a correction', () => {
    expect(scottish().technique).toBeUndefined();
    const techniques = { hasFrameworkAgreement: true, frameworkAgreement: { maximumParticipants: 6 } };
    expect(scottish({}, { techniques })).toMatchObject({ technique: 'framework' });
    expect(welsh({}, { techniques: { hasDynamicPurchasingSystem: true } }).technique).toBe('dynamic-market');
    expect(scottish({ tag: ['tenderUpdate'] }, { techniques }).technique).toBeUndefined();
    expect(scottish({}, { aboveThreshold: true }).aboveThreshold).toBeUndefined();
  });

  it('is told by its tag to be planned, awarded, ended, or no more than a correction', () => {
    const stages = [['planning'], ['award'], ['contract'], ['tenderCancellation']].map((tag) =>
      scottish({ tag }),
    );
    expect(stages.map(({ stage, outcome, sparse }) => [stage, outcome, sparse])).toEqual([
      ['planned', undefined, false],
      ['award', undefined, false],
      ['contract', undefined, false],
      ['closed', 'cancelled', true],
    ]);
    expect(scottish({ tag: ['planning'] }).deadline).toBeUndefined();
    expect(scottish({}, { status: 'withdrawn' })).toMatchObject({ stage: 'closed', outcome: 'withdrawn' });
    expect(
      scottish({ tag: ['award'], awards: [{ id: '1', suppliers: [{ name: 'Larch Networks' }] }] }),
    ).toMatchObject({ suppliers: ['Larch Networks'], awards: ['1'] });
  });

  it('gives the new deadline of a corrigendum, which has nothing else to say', () => {
    const changes = [
      { where: { section: 'II.1.4' }, newValue: { text: 'more wards' } },
      { where: { section: 'IV.2.2' }, newValue: { date: '2026-10-07T12:00:00Z' } },
    ];
    const correction = scottish(
      { tag: ['tenderUpdate'], number: 'SEP400109' },
      { title: undefined, tenderPeriod: undefined, amendments: [{ unstructuredChanges: changes }] },
    );
    expect(correction).toMatchObject({
      sparse: true,
      title: undefined,
      deadline: { at: Date.parse('2026-10-07T11:00:00Z'), timed: true },
    });
  });

  it('finds its page by the address, whatever the document calls itself, and makes one where there is none', () => {
    const page = 'http://www.publiccontractsscotland.gov.uk/Search/show/search_view.aspx?id=oct400300';
    const odd = scottish(
      {},
      {
        documents: [
          { id: '7', url: 'https://a.example/b.pdf' },
          { id: '1', url: page },
        ],
      },
    );
    expect(odd).toMatchObject({ noticeId: 'OCT400300', url: page });
    const bare = scottish({}, { documents: [{ id: 'OCT400301', documentType: 'contractNotice' }] });
    expect(bare).toMatchObject({
      noticeId: 'OCT400301',
      url: 'https://www.publiccontractsscotland.gov.uk/search/show/search_view.aspx?ID=OCT400301',
    });
    expect(scottish({}, { documents: undefined }).noticeId).toBe('ocds-r6ebe6-0000900101');
  });

  it('is the procurement whose copy on Find a Tender links to it, in whatever order they come', () => {
    const home = scottish();
    const links = aPcsRelease()['links'];
    const copy = read(
      'find-a-tender',
      anFtsRelease(
        { ocid: 'ocds-h6vhtk-0a0777', links },
        { legalBasis: { id: '32014L0024', scheme: 'CELEX' } },
      ),
    ).notice;
    expect(copy.cites).toEqual([ocidKey(home.ocid)]);
    for (const order of [
      [home, copy],
      [copy, home],
    ]) {
      const shelf = openShelf(NOBODY, 1);
      const placed = order.map((notice) => shelf.place(notice));
      expect(placed.map(({ events }) => events.map(({ kind }) => kind))).toEqual([['opened'], ['merged']]);
    }
    const shelf = openShelf(NOBODY, 1);
    shelf.place(scottish({ ocid: 'ocds-r6ebe6-0000900102', number: 'SEP400102' }));
    expect(shelf.place(copy).events).toMatchObject([{ kind: 'opened' }]);
  });
});

describe('what a national notice says of other notices and of its end', () => {
  it('cites the prior information notice that its release names, by its number on Find a Tender', () => {
    const relatedProcesses = [
      { id: '1', relationship: ['planning'], scheme: 'EU-OJ', identifier: '2026/S 000-012345' },
      { id: '2', relationship: ['planning'], scheme: 'EU-OJ', identifier: '2018/S 205-467435' },
    ];
    expect(scottish({ relatedProcesses })).toMatchObject({
      cites: ['notice:find-a-tender:012345-2026'],
      relations: undefined,
    });
  });

  it('reads related notices from the text too', () => {
    const description = 'A call-off under the Ward Network Framework, 2025/S 000-012345.';
    expect(welsh({}, { description }).relations).toEqual([
      { kind: 'framework', key: 'notice:find-a-tender:012345-2025', by: 'text' },
    ]);
  });

  it('goes on as long as stands under renewal', () => {
    const lots = [
      {
        id: '1',
        contractPeriod: { startDate: '2026-12-01T00:00:00Z', durationInDays: 720 },
        hasRenewal: true,
        renewal: { description: '2 x 12 months' },
      },
    ];
    expect(scottish({}, { lots }).ends).toEqual({ day: '2028-11-30', latest: '2030-11-30', by: 'reckoned' });
  });
});

describe('a Welsh notice', () => {
  it('keeps both languages, names the buyer that the release calls its buyer, and takes a penny for no value', () => {
    expect(welsh()).toMatchObject({
      portal: 'sell2wales',
      noticeId: 'SEP500201',
      releaseId: 'ocds-kuma6s-150201-release-150201',
      published: endOfFirst,
      title: 'Gwasanaeth desg gymorth / Help desk service',
      description: 'Desg gymorth TG i ysgolion.\nAn IT help desk for schools.',
      buyer: { name: 'Cyngor Dyffryn Elwy', id: undefined },
      value: undefined,
      deadline: { at: Date.parse('2026-10-30T12:00:00Z'), timed: true },
      regions: ['UKL13'],
      lots: [],
      reference: 'DE-4',
      cites: [],
      url: 'https://www.sell2wales.gov.wales/search/show/search_view.aspx?ID=SEP500201',
      flags: ['value: 0.01 is not a sum'],
    });
    expect(welsh({ buyer: { id: 'org-3' } }).buyer?.name).toBe('Cyngor Dyffryn Elwy');
  });

  it('in Welsh adds its words to the English ones, erases none, and is no news', () => {
    const english = welsh({}, { title: 'Help desk service', description: 'An IT help desk.' });
    const other = welsh(
      { language: 'CY', date: '2026-09-02T00:00:00Z' },
      { title: 'Gwasanaeth desg gymorth', description: 'Desg gymorth TG.' },
    );
    for (const order of [
      [english, other],
      [other, english],
    ]) {
      const shelf = openShelf(NOBODY, 1);
      const events = order.flatMap((notice) => shelf.place(notice).events.map(({ kind }) => kind));
      expect(events.filter((kind) => kind !== 'merged')).toEqual(['opened']);
      const [change] = shelf.changes();
      expect(change?.held.view).toMatchObject({
        title: 'Help desk service',
        description: 'An IT help desk.',
        titles: ['Help desk service', 'Gwasanaeth desg gymorth'],
        descriptions: ['An IT help desk.', 'Desg gymorth TG.'],
      });
    }
  });

  it('in Welsh alone speaks for itself', () => {
    const shelf = openShelf(NOBODY, 1);
    shelf.place(welsh({ language: 'cy-GB' }, { title: 'Gwasanaeth desg gymorth' }));
    expect(shelf.changes()[0]?.held.view).toMatchObject({
      title: 'Gwasanaeth desg gymorth',
      stage: 'tender',
    });
  });
});

it('tells by the ocid whose release it is', () => {
  expect(['ocds-r6ebe6-0000900101', 'ocds-kuma6s-150201', 'ocds-other-1'].map(portalOfOcid)).toEqual([
    'public-contracts-scotland',
    'sell2wales',
    undefined,
  ]);
});
