import type { LedgerEntry } from '../domain/delivery.ts';
import type { ProcurementEvent } from '../domain/event.ts';
import { grouped } from '../domain/grouped.ts';
import type { Transaction } from '../domain/ports.ts';
import type { Subscriber, Subscription } from '../domain/subscription.ts';
import { audienceOf } from './audience.ts';
import { isLive, tellersOf, tellingsOf, type Due, type TellDeps, type Telling } from './tellings.ts';

/** What a subscriber is to be told of: of each subscription, what happened after its watermark, up to a common number. */
export interface Period {
  readonly subscriber: Subscriber;
  readonly subscriptions: readonly Subscription[];
  /** All of the subscriber's that ring. */
  readonly own: readonly Subscription[];
  readonly toSeq: number;
}

export interface Happened {
  readonly tellings: readonly Telling[];
  readonly shared: Due['shared'];
  /** What died undelivered. */
  readonly freed: readonly LedgerEntry[];
  /** Every procurement that is told of. */
  readonly heard: ReadonlySet<number>;
}

/** Read at once, of all that happened: a pause of months must not fill the memory. */
const CHUNK = 500;

/** What is due to a subscriber of all that happened since it was last told, and what the ledger has freed for it. */
export async function happenedSince(tx: Transaction, period: Period, deps: TellDeps): Promise<Happened> {
  const { subscriber, subscriptions, own, toSeq } = period;
  const active = new Set(own.map((one) => one.id));
  const fromSeq = Math.min(...subscriptions.map((one) => one.watermark));
  const events = grouped(await tx.events.between(fromSeq, toSeq), (event) => event.procurementId);
  const ids = [...events.keys()];
  const tellings: Telling[] = [];
  const shared: Due['shared'][number][] = [];
  const heard = new Set<number>();
  for (let at = 0; at < ids.length; at += CHUNK) {
    const chunk = ids.slice(at, at + CHUNK);
    const known = await tx.ledger.about(chunk, subscriber.id);
    const standing = await tx.subscriptions.standing([...tellersOf(known)]);
    const ledger = grouped(known, (entry) => entry.procurementId);
    for (const procurement of await tx.procurements.byIds(chunk)) {
      const happened = events.get(procurement.id) ?? [];
      const after = subscriptions.filter((one) => isAfter(happened, one.watermark));
      const happening = { procurement, events: happened, ledger: ledger.get(procurement.id) ?? [] };
      const due = tellingsOf(happening, audienceOf(after, active, standing), deps);
      if (due.tellings.length + due.shared.length > 0) heard.add(procurement.id);
      tellings.push(...due.tellings);
      shared.push(...due.shared);
    }
  }
  const freed = (await tx.ledger.freed(subscriber.id)).filter((entry) => isLive(entry, active));
  for (const entry of freed) heard.add(entry.procurementId);
  return { tellings, shared, freed, heard };
}

function isAfter(events: readonly ProcurementEvent[], watermark: number): boolean {
  return events.some((event) => event.seq > watermark);
}
