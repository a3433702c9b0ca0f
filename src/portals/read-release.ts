import { hash as digest } from 'node:crypto';
import type { Notice } from '../domain/notice.ts';
import type { PortalId } from '../domain/portal.ts';
import type { Deadline } from '../domain/stage.ts';
import type { Read } from '../domain/ports.ts';
import type { Reject, Surprise } from '../domain/release.ts';
import { believed, readMoment } from './dates.ts';
import { isObject, object, text, type Json } from './json.ts';
import { decidingTag, type Tag } from './stage-of-tags.ts';
import { surprisesIn } from './surprises.ts';

/** What every release must have, read and found usable. */
export interface Stated {
  readonly portal: PortalId;
  readonly hash: string;
  readonly json: Json;
  readonly tender: Json;
  readonly ocid: string;
  readonly releaseId: string;
  /** UTC milliseconds. */
  readonly published: number;
  /** The one of its tags that decides. */
  readonly tag: Tag;
  /** What looked wrong so far; mapping adds to it. */
  readonly flags: string[];
  /** What no portal has been known to write so far; mapping adds to it. */
  readonly surprises: Surprise[];
}

/**
 * A portal's own part of the reading. A string says why this is no notice. Each writes the five fields of a notice's
 * identity out: spread into the object they cost a third of the reading.
 */
export type Mapping = (stated: Stated) => Notice | string;

/** Publication dates further ahead of the present than this are mistakes; see `believed`. */
const PUBLISHED_YEARS_AHEAD = 15;

/** How one portal reads: its name, its mapping, and the present in UTC milliseconds. */
export interface Reading {
  readonly portal: PortalId;
  readonly map: Mapping;
  readonly now: number;
  /** How it writes dates; `readMoment` unless stated. */
  readonly moment?: ((value: unknown) => Deadline | undefined) | undefined;
  /** The id of a release that has none: made of what it does say, and the same for ever. */
  readonly idOf?: ((json: Json) => string | undefined) | undefined;
}

/** Reads one release text by a portal's mapping. Never throws. */
export function readRelease(raw: string, reading: Reading): Read | Reject {
  const { portal, map } = reading;
  const hash = digest('sha256', raw);
  const reject = (reason: string, ref?: string): Reject => ({
    portal,
    ref: ref ?? refIn(raw) ?? `sha256:${hash.slice(0, 16)}`,
    reason,
    hash,
    text: raw,
  });
  const flags: string[] = [];
  const json = parse(raw, flags);
  if (typeof json === 'string') return reject(json);
  const stated = readStated({ portal, hash, json, flags }, reading);
  const ref = text(json['id']) ?? text(json['ocid']);
  // What is new in it may be why it cannot be read.
  if (typeof stated === 'string') return { ...reject(stated, ref), surprises: surprisesOf(json) };
  try {
    const notice = map(stated);
    if (typeof notice === 'string') return reject(notice, ref);
    const { ocid, releaseId, published, surprises } = stated;
    return { release: { portal, ocid, releaseId, hash, published, text: raw }, notice, surprises };
  } catch (error) {
    // A release that finds a bug must not stop the page for ever; the reject shows it to the operator.
    return reject(`could not be read: ${error instanceof Error ? error.message : 'unknown error'}`, ref);
  }
}

function parse(raw: string, flags: string[]): Json | string {
  const value = parsed(raw) ?? repaired(raw, flags);
  if (value === undefined) return 'not JSON';
  return isObject(value) ? value : 'not a JSON object';
}

function parsed(raw: string): unknown {
  try {
    const value: unknown = JSON.parse(raw);
    return value ?? undefined;
  } catch {
    return undefined;
  }
}

/**
 * Find a Tender has served numbers with leading zeros (`: 000,`), which JSON does not know
 * (https://github.com/open-contracting/kingfisher-collect/issues/1270). Strings are stepped over.
 */
function repaired(raw: string, flags: string[]): unknown {
  const mended = raw.replace(
    /"(?:[^"\\]|\\.)*"|(:\s*-?)0+(?=\d)/gs,
    (whole, before: string | undefined) => before ?? whole,
  );
  const value = mended === raw ? undefined : parsed(mended);
  if (value !== undefined) flags.push('a number with leading zeros was mended');
  return value;
}

function readStated(
  given: Pick<Stated, 'portal' | 'hash' | 'json' | 'flags'>,
  { now, moment: momentOf = readMoment, idOf }: Reading,
): Stated | string {
  const { portal, hash, json, flags } = given;
  const ocid = text(json['ocid'])?.trim();
  if (ocid === undefined) return 'ocid: not stated';
  const releaseId = text(json['id'])?.trim() ?? idOf?.(json);
  if (releaseId === undefined) return 'id: not stated';
  const moment = momentOf(json['date']);
  if (moment === undefined) return `date: ${shown(json['date'])}`;
  const limits = { published: now, years: PUBLISHED_YEARS_AHEAD, flags: [] };
  if (believed(moment, 'date', limits) === undefined) return `date: ${moment.day} is not believed`;
  const tags = tagsOf(json);
  if (tags.length === 0) return 'tag: not stated';
  const tag = decidingTag(tags);
  if (tag === undefined) return `tag: unknown tag '${tags.join("', '").slice(0, 80)}'`;
  const tender: unknown = json['tender'];
  if (!isObject(tender)) return 'tender: not stated';
  const surprises = surprisesIn(json, tender, tags);
  return { portal, hash, json, tender, ocid, releaseId, published: moment.at, tag, flags, surprises };
}

function tagsOf(json: Json): readonly string[] {
  const stated: unknown = json['tag'];
  return (Array.isArray(stated) ? stated : [stated]).filter((tag) => typeof tag === 'string');
}

function surprisesOf(json: Json): readonly Surprise[] {
  return surprisesIn(json, object(json['tender']), tagsOf(json));
}

function shown(value: unknown): string {
  const written = text(value);
  return written === undefined ? 'not stated' : `'${written.slice(0, 40)}' is no date`;
}

/** The best name for a release that is no JSON: its id or ocid as written. */
function refIn(raw: string): string | undefined {
  return /"(?:id|ocid)"\s*:\s*"([^"\\]{1,120})"/.exec(raw)?.[1];
}
