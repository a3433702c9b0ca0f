import type { Clock, Reads } from '../domain/ports.ts';
import { PORTALS } from '../domain/portal.ts';
import { dayAfter } from '../domain/london-day.ts';
import type { Procurement } from '../domain/procurement.ts';
import type { Query } from '../domain/query.ts';
import type { Subscription, Wanted } from '../domain/subscription.ts';
import { londonDay } from '../base/london.ts';
import { effectiveQuery, muteOf } from '../match/effective.ts';
import { arrivalOf, type Arrival } from '../match/preview/arrival.ts';
import { wantedBy } from '../match/preview/asks-for-awards.ts';
import { atAnyTime } from '../match/preview/at-any-time.ts';
import { heldSpan, since, type Span } from '../match/preview/held-span.ts';
import { volumeOf, type Volume } from '../match/preview/volume.ts';

export interface PreviewDeps {
  readonly store: Pick<Reads, 'procurements' | 'portals' | 'frequencies'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** What is counted, and for whom: what a subscription leaves out besides its query does not come. */
export interface Asked {
  readonly span: Span;
  readonly by: Subscription | undefined;
  /** What is to be counted where nobody subscribes; what the query itself asks for without it. */
  readonly wanted?: readonly Wanted[] | undefined;
  /** How many hits are looked at. */
  readonly most?: number | undefined;
}

/** What came in a span, newest first, and what was looked at to find it: the hits of any time, latest publication first. */
export interface Lately {
  readonly volume: Volume;
  readonly arrivals: readonly Arrival[];
  readonly hits: readonly Procurement[];
}

/** Looking at a procurement takes a fifth of a millisecond: so many are the most that a person waits for. */
const MOST_LOOKED_AT = 600;
/** What a usual query finds is looked at in one go. */
const FIRST_LOOK = 200;

/**
 * What would have come in a span, as new or, where awards are wanted, as an award. A query that finds more than can be looked at is counted over a shorter one: hits
 * stand latest publication first, and what came since the last that was looked at is among those, all of it.
 */
export async function cameIn(
  query: Query,
  { span, by, wanted = by?.wanted ?? wantedBy(query), most = MOST_LOOKED_AT }: Asked,
  { store, clock }: PreviewDeps,
): Promise<Lately> {
  const now = clock.now();
  const meant = by === undefined ? query : effectiveQuery(by, query);
  const wide = atAnyTime(meant);
  const hits: Procurement[] = [];
  let isCut = false;
  for (let limit = Math.min(FIRST_LOOK, most); limit > 0; limit = most - hits.length) {
    const { procurements } = await store.procurements.search(wide, { limit, offset: hits.length, now });
    hits.push(...procurements);
    const oldest = procurements.at(-1);
    if (procurements.length < limit || oldest === undefined || oldest.view.updated < span.from) break;
    isCut = hits.length >= most;
  }
  const counted = isCut ? since(span, hits.at(-1)?.view.updated ?? span.from, now) : span;
  const arrivals = hits
    .filter(({ view }) => view.updated >= counted.from)
    .flatMap((procurement) => arrivalOf(meant, procurement, now, wanted) ?? [])
    .filter(({ at }) => at >= counted.from && at < counted.to)
    .filter(({ document }) => by === undefined || muteOf(by, query, document) === undefined)
    .toSorted((a, b) => b.at - a.at || b.procurement.id - a.procurement.id);
  return { volume: volumeOf(arrivals.length, counted, isCut), arrivals, hits };
}

/** The last days of which releases are held, at most so many; undefined where none are. */
export async function spanHeld(most: number, { store, clock }: PreviewDeps): Promise<Span | undefined> {
  const now = clock.now();
  const lately = await daysHeld(store, dayAfter(londonDay(now), -most - SLACK_DAYS, 'days'));
  const held = lately.length > 0 ? lately : await daysHeld(store, '');
  return heldSpan(held, now, most);
}

const SLACK_DAYS = 10;

async function daysHeld({ portals }: PreviewDeps['store'], from: string): Promise<readonly string[]> {
  const days = new Set<string>();
  for (const portal of PORTALS) for (const { day } of await portals.days(portal, from)) days.add(day);
  return [...days].toSorted();
}
