import type { HttpFault, HttpPolicy } from '../base/http.ts';
import { isLoopback } from '../base/loopback.ts';
import type { Window } from '../domain/portal.ts';
import type { BadPage, Page, PortalFault } from '../domain/ports.ts';
import { object, text } from './json.ts';
import type { PortalDeps } from './portal-deps.ts';
import { sliceReleases } from './slice-releases.ts';

/** How a portal's search is asked: each portal's `facts.ts` says why. */
export interface SearchFacts {
  /** Path below the portal's URL. */
  readonly route: string;
  /** The longest span that one search answers completely, milliseconds. */
  readonly windowMs: number;
  readonly mostPages: number;
  readonly policy: HttpPolicy;
}

/** Releases on a page: the portals' own most. */
const PAGE_LIMIT = '100';
/** A page that is no release package is asked for again this often before its window is given up. */
const MOST_TRIES = 3;

/** A span cut into windows of at most `ms`, oldest first. */
export function cutSpan(span: Window, ms: number): readonly Window[] {
  const windows: Window[] = [];
  for (let from = span.from; from < span.to; from += ms)
    windows.push({ from, to: Math.min(from + ms, span.to) });
  return windows;
}

/** The first page of a search below a base URL. */
export function firstPage(
  deps: PortalDeps,
  facts: SearchFacts,
  query: Readonly<Record<string, string>>,
): string {
  const url = new URL(deps.url);
  url.pathname = `${prefixOf(url)}${facts.route}`;
  url.search = new URLSearchParams({ ...query, limit: PAGE_LIMIT }).toString();
  return url.href;
}

/** The pages of one search, link by link, until there is no next one. A fault is the last thing yielded. */
export async function* walkPages(
  first: string,
  deps: PortalDeps,
  facts: SearchFacts,
  signal: AbortSignal,
): AsyncGenerator<Page | BadPage | PortalFault, void, undefined> {
  const seen = new Set<string>();
  let source: string | undefined = first;
  while (source !== undefined) {
    if (seen.has(source)) return yield endless(source, 'the next page is one already read');
    if (seen.size >= facts.mostPages)
      return yield endless(source, `more than ${String(facts.mostPages)} pages`);
    seen.add(source);
    const began = deps.clock.now();
    const page: Opened | undefined = yield* openPage(source, deps, facts, signal);
    if (page === undefined) return undefined;
    const { releases } = page;
    deps.log.debug({ source, releases: releases.length, ms: deps.clock.now() - began }, 'page read');
    yield { source, releases };
    source = page.next;
  }
  return undefined;
}

interface Opened {
  readonly releases: readonly string[];
  readonly next: string | undefined;
}

/** Asks for one page until it is one; yields what was served instead, and the fault that ends the walk. */
async function* openPage(
  source: string,
  deps: PortalDeps,
  facts: SearchFacts,
  signal: AbortSignal,
): AsyncGenerator<BadPage | PortalFault, Opened | undefined, undefined> {
  const request = { policy: politely(deps, facts.policy), accept: 'application/json', signal };
  let shown: Buffer | undefined;
  let reason = '';
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const answer = await deps.http.get(source, request);
    const { body } = answer;
    if (!answer.ok && (answer.fault !== 'too-large' || body === undefined)) {
      yield faultOf(source, answer);
      return undefined;
    }
    const sliced = answer.ok ? sliceReleases(answer.body) : undefined;
    if (sliced?.ok)
      return { releases: sliced.releases, next: nextOf(sliced.envelope, deps.url, facts.route) };
    reason = answer.ok ? (sliced?.reason ?? '') : answer.reason;
    if (body !== undefined && shown?.equals(body) !== true) {
      shown = body;
      yield { source, bad: reason, body };
    }
    // Twenty megabytes are not asked for three times.
    if (!answer.ok) break;
  }
  yield { source, fault: 'unusable', reason: `unusable page: ${reason}`, retryAt: undefined };
  return undefined;
}

/** A portal's own spacing is the least, except on this machine, where nobody is burdened. */
function politely(deps: PortalDeps, policy: HttpPolicy): HttpPolicy {
  const wanted = deps.spacingMs ?? policy.spacingMs;
  const local = isLoopback(new URL(deps.url).hostname);
  return { ...policy, spacingMs: local ? wanted : Math.max(wanted, policy.spacingMs) };
}

/**
 * `links.next` as a URL of the portal we were told to ask: its scheme and host replaced, the base path kept. A plus sign
 * is encoded, since Contracts Finder writes offsets (`+01:00`) bare and a bare plus means a space
 * (docs/portals/contracts-finder.md).
 */
function nextOf(
  envelope: { readonly [key: string]: unknown },
  base: string,
  route: string,
): string | undefined {
  const link = text(object(envelope['links'])['next']);
  if (link === undefined || !URL.canParse(link, base)) return undefined;
  const home = new URL(base);
  const next = new URL(link, base);
  const prefix = prefixOf(home);
  // Only the whole route tells: a base path may begin like the portal's own.
  const hasPrefix = next.pathname.toLowerCase().startsWith(`${prefix}${route}`.toLowerCase());
  const path = hasPrefix ? next.pathname : `${prefix}${next.pathname}`;
  return `${home.origin}${path}${next.search.replaceAll('+', '%2B')}`;
}

function prefixOf(url: URL): string {
  return url.pathname.replace(/\/+$/, '');
}

function endless(source: string, reason: string): PortalFault {
  return { source, fault: 'endless', reason, retryAt: undefined };
}

const FAULTS = {
  throttled: 'paused',
  down: 'down',
  timeout: 'down',
  'too-large': 'unusable',
  aborted: 'down',
  redirect: 'refused',
  refused: 'refused',
} as const satisfies Record<HttpFault['fault'], PortalFault['fault']>;

function faultOf(source: string, answer: HttpFault): PortalFault {
  return { source, fault: FAULTS[answer.fault], reason: answer.reason, retryAt: answer.retryAt };
}
