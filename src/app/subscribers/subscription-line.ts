import { londonDate } from '../../base/london.ts';
import type { Subscription } from '../../domain/subscription.ts';
import { frameworksSaid } from '../../flows/say-frameworks.ts';
import { whoWords } from './address-option.ts';

/** One subscription in a line, and as JSON. */
export function subscriptionLine(subscription: Subscription): string {
  const { id, subscriber, query, cadence, wanted } = subscription;
  const who = whoWords(subscriber.address);
  return `${id}  ${who}  ${cadence}  ${wanted.join(',')}  ${stateWords(subscription)}  ${query}`;
}

/** `active`, `paused (until Sun 20 Dec 2026)`, `active, saved only, 5 days left at least`. */
function stateWords({ state, reason, notify, minDaysLeft }: Subscription): string {
  const why = reason === undefined ? '' : ` (${reason})`;
  const saved = notify ? '' : ', saved only';
  const days = minDaysLeft === undefined ? '' : `, ${minDaysLeft} days left at least`;
  return `${state}${why}${saved}${days}`;
}

export function subscriptionJson(subscription: Subscription): object {
  const { subscriber, createdAt, stateAt, pausedUntil, welcomedAt: _welcomedAt, ...rest } = subscription;
  return {
    ...rest,
    subscriber: subscriber.address,
    subscriberId: subscriber.id,
    frameworks: frameworksSaid(subscriber),
    othersCallOffs: subscriber.othersCallOffs,
    createdAt: new Date(createdAt).toISOString(),
    stateAt: new Date(stateAt).toISOString(),
    pausedUntil: pausedUntil === undefined ? undefined : new Date(pausedUntil).toISOString(),
  };
}

/** That somebody has this already, and what can be done about it. */
export function knownLine(known: Subscription): string {
  const { id, cadence, state, pausedUntil } = known;
  const until = pausedUntil === undefined ? '' : ` until ${londonDate(pausedUntil)}`;
  const stands = state === 'paused' ? `paused${until}` : stateWords(known);
  const wake = state === 'paused' ? `; \`tenderbell subscriptions --resume ${id}\` wakes it` : '';
  return `this subscriber has that already: subscription ${id}, ${cadence}, ${stands}${wake}; \`tenderbell subscriptions --edit ${id}\` changes it, with --query, --cadence, --wants, --min-days-left or --notify`;
}
