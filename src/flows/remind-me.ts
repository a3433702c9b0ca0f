import { londonDay, londonDaysBetween } from '../base/london.ts';
import type { Procurement } from '../domain/procurement.ts';
import type { Address, Consent, Subscription } from '../domain/subscription.ts';
import { isOpen } from '../domain/stage.ts';
import { followOf, identifierFor, knows } from './follow.ts';
import type { MuteDeps } from './mute.ts';

const DAY = 86_400_000;

export interface ReminderWish {
  readonly address: Address;
  readonly procurementId: number;
  /** London days before its deadline. */
  readonly days: number;
  /** The Slack user who asks. */
  readonly maker: string | undefined;
  readonly consent: Omit<Consent, 'at'>;
}

/** How it was reminded of already: not at all, or so many days before; undefined for the usual number. */
export type ReminderBefore = 'none' | { readonly days: number | undefined };

export type ReminderSet =
  /** `on`: an instant of the London day on which it comes, UTC milliseconds; it moves along with the deadline. */
  | { readonly subscription: Subscription; readonly on: number; readonly before: ReminderBefore }
  | { readonly refused: string };

/** Asks to be reminded of one procurement: by the subscription that follows it, or by one that does nothing else. */
export async function remindMe(wish: ReminderWish, { store, clock }: MuteDeps): Promise<ReminderSet> {
  return await store.transaction(async (tx) => {
    const at = clock.now();
    const [procurement] = await tx.procurements.byIds([wish.procurementId]);
    const refused = refusalOf(procurement, wish.days, at);
    if (refused !== undefined || procurement?.view.deadline === undefined)
      return { refused: refused ?? NO_DEADLINE };
    const query = identifierFor(procurement);
    if (query === undefined) return { refused: 'none of its notices has a number to go by' };
    const { address, maker, days: remindDays } = wish;
    const { id: subscriberId } = await tx.subscriptions.subscriber(address);
    const cadence = 'instant';
    const before = await followOf(tx, { procurement, subscriberId, cadence, at });
    const wanted = [...new Set([...(before?.wanted ?? []), 'closing' as const])];
    const subscription = before
      ? await tx.subscriptions.change(before.id, { wanted, remindDays }, at)
      : await tx.subscriptions.add({
          address,
          query,
          cadence,
          wanted,
          maker,
          remindDays,
          consent: { ...wish.consent, at },
        });
    if (subscription === undefined) throw new Error('a reminder was neither kept nor there before');
    await knows(tx, { procurement, subscription, at });
    return {
      subscription,
      on: noonBefore(procurement.view.deadline.at, remindDays),
      before: before?.wanted.includes('closing') === true ? { days: before.remindDays } : 'none',
    };
  });
}

/** Noon of a London day is the same day in UTC. */
function noonBefore(at: number, days: number): number {
  return Date.parse(`${londonDay(at)}T12:00:00Z`) - days * DAY;
}

const NO_DEADLINE = 'it states no deadline. Follow it instead, and you hear when one is set';

function refusalOf(procurement: Procurement | undefined, days: number, now: number): string | undefined {
  if (procurement === undefined) return 'I do not hold it any more';
  const { view } = procurement;
  if (!isOpen(view, now)) return 'it is closed';
  if (view.deadline === undefined) return NO_DEADLINE;
  const left = londonDaysBetween(now, view.deadline.at);
  if (left > days) return undefined;
  const soon = left === 0 ? 'today' : left === 1 ? 'tomorrow' : `in ${left} days`;
  return `it closes ${soon}. Choose fewer days`;
}
