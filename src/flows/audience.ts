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
}

export function audienceOf(subscriptions: readonly Subscription[], active: ReadonlySet<number>): Audience {
  return { subscriptions, bySubscriber: grouped(subscriptions, (one) => one.subscriber.id), active };
}

/** The store hands out the very same list until a subscription changes. */
const instant = new WeakMap<readonly Subscription[], Audience>();

/** Those among all that ring who are told at once. */
export function instantAudience(all: readonly Subscription[]): Audience {
  const held = instant.get(all);
  if (held !== undefined) return held;
  const audience = audienceOf(
    all.filter((one) => one.cadence === 'instant'),
    new Set(all.map((one) => one.id)),
  );
  instant.set(all, audience);
  return audience;
}

export interface QueryReader {
  /** A subscription's query, parsed; cheap to ask again. */
  readonly queryOf: (text: string) => Query;
}

/** What a subscription asks, all that its subscriber said included. */
export function askedBy(subscription: Subscription, { queryOf }: QueryReader): Query {
  return effectiveQuery(subscription, queryOf(subscription.query));
}

/** Which of an audience's subscriptions match a procurement at `now`, in their order. */
export function whoMatches(
  { subscriptions }: Audience,
  document: MatchDocument,
  { now, queryOf }: QueryReader & { readonly now: number },
): ReadonlySet<Subscription> {
  return new Set(subscriptions.filter((one) => matches(askedBy(one, { queryOf }), document, now)));
}
