import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { decodeText } from '../decode-text.ts';

/** A spreadsheet's row: what stands under each heading. Columns are never told by their place, which moves. */
export type Row = ReadonlyMap<string, string>;

export type Table =
  | { readonly ok: true; readonly headings: readonly string[]; readonly rows: readonly Row[] }
  | { readonly ok: false; readonly reason: string };

/** A year of the site's exports unpacked; less than a bomb. */
const LARGEST_UNPACKED = 1 << 29;

/**
 * Reads a spreadsheet, plain or gzipped, in UTF-8 with or without a mark, else windows-1252. A row may break off early (the
 * site's exports leave out a last cell that is empty), and is refused where it has more cells than there are headings.
 */
export function readTable(bytes: Uint8Array): Table {
  const unpacked = unpack(bytes);
  if (unpacked === undefined) return { ok: false, reason: 'the gzip data is damaged or too large' };
  const text = decodeText(unpacked);
  if (text.trim() === '') return { ok: true, headings: [], rows: [] };
  if (text.trimStart().startsWith('<')) return { ok: false, reason: 'HTML where a spreadsheet was expected' };
  const cells = cellsOf(text);
  if (typeof cells === 'string') return { ok: false, reason: cells };
  const [first = [], ...rest] = cells;
  const headings = first.map((heading) => heading.trim());
  const odd = rest.findIndex((row) => row.slice(headings.length).some((cell) => cell.trim() !== ''));
  if (odd !== -1) return { ok: false, reason: `row ${String(odd + 2)} has more cells than headings` };
  return { ok: true, headings, rows: rest.map((row) => rowOf(headings, row)) };
}

function unpack(bytes: Uint8Array): Uint8Array | undefined {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: LARGEST_UNPACKED });
  } catch {
    return undefined;
  }
}

/** Empty cells are left out; of a heading that stands twice, the first cell that says something. */
function rowOf(headings: readonly string[], cells: readonly string[]): Row {
  const row = new Map<string, string>();
  for (const [index, heading] of headings.entries()) {
    const cell = cells[index] ?? '';
    if (cell.trim() !== '' && !row.has(heading)) row.set(heading, cell);
  }
  return row;
}

/**
 * Others read these files with the backslash as an escape, so `\"` does not end a cell; yet a cell may well end in a backslash
 * (`C:\`). Of the two readings, the one with more whole rows; a text without `\"` has only one.
 */
function cellsOf(text: string): readonly (readonly string[])[] | string {
  const plain = parsed(text);
  if (!text.includes('\\"')) return plain;
  const escaped = parsed(text.replace(/\\(["\\])/g, (_, next: string) => (next === '"' ? '""' : next)));
  return wholeRows(escaped) >= wholeRows(plain) ? escaped : plain;
}

function wholeRows(cells: readonly (readonly string[])[] | string): number {
  if (typeof cells === 'string') return -1;
  return cells.filter((row) => row.length === cells[0]?.length).length;
}

function parsed(text: string): readonly (readonly string[])[] | string {
  try {
    return parse(text, { relax_column_count: true, skip_empty_lines: true });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return `not a spreadsheet (${code})`;
  }
}
