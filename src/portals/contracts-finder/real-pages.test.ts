import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { fakeClock } from '../../../test/fake-clock.ts';
import { quiet } from '../../../test/portal-fixtures.ts';
import type { Notice } from '../../domain/notice.ts';
import { readExport } from './export.ts';
import { createContractsFinder } from './index.ts';
import { readNoticePage } from './notice-page.ts';
import { readResults, releaseOfRow } from './result-rows.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const DATA = join(resolve(ROOT, process.env['TENDERBELL_REAL_DATA'] ?? '../shared/data'), 'contracts-finder');

const unasked = () => Promise.reject(new Error('not asked'));
const portal = createContractsFinder({
  http: { get: unasked, post: unasked, close: () => Promise.resolve() },
  clock: fakeClock('2026-11-22T12:00:00Z'),
  log: quiet,
  url: 'https://www.contractsfinder.service.gov.uk',
});

function noticesOf(texts: readonly string[]): Notice[] {
  return texts.map((text) => {
    const found = portal.read(text);
    if ('reason' in found) throw new Error(`${found.ref}: ${found.reason}`);
    return found.notice;
  });
}

function html(name: string): string {
  return readFileSync(join(DATA, 'html', name), 'utf8');
}

const TEXT = (entities: string): string =>
  entities
    .replace(/&#0?39;/g, "'")
    .replace(/&pound;/g, '£')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim();

/** The rows of a page by simple patterns, in their order. */
function rowsIn(page: string): string[] {
  return page.split(/<div class="search-result">/).slice(1);
}

function fact(row: string, label: string): string | undefined {
  const found = new RegExp(`<strong>${label}</strong>([^<]*)<`).exec(row)?.[1];
  return found === undefined ? undefined : TEXT(found);
}

describe.skipIf(!existsSync(DATA))(`real pages in ${DATA} (skipped where absent)`, () => {
  it.each([
    ['search-2020-04-16.html', 1297, { stage: 'Notice type', closing: 'Closing date' }],
    ['search-2021-08-28.html', 2415, { stage: 'Notice type', closing: 'Closing' }],
    ['search-2025-10.html', 863, { stage: 'Procurement stage', closing: 'Closing' }],
  ])('%s: every row with every fact', (name, total, labels) => {
    const page = html(name);
    const results = readResults(page);
    if (!results.ok) throw new Error(results.reason);
    expect(results).toMatchObject({ total, unread: 0 });
    const rows = rowsIn(page);
    expect(results.rows).toHaveLength(20);
    expect(results.rows.map((row) => row.noticeId)).toEqual(
      rows.map((row) => /<h2 id=([0-9a-f-]{36})/.exec(row)?.[1]),
    );
    expect(results.rows.map((row) => row.title)).toEqual(
      rows.map((row) => TEXT(/title="([^"]*)"/.exec(row)?.[1] ?? '')),
    );
    expect(results.rows.map((row) => row.buyer)).toEqual(
      rows.map((row) => TEXT(/sub-header wrap-text">([^<]*)</.exec(row)?.[1] ?? '')),
    );
    const kinds = {
      'future opportunity': 'planned',
      opportunity: 'tender',
      'early engagement': 'engagement',
    };
    expect(results.rows.map((row) => row.kind)).toEqual(
      rows.map(
        (row) => Object.entries(kinds).find(([word]) => word === fact(row, labels.stage)?.toLowerCase())?.[1],
      ),
    );
    const closings = rows.map((row) => fact(row, labels.closing));
    expect(results.rows.map((row) => row.closing !== undefined)).toEqual(
      closings.map((closing) => closing !== undefined),
    );
    expect(results.rows.map((row) => row.closing?.time !== undefined)).toEqual(
      closings.map((closing) => /[ap]m$/.test(closing ?? '')),
    );
    expect(results.rows.map((row) => row.places)).toEqual(rows.map((row) => fact(row, 'Contract location')));
    const notices = noticesOf(results.rows.map(releaseOfRow));
    expect(notices.every((notice) => notice.via === 'row' && notice.sparse)).toBe(true);
    expect(notices.map((notice) => notice.noticeId)).toEqual(results.rows.map((row) => row.noticeId));
    expect(notices.filter((notice) => notice.regions.length === 0)).toEqual([]);
    expect(
      notices
        .flatMap((notice) => notice.flags)
        .filter((flag) => !flag.startsWith('value') && !flag.startsWith('lowest')),
    ).toEqual([]);
  });

  it('search-2025-10.html: closing times, sums and edits to the letter', () => {
    const page = html('search-2025-10.html');
    const results = readResults(page);
    if (!results.ok) throw new Error(results.reason);
    const day = (text: string): string => new Date(`${text} UTC`).toISOString().slice(0, 10);
    const closingIn = (text: string | undefined) => {
      if (text === undefined) return undefined;
      const [, date = '', hour, minutes = '00', half] =
        /^(\d+ \w+ \d{4})(?:, (\d+)(?::(\d\d))?([ap]m))?$/.exec(text) ?? [];
      const hours = String((Number(hour) % 12) + (half === 'pm' ? 12 : 0)).padStart(2, '0');
      return { day: day(date), time: hour === undefined ? undefined : `${hours}:${minutes}` };
    };
    const rows = rowsIn(page);
    expect(results.rows.map((row) => row.closing)).toEqual(
      rows.map((row) => closingIn(fact(row, 'Closing'))),
    );
    expect(
      results.rows.map(({ value }) => [value?.low, value?.high].filter((sum) => sum !== undefined)),
    ).toEqual(
      rows.map((row) =>
        Array.from((fact(row, 'Contract value') ?? '').matchAll(/[\d,]+/g), ([sum]) =>
          Number(sum.replaceAll(',', '')),
        ),
      ),
    );
    expect(results.rows.map((row) => row.day)).toEqual(
      rows.map((row) =>
        day((fact(row, 'Publication date') ?? '').split('last edited ').at(-1)?.trim() ?? ''),
      ),
    );
  });

  it('search-2021-08-28-none.html: no opportunities, and no fault', () => {
    expect(readResults(html('search-2021-08-28-none.html'))).toEqual({
      ok: true,
      total: 0,
      rows: [],
      unread: 0,
    });
  });

  it('notice-2025-10.html: by its labels, the summary and not the award', () => {
    const page = html('notice-2025-10.html');
    const pair = (label: string): string =>
      TEXT(new RegExp(`<strong>${label}</strong></h4>\\s*<p>([^<]*)</p>`).exec(page)?.[1] ?? '');
    const day = (text: string): string => new Date(`${text} UTC`).toISOString().slice(0, 10);
    const read = readNoticePage(page);
    expect(read).toMatchObject({
      title: TEXT(/<h1[^>]*>([^<]*)</.exec(page)?.[1] ?? ''),
      buyer: TEXT(/<h2 class="breadcrumb-description">([^<]*)</.exec(page)?.[1] ?? ''),
      kind: 'award',
      reference: pair('Procurement reference'),
      procedure: pair('Procedure type'),
      published: { day: day(pair('Published date')), time: undefined },
      closing: { day: day(pair('Closing date')), time: undefined },
      start: { day: day(pair('Contract start date')) },
      end: { day: day(pair('Contract end date')) },
      value: { high: Number(pair('Value of contract').replace(/\D/g, '')) },
      cpv: Array.from(page.matchAll(/<li><p>[^<]*- (\d{8})<\/p><\/li>/g), (found) => found[1]),
      sme: true,
      vcse: false,
      additional: undefined,
    });
    const files = Array.from(
      page.matchAll(/href="([^"]*\/Notice\/Attachment\/[^"]*)"[^>]*>([^<]*)</g),
      ([, href = '', title = '']) => ({ href, title: TEXT(title) }),
    );
    expect(files.length).toBe(5);
    expect(read?.attachments).toEqual(files);
    expect(read?.places?.split(', ')).toHaveLength(9);
    const description = /<h3>Description<\/h3>\s*<p><\/p>\s*<p>(.*?)<\/p>/s.exec(page)?.[1] ?? '';
    expect(TEXT(read?.description ?? '')).toBe(TEXT(description.replace(/<br>/g, ' ')));
    expect(pair('Contact name')).not.toBe('');
    expect(JSON.stringify(read)).not.toContain(pair('Contact name'));
    expect(JSON.stringify(read)).not.toContain('@');
  });

  it.each([
    ['open-2020-04-16.csv.gz', 1000],
    ['open-2025-11.csv.gz', 852],
    ['empty-2021-08-28.csv', 0],
  ])('%s: every row is a notice', (name, count) => {
    const bytes = readFileSync(join(DATA, 'csv', name));
    const read = readExport(bytes);
    if (!read.ok) throw new Error(read.reason);
    expect(read.releases).toHaveLength(count);
    const notices = noticesOf(read.releases.map(({ text }) => text));
    expect(new Set(notices.map((notice) => notice.noticeId)).size).toBe(count);
    expect(notices.every((notice) => notice.via === 'row' && notice.buyer !== undefined)).toBe(true);
    // Whatever column a cell slips into, the stages, codes and dates would show it.
    const file = name.endsWith('.gz') ? gunzipSync(bytes).toString() : bytes.toString();
    const types = (word: string): number => file.split(new RegExp(`,${word},`)).length - 1;
    const stages = (stage: string): number => notices.filter((notice) => notice.stage === stage).length;
    expect([stages('tender'), stages('planned'), stages('engagement')]).toEqual(
      count === 0 ? [0, 0, 0] : [types('Contract'), types('Pipeline'), types('PreProcurement')],
    );
    expect(notices.filter((notice) => notice.cpv.length === 0)).toEqual([]);
    const open = notices.filter((notice) => notice.stage === 'tender');
    expect(open.filter((notice) => notice.deadline === undefined).length).toBeLessThan(3);
    // The time is the last cell, and written as hh:mm; midnight means that none is known.
    const times = file.match(/,(?!00:00)\d\d:\d\d(?=\r?\n|$)/g) ?? [];
    expect(open.filter((notice) => notice.deadline?.timed === true)).toHaveLength(times.length);
  });
});
