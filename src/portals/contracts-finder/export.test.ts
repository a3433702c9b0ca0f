import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { fakeClock } from '../../../test/fake-clock.ts';
import { quiet } from '../../../test/portal-fixtures.ts';
import type { Notice } from '../../domain/notice.ts';
import { readExport } from './export.ts';
import { createContractsFinder } from './index.ts';

const unasked = () => Promise.reject(new Error('not asked'));
const portal = createContractsFinder({
  http: { get: unasked, post: unasked, close: () => Promise.resolve() },
  clock: fakeClock(),
  log: quiet,
  url: 'https://portal.example',
});

const ROW: Readonly<Record<string, string>> = {
  'Notice Identifier': 'WID-7',
  'Notice Type': 'Contract',
  'Organisation Name': 'Widget Council',
  Status: 'Open',
  'Published Date': '2026-08-20T10:51:56+01:00',
  Title: 'Case management software',
  Description: 'A system, for "cases".',
  Region: 'London,South East',
  Postcode: '',
  'Cpv Codes': '48000000 72000000 ',
  Links: 'https://www.find-tender.service.gov.uk/Notice/035365-2026 https://bids.example/ ',
  'Additional Text': 'Ask early.',
  'Start Date': '01/12/2026',
  'End Date': '30/11/2028',
  'Closing Date': '21/09/2026',
  'Suitable for SME': 'Yes',
  'Suitable for VCO': 'No',
  'OJEU Contract Type': 'Services',
  'Value Low': '60000',
  'Value High': '80000',
  'Supplier [Name|Address|Ref type|Ref Number|Is SME|Is VCSE]': '',
  'OJEU Procedure Type': 'OpenNonOJEU ',
  'Closing Time': '12:30',
};

function fileOf(rows: readonly Readonly<Record<string, string>>[], headings = Object.keys(ROW)): string {
  const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  return [headings, ...rows.map((row) => headings.map((heading) => row[heading] ?? ''))]
    .map((cells) => cells.map(cell).join(','))
    .join('\n');
}

function noticesIn(file: string | Uint8Array): Notice[] {
  const read = readExport(Buffer.from(file));
  if (!read.ok) throw new Error(read.reason);
  return read.releases.map(({ text }) => {
    const found = portal.read(text);
    if ('reason' in found) throw new Error(found.reason);
    return found.notice;
  });
}

it('reads a row by its headings, wherever the columns stand', () => {
  const [first] = noticesIn(fileOf([ROW]));
  expect(first).toMatchObject({
    via: 'row',
    sparse: true,
    noticeId: expect.stringMatching(/^export-[0-9a-f]{16}$/) as string,
    ocid: `tenderbell-row-${first?.noticeId ?? ''}`,
    published: Date.parse('2026-08-20T09:51:56Z'),
    stage: 'tender',
    title: 'Case management software',
    description: 'A system, for "cases".\n\nAsk early.',
    buyer: { name: 'Widget Council' },
    cpv: [
      { code: '48000000', main: true },
      { code: '72000000', main: false },
    ],
    regions: ['UKI', 'UKJ'],
    value: { min: 6_000_000, max: 8_000_000 },
    deadline: { at: Date.parse('2026-09-21T11:30:00Z'), day: '2026-09-21', timed: true },
    contract: { start: '2026-12-01', end: '2028-11-30' },
    sme: true,
    vcse: false,
    procedure: 'Open (below threshold)',
    cites: ['notice:find-a-tender:035365-2026'],
    url: 'https://www.contractsfinder.service.gov.uk/Search/Results',
    flags: [],
  });
  const headings = Object.keys(ROW);
  expect(noticesIn(fileOf([ROW], headings.toReversed()))).toEqual([first]);
  expect(noticesIn(gzipSync(fileOf([ROW], ['Closing Time', ...headings.slice(0, -1)])))).toEqual([first]);
});

it('reads rows that break off before an empty last cell, as the file of 2025 has them', () => {
  const [heading = '', row = ''] = fileOf([ROW]).split('\n');
  const [notice] = noticesIn(`${heading}\n${row.replace(/,"12:30"$/, '')}\n`);
  expect(notice?.deadline).toMatchObject({ day: '2026-09-21', timed: false });
});

it.each([
  [
    { 'Notice Type': 'Pipeline', 'Closing Date': '01/01/1' },
    { stage: 'planned', deadline: undefined },
  ],
  [
    { 'Notice Type': 'PreProcurement', 'Closing Time': '' },
    { stage: 'engagement', deadline: { day: '2026-09-21', timed: false } },
  ],
  [
    {
      Status: 'Awarded',
      'Awarded Value': '5000',
      'Supplier [Name|Address|Ref type|Ref Number|Is SME|Is VCSE]':
        '[Acorn Ltd|1 High St|NONE||Yes|No][Beech plc|…|NONE||No|No]',
    },
    { stage: 'award', suppliers: ['Acorn Ltd', 'Beech plc'] },
  ],
  [{ Status: 'Withdrawn' }, { stage: 'closed', outcome: 'withdrawn' }],
  [{ 'Closing Time': 'undefined' }, { deadline: { timed: false } }],
  [{ 'Closing Time': '00:00' }, { deadline: { day: '2026-09-21', timed: false } }],
  [{ 'Closing Time': '23:59:59' }, { deadline: { day: '2026-09-21', timed: false } }],
  [{ 'Closing Time': '23:59' }, { deadline: { day: '2026-09-21', timed: true } }],
  [
    { 'Start Date': '01/01/2001', 'End Date': '01/01/1' },
    { contract: undefined, flags: [] },
  ],
  [{ Region: '', Postcode: 'E15 4PH' }, { regions: ['UKI'] }],
  [{ Region: 'Any region,Scotland,Isle of Man' }, { regions: ['UK'] }],
  [{ 'Value Low': '0', 'Value High': '' }, { value: undefined }],
])('reads %j', (with_, expected) => {
  const [notice] = noticesIn(fileOf([{ ...ROW, ...with_ }], [...Object.keys(ROW), 'Awarded Value']));
  expect(notice).toMatchObject(expected);
});

it('knows a row again, and an edited one as another version of the same notice', () => {
  const [was, again, now, other] = noticesIn(
    fileOf([ROW, ROW, { ...ROW, 'Closing Date': '28/09/2026' }, { ...ROW, 'Notice Identifier': 'WID-8' }]),
  );
  expect(again).toEqual(was);
  expect(now?.noticeId).toBe(was?.noticeId);
  expect(now?.releaseId).not.toBe(was?.releaseId);
  expect(other?.noticeId).not.toBe(was?.noticeId);
});

it('has no rows with a header alone, and refuses other files', () => {
  expect(noticesIn(fileOf([]))).toEqual([]);
  expect(readExport(Buffer.from('releases/0/ocid\no-1\n'))).toMatchObject({ ok: false });
});
