import { gunzipSync } from 'node:zlib';
import type { PortalId } from '../domain/portal.ts';
import { portalOfOcid } from './portal-of-ocid.ts';
import { decodeText, startOfText } from './decode-text.ts';
import {
  BROKEN,
  eachElement,
  eachMember,
  endOfValue,
  memberOf,
  skipSpace,
  type Bytes,
} from './slice-json.ts';

/** A release found in a file: its raw text, and the portal its ocid names (undefined: none that is built, or no ocid). */
export interface FileRelease {
  readonly text: string;
  readonly ocid: string | undefined;
  readonly portal: PortalId | undefined;
}

export type FileRead =
  | {
      readonly ok: true;
      readonly releases: readonly FileRelease[];
      /** The file ends in the middle of a package: the whole releases before that are here. */
      readonly isCutOff: boolean;
    }
  | { readonly ok: false; readonly reason: string };

const EMPTY = 'the file is empty';
const DAMAGED = 'the gzip data is damaged or too large';
/** Why a file that may be of another kind is refused. */
export const FOREIGN = 'not OCDS: no whole release, release package or record package in it';

const LINE_FEED = 0x0a;
const OPEN_LIST = 0x5b;
const OPEN_OBJECT = 0x7b;

/** A gigabyte unpacked: more than a year of both portals, less than a bomb. */
const LARGEST_UNPACKED = 1 << 30;

/**
 * The releases of a file, plain or gzipped: a release package, a record package, a list of releases or packages, or JSON
 * lines of either. Releases are found by brackets, so a broken one is still handed on, to be rejected by itself.
 */
export function readFile(bytes: Uint8Array): FileRead {
  const file = unpack(bytes);
  if (file === undefined) return { ok: false, reason: DAMAGED };
  const found: Found = { releases: [], ocds: false };
  const start = skipSpace(file, startOfText(file));
  if (start >= file.length) return { ok: false, reason: EMPTY };
  const end = endOfValue(file, start);
  const isOneValue = end !== BROKEN && skipSpace(file, end) >= file.length;
  const cutOff = isOneValue || isLineOfJson(file, start, end) ? [] : wholeReleases(file, start);
  if (cutOff.length > 0) return { ok: true, releases: cutOff.map(named), isCutOff: true };
  if (isOneValue) gather(file.subarray(start, end), found);
  else for (const line of linesOf(file, start)) gather(line, found);
  return found.ocds
    ? { ok: true, releases: found.releases.map(named), isCutOff: false }
    : { ok: false, reason: FOREIGN };
}

/** True where the first line is a whole value, which ends at `end`: JSON lines. */
function isLineOfJson(file: Bytes, start: number, end: number): boolean {
  const line = file.indexOf(LINE_FEED, start);
  return end !== BROKEN && (line === -1 || end <= line);
}

/** Lines with something in them, their white space trimmed. */
function linesOf(file: Bytes, start: number): readonly Bytes[] {
  const lines: Bytes[] = [];
  for (let at = start; at < file.length;) {
    const feed = file.indexOf(LINE_FEED, at);
    const end = feed === -1 ? file.length : feed;
    const from = skipSpace(file, at);
    let to = end;
    while (to > from && (file[to - 1] ?? 0) <= 0x20) to -= 1;
    if (from < to) lines.push(file.subarray(from, to));
    at = end + 1;
  }
  return lines;
}

/** What stands whole in a package or list that breaks off. */
function wholeReleases(file: Bytes, start: number): readonly Bytes[] {
  const releases: Bytes[] = [];
  const take = (from: number, to: number): void => void releases.push(file.subarray(from, to));
  if (file[start] === OPEN_LIST) eachElement(file, start, take);
  else if (file[start] === OPEN_OBJECT)
    eachMember(file, start, (key, from) => (key === 'releases' ? eachElement(file, from, take) : undefined));
  return releases.filter((release) => memberOf(release, 0, 'ocid') !== undefined);
}

interface Found {
  readonly releases: Bytes[];
  /** True once something was seen that only OCDS has. */
  ocds: boolean;
}

function unpack(bytes: Uint8Array): Bytes | undefined {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: LARGEST_UNPACKED });
  } catch {
    return undefined;
  }
}

/** Takes what is in one JSON value: a package, a list, a record or a release. */
function gather(value: Bytes, found: Found): void {
  if (value[0] === OPEN_LIST) {
    const elements = elementsOf(value);
    if (elements === undefined) return;
    if (elements.length === 0) found.ocds = true;
    for (const element of elements) gather(element, found);
    return;
  }
  const parts = partsOf(value);
  if (parts.records !== undefined) {
    found.ocds = true;
    for (const record of elementsOf(parts.records) ?? []) gatherRecord(record, found);
  } else if (parts.releases !== undefined) {
    found.ocds = true;
    for (const release of elementsOf(parts.releases) ?? []) found.releases.push(release);
  } else {
    if (parts.ocid) found.ocds = true;
    found.releases.push(value);
  }
}

/** A record's full releases; where it only links to them, its compiled release. */
function gatherRecord(record: Bytes, found: Found): void {
  const parts = partsOf(record);
  const listed = parts.releases === undefined ? [] : (elementsOf(parts.releases) ?? []);
  const full = listed.filter((release) => memberOf(release, 0, 'tag') !== undefined);
  if (full.length > 0) found.releases.push(...full);
  else if (parts.compiledRelease !== undefined) found.releases.push(parts.compiledRelease);
}

interface Parts {
  releases?: Bytes;
  records?: Bytes;
  compiledRelease?: Bytes;
  ocid: boolean;
}

function partsOf(value: Bytes): Parts {
  const parts: Parts = { ocid: false };
  if (value[0] !== OPEN_OBJECT) return parts;
  eachMember(value, 0, (key, from) => {
    if (key === 'ocid') parts.ocid = true;
    if (key !== 'releases' && key !== 'records' && key !== 'compiledRelease') return undefined;
    const end = endOfValue(value, from);
    if (end !== BROKEN) parts[key] = value.subarray(from, end);
    return end;
  });
  return parts;
}

function elementsOf(value: Bytes): Bytes[] | undefined {
  const elements: Bytes[] = [];
  const end = eachElement(value, 0, (from, to) => elements.push(value.subarray(from, to)));
  return end === BROKEN ? undefined : elements;
}

/** Every portal's releases begin with their ocid. */
const OCID_FIRST = /^\{\s*"ocid"\s*:\s*"([^"\\]+)"/;
const WHOLE_TEXT = /^"([^"\\]+)"$/;

/** The ocid of a release itself, never one that is nested in it; undefined where none can be found. */
export function ocidOf(release: string): string | undefined {
  const first = OCID_FIRST.exec(release)?.[1];
  if (first !== undefined) return first;
  const bytes = Buffer.from(release);
  const place = memberOf(bytes, skipSpace(bytes, 0), 'ocid');
  return place && WHOLE_TEXT.exec(bytes.toString('utf8', place.from, place.to))?.[1];
}

function named(bytes: Bytes): FileRelease {
  const text = decodeText(bytes);
  const ocid = ocidOf(text);
  return { text, ocid, portal: ocid === undefined ? undefined : portalOfOcid(ocid) };
}
