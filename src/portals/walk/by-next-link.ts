import type { HttpFault } from '../../base/http.ts';
import type { PortalFault } from '../../domain/ports.ts';
import { object, text, type Json } from '../json.ts';
import type { PortalDeps } from '../portal-deps.ts';
import { addressOf, prefixOf } from './address.ts';
import { openPage, type PageFacts, type Walk } from './open-page.ts';

/** How a portal's search is asked: each portal's `facts.ts` says why. */
export interface SearchFacts extends PageFacts {
  /** Path below the portal's URL. */
  readonly route: string;
  /** The longest span that one search answers completely, milliseconds. */
  readonly windowMs: number;
  readonly mostPages: number;
}

/** Releases on a page: the portals' own most. */
const PAGE_LIMIT = 100;

/** The first page of a search below a base URL. */
export function firstPage(
  deps: PortalDeps,
  facts: SearchFacts,
  query: Readonly<Record<string, string>>,
): string {
  return addressOf(deps.url, facts.route, { ...query, limit: String(PAGE_LIMIT) });
}

/**
 * The pages of one search, link by link, until there is no next one. A fault is the last thing yielded: `suspect` where the
 * walk ended in a way that portals have ended before their last page.
 */
export async function* byNextLink(
  first: string,
  deps: PortalDeps,
  facts: SearchFacts,
  signal: AbortSignal,
): Walk {
  const seen = new Set<string>();
  let source: string | undefined = first;
  while (source !== undefined) {
    if (seen.has(source)) return yield ended(source, 'endless', 'the next page is one already read');
    if (seen.size >= facts.mostPages)
      return yield ended(source, 'endless', `more than ${String(facts.mostPages)} pages`);
    seen.add(source);
    const page = yield* openPage(source, deps, facts, signal);
    if (!page.ok)
      return yield seen.size > 1 && isRefusal(page.answer) ? pastEnd(page.fault, deps) : page.fault;
    yield { source, releases: page.releases };
    const next: Next = nextOf(page.envelope, deps.url, facts.route);
    const doubt = next.url === undefined ? doubtOf(page.releases, next) : undefined;
    if (doubt !== undefined) return yield doubted(source, doubt, deps);
    source = next.url;
  }
  return undefined;
}

interface Next {
  readonly url: string | undefined;
  /** Something stands where the link should, and is none. */
  readonly isBroken: boolean;
}

/**
 * `links.next` as a URL of the portal we were told to ask: its scheme and host replaced, the base path kept. A plus sign
 * is encoded, since Contracts Finder writes offsets (`+01:00`) bare and a bare plus means a space
 * (docs/portals/contracts-finder.md).
 */
function nextOf(envelope: Json, base: string, route: string): Next {
  const link = text(object(envelope['links'])['next']);
  if (link === undefined) return { url: undefined, isBroken: false };
  if (!URL.canParse(link, base)) return { url: undefined, isBroken: true };
  const home = new URL(base);
  const next = new URL(link, base);
  const prefix = prefixOf(home);
  // Only the whole route tells: a base path may begin like the portal's own.
  const hasPrefix = next.pathname.toLowerCase().startsWith(`${prefix}${route}`.toLowerCase());
  const path = hasPrefix ? next.pathname : `${prefix}${next.pathname}`;
  return { url: `${home.origin}${path}${next.search.replaceAll('+', '%2B')}`, isBroken: false };
}

/**
 * Why a page without a next link may not be the last. Find a Tender has lost the link of a second page although more
 * followed (https://github.com/open-contracting/kingfisher-collect/issues/1306); a true last page is seldom full.
 */
function doubtOf(releases: readonly string[], next: Next): string | undefined {
  if (next.isBroken) return 'a next link that is no address';
  return releases.length >= PAGE_LIMIT ? 'a full page without a next link' : undefined;
}

/** A cursor that runs past what a search will show is answered with a 4xx (docs/portals/contracts-finder.md). */
function isRefusal(answer: HttpFault | undefined): boolean {
  const status = answer?.fault === 'refused' ? (answer.status ?? 0) : 0;
  return status >= 400 && status < 500;
}

function pastEnd({ source, reason }: PortalFault, deps: PortalDeps): PortalFault {
  return doubted(source, `a next link that is refused: ${reason}`, deps);
}

/** However short its window, it will look so again: once a day is often enough until a person has looked. */
const DOUBT_REST_MS = 86_400_000;

function doubted(source: string, reason: string, { clock }: PortalDeps): PortalFault {
  return { source, fault: 'suspect', reason, retryAt: clock.now() + DOUBT_REST_MS };
}

function ended(source: string, fault: 'endless', reason: string): PortalFault {
  return { source, fault, reason, retryAt: undefined };
}
