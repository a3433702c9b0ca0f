import type { Log, Store, Transaction } from '../domain/ports.ts';
import type { Bounce, SuppressionReason } from '../domain/sign-up.ts';
import type { Subscriber } from '../domain/subscription.ts';
import { end, leave, type LeaveDeps } from './leave.ts';
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
    if (subscriber === undefined) return 'ignored';
    if (!(await tx.suppressions.bounced(bounce, subscriber.id, at))) return 'known';
    return await HEEDING[bounce.kind](tx, { bounce, subscriber, at });
  });
  const { deliveryId: delivery, kind, status } = bounce;
  log.info({ delivery, kind, status, outcome }, 'a mail came back');
  return outcome;
}

interface Heeding {
  readonly bounce: Bounce;
  readonly subscriber: Subscriber;
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
    const { subscriber, at } = heeding;
    if ((await tx.suppressions.softBounces(subscriber.id, at - SOFT_DAYS * DAY)) < MOST_SOFT)
      return 'counted';
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
    const told = new Set((await tx.ledger.of(bounce.deliveryId)).flatMap((entry) => entry.subscriptionIds));
    const own = await tx.subscriptions.ofSubscriber(subscriber.id);
    const live = own.filter((one) => one.state !== 'ended' && (told.size === 0 || told.has(one.id)));
    await end(tx, live, at);
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
