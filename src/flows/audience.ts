import { grouped } from '../domain/grouped.ts';
import type { Query } from '../domain/query.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { MatchDocument } from '../match/document.ts';
import { effectiveQuery } from '../match/effective.ts';
import { matches } from '../match/evaluate.ts';

/** Whom to tell: the subscriptions of this occasion (instant, or a digest's), among all that ring. */
export interface Audience {
  readonly subscriptions: readonly Subscription[];
  readonly bySubscriber: ReadonlyMap<number, readonly Subscription[]>;
  /** Every subscription that rings, of this occasion or not. */
  readonly active: ReadonlySet<number>;
  /** Every subscription of interest that has not ended: also those that are paused or not to be notified. */
  readonly standing: ReadonlySet<number>;
  /** Those that match a procurement at an instant, where an index knows without asking each. */
  readonly matching?: (document: MatchDocument, now: number) => readonly Subscription[];
}

/** `standing`: of those that told before, which have not ended; those that ring, where nothing else is said. */
export function audienceOf(
  subscriptions: readonly Subscription[],
  active: ReadonlySet<number>,
  standing = active,
): Audience {
  const bySubscriber = grouped(subscriptions, (one) => one.subscriber.id);
  return { subscriptions, bySubscriber, active, standing };
}

export interface QueryReader {
  /** A subscription's query, parsed; cheap to ask again. */
  readonly queryOf: (text: string) => Query;
}

/** What a subscription asks, all that its subscriber said included. */
export function askedBy(subscription: Subscription, { queryOf }: QueryReader): Query {
  return effectiveQuery(subscription, queryOf(subscription.query));
}

/** Which of an audience's subscriptions match a procurement at `now`. */
export function whoMatches(
  { subscriptions, matching }: Audience,
  document: MatchDocument,
  { now, queryOf }: QueryReader & { readonly now: number },
): ReadonlySet<Subscription> {
  return new Set(
    matching?.(document, now) ??
      subscriptions.filter((one) => matches(askedBy(one, { queryOf }), document, now)),
  );
}
