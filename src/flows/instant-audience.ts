import type { Subscription } from '../domain/subscription.ts';
import { createSubscriptionIndex, type SubscriptionIndex } from '../match/subscription-index/index.ts';
import { askedBy, audienceOf, type Audience, type QueryReader } from './audience.ts';

/** Those of all that ring who are told at once. Cheap to ask again while nobody's subscription changes. */
export type InstantAudience = (all: readonly Subscription[]) => Audience;

/** Keeps an index over what they ask, changed in place when a subscription is made, changed, muted, paused or ended. */
export function createInstantAudience(reader: QueryReader): InstantAudience {
  const index = createSubscriptionIndex();
  const standing = new Map<number, Standing>();
  let latest: { readonly all: readonly Subscription[]; readonly audience: Audience } | undefined;
  return (all) => {
    // The store hands out the very same list until something changes.
    if (latest?.all === all) return latest.audience;
    const instant = all.filter((one) => one.cadence === 'instant');
    update({ index, standing, reader }, instant);
    const audience: Audience = {
      ...audienceOf(instant, new Set(all.map((one) => one.id))),
      matching: (document, now) =>
        index.matching(document, now).flatMap((id) => standing.get(id)?.subscription ?? []),
    };
    latest = { all, audience };
    return audience;
  };
}

interface Standing {
  readonly subscription: Subscription;
  /** Changes with whatever `askedBy` looks at. */
  readonly asks: string;
}

interface Kept {
  readonly index: SubscriptionIndex;
  readonly standing: Map<number, Standing>;
  readonly reader: QueryReader;
}

function update({ index, standing, reader }: Kept, instant: readonly Subscription[]): void {
  const gone = new Set(standing.keys());
  for (const subscription of instant) {
    const { id } = subscription;
    gone.delete(id);
    const asks = asksOf(subscription);
    if (standing.get(id)?.asks !== asks) index.put(id, askedBy(subscription, reader));
    standing.set(id, { subscription, asks });
  }
  for (const id of gone) {
    index.remove(id);
    standing.delete(id);
  }
}

function asksOf({ query, minDaysLeft, subscriber }: Subscription): string {
  const { mutes, frameworks, othersCallOffs } = subscriber;
  const isPlain = minDaysLeft === undefined && mutes.length === 0 && frameworks === undefined;
  return isPlain ? query : JSON.stringify([query, minDaysLeft, mutes, frameworks, othersCallOffs]);
}
