import { londonDate, londonDateTime } from '../base/london.ts';
import type { ClaimedDelivery, Period } from '../domain/delivery.ts';
import { PORTAL_NAMES } from '../domain/portal.ts';
import type { PortalState, Reads } from '../domain/ports.ts';
import { rings } from '../domain/subscription.ts';
import { describeQuery } from '../match/describe.ts';
import type { QueryReader } from './audience.ts';

export interface QuietDeps extends QueryReader {
  readonly troubles: (portals: readonly PortalState[], now: number) => readonly string[];
  readonly clock: { now(): number };
}

/** That a period had nothing, and that this is not for want of looking; undefined where nobody listens any more. */
export async function quietLines(
  { subscriptions, portals }: Pick<Reads, 'subscriptions' | 'portals'>,
  { subscriberId, createdAt }: Pick<ClaimedDelivery, 'subscriberId' | 'createdAt'>,
  { period, queryOf, troubles, clock }: QuietDeps & { readonly period: Period | undefined },
): Promise<readonly [string, ...string[]] | undefined> {
  const own = (await subscriptions.ofSubscriber(subscriberId)).filter(rings);
  if (own.length === 0) return undefined;
  const { from, to } = period ?? { from: createdAt, to: createdAt };
  const states = await portals.states();
  const looked = states
    .filter(({ lastSuccessAt }) => lastSuccessAt !== undefined)
    .map(({ portal, lastSuccessAt }) => `${PORTAL_NAMES[portal]} ${londonDateTime(lastSuccessAt ?? 0)}`);
  const ill = troubles(states, clock.now());
  const what = own.length === 1 ? 'your subscription' : `your ${own.length} subscriptions`;
  return [
    `All quiet: nothing new since ${londonDate(from)}`,
    `Nothing that ${what} would tell you of was published between ${londonDateTime(from)} and ${londonDateTime(to)}.`,
    ...own.map((one) => `Looked for: ${describeQuery(queryOf(one.query))}.`),
    ...(looked.length === 0 ? [] : [`Last read: ${looked.join('; ')}.`]),
    ...ill,
  ];
}
