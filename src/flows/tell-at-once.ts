import type { ProcurementEvent } from '../domain/event.ts';
import { grouped } from '../domain/grouped.ts';
import type { Transaction } from '../domain/ports.ts';
import type { Procurement } from '../domain/procurement.ts';
import type { InstantAudience } from './instant-audience.ts';
import { queueTellings, type Run } from './queue-tellings.ts';
import { brake, type BrakeDeps } from './storm-brake.ts';
import { tellersOf, tellingsOf, type TellDeps } from './tellings.ts';

export interface AtOnceDeps extends TellDeps, BrakeDeps {
  readonly instantAudience: InstantAudience;
}

export interface News {
  readonly procurements: readonly Procurement[];
  readonly events: readonly ProcurementEvent[];
}

/** Queues an alert for every subscriber with an instant subscription to whom this is news; answers by how many the queue grew. */
export async function tellAtOnce(tx: Transaction, news: News, deps: AtOnceDeps, run: Run): Promise<number> {
  const audible = grouped(
    news.events.filter((event) => !event.silent),
    (event) => event.procurementId,
  );
  if (audible.size === 0) return 0;
  const instant = deps.instantAudience(await tx.subscriptions.active());
  if (instant.subscriptions.length === 0) return 0;

  const known = await tx.ledger.about([...audible.keys()]);
  const audience = { ...instant, standing: await tx.subscriptions.standing([...tellersOf(known)]) };
  const ledger = grouped(known, (entry) => entry.procurementId);
  const due = news.procurements.flatMap((procurement) => {
    const events = audible.get(procurement.id);
    if (events === undefined) return [];
    return [tellingsOf({ procurement, events, ledger: ledger.get(procurement.id) ?? [] }, audience, deps)];
  });
  await tx.ledger.share(due.flatMap((one) => one.shared));

  const tellings = due.flatMap((one) => one.tellings);
  let added = 0;
  const ids: number[] = [];
  for (const mine of grouped(tellings, (telling) => telling.subscriber.id).values()) {
    const queued = await queueTellings(tx, mine, { deps, run, heard: new Set(audible.keys()) });
    added += queued.added;
    ids.push(...queued.ids);
  }
  await brake(tx, { ids, run }, deps);
  return added;
}
