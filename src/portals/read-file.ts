import { gunzipSync } from 'node:zlib';
import type { PortalId } from '../domain/portal.ts';
import { createReleaseCutter } from './cut-releases.ts';
import { portalOfOcid } from './portal-of-ocid.ts';
import { decodeText, startOfText } from './decode-text.ts';
import { memberOf, skipSpace, type Bytes } from './slice-json.ts';

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
      /** The file ends in the middle of a package, or stops being JSON: the whole releases before that are here. */
      readonly isCutOff: boolean;
    }
  | { readonly ok: false; readonly reason: string };

export const EMPTY = 'the file is empty';
const DAMAGED = 'the gzip data is damaged or too large';
/** Why a file that may be of another kind is refused. */
export const FOREIGN = 'not OCDS: no whole release, release package or record package in it';

/** A gigabyte unpacked: less than a bomb. Larger files are read in pieces, by `openAnyFile`. */
const LARGEST_UNPACKED = 1 << 30;

/**
 * The releases of a file that is held whole, plain or gzipped: a release package, a record package, a list of releases or
 * packages, or JSON lines of either. A broken release is still handed on, to be rejected by itself.
 */
export function readFile(bytes: Uint8Array): FileRead {
  const file = unpack(bytes);
  if (file === undefined) return { ok: false, reason: DAMAGED };
  if (skipSpace(file, startOfText(file)) >= file.length) return { ok: false, reason: EMPTY };
  const cutter = createReleaseCutter();
  const releases = [...cutter.push(file), ...cutter.end()];
  const isCutOff = cutter.unread() !== undefined;
  if (!cutter.isOcds() || (isCutOff && releases.length === 0)) return { ok: false, reason: FOREIGN };
  return { ok: true, releases: releases.map(named), isCutOff };
}

function unpack(bytes: Uint8Array): Bytes | undefined {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: LARGEST_UNPACKED });
  } catch {
    return undefined;
  }
}

/** Every portal's releases begin with their ocid, or with a few texts and lists of texts (`"buyerID": []`) before it. */
const OCID_FIRST =
  /^\{\s*(?:"(?!ocid")[^"\\]+"\s*:\s*(?:"[^"\\]*"|\[(?:[^[\]{}"\\]|"[^"\\]*")*\])\s*,\s*){0,8}?"ocid"\s*:\s*"([^"\\]+)"/;
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
