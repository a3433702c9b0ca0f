import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Notice } from '../../src/domain/notice.ts';
import type { PortalId } from '../../src/domain/portal.ts';
import type { Read } from '../../src/domain/ports.ts';
import {
  CF_NOTICE,
  aCfRelease,
  aPackage,
  aPcsRelease,
  aS2wRelease,
  anFtsRelease,
} from '../portal-fixtures.ts';
import { collect, withHistory } from './collect.ts';
import { compare, type Recorded } from './compare.ts';
import { parseJson } from './oracle-json.ts';
import { say } from './oracle.ts';
import { recordedIn } from './recorded-files.ts';

const PAST = '2026-08-03T10:00:00+01:00';

const write = (release: object): string => JSON.stringify(release, null, 2);

/** Under the regulations of 2015: no notice type. */
const OLDER = { legalBasis: { id: '32014L0024', scheme: 'CELEX' }, documents: [] };

/** Releases of ours in the shapes recorded: as many kinds of each field as a portal writes. */
const MADE: Readonly<Record<PortalId, readonly string[]>> = {
  'find-a-tender': [
    write(anFtsRelease({ id: '070001-2026', date: PAST })),
    write(
      anFtsRelease(
        { id: '070002-2026', date: PAST },
        { tenderPeriod: { endDate: '2026-08-25' }, lotDetails: { maximumLotsBidPerSupplier: 99 } },
      ),
    ).replace('99', '1e9999'),
    write(anFtsRelease({ id: '070003-2026', date: PAST }, { lotDetails: { most: 7 } })).replace(
      '"most": 7',
      '"most": 000',
    ),
    write(
      anFtsRelease(
        { id: '070004-2026', date: PAST, buyer: null, tag: ['award', 'contract'] },
        {
          items: [],
          value: null,
          tenderPeriod: null,
          documents: [
            {
              id: '070004-2026',
              noticeType: 'UK12',
              url: 'https://www.find-tender.service.gov.uk/Notice/070004-2026',
            },
          ],
        },
      ),
    ),
    // Under the older law: a corrigendum of an award, a modified contract, an abandoned procurement; under the Act one without bids.
    write(
      anFtsRelease(
        { id: '070005-2026', date: PAST, tag: ['tenderUpdate'] },
        {
          ...OLDER,
          status: null,
          tenderPeriod: null,
          amendments: [{ id: '1', unstructuredChanges: [{ where: { section: 'V.2.4' } }] }],
        },
      ),
    ),
    write(
      anFtsRelease(
        {
          id: '070006-2026',
          date: PAST,
          tag: ['awardUpdate', 'contractUpdate'],
          awards: [{ id: '1', status: 'active' }],
          contracts: [{ id: '1', awardID: '1', amendments: [{ id: '1', description: 'Longer.' }] }],
        },
        { ...OLDER, status: null },
      ),
    ),
    write(
      anFtsRelease(
        {
          id: '070007-2026',
          date: PAST,
          tag: ['award', 'contract'],
          awards: [{ id: '1', status: 'unsuccessful', statusDetails: 'discontinued' }],
        },
        { ...OLDER, status: 'cancelled' },
      ),
    ),
    write(
      anFtsRelease(
        {
          id: '070008-2026',
          date: PAST,
          tag: ['tenderCancellation'],
          awards: [{ id: '1', status: 'cancelled', statusDetails: 'No compliant bids were received.' }],
        },
        { status: 'complete', documents: [{ id: '070008-2026', noticeType: 'UK12' }] },
      ),
    ),
  ],
  'contracts-finder': [
    write(aCfRelease({ date: PAST })),
    // The same notice, edited: what it said first is in its record alone.
    write(
      aCfRelease(
        { id: `${CF_NOTICE}-600002`, date: '2026-08-04T10:00:00+01:00', tag: ['tenderAmendment'] },
        { tenderPeriod: { endDate: '2026-10-07T00:00:00+01:00' } },
      ),
    ),
  ],
  'public-contracts-scotland': [
    write(aPcsRelease({ date: '2026-08-03T00:00:00Z' })),
    write(aPcsRelease({ date: '2026-08-03T00:00:00Z', ocid: 'ocds-r6ebe6-0000900102', number: 'SEP400102' })),
  ],
  sell2wales: [write(aS2wRelease({ date: '2026-08-03T00:00:00Z' }))],
};

