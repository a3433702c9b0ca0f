import { londonWall } from '../../src/base/london.ts';
import type { PortalId } from '../../src/domain/portal.ts';
import { SPACING_MS } from '../../src/portals/index.ts';
import type { FindATenderSwitches } from '../../src/sandbox/find-a-tender/switches.ts';
import type { ContractsFinderSwitches } from '../../src/sandbox/contracts-finder/switches.ts';
import type { SeenRequest } from '../../src/sandbox/pretend-portal.ts';

const SECOND = 1000;
const HOUR = 3_600_000;

/** How the two portals that throttle did so from an instant on. */
export interface Throttles {
  readonly from: number;
  readonly 'find-a-tender': FindATenderSwitches['throttle'];
  readonly 'contracts-finder': ContractsFinderSwitches['throttle'];
}

/** A request that was refused as one too many. */
export interface Refusal {
  readonly at: number;
  /** How it was: the throttle's name, or its status and what it said of the time. */
  readonly kind: string;
  /** The end of the pause, UTC milliseconds: stated in the answer, else as documented. */
  readonly until: number;
}

/** Pairs of requests that came closer than the portal's spacing, by the portal's own clock. */
export function tooClose(id: PortalId, requests: readonly SeenRequest[]): readonly string[] {
  return requests.flatMap((request, index) => {
    const before = requests[index - 1];
    const apart = before === undefined ? Infinity : request.at - before.at;
    return apart < SPACING_MS[id] ? [`${id}: ${apart} ms before ${request.path}`] : [];
  });
}

/** Requests that came while the pause that an answer asked for was not over. */
export function duringPauses(
  requests: readonly SeenRequest[],
  refusals: readonly Refusal[],
): readonly string[] {
  return refusals.flatMap(({ at, until, kind }) =>
    requests
      .filter((request) => request.at > at && request.at < until)
      .map((request) => `${kind}: ${until - request.at} ms before the end of a pause: ${request.path}`),
  );
}

/** The refusals among requests, each with the pause that it stated by the throttle then in force. */
export function refusalsOf(
  id: PortalId,
  requests: readonly SeenRequest[],
  throttles: readonly Throttles[],
): readonly Refusal[] {
  return requests.flatMap(({ at, status }) => {
    const inForce = throttles.findLast(({ from }) => from <= at);
    if (id === 'find-a-tender') return byFindATender(at, status, inForce?.[id] ?? false);
    if (id === 'contracts-finder') return byContractsFinder(at, status, inForce?.[id] ?? false);
    // Theirs state nothing, and are left alone for an hour (docs/portals/sell2wales.md).
    return status === 429 || status === 403 ? [{ at, kind: String(status), until: at + HOUR }] : [];
  });
}

/** At midnight every portal answers 503 for half an hour. */
function isOutage(at: number): boolean {
  return /T00:[0-2]/.test(londonWall(at));
}

/** By RFC 9110 §5.6.7 a date has whole seconds. */
function asDate(at: number): number {
  return Math.floor(at / SECOND) * SECOND;
}

function byFindATender(at: number, status: number, kind: Throttles['find-a-tender']): readonly Refusal[] {
  if (kind === false || status !== Number(kind.slice(0, 3)) || isOutage(at)) return [];
  const ends: Readonly<Record<typeof kind, number>> = {
    '429-120': at + 120 * SECOND,
    '429-11': at + 11 * SECOND,
    '429-date': asDate(at + 120 * SECOND),
    // Its limit counts two minutes (docs/portals/find-a-tender.md).
    '429': at + 120 * SECOND,
    // No pause is stated, and none documented: a server that stumbles is asked again at the usual pace.
    '503': at,
    '504': at,
  };
  return [{ at, kind, until: ends[kind] }];
}

function byContractsFinder(
  at: number,
  status: number,
  rule: Throttles['contracts-finder'],
): readonly Refusal[] {
  if (rule === false || status !== rule.status) return [];
  // "No further requests until after 5 minutes" (docs/portals/contracts-finder.md), and the block is as long.
  const until = at + 300 * SECOND;
  const kind = `${String(status)} ${rule.retryAfter}`;
  return [{ at, kind, until: rule.retryAfter === 'http-date' ? asDate(until) : until }];
}

/** Requests for a month of a type of the Proactis portals that came within six hours of its failure. */
export function withinRests(requests: readonly SeenRequest[]): readonly string[] {
  const rests = new Map<string, number>();
  return requests.flatMap(({ at, status, query }) => {
    const partition = `${query['dateFrom'] ?? ''} type ${query['noticeType'] ?? ''}`;
    const until = rests.get(partition) ?? -Infinity;
    if (status === 500) rests.set(partition, at + 6 * HOUR);
    return at < until ? [`${partition}: ${until - at} ms before the end of its rest`] : [];
  });
}
