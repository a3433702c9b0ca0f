import type { LedgerEntry } from '../domain/delivery.ts';
import type { ProcurementEvent } from '../domain/event.ts';
import { grouped } from '../domain/grouped.ts';
import type { Transaction } from '../domain/ports.ts';
import type { Subscriber, Subscription } from '../domain/subscription.ts';
import { createSubscriptionIndex } from '../match/subscription-index/index.ts';
import { askedBy, audienceOf, type Audience } from './audience.ts';
import { isLive, tellersOf, tellingsOf, type Due, type TellDeps, type Telling } from './tellings.ts';

/** Whom to tell what happened: for each subscription, that is what came after its watermark. */
export interface Period {
  readonly subscriber: Subscriber;
  readonly subscriptions: readonly Subscription[];
  /** All of the subscriber's that ring. */
  readonly own: readonly Subscription[];
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
/** Above so many, an index over what they ask is made sooner than each is asked. */
const MANY = 20;

/** What is due to a subscriber of all that happened since it was last told up to an event, and what the ledger has freed for it. */
export async function happenedSince(
  tx: Transaction,
  { toSeq, ...period }: Period & { readonly toSeq: number },
  deps: TellDeps,
): Promise<Happened> {
  const found = await happenedToAll(tx, { periods: [period], toSeq }, deps);
  return found.get(period.subscriber.id) ?? { tellings: [], shared: [], freed: [], heard: new Set() };
}

interface Gathered {
  readonly tellings: Telling[];
  readonly shared: Due['shared'][number][];
  readonly heard: Set<number>;
}

/** The same for several subscribers, by their ids, whose earliest watermarks are the same. */
export async function happenedToAll(
  tx: Transaction,
  { periods, toSeq }: { readonly periods: readonly Period[]; readonly toSeq: number },
  deps: TellDeps,
): Promise<ReadonlyMap<number, Happened>> {
  const subscriptions = periods.flatMap((one) => one.subscriptions);
  const fromSeq = Math.min(...subscriptions.map((one) => one.watermark));
  const events = grouped(await tx.events.between(fromSeq, toSeq), (event) => event.procurementId);
  const active = new Set(periods.flatMap(({ own }) => own.map((one) => one.id)));
  const audienceAfter = createAudience(subscriptions, active, deps);
  const gathered = new Map<number, Gathered>(
    periods.map(({ subscriber }) => [subscriber.id, { tellings: [], shared: [], heard: new Set() }]),
  );
  const ids = [...events.keys()];
  for (let at = 0; at < ids.length; at += CHUNK) {
    const chunk = ids.slice(at, at + CHUNK);
    const known = await tx.ledger.about(chunk, spanOf(periods));
    const standing = await tx.subscriptions.standing([...tellersOf(known)]);
    const ledger = grouped(known, (entry) => entry.procurementId);
    for (const procurement of await tx.procurements.byIds(chunk)) {
      const happened = events.get(procurement.id) ?? [];
      const entries = ledger.get(procurement.id) ?? [];
      const audience = { ...audienceAfter(happened), standing };
      const due = tellingsOf({ procurement, events: happened, ledger: entries }, audience, deps);
      gather(gathered, due, { id: procurement.id, entries });
    }
  }
  return await withFreed(tx, gathered, active);
}

function gather(
  gathered: ReadonlyMap<number, Gathered>,
  { tellings, shared }: Due,
  { id, entries }: { readonly id: number; readonly entries: readonly LedgerEntry[] },
): void {
  for (const telling of tellings) {
    const mine = gathered.get(telling.subscriber.id);
    mine?.tellings.push(telling);
    mine?.heard.add(id);
  }
  for (const one of shared) {
    const entry = entries.find((other) => other.id === one.id);
    const mine = entry && gathered.get(entry.subscriberId);
    mine?.shared.push(one);
    mine?.heard.add(id);
  }
}

async function withFreed(
  tx: Transaction,
  gathered: ReadonlyMap<number, Gathered>,
  active: ReadonlySet<number>,
): Promise<ReadonlyMap<number, Happened>> {
  const found = new Map<number, Happened>();
  for (const [subscriberId, { tellings, shared, heard }] of gathered) {
    const freed = (await tx.ledger.freed(subscriberId)).filter((entry) => isLive(entry, active));
    for (const entry of freed) heard.add(entry.procurementId);
    found.set(subscriberId, { tellings, shared, freed, heard });
  }
  return found;
}

/** From the lowest to the highest: nobody between them that is not meant is told. */
function spanOf(periods: readonly Period[]): { readonly from: number; readonly to: number } {
  const ids = periods.map(({ subscriber }) => subscriber.id);
  return { from: Math.min(...ids), to: Math.max(...ids) };
}

/** Those of the subscriptions that have not considered these events. */
function createAudience(
  subscriptions: readonly Subscription[],
  active: ReadonlySet<number>,
  deps: TellDeps,
): (events: readonly ProcurementEvent[]) => Audience {
  const matching = subscriptions.length > MANY ? indexed(subscriptions, deps) : undefined;
  const all = { ...audienceOf(subscriptions, active), ...(matching && { matching }) };
  const newest = Math.max(...subscriptions.map((one) => one.watermark));
  return (events) => {
    const last = Math.max(...events.map((event) => event.seq));
    if (newest < last) return all;
    const after = subscriptions.filter((one) => one.watermark < last);
    // The index may answer others; they are none of the audience's, and so are told nothing.
    return { ...audienceOf(after, active), ...(matching && { matching }) };
  };
}

function indexed(subscriptions: readonly Subscription[], deps: TellDeps): NonNullable<Audience['matching']> {
  const index = createSubscriptionIndex();
  const byId = new Map(subscriptions.map((one) => [one.id, one]));
  for (const [id, one] of byId) index.put(id, askedBy(one, deps));
  return (document, now) => index.matching(document, now).flatMap((id) => byId.get(id) ?? []);
}
