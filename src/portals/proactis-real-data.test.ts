import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { fakeClock } from '../../test/fake-clock.ts';
import { quiet } from '../../test/portal-fixtures.ts';
import type { Read } from '../domain/ports.ts';
import { DEFAULT_URLS, createPortal, readFile } from './index.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DATA = resolve(ROOT, process.env['TENDERBELL_REAL_DATA'] ?? '../shared/data');

const never = () => Promise.reject(new Error('not asked'));
const http = { get: never, post: never, close: () => Promise.resolve() };

/** The parts of a recorded release that the test reads for itself. */
interface Raw {
  readonly id?: string;
  readonly ocid: string;
  readonly date: string;
  readonly buyer: { readonly name: string };
  readonly tender: {
    readonly title: string;
    readonly value?: { readonly amount: number };
    readonly lots: readonly { readonly value?: { readonly amount: number } }[];
    readonly classification: { readonly id: string };
    readonly items: readonly {
      readonly additionalClassifications?: readonly { readonly id: string }[];
      readonly deliveryAddresses: readonly { readonly region: string }[];
    }[];
    readonly tenderPeriod: { readonly endDate: string };
    readonly documents: readonly { readonly url?: string; readonly documentType?: string }[];
  };
}

function words(text: string): string {
  return text.replaceAll('&amp;', '&').replace(/\s+/g, ' ').trim();
}

/** What the notice must say, worked out from the release's own words. */
function expected(raw: Raw): object {
  const { tender } = raw;
  const url = tender.documents.find(({ documentType }) => documentType === 'contractNotice')?.url ?? '';
  const lots = tender.lots.flatMap(({ value }) => (value === undefined ? [] : [value.amount]));
  const stated = (tender.value?.amount ?? 0) > 1 ? tender.value?.amount : undefined;
  const pounds = stated ?? (lots.length > 0 ? lots.reduce((sum, amount) => sum + amount, 0) : undefined);
  const codes = [
    tender.classification.id,
    ...tender.items.flatMap((item) => item.additionalClassifications?.map(({ id }) => id) ?? []),
  ];
  const wall = DateTime.fromISO(tender.tenderPeriod.endDate.replace('Z', ''), { zone: 'Europe/London' });
  const day = DateTime.fromISO(raw.date.slice(0, 10), { zone: 'Europe/London' });
  const regions = tender.items.flatMap((item) => item.deliveryAddresses.map(({ region }) => region));
  return {
    ocid: raw.ocid,
    noticeId: /ID=([A-Z]{3}\d+)$/.exec(url)?.[1],
    url,
    title: words(tender.title),
    buyer: words(raw.buyer.name),
    pence: pounds === undefined ? undefined : Math.round(pounds * 100),
    codes: [...new Set(codes)].toSorted(),
    deadline: wall.toMillis(),
    published: day.plus({ days: 1 }).toMillis() - 1,
    regions: regions.includes('UK') ? ['UK'] : [...new Set(regions)].toSorted(),
    stage: 'tender',
  };
}

function said({ notice }: Read): object {
  return {
    ocid: notice.ocid,
    noticeId: notice.noticeId,
    url: notice.url,
    title: notice.title,
    buyer: notice.buyer?.name,
    pence: notice.value?.min,
    codes: notice.cpv.map(({ code }) => code).toSorted(),
    deadline: notice.deadline?.at,
    published: notice.published,
    regions: notice.regions,
    stage: notice.stage,
  };
}

/** The names of the fields that differ: a failure must not print a notice. */
function differences(a: object, b: object): string[] {
  const theirs = new Map(Object.entries(b));
  return Object.entries(a).flatMap(([field, value]) =>
    JSON.stringify(value) === JSON.stringify(theirs.get(field)) ? [] : [field],
  );
}

describe.skipIf(!existsSync(DATA))(`real notices in ${DATA} (skipped where absent)`, () => {
  it.each(['public-contracts-scotland', 'sell2wales'] as const)('of %s say what their releases say', (id) => {
    const clock = fakeClock('2026-11-22T12:00:00Z');
    const portal = createPortal(id, { http, clock, log: quiet, url: DEFAULT_URLS[id] });
    const file = readFile(readFileSync(join(DATA, id, 'releases.jsonl.gz')));
    if (!file.ok) throw new Error(file.reason);
    expect(file.releases).toHaveLength(60);

    const read = file.releases.map((release) => {
      expect(release.portal).toBe(id);
      const found = portal.read(release.text);
      return 'reason' in found ? { rejected: found.reason } : { found, raw: JSON.parse(release.text) as Raw };
    });

    const reads = read.flatMap((one) => (one.found === undefined ? [] : [one]));
    expect(read.flatMap(({ rejected }) => rejected ?? [])).toEqual([]);
    const wrong = reads.flatMap(({ found, raw }) => {
      const fields = differences(expected(raw), said(found));
      return fields.length === 0 ? [] : [`${found.notice.noticeId}: ${fields.join(', ')}`];
    });
    expect(wrong).toEqual([]);

    const ids = reads.map(({ found }) => found.release.releaseId);
    expect(new Set(ids).size).toBe(60);
    const made = reads.filter(({ raw }) => raw.id === undefined).map(({ found }) => found.release.releaseId);
    expect(made).toHaveLength(id === 'sell2wales' ? 0 : 60);
    expect(made.filter((one) => !/^[\da-f]{64}$/.test(one))).toEqual([]);
    // Nothing in the samples is odd but two Welsh tenders worth a penny.
    const flags = reads.flatMap(({ found }) => found.notice.flags);
    expect(flags).toEqual(id === 'sell2wales' ? Array(2).fill('value: 0.01 is not a sum') : []);
  });
});
