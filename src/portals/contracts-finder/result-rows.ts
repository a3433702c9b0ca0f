import { load, type CheerioAPI } from 'cheerio/slim';
import { guidIn } from './identity.ts';
import { kindOf, rowRelease, type Said } from './synthesis.ts';
import { readSums, readWritten, type Sums } from './written.ts';

type Part = ReturnType<CheerioAPI>;

/** One row of the search results. */
export interface ResultRow extends Said {
  readonly noticeId: string;
  readonly title: string;
  /** The London day of its last edit; of its publication where it was never edited. */
  readonly day: string;
}

export type Results =
  | {
      readonly ok: true;
      /** How many notices the whole search found. */
      readonly total: number;
      readonly rows: readonly ResultRow[];
      /** Rows that lack what every row has. */
      readonly unread: number;
    }
  | { readonly ok: false; readonly reason: string };

/**
 * The rows of a page of search results. Facts are found by their labels, of which there are two generations, never by their
 * place. A page that counts notices and shows no row we know has changed: it must not pass for a quiet market.
 */
export function readResults(html: string): Results {
  const page = load(html);
  const count = page('.search-result-count').first().text().replaceAll(',', '').trim();
  const elements = page('.search-result').toArray();
  const isNone = /no opportunities found/i.test(page('[id*="infobox"], .standard-infobox').text());
  if (elements.length === 0) {
    if (isNone || count === '0') return { ok: true, total: 0, rows: [], unread: 0 };
    const stated = /^\d+$/.test(count) ? `it counts ${count} notices and` : 'it states no count and';
    return { ok: false, reason: `the page of results has changed: ${stated} shows no row that is known` };
  }
  const rows = elements.flatMap((element) => rowIn(page, page(element)) ?? []);
  if (rows.length === 0) return { ok: false, reason: 'the rows of results have changed: none can be read' };
  const total = /^\d+$/.test(count) ? Number(count) : rows.length;
  return { ok: true, total, rows, unread: elements.length - rows.length };
}

/** A row as a release: partial, and dated to the beginning of its day so that any real release of that day comes after it. */
export function releaseOfRow({ noticeId, day, ...said }: ResultRow): string {
  return rowRelease({ noticeId, date: `${day}T00:00:00` }, said);
}

function rowIn(page: CheerioAPI, row: Part): ResultRow | undefined {
  const header = row.find('.search-result-header');
  const noticeId = idIn(header);
  const title = words(header.find('h2, h3').first().text());
  const facts = factsOf(page, row);
  const fact = (label: RegExp): string | undefined => [...facts].find(([name]) => label.test(name))?.[1];
  const published = fact(/^(?:publication|published) date/i);
  const edited = /last edited\s+(.*)$/i.exec(published ?? '')?.[1];
  const day = readWritten(edited ?? published)?.day;
  const kind = kindOf(fact(/^(?:procurement stage|notice type)/i), fact(/^(?:notice )?status/i));
  if (noticeId === undefined || title === undefined || day === undefined || kind === undefined)
    return undefined;
  return {
    noticeId,
    title,
    day,
    kind,
    buyer: words(row.find('.search-result-sub-header').first().text()),
    description: descriptionOf(row),
    closing: readWritten(fact(/^closing/i)),
    value: valueOf(fact),
    places: fact(/location/i),
  };
}

/** The heading's own id is the notice's GUID, and the link's path holds it too. The link itself is not followed. */
function idIn(header: Part): string | undefined {
  const own = guidIn(header.find('h2, h3').first().attr('id')?.trim() ?? '');
  if (own !== undefined) return own;
  const path = header.find('a[href]').first().attr('href') ?? '';
  return guidIn(/\/notice\/([^/?#]+)/i.exec(path)?.[1] ?? '');
}

/** `<strong>Label</strong> value`, each label once. */
function factsOf(page: CheerioAPI, row: Part): ReadonlyMap<string, string> {
  const facts = new Map<string, string>();
  for (const element of row.find('.search-result-entry').toArray()) {
    const entry = page(element);
    const label = words(entry.find('strong').first().text());
    const rest = entry.clone();
    rest.find('strong').first().remove();
    const value = words(rest.text());
    if (label !== undefined && value !== undefined && !facts.has(label)) facts.set(label, value);
  }
  return facts;
}

/** The buyer's line has the description's class too. Where the text is cut short, a title attribute may hold the whole. */
function descriptionOf(row: Part): string | undefined {
  const shown = row.children('.wrap-text').not('.search-result-sub-header').first();
  const whole = shown.find('[title]').first().attr('title')?.trim();
  return whole !== undefined && whole !== '' ? whole : shown.text().trim() || undefined;
}

/** One label today; two in 2020, for the lower and the higher end. */
function valueOf(fact: (label: RegExp) => string | undefined): Sums {
  const low = fact(/value \(low\)/i);
  const high = fact(/value \(high\)/i);
  if (low !== undefined || high !== undefined) return { low: readSums(low).high, high: readSums(high).high };
  return readSums(fact(/^(?:contract|total) value|^value/i));
}

function words(text: string): string | undefined {
  return text.replace(/\s+/g, ' ').trim() || undefined;
}
