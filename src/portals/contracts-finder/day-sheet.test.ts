import { describe, expect, it } from 'vitest';
import { aCfRelease, quiet } from '../../../test/portal-fixtures.ts';
import { fakeClock } from '../../../test/fake-clock.ts';
import { encodeWindows1252 } from '../windows-1252.ts';
import { readSheet } from './day-sheet.ts';
import { createContractsFinder } from './index.ts';

const unasked = () => Promise.reject(new Error('not asked'));
const portal = createContractsFinder({
  http: { get: unasked, post: unasked, close: () => Promise.resolve() },
  clock: fakeClock(),
  log: quiet,
  url: 'https://portal.example',
});

/** A release laid flat, as the spreadsheets do. */
function flat(value: unknown, path: string, cells: Map<string, string> = new Map()): Map<string, string> {
  if (typeof value === 'object' && value !== null)
    for (const [key, part] of Object.entries(value)) flat(part, `${path}/${key}`, cells);
  else cells.set(path, String(value));
  return cells;
}

function sheetOf(releases: readonly object[], escaped: (cell: string) => string): string {
  const rows = releases.map((release) => flat(release, 'releases/0'));
  const headings = ['uri', ...new Set(rows.flatMap((row) => [...row.keys()]))].toReversed();
  const lines = rows.map((row) =>
    headings.map((heading) => `"${escaped(row.get(heading) ?? '')}"`).join(','),
  );
  return [headings.join(','), ...lines, ''].join('\r\n');
}

const BACKSLASHED = (cell: string): string => cell.replace(/["\\]/g, (sign) => `\\${sign}`);
const DOUBLED = (cell: string): string => cell.replaceAll('"', '""');

function textsIn(sheet: string | Uint8Array): string[] {
  const read = readSheet(Buffer.from(sheet));
  if (!read.ok) throw new Error(read.reason);
  return read.releases.map(({ text }) => text);
}

const ODD = 'A "quoted" word,\na comma, C:\\temp and Â caf\u00e9';

describe.each([
  ['backslashes before quotes', BACKSLASHED],
  ['quotes doubled', DOUBLED],
])('a daily spreadsheet with %s', (_how, escaped) => {
  const full = aCfRelease({}, { description: ODD });
  const bare = aCfRelease(
    {
      id: '2b2b2b2b-aaaa-4bbb-8ccc-222222222222-7',
      tag: ['award'],
      awards: [{ value: { amount: 9.5, currency: 'GBP' } }],
    },
    { documents: [], minValue: undefined, suitability: { sme: false, vcse: true } },
  );
  // Undefined members are no cells.
  const releases = [full, JSON.parse(JSON.stringify(bare)) as object];

  it('gives back the notices that its releases say, whatever columns it has', () => {
    const texts = textsIn(sheetOf(releases, escaped));
    expect(texts.map((text) => JSON.parse(text) as unknown)).toEqual([
      releases[0],
      { ...releases[1], tender: { ...(bare['tender'] as object), documents: undefined } },
    ]);
    const [read, asServed] = [texts[0] ?? '', JSON.stringify(full)].map((text) => portal.read(text));
    if (read === undefined || asServed === undefined || 'reason' in read || 'reason' in asServed)
      throw new Error('a reject');
    expect({ ...read.notice, hash: '' }).toEqual({ ...asServed.notice, hash: '' });
  });
});

it('is read with a mark, and in windows-1252', () => {
  const sheet = sheetOf([aCfRelease({}, { title: 'Caf\u00e9 tills \u2013 \u00a35k' })], DOUBLED);
  const latin = encodeWindows1252(sheet);
  if (latin === undefined) throw new Error('not in windows-1252');
  for (const bytes of [`\uFEFF${sheet}`, latin])
    expect(JSON.parse(textsIn(bytes)[0] ?? '')).toMatchObject({
      tender: { title: 'Caf\u00e9 tills \u2013 \u00a35k' },
    });
});

it('keeps a cell that ends in a backslash from swallowing its neighbours', () => {
  const sheet =
    'releases/0/ocid,releases/0/id,releases/0/tender/title\n"o-1","C:\\","said \\"so"\n"o-2","C:\\","t"\n';
  expect(textsIn(sheet.replace('said \\"so', 'so')).map((text) => JSON.parse(text) as unknown)).toEqual([
    { ocid: 'o-1', id: 'C:\\', tender: { title: 'so' } },
    { ocid: 'o-2', id: 'C:\\', tender: { title: 't' } },
  ]);
});

it('packs lists without gaps, in the order of their numbers, and takes no name of JavaScript', () => {
  const sheet =
    'releases/0/ocid,releases/0/tender/items/0/deliveryAddresses/10/region,releases/0/tender/items/0/deliveryAddresses/3/region,releases/0/__proto__/x\no-1,Wales,London,y\n';
  expect(JSON.parse(textsIn(sheet)[0] ?? '')).toEqual({
    ocid: 'o-1',
    tender: { items: [{ deliveryAddresses: [{ region: 'London' }, { region: 'Wales' }] }] },
  });
});

it('is empty on a day without notices', () => {
  expect(readSheet(Buffer.from(''))).toEqual({ ok: true, releases: [], isCutOff: false });
  expect(textsIn('releases/0/ocid,releases/0/id\n')).toEqual([]);
});

it.each([
  ['<!DOCTYPE html><title>Sorry</title>', 'HTML where a spreadsheet was expected'],
  ['name,age\nPat,4\n', 'no daily spreadsheet of Contracts Finder: no column names an ocid'],
  ['releases/0/ocid\no-1,more\n', 'row 2 has more cells than headings'],
  ['releases/0/ocid\n"o-1\n', 'not a spreadsheet (CSV_QUOTE_NOT_CLOSED)'],
])('says why it cannot read %j', (text, reason) => {
  expect(readSheet(Buffer.from(text))).toEqual({ ok: false, reason });
});
