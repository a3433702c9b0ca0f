import type { Log, Store, Transaction } from '../domain/ports.ts';
import type { Subscriber, Subscription } from '../domain/subscription.ts';
import { LIFE, newDelivery } from './new-delivery.ts';
import { summaryPrefix } from './queue-tellings.ts';
import { isLive, type TellDeps } from './tellings.ts';

const DAY = 86_400_000;

export interface RecoverDeps extends TellDeps {
  readonly store: Store;
  readonly log: Log;
}

export interface RecoverReport {
  /** Leases that a dead process held: sent again, marked ambiguous. */
  readonly released: number;
  /** Summaries that catch up on what died undelivered. */
  readonly summaries: number;
}

/**
 * Sweeps up after a crash or an outage: stale claims return, and what died undelivered is told once its channel works
 * again. `atStart`: this process holds the lock and has begun nothing yet, so every claim, and every flood's summary that
 * waits for the end of its run, is a dead process's.
 */
export async function recover(
  deps: RecoverDeps,
  { atStart }: { readonly atStart: boolean },
): Promise<RecoverReport> {
  const now = deps.clock.now();
  const released = await deps.store.transaction(async (tx) => {
    if (atStart) await tx.deliveries.makeDue(summaryPrefix(), now);
    return await tx.deliveries.releaseStale(atStart ? Number.MAX_SAFE_INTEGER : now);
  });
  const report = { released, summaries: await catchUp(deps) };
  if (report.released + report.summaries > 0) deps.log.warn(report, 'recovered');
  return report;
}

/** Freed entries wait for the subscriber's next digest; where it has none, one summary carries them (docs/adr/0003-outbox-in-the-database.md). */
async function catchUp(deps: RecoverDeps): Promise<number> {
  const now = deps.clock.now();
  return await deps.store.transaction(async (tx) => {
    const channels = await tx.deliveries.channels();
    const paused = new Set(channels.filter((one) => (one.pausedUntil ?? 0) > now).map((one) => one.channel));
    let summaries = 0;
    for (const subscriber of await tx.ledger.subscribersWithFreed()) {
      const own = (await tx.subscriptions.active()).filter((one) => one.subscriber.id === subscriber.id);
      const hasDigest = own.some((one) => one.cadence !== 'instant');
      if (hasDigest || paused.has(subscriber.address.channel)) continue;
      if ((await tx.suppressions.of(subscriber.address)) !== undefined) continue;
      if (await hasDiedLately(tx, subscriber.id, now)) continue;
      if (await queueCatchUp(tx, { subscriber, own }, deps)) summaries += 1;
    }
    return summaries;
  });
}

/** A summary that nobody would take begets none of its own at once. One that merely expired says nothing of the next. */
async function hasDiedLately(tx: Transaction, subscriberId: number, now: number): Promise<boolean> {
  const records = await tx.deliveries.records(subscriberId, now - DAY - LIFE.summary);
  return records.some(
    ({ kind, state, createdAt, doneAt = 0 }) =>
      kind === 'summary' && state === 'dead' && doneAt > now - DAY && doneAt < createdAt + LIFE.summary,
  );
}

interface Behind {
  readonly subscriber: Subscriber;
  readonly own: readonly Subscription[];
}

async function queueCatchUp(
  tx: Transaction,
  { subscriber, own }: Behind,
  deps: RecoverDeps,
): Promise<boolean> {
  const active = new Set(own.map((one) => one.id));
  const wanted = (await tx.ledger.freed(subscriber.id)).filter((entry) => isLive(entry, active));
  if (wanted.length === 0) return false;
  const key = `catchup.${subscriber.id}.${deps.clock.now()}`;
  const id = await tx.deliveries.queue(
    newDelivery({ key, kind: 'summary', cadence: 'instant', subscriber, wait: 0 }, deps),
  );
  if (id === undefined) return false;
  await tx.ledger.move(
    wanted.map((entry) => entry.id),
    id,
  );
  return true;
}
