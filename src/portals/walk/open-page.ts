import type { HttpAnswer, HttpFault, HttpPolicy } from '../../base/http.ts';
import { isLoopback } from '../../base/loopback.ts';
import type { BadPage, Page, PortalFault } from '../../domain/ports.ts';
import { decodeText } from '../decode-text.ts';
import { isObject, type Json } from '../json.ts';
import type { PortalDeps } from '../portal-deps.ts';
import { sliceReleases, type Sliced } from '../slice-releases.ts';

/** What every walker is: pages as they come, and a fault as the last thing yielded. */
export type Walk = AsyncGenerator<Page | BadPage | PortalFault, void, undefined>;

/** How a portal's pages are asked for and read. */
export interface PageFacts {
  readonly policy: HttpPolicy;
  /** True where a package without a list of releases means that there are none. */
  readonly isListOptional?: boolean | undefined;
}

export type Opened =
  | { readonly ok: true; readonly releases: readonly string[]; readonly envelope: Json }
  | {
      readonly ok: false;
      readonly fault: PortalFault;
      /** What the client said of it; undefined where a page came that is none. */
      readonly answer: HttpFault | undefined;
    };

/** A page that is no release package is asked for again this often before its window is given up. */
const MOST_TRIES = 3;

/**
 * Asks for one page until it is one. Yields what was served instead, and of a page that stays cut off the releases that
 * are whole; answers the page, or the fault that ends the walk.
 */
export async function* openPage(
  source: string,
  deps: PortalDeps,
  facts: PageFacts,
  signal: AbortSignal,
): AsyncGenerator<BadPage | Page, Opened, undefined> {
  const request = { policy: politely(deps, facts.policy), accept: 'application/json', signal };
  let shown: Buffer | undefined;
  let read: Unread = { ok: false, reason: '', releases: [] };
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const began = deps.clock.now();
    const answer = await deps.http.get(source, request);
    if (!answer.ok && answer.body === undefined) return { ok: false, fault: faultOf(source, answer), answer };
    const page = slice(answer, facts);
    if (page.ok) {
      const { releases } = page;
      deps.log.debug({ source, releases: releases.length, ms: deps.clock.now() - began }, 'page read');
      return page;
    }
    read = page;
    const { body } = answer;
    if (body !== undefined && shown?.equals(body) !== true) yield { source, bad: read.reason, body };
    shown = body;
    // Twenty megabytes are not asked for three times.
    if (!answer.ok) break;
  }
  if (read.releases.length > 0) yield { source, releases: read.releases };
  const reason = `unusable page: ${read.reason}`;
  // Part of it could be read, so a narrower window will hold less that cannot.
  const fault = read.releases.length > 0 ? 'suspect' : 'unusable';
  return { ok: false, fault: { source, fault, reason, retryAt: undefined }, answer: undefined };
}

/** A portal's own spacing is the least, except on this machine, where nobody is burdened. */
export function politely(deps: PortalDeps, policy: HttpPolicy): HttpPolicy {
  const wanted = deps.spacingMs ?? policy.spacingMs;
  const local = isLoopback(new URL(deps.url).hostname);
  if (local && deps.spacingMs !== undefined) return { ...policy, spacingMs: wanted, most: undefined };
  return { ...policy, spacingMs: Math.max(wanted, policy.spacingMs) };
}

type Unread = Extract<Sliced, { readonly ok: false }>;

/** A body that was too large is shown and not read. */
function slice(answer: HttpAnswer, { isListOptional }: PageFacts): Sliced {
  if (!answer.ok) return { ok: false, reason: answer.reason, releases: [] };
  const sliced = sliceReleases(answer.body);
  if (sliced.ok || isListOptional !== true) return sliced;
  const envelope = envelopeOf(answer.body);
  return envelope === undefined ? sliced : { ok: true, envelope, releases: [] };
}

/** What a release package always says of itself: a JSON object without any of it (`{"message": …}`) is no empty month. */
const OF_A_PACKAGE = ['uri', 'version', 'publishedDate', 'publisher', 'license'];

function envelopeOf(body: Buffer): Json | undefined {
  const value = parsed(decodeText(body));
  const isPackage = isObject(value) && (value['releases'] ?? undefined) === undefined;
  return isPackage && OF_A_PACKAGE.filter((name) => name in value).length > 1 ? value : undefined;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

const FAULTS = {
  throttled: 'paused',
  down: 'down',
  timeout: 'down',
  untrusted: 'down',
  'too-large': 'unusable',
  aborted: 'down',
  redirect: 'refused',
  refused: 'refused',
} as const satisfies Record<HttpFault['fault'], PortalFault['fault']>;

/** What the client could not do, as the fault of a window. */
export function faultOf(source: string, answer: HttpFault): PortalFault {
  // A 5xx that names a time is no complaint about us: the host is down until then.
  const isDown = answer.fault === 'throttled' && (answer.status ?? 0) >= 500;
  const fault = isDown ? 'down' : FAULTS[answer.fault];
  return { source, fault, reason: answer.reason, retryAt: answer.retryAt };
}
