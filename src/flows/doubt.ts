import type { ClaimedDelivery, DeliveryRecord, Refused } from '../domain/delivery.ts';
import type { Log, Transaction } from '../domain/ports.ts';
import type { OperatorNote } from './operator-note.ts';
import { retryIn } from './outbox.ts';
import type { TellDeps } from './tellings.ts';
import { tellMissed } from './wake.ts';

export interface DoubtDeps extends TellDeps {
  readonly log: Log;
  readonly tellOperator?: ((tx: Transaction, note: OperatorNote) => Promise<void>) | undefined;
}

const DAY = 86_400_000;
/** So many mailboxes do not vanish one after the other: a server that takes nobody's mail from us says the same of them. */
const MOST_GONE = 5;

/** Long enough to be noticed, and short enough that nothing is late by much once it is mended. */
const PAUSE = 30 * 60_000;
const REASON = 'Every mailbox was said not to exist, one after the other.';

/**
 * Whether the word that a mailbox is gone is not believed: that of a fifth recipient within a day, with no mail taken between. Then
 * the channel is paused and the operator told, and all five wait again with everything that the word had cost them. What else is
 * on its way meanwhile waits as well.
 */
export async function doubt(
  tx: Transaction,
  delivery: ClaimedDelivery,
  refusal: Refused,
  deps: DoubtDeps,
): Promise<boolean> {
  const { channel } = delivery.address;
  const now = deps.clock.now();
  const pausedUntil =
    (await tx.deliveries.channels()).find((one) => one.channel === channel)?.pausedUntil ?? 0;
  if (pausedUntil > now)
    return await tx.deliveries.again(delivery, pausedUntil, { ...refusal, burnt: false });
  const failed = await tx.deliveries.failedInARow(channel, now - DAY);
  const recipients = new Set([...failed.map((one) => one.subscriberId), delivery.subscriberId]).size;
  if (recipients < MOST_GONE) return false;
  deps.log.error({ channel, recipients }, 'channel doubted');
  const until = now + PAUSE;
  for (const one of failed) await giveBack(tx, one, until, deps);
  await tx.deliveries.again(delivery, until, { ...refusal, burnt: false });
  await tx.deliveries.pauseChannel(channel, until, REASON);
  await deps.tellOperator?.(tx, { sending: 'doubted', at: now });
  return true;
}

/** What one lost mailbox cost its owner is given back: as if nothing had been said of it, with what waited due at `dueAt`. */
async function giveBack(
  tx: Transaction,
  { subscriberId, doneAt }: DeliveryRecord,
  dueAt: number,
  deps: TellDeps,
): Promise<void> {
  const [subscriber] = await tx.subscriptions.subscribersByIds([subscriberId]);
  if (subscriber === undefined || doneAt === undefined) return;
  const suppression = await tx.suppressions.of(subscriber.address);
  if (suppression?.source === 'smtp' && suppression.at === doneAt)
    await tx.suppressions.lift(subscriber.address);
  const own = await tx.subscriptions.ofSubscriber(subscriberId);
  const lost = own.filter((one) => one.state === 'ended' && one.stateAt === doneAt).map((one) => one.id);
  const revived = await tx.subscriptions.revive(lost, deps.clock.now());
  for (const record of await tx.deliveries.records(subscriberId, doneAt - LONGEST_LIFE))
    if (ENDED.has(record.state) && record.doneAt === doneAt) await retryIn(tx, record, dueAt);
  await tellMissed(tx, revived, deps);
}

const ENDED: ReadonlySet<DeliveryRecord['state']> = new Set(['failed', 'cancelled']);
/** Longer than anything waits (`LIFE`). */
const LONGEST_LIFE = 7 * DAY;
