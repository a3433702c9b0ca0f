import { gunzipSync } from 'node:zlib';
import type { PortalId } from '../domain/portal.ts';
import { portalOfOcid } from './portal-of-ocid.ts';
import { BROKEN, eachElement, eachMember, endOfValue, memberOf, skipSpace } from './slice-json.ts';
import { decodeText } from './decode-text.ts';

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

/** A gigabyte unpacked: more than a year of both portals, less than a bomb. */
const LARGEST_UNPACKED = 1 << 30;

/**
 * The releases of a file, plain or gzipped: a release package, a record package, a list of releases or packages, or JSON
 * lines of either. Releases are found by brackets, so a broken one is still handed on, to be rejected by itself.
 */
export function readFile(bytes: Uint8Array): FileRead {
  const unpacked = unpack(bytes);
  if (unpacked === undefined) return { ok: false, reason: 'the gzip data is damaged or too large' };
  const text = decodeText(unpacked);
  const found: Found = { releases: [], ocds: false };
  const start = skipSpace(text, 0);
  if (start >= text.length) return { ok: false, reason: 'the file is empty' };
  const isOneValue = endOfValue(text, start) !== BROKEN && isLastValue(text, start);
  const cutOff = isOneValue || isLineOfJson(text, start) ? [] : wholeReleases(text, start);
  if (cutOff.length > 0) return { ok: true, releases: cutOff.map(named), isCutOff: true };
  if (isOneValue) gather(text.slice(start), found);
  else for (const line of text.split('\n')) if (line.trim() !== '') gather(line.trim(), found);
  return found.ocds
    ? { ok: true, releases: found.releases.map(named), isCutOff: false }
    : { ok: false, reason: 'not OCDS: no whole release, release package or record package in it' };
}

/** True where the first line is a whole value: JSON lines. */
function isLineOfJson(text: string, start: number): boolean {
  const end = endOfValue(text, start);
  const line = text.indexOf('\n', start);
  return end !== BROKEN && (line === -1 || end <= line);
}

/** What stands whole in a package or list that breaks off. */
function wholeReleases(text: string, start: number): readonly string[] {
  const releases: string[] = [];
  const take = (from: number, to: number): void => void releases.push(text.slice(from, to));
  if (text.startsWith('[', start)) eachElement(text, start, take);
  else if (text.startsWith('{', start))
    eachMember(text, start, (key, from) => (key === 'releases' ? eachElement(text, from, take) : undefined));
  return releases.filter((release) => memberOf(release, 'ocid') !== undefined);
}

interface Found {
  readonly releases: string[];
  /** True once something was seen that only OCDS has. */
  ocds: boolean;
}

function isLastValue(text: string, start: number): boolean {
  return skipSpace(text, endOfValue(text, start)) >= text.length;
}

function unpack(bytes: Uint8Array): Uint8Array | undefined {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: LARGEST_UNPACKED });
  } catch {
    return undefined;
  }
}

/** Takes what is in one JSON value: a package, a list, a record or a release. */
function gather(value: string, found: Found): void {
  if (value.startsWith('[')) {
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
    found.releases.push(...(elementsOf(parts.releases) ?? []));
  } else {
    if (parts.ocid) found.ocds = true;
    found.releases.push(value);
  }
}

/** A record's full releases; where it only links to them, its compiled release. */
function gatherRecord(record: string, found: Found): void {
  const parts = partsOf(record);
  const listed = elementsOf(parts.releases ?? '[]') ?? [];
  const full = listed.filter((release) => memberOf(release, 'tag') !== undefined);
  if (full.length > 0) found.releases.push(...full);
  else if (parts.compiledRelease !== undefined) found.releases.push(parts.compiledRelease);
}

interface Parts {
  releases?: string;
  records?: string;
  compiledRelease?: string;
  ocid: boolean;
}

function partsOf(value: string): Parts {
  const parts: Parts = { ocid: false };
  if (!value.startsWith('{')) return parts;
  eachMember(value, 0, (key, from) => {
    if (key === 'ocid') parts.ocid = true;
    if (key !== 'releases' && key !== 'records' && key !== 'compiledRelease') return undefined;
    const end = endOfValue(value, from);
    if (end !== BROKEN) parts[key] = value.slice(from, end);
    return end;
  });
  return parts;
}

function elementsOf(value: string): string[] | undefined {
  const elements: string[] = [];
  const end = eachElement(value, 0, (from, to) => elements.push(value.slice(from, to)));
  return end === BROKEN ? undefined : elements;
}

/** The ocid of a release itself, never one that is nested in it; undefined where none can be found. */
export function ocidOf(release: string): string | undefined {
  return /^"([^"\\]+)"$/.exec(memberOf(release, 'ocid') ?? '')?.[1];
}

function named(text: string): FileRelease {
  const ocid = ocidOf(text);
  return { text, ocid, portal: ocid === undefined ? undefined : portalOfOcid(ocid) };
}