/** One change of each fact that is compared, and the fact that must be found to differ. */
const CHANGES: readonly (readonly [string, (notice: Notice) => Partial<Notice>])[] = [
  ['title', ({ title }) => ({ title: `${title ?? ''}.` })],
  ['title', () => ({ title: undefined })],
  ['buyer', () => ({ buyer: undefined })],
  ['buyer', ({ buyer }) => ({ buyer: { id: buyer?.id, name: 'Somebody else' } })],
  ['value', () => ({ value: { min: 1, max: 2, gross: undefined, currency: 'GBP' } })],
  [
    'value',
    ({ value }) => ({
      value: { min: value?.min, max: (value?.max ?? 0) + 1, gross: undefined, currency: 'GBP' },
    }),
  ],
  [
    'value',
    ({ value }) => ({
      value: { min: (value?.min ?? 0) + 1, max: value?.max, gross: undefined, currency: 'GBP' },
    }),
  ],
  ['deadline', () => ({ deadline: undefined })],
  ['deadline', ({ deadline }) => ({ deadline: deadline && { ...deadline, at: deadline.at + 3_600_000 } })],
  ['deadline', ({ deadline }) => ({ deadline: deadline && { ...deadline, day: '2026-12-24' } })],
  ['deadline', ({ deadline }) => ({ deadline: deadline && { ...deadline, timed: !deadline.timed } })],
  ['cpv', ({ cpv }) => ({ cpv: cpv.slice(1) })],
  ['cpv', ({ cpv }) => ({ cpv: [...cpv, { code: '48000000', description: undefined, main: false }] })],
  ['stage', () => ({ stage: 'award' })],
  ['stage', () => ({ outcome: 'withdrawn' })],
  ['regions', ({ regions }) => ({ regions: regions.slice(1) })],
  ['regions', ({ regions }) => ({ regions: [...regions, 'UKN'] })],
  ['url', ({ url }) => ({ url: `${url}x` })],
  ['published', ({ published }) => ({ published: published - 1000 })],
];

