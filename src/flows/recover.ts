import type { Log, Store, Transaction } from '../domain/ports.ts';
import type { Subscriber } from '../domain/subscription.ts';
import type { TellDeps } from './tellings.ts';

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

const SUMMARY_LIFE = 72 * 3_600_000;

/**
 * Sweeps up after a crash or an outage: stale claims return, and what died undelivered is told once its channel works
 * again. `atStart`: this process holds the lock and has claimed nothing yet, so every claim is a dead process's.
 */
export async function recover(
  deps: RecoverDeps,
  { atStart }: { readonly atStart: boolean },
): Promise<RecoverReport> {
  const staleBefore = atStart ? Number.MAX_SAFE_INTEGER : deps.clock.now();
  const released = await deps.store.transaction((tx) => tx.deliveries.releaseStale(staleBefore));
  const report = { released, summaries: await catchUp(deps) };
  if (report.released + report.summaries > 0) deps.log.warn(report, 'recovered');
  return report;
}

/** Freed entries wait for the subscriber's next digest; where it has none, one summary carries them (design §4). */
async function catchUp(deps: RecoverDeps): Promise<number> {
  const now = deps.clock.now();
  return await deps.store.transaction(async (tx) => {
    const active = await tx.subscriptions.active();
    const paused = new Set(
      (await tx.deliveries.channels())
        .filter((one) => (one.pausedUntil ?? 0) > now)
        .map((one) => one.channel),
    );
    let summaries = 0;
    for (const subscriber of await tx.ledger.subscribersWithFreed()) {
      const own = active.filter((one) => one.subscriber.id === subscriber.id);
      const isReachable = own.length > 0 && !paused.has(subscriber.address.channel);
      const hasDigest = own.some((one) => one.cadence !== 'instant');
      if (isReachable && !hasDigest && (await queueCatchUp(tx, subscriber, deps))) summaries += 1;
    }
    return summaries;
  });
}

async function queueCatchUp(tx: Transaction, subscriber: Subscriber, deps: RecoverDeps): Promise<boolean> {
  const freed = await tx.ledger.freed(subscriber.id);
  const newest = Math.max(...freed.map((entry) => entry.id));
  const now = deps.clock.now();
  const key = `catchup.${subscriber.id}.${newest}`;
  const id = await tx.deliveries.queue({
    key,
    kind: 'summary',
    lane: 'instant',
    cadence: 'instant',
    subscriberId: subscriber.id,
    channel: subscriber.address.channel,
    messageId: deps.messageId(key),
    dueAt: now,
    expiresAt: now + SUMMARY_LIFE,
    createdAt: now,
  });
  if (id === undefined) return false;
  await tx.ledger.move(
    freed.map((entry) => entry.id),
    id,
  );
  return true;
}
