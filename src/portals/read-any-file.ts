import type { PortalId } from '../domain/portal.ts';
import { readExport, readSheet } from './contracts-finder/index.ts';
import { createReleaseCutter, LARGEST_VALUE, type ReleaseCutter, type Unread } from './cut-releases.ts';
import { decodeText, startOfText } from './decode-text.ts';
import { EMPTY, FOREIGN, readFile, type FileRead } from './read-file.ts';
import { OPEN_LIST, OPEN_OBJECT, skipSpace, type Bytes } from './slice-json.ts';
import { unpackPieces, type Unpacked } from './unpack-pieces.ts';

export interface Unreadable {
  readonly reason: string;
  /** The file merely ends too early. */
  readonly isCutOff: boolean;
}

/** What a file holds, whatever kind it is of. */
export type AnyFile =
  | {
      readonly ok: true;
      /** Of a spreadsheet, whose rows need not name it; undefined where each release names its own. */
      readonly portal: PortalId | undefined;
      /** Raw texts; an OCDS file is read as they are taken. */
      readonly releases: AsyncIterable<string>;
      /** Why what follows the releases taken could not be read; undefined where nothing follows. */
      readonly unread: () => Unreadable | undefined;
    }
  | { readonly ok: false; readonly reason: string };

/** Megabytes unpacked: spreadsheets, whose rows are not told by brackets, are held whole. */
const LARGEST_SHEET = 256;
const MEGABYTE = 2 ** 20;

const FOREIGN_TO_ALL = `${FOREIGN}; nor is it a spreadsheet of Contracts Finder`;

/** An OCDS file has shown itself by then. */
const LONGEST_DOUBT = 16 * MEGABYTE;

/**
 * The releases of an OCDS file of any size, or of one of Contracts Finder's spreadsheets: a day's, or the site's own export.
 * It comes in pieces, plain or gzipped, the first of two bytes at least.
 */
export async function openAnyFile(pieces: AsyncIterable<Uint8Array>): Promise<AnyFile> {
  const file = unpackPieces(pieces);
  const rest = file.pieces[Symbol.asyncIterator]();
  let begin: Bytes = new Uint8Array();
  let isOver = false;
  while (!isOver && isBlank(begin) && begin.length <= MEGABYTE) {
    const next = await rest.next();
    isOver = next.done === true;
    if (next.done !== true) begin = Buffer.concat([begin, next.value]);
  }
  if (isBlank(begin)) return { ok: false, reason: file.trouble() ?? EMPTY };
  const first = begin[skipSpace(begin, startOfText(begin))];
  const whole = { ...file, pieces: joined(begin, rest) };
  return first === OPEN_LIST || first === OPEN_OBJECT ? openOcds(whole) : openWhole(whole);
}

function isBlank(bytes: Bytes): boolean {
  return skipSpace(bytes, startOfText(bytes)) >= bytes.length;
}

async function* joined(begin: Bytes, rest: AsyncIterator<Bytes>): AsyncGenerator<Bytes> {
  try {
    yield begin;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

async function openOcds(file: Unpacked): Promise<AnyFile> {
  const cutter = createReleaseCutter();
  const cut = cutOut(file, cutter);
  const held: Bytes[] = [];
  let heldLength = 0;
  let isOver = false;
  while (!isOver && (!cutter.isOcds() || held.length === 0) && heldLength <= LONGEST_DOUBT) {
    const next = await cut.next();
    isOver = next.done === true;
    if (next.done === true) break;
    held.push(next.value);
    heldLength += next.value.length;
  }
  const unread = (): Unreadable | undefined => unreadable(file.trouble(), cutter.unread());
  if (cutter.isOcds() && (held.length > 0 || unread() === undefined))
    return { ok: true, portal: undefined, releases: texts(held, cut), unread };
  await cut.return();
  const why = cutter.unread() === 'too large' ? TOO_LARGE : FOREIGN_TO_ALL;
  return { ok: false, reason: file.trouble() ?? why };
}

async function* cutOut(file: Unpacked, cutter: ReleaseCutter): AsyncGenerator<Bytes, void> {
  for await (const piece of file.pieces) {
    yield* cutter.push(piece);
    if (cutter.unread() !== undefined) return;
  }
  // What stands half at the end of damaged data would be taken for a broken release.
  if (file.trouble() === undefined) yield* cutter.end();
}

async function* texts(held: readonly Bytes[], rest: AsyncGenerator<Bytes, void>): AsyncGenerator<string> {
  try {
    for (const bytes of held) yield decodeText(bytes);
    for await (const bytes of rest) yield decodeText(bytes);
  } finally {
    await rest.return();
  }
}

const TOO_LARGE = `a value in it is larger than ${LARGEST_VALUE / MEGABYTE} MB`;
const WORDS: Readonly<Record<Unread, string>> = {
  'cut off': 'it is cut off',
  'not JSON': 'what follows is not JSON',
  'too large': TOO_LARGE,
};

function unreadable(trouble: string | undefined, unread: Unread | undefined): Unreadable | undefined {
  if (trouble !== undefined) return { reason: trouble, isCutOff: false };
  return unread === undefined ? undefined : { reason: WORDS[unread], isCutOff: unread === 'cut off' };
}

/** A file that begins like no JSON: a spreadsheet, or JSON lines of which the first is broken. */
async function openWhole(file: Unpacked): Promise<AnyFile> {
  const pieces: Bytes[] = [];
  let length = 0;
  for await (const piece of file.pieces) {
    pieces.push(piece);
    length += piece.length;
    if (length > LARGEST_SHEET * MEGABYTE)
      return { ok: false, reason: `larger than ${LARGEST_SHEET} MB, and not JSON` };
  }
  const trouble = file.trouble();
  if (trouble !== undefined) return { ok: false, reason: trouble };
  const bytes = Buffer.concat(pieces);
  for (const [read, portal] of READERS) {
    const found = read(bytes);
    if (!found.ok) continue;
    const releases = each(found.releases.map(({ text }) => text));
    return {
      ok: true,
      portal,
      releases,
      unread: () => unreadable(undefined, found.isCutOff ? 'cut off' : undefined),
    };
  }
  return { ok: false, reason: FOREIGN_TO_ALL };
}

const READERS: readonly (readonly [(bytes: Uint8Array) => FileRead, PortalId | undefined])[] = [
  [readFile, undefined],
  [readSheet, 'contracts-finder'],
  [readExport, 'contracts-finder'],
];

// oxlint-disable-next-line typescript/require-await -- a list, where what is large comes bit by bit
async function* each(list: readonly string[]): AsyncGenerator<string> {
  yield* list;
}
