import type { Log, Store, Transaction } from '../domain/ports.ts';
import type { Bounce, SuppressionReason } from '../domain/sign-up.ts';
import type { Subscriber } from '../domain/subscription.ts';
import { endTold, leave, type LeaveDeps } from './leave.ts';
import { loseSubscriber, type Loss } from './lose-subscriber.ts';

const DAY = 86_400_000;
/** A full mailbox is emptied within a fortnight, or nobody reads it. */
const SOFT_DAYS = 14;
const MOST_SOFT = 5;

/** What a mail to the bounce mailbox says, proven to be about our deliveries; or why there is nothing to do. */
export type MailReport =
  { readonly bounces: readonly Bounce[] } | { readonly unsubscribe: string } | { readonly ignored: string };

/**
 * What came of it. `ended`: the subscriber's subscriptions. `paused`: them. `counted`: a failure that may pass. `unsubscribed`: from
 * what the message told of. `known`: it was said before. `ignored`: it is about nothing that is known here.
 */
export type BounceOutcome = 'ended' | 'paused' | 'counted' | 'unsubscribed' | 'known' | 'ignored';

export interface BounceDeps extends LeaveDeps {
  readonly store: Store;
  readonly log: Log;
}

/** Acts on everything that a mail says. */
export async function heedReport(report: MailReport, deps: BounceDeps): Promise<readonly BounceOutcome[]> {
  if ('ignored' in report) return ['ignored'];
  if ('unsubscribe' in report) {
    const { ended } = await leave(report.unsubscribe, 'told', deps);
    return [ended.length > 0 ? 'unsubscribed' : 'ignored'];
  }
  const outcomes: BounceOutcome[] = [];
  for (const bounce of report.bounces) outcomes.push(await bounced(bounce, deps));
  return outcomes;
}

/** What becomes of a subscriber to whom a delivery came back. The same of one delivery counts once, however often it is said. */
async function bounced(bounce: Bounce, { store, clock, log }: BounceDeps): Promise<BounceOutcome> {
  const at = clock.now();
  const outcome = await store.transaction(async (tx) => {
    const [delivery] = await tx.deliveries.byIds([bounce.deliveryId]);
    const [subscriber] =
      delivery === undefined ? [] : await tx.subscriptions.subscribersByIds([delivery.subscriberId]);
    if (delivery === undefined || subscriber === undefined) return 'ignored';
    const livedAt = await lastLived(tx, subscriber.id);
    if (MAILBOX.has(bounce.kind) && (delivery.doneAt ?? at) < livedAt) return 'known';
    if (!(await tx.suppressions.bounced(bounce, subscriber.id, at))) return 'known';
    return await HEEDING[bounce.kind](tx, { bounce, subscriber, livedAt, at });
  });
  const { deliveryId: delivery, kind, status } = bounce;
  log.info({ delivery, kind, status, outcome }, 'a mail came back');
  return outcome;
}

/** What is said of a mailbox, which its owner may have put right since; the others are its owner's word. */
const MAILBOX: ReadonlySet<Bounce['kind']> = new Set(['hard', 'soft']);

/** When somebody last showed that a mailbox lives: by confirming, or by what rings or was resumed since; 0 without any. */
async function lastLived(
  { signUps, subscriptions }: Pick<Transaction, 'signUps' | 'subscriptions'>,
  subscriberId: number,
): Promise<number> {
  const active = (await subscriptions.ofSubscriber(subscriberId)).filter((one) => one.state === 'active');
  const confirmedAt = (await signUps.lastConfirmed(subscriberId)) ?? 0;
  return Math.max(confirmedAt, ...active.map((one) => one.stateAt));
}

interface Heeding {
  readonly bounce: Bounce;
  readonly subscriber: Subscriber;
  readonly livedAt: number;
  readonly at: number;
}

const HEEDING: Readonly<
  Record<Bounce['kind'], (tx: Transaction, heeding: Heeding) => Promise<BounceOutcome>>
> = {
  hard: async (tx, heeding) =>
    await giveUp(tx, heeding, {
      suppress: 'hard-bounce',
      source: 'dsn',
      loss: { state: 'ended', code: 'bounced', reason: 'no such mailbox' },
    }),
  soft: async (tx, heeding) => {
    const { subscriber, livedAt, at } = heeding;
    const since = Math.max(at - SOFT_DAYS * DAY, livedAt);
    if ((await tx.suppressions.softBounces(subscriber.id, since)) < MOST_SOFT) return 'counted';
    const reason = `mail to this address came back ${MOST_SOFT} times in ${SOFT_DAYS} days`;
    return await giveUp(tx, heeding, {
      suppress: 'soft-bounces',
      source: 'dsn',
      loss: { state: 'paused', code: 'bounced', reason },
    });
  },
  complaint: async (tx, heeding) =>
    await giveUp(tx, heeding, {
      suppress: 'complaint',
      source: 'report',
      loss: { state: 'ended', code: 'complaint', reason: 'marked as spam' },
    }),
  unsubscribe: async (tx, { bounce, subscriber, at }) => {
    await endTold(tx, { subscriberId: subscriber.id, deliveryId: bounce.deliveryId }, at);
    return 'unsubscribed';
  },
};

interface GivingUp {
  readonly suppress: SuppressionReason;
  readonly source: string;
  readonly loss: Omit<Loss, 'subscriberId'>;
}

/** Nothing is sent to this address any more, and nothing waits for it. */
async function giveUp(
  tx: Transaction,
  { subscriber, at }: Heeding,
  { suppress: reason, source, loss }: GivingUp,
): Promise<BounceOutcome> {
  await tx.suppressions.suppress(subscriber.address, { reason, source, at });
  await loseSubscriber(tx, { subscriberId: subscriber.id, ...loss }, at);
  return loss.state;
}
