import type { Context } from 'hono';
import { endOfLondonDay, londonDay } from '../../base/london.ts';
import type { Desk } from '../portal/frame.ts';
import { entriesOf, parsed } from './json-path.ts';
import { windows1252 } from './served.ts';
import type { ContractsFinderSwitches } from './switches.ts';

/** What stands before each release: the package, as far as the sheet tells it. */
const ENVELOPE: readonly (readonly [string, string])[] = [
  ['version', '1.1'],
  ['publisher/name', 'Cabinet Office'],
  ['publisher/scheme', ''],
  ['license', 'http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/'],
];

type Cell = readonly [string, string];

/** A document as cells named by JSON pointers without their first slash (https://www.rfc-editor.org/rfc/rfc6901). */
function cellsOf(json: unknown, pointer: string): readonly Cell[] {
  if (typeof json === 'object' && json !== null) {
    return entriesOf(json).flatMap(([name, value]) => cellsOf(value, `${pointer}/${name}`));
  }
  const isPlain = typeof json === 'string' || typeof json === 'number' || typeof json === 'boolean';
  return [[pointer, isPlain ? String(json) : '']];
}

/** Quotes and backslashes are escaped by a backslash (docs/portals/contracts-finder.md). */
function written(text: string): string {
  return /[",\\\s]/.test(text) ? `"${text.replace(/["\\]/g, (char) => `\\${char}`)}"` : text;
}

/** The rows under the columns that they need, in the order in which those first occur; empty without rows. */
export function sheetOf(texts: readonly string[]): string {
  const rows = texts.map((text) => new Map([...ENVELOPE, ...cellsOf(parsed(text), 'releases/0')]));
  const columns = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  const lines = [columns, ...rows.map((row) => columns.map((column) => row.get(column) ?? ''))];
  return rows.length === 0 ? '' : lines.map((line) => `${line.map(written).join(',')}\n`).join('');
}

/** `GET /Harvester/Notices/Data/CSV/{y}/{m}/{d}`: the London day's releases, one a row; 404 for a day to come. */
export function sheet(c: Context, desk: Desk<ContractsFinderSwitches>, day: string): Response {
  if (endOfLondonDay(day) === undefined || day > londonDay(desk.now())) return c.json({}, 404);
  const releases = desk.held
    .newestFirst()
    .filter((release) => londonDay(release.published) === day)
    .toSorted((a, b) => b.published - a.published);
  desk.serve(c, releases);
  const body = sheetOf(releases.map((release) => release.text));
  const bytes = desk.switches().cp1252 ? windows1252(body) : undefined;
  return new Response(bytes ?? body, {
    headers: { 'content-type': 'text/csv', 'cache-control': 'no-store' },
  });
}
