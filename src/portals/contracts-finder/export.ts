import { hash as digest } from 'node:crypto';
import type { FileRead } from '../read-file.ts';
import { readTable, type Row } from './csv.ts';
import { URL_OF_CONTRACTS_FINDER } from './facts.ts';
import { kindOf, rowRelease, type Said } from './synthesis.ts';
import { readTime, readWritten } from './written.ts';

/**
 * What the site's own export (`/Search/GetCsvFile`, 43 columns, about 1,000 rows) says, plain or gzipped. Its rows name
 * neither ocid nor notice: the buyer's reference, the buyer and the kind of notice make up an id that stays the same.
 */
export function readExport(bytes: Uint8Array): FileRead {
  const table = readTable(bytes);
  if (!table.ok) return table;
  const known = new Set(table.headings.map(plain));
  const missing = ['notice identifier', 'notice type', 'title'].filter((name) => !known.has(name));
  if (missing.length > 0)
    return { ok: false, reason: `no export of Contracts Finder: no column '${missing.join("', '")}'` };
  const releases = table.rows.map((row) => {
    const text = releaseOf(new Map([...row].map(([heading, cell]) => [plain(heading), cell.trim()])));
    return { text, ocid: undefined, portal: 'contracts-finder' as const };
  });
  return { ok: true, releases, isCutOff: false };
}

/** Headings differ in capitals, quotes and dashes from one year to the next. */
function plain(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/\[.*\]/, '')
    .replace(/[^a-z]+/g, ' ')
    .trim();
}

function releaseOf(row: Row): string {
  const said = saidIn(row);
  const name = [row.get('notice identifier'), said.buyer, row.get('notice type')].join('\n');
  const noticeId = `export-${digest('sha256', name).slice(0, 16)}`;
  // Which page a row belongs to is not said.
  const url = `${URL_OF_CONTRACTS_FINDER}/Search/Results`;
  return rowRelease({ noticeId, date: row.get('published date') ?? '', url }, said);
}

function saidIn(row: Row): Said {
  const day = (heading: string): string | undefined => readWritten(row.get(heading))?.day;
  const closing = readWritten(row.get('closing date'));
  const time = readTime(row.get('closing time'));
  const places = [row.get('region'), row.get('postcode')].filter((place) => place !== undefined);
  return {
    kind: kindOf(row.get('notice type'), row.get('status')) ?? 'tender',
    title: row.get('title'),
    description: paragraphs(row.get('description'), row.get('additional text')),
    buyer: row.get('organisation name'),
    reference: row.get('notice identifier'),
    closing: closing === undefined ? undefined : { day: closing.day, time },
    value: { low: pounds(row.get('value low')), high: pounds(row.get('value high')) },
    places: places.join(','),
    cpv: row.get('cpv codes')?.split(/[\s,]+/),
    procedure: procedureOf(row.get('ojeu procedure type')),
    start: day('start date') ?? day('contract start date'),
    end: day('end date') ?? day('contract end date'),
    sme: yes(row.get('suitable for sme')),
    vcse: yes(row.get('suitable for vco') ?? row.get('suitable for vcse')),
    documents: (row.get('links')?.match(/https?:\/\/\S+/gi) ?? []).map((url) => ({
      description: 'Link',
      url,
    })),
    awards: awardsOf(row),
  };
}

function paragraphs(...texts: readonly (string | undefined)[]): string | undefined {
  return texts.filter((text) => text !== undefined).join('\n\n') || undefined;
}

function pounds(written: string | undefined): number | undefined {
  const digits = written?.replaceAll(',', '') ?? '';
  return /^\d+(?:\.\d+)?$/.test(digits) ? Number(digits) : undefined;
}

function yes(written: string | undefined): boolean | undefined {
  return written === undefined ? undefined : /^(?:yes|true)$/i.test(written);
}

/** `OpenNonOJEU`, `CallOffFromFrameworkAgreement`, `Other Light Touch`: words run together, and the threshold at the end. */
function procedureOf(written: string | undefined): string | undefined {
  const procedure = (written ?? '')
    .replace(/NonOJEU$/, ' (below threshold)')
    .replace(/OJEU$/, ' (above threshold)')
    .replace(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`)
    .trim();
  return /^(?:not applicable|not specified|)$/i.test(procedure) ? undefined : procedure;
}

/** `[Name|Address|…][Name|…]`. */
function awardsOf(row: Row): readonly object[] | undefined {
  const won = row.get('supplier') ?? '';
  const names = Array.from(won.matchAll(/\[([^|\]]+)\|/g), ([, name = '']) => ({ name: name.trim() }));
  const amount = pounds(row.get('awarded value'));
  if (names.length === 0 && amount === undefined) return undefined;
  const value = amount === undefined ? undefined : { amount, currency: 'GBP' };
  return [{ status: 'active', value, suppliers: names }];
}