describe.each(Object.keys(MADE) as PortalId[])('made releases of %s, replayed', (id) => {
  const folder = mkdtempSync(join(tmpdir(), 'tenderbell-replay-'));
  const [first = '', ...others] = MADE[id];
  let files: readonly Recorded[] = [];
  let reads: readonly Read[] = [];

  beforeAll(async () => {
    writeFileSync(join(folder, 'page.json'), aPackage([first, first]));
    writeFileSync(join(folder, 'more.json.gz'), gzipSync(`[${others.join(',')}]`));
    files = recordedIn(folder);
    const collected = await collect(id, folder, files);
    expect(collected.troubles).toEqual([]);
    reads = collected.reads;
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('come as their files say, one released twice as one', () => {
    expect(files).toHaveLength(MADE[id].length + 1);
    expect(compare(files, reads)).toEqual({ compared: { [id]: MADE[id].length }, differences: [] });
  });

  it.each(CHANGES)('are found to differ in the %s (%#)', (field, change) => {
    const changed = reads.map((read) =>
      read.release.text === first ? { ...read, notice: { ...read.notice, ...change(read.notice) } } : read,
    );
    const { differences } = compare(files, changed);
    expect(differences).toHaveLength(1);
    expect(differences[0]).toContain(`: ${field}: oracle «`);
  });

  it('are missed where they do not come', () => {
    const kept = reads.filter((read) => read.release.text !== first);
    expect(compare(files, kept).differences).toEqual([expect.stringMatching(/^ocds-.*: missing$/)]);
  });

  it('are found to be too many where no file holds one', () => {
    const one = reads[0];
    if (one === undefined) throw new Error('nothing was collected');
    const text = one.release.text.replace('{', '{"made": true,');
    const more = [...reads, { ...one, release: { ...one.release, text } }];
    expect(compare(files, more).differences).toEqual([expect.stringMatching(/^ocds-.*: in no file$/)]);
  });
});

describe('the oracle', () => {
  it('shares no code with what it judges', () => {
    const folder = new URL('.', import.meta.url);
    const own = readdirSync(folder).filter((name) => name.startsWith('oracle') && !name.includes('.test.'));
    expect(own.length).toBeGreaterThan(4);
    const imports = own.flatMap((name) =>
      Array.from(
        readFileSync(new URL(name, folder), 'utf8').matchAll(/^(?:import|export) .* from '(.*)';$/gm),
      ),
    );
    const foreign = imports.filter(
      ([line, from = '']) => !from.startsWith('./') && !line.startsWith('import type'),
    );
    expect(foreign.map(([, from]) => from)).toEqual(['node:crypto']);
  });

  it('knows which notices have a history that searches do not show', () => {
    const files = MADE['contracts-finder'].map((text, n) => ({
      portal: 'contracts-finder' as const,
      print: String(n),
      release: parseJson(text),
    }));
    expect(withHistory(files)).toEqual(['ocds-b5fd17-9e9e9e9e-dddd-4eee-8fff-333333333333']);
    expect(withHistory(files.slice(1))).toEqual([]);
  });

  it('reads numbers that are none', () => {
    expect(parseJson('{"a": 1e9999, "b": "000,"}')).toEqual({ a: Infinity, b: '000,' });
    expect(parseJson('{"a": 000, "b": "1: 007", "c": [-012.50, 0, 0.5, 100]}')).toEqual({
      a: 0,
      b: '1: 007',
      c: [-12.5, 0, 0.5, 100],
    });
  });

  it('says every fact of a release', () => {
    expect(say(anFtsRelease())).toEqual({
      title: 'Penetration testing of the housing portal',
      buyer: 'Ashcombe Borough Council',
      value: '12000000..12000000 GBP',
      deadline: '2026-09-30T11:00:00.000Z day 2026-09-30 timed',
      cpv: '72000000 72810000',
      stage: 'tender',
      regions: 'UKD61',
      url: 'https://www.find-tender.service.gov.uk/Notice/070001-2026',
      published: '2026-09-01T08:15:00.000Z',
    });
    expect(say(aPcsRelease())).toMatchObject({
      deadline: '2026-09-30T11:00:00.000Z day 2026-09-30 timed',
      published: '2026-09-01T22:59:59.999Z',
    });
  });

  it.each([
    ['2026-08-25', '2026-08-25T22:59:59.999Z day 2026-08-25'],
    ['2026-12-25', '2026-12-25T23:59:59.999Z day 2026-12-25'],
    ['2026-10-25', '2026-10-25T23:59:59.999Z day 2026-10-25'],
    ['2027-03-28', '2027-03-28T22:59:59.999Z day 2027-03-28'],
    ['2026-08-25T23:30:00Z', '2026-08-25T23:30:00.000Z day 2026-08-26 timed'],
  ])('reads the deadline %s in London time', (endDate, said) => {
    expect(say(anFtsRelease({}, { tenderPeriod: { endDate } })).deadline).toBe(said);
  });

  it.each([
    ['2026-08-25T00:00:00+01:00', '2026-08-25T22:59:59.999Z day 2026-08-25'],
    ['2026-08-25T23:59:59+01:00', '2026-08-25T22:59:59.999Z day 2026-08-25'],
    ['2026-08-25T23:59:00+01:00', '2026-08-25T22:59:00.000Z day 2026-08-25 timed'],
  ])('reads the deadline %s on Contracts Finder, where the edges of a day are no times', (endDate, said) => {
    expect(say(aCfRelease({}, { tenderPeriod: { endDate } })).deadline).toBe(said);
  });

  it('reads the last second of a day as a time on another portal', () => {
    const tenderPeriod = { endDate: '2026-08-25T23:59:59+01:00' };
    expect(say(anFtsRelease({}, { tenderPeriod })).deadline).toMatch(/^2026-08-25T22:59:59.000Z .* timed$/);
  });
});
