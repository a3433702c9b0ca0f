import { materialState } from '../dedupe/material.ts';
import type { LedgerEntry, ToldKind } from '../domain/delivery.ts';
import type { MaterialState, ProcurementEvent } from '../domain/event.ts';
import { grouped } from '../domain/grouped.ts';
import type { NewLedgerEntry } from '../domain/ports.ts';
import type { Procurement } from '../domain/procurement.ts';
import type { Subscriber, Subscription, Wanted } from '../domain/subscription.ts';
import { documentOf } from '../match/document.ts';
import { muteOf } from '../match/effective.ts';
import { whoMatches, type Audience, type QueryReader } from './audience.ts';
import { isDisowned, isNews, whatIsDue } from './what-is-due.ts';

export interface TellDeps extends QueryReader {
  readonly clock: { now(): number };
  /** `<alert.12.345.678@…>` from a delivery's key. */
  readonly messageId: (key: string) => string;
}

/** What happened to one procurement, and who was told of it before. */
export interface Happening {
  readonly procurement: Procurement;
  readonly events: readonly ProcurementEvent[];
  readonly ledger: readonly LedgerEntry[];
}

/** One thing to tell one subscriber. */
export interface Telling {
  readonly subscriber: Subscriber;
  /** Those of its subscriptions that match, or that told it before. */
  readonly subscriptions: readonly Subscription[];
  readonly procurement: Procurement;
  readonly state: MaterialState;
  readonly kind: ToldKind;
  /** The last event that brought it about. */
  readonly seq: number;
}

/** The line of the ledger for a telling that a delivery carries. */
export function entryOf(telling: Telling, deliveryId: number): NewLedgerEntry {
  return {
    subscriberId: telling.subscriber.id,
    procurementId: telling.procurement.id,
    deliveryId,
    kind: telling.kind,
    subscriptionIds: telling.subscriptions.map((one) => one.id),
    told: telling.state,
  };
}

export interface Due {
  readonly tellings: readonly Telling[];
  /** Queued entries that will tell these subscriptions too: what waits is rendered from the state of the day it is sent. */
  readonly shared: readonly { readonly id: number; readonly subscriptionIds: readonly number[] }[];
}

/** To whom of an audience a happening is due, and as what; one telling for each subscriber at most. */
export function tellingsOf(happening: Happening, audience: Audience, deps: TellDeps): Due {
  const { procurement, events } = happening;
  const now = deps.clock.now();
  const document = documentOf(procurement);
  const matching = whoMatches(audience, document, { ...deps, now });
  const ledger = grouped(happening.ledger, (entry) => entry.subscriberId);
  const common = {
    view: procurement.view,
    state: materialState(procurement.view),
    moved: events.some((event) => isNews(event.kind)),
    isDisowned: isDisowned(procurement.classification),
    now,
  };
  const seq = Math.max(...events.map((event) => event.seq));
  const tellings: Telling[] = [];
  const shared: Due['shared'][number][] = [];
  // Whoever neither matches nor knows of it is not even looked at: there may be a hundred thousand of them.
  for (const subscriberId of new Set([...[...matching].map((one) => one.subscriber.id), ...ledger.keys()])) {
    const history = ledger.get(subscriberId) ?? [];
    const all = audience.bySubscriber.get(subscriberId) ?? [];
    const own = concerned(all, { matching, history, standing: audience.standing }).filter(
      (one) => muteOf(one, deps.queryOf(one.query), document) === undefined,
    );
    const [first] = own;
    if (first === undefined) continue;
    const waiting = history.find((entry) => entry.state === 'queued' && isLive(entry, audience.active));
    if (waiting !== undefined) {
      shared.push({ id: waiting.id, subscriptionIds: union(waiting.subscriptionIds, own) });
      continue;
    }
    const kind = whatIsDue({
      ...common,
      // A message in somebody's hands says what it was rendered from; what happens now comes after it.
      told: history.filter((entry) => entry.state === 'told' || entry.state === 'sending'),
      matches: own.some((one) => matching.has(one)),
      wanted: new Set<Wanted>(own.flatMap((one) => one.wanted)),
    });
    if (kind !== undefined)
      tellings.push({
        subscriber: first.subscriber,
        subscriptions: own,
        procurement,
        state: common.state,
        kind,
        seq,
      });
  }
  return { tellings, shared };
}

/** An entry that was told, or that somebody still wants to be told. */
export function isLive(entry: LedgerEntry, active: ReadonlySet<number>): boolean {
  return entry.state === 'told' || entry.subscriptionIds.some((id) => active.has(id));
}

interface Standpoint {
  readonly matching: ReadonlySet<Subscription>;
  readonly history: readonly LedgerEntry[];
  readonly standing: ReadonlySet<number>;
}

/**
 * Those that match, and those that told it before: a cancellation matches no query. Where all that told it have ended,
 * the subscriber's others speak for them; one that is paused or not to be notified keeps its silence.
 */
function concerned(
  all: readonly Subscription[],
  { matching, history, standing }: Standpoint,
): readonly Subscription[] {
  const toldBy = tellersOf(history);
  const isOrphaned = history.length > 0 && ![...toldBy].some((id) => standing.has(id));
  return all.filter((one) => matching.has(one) || toldBy.has(one.id) || isOrphaned);
}

/** The subscriptions that these entries told, or will tell. */
export function tellersOf(ledger: readonly LedgerEntry[]): ReadonlySet<number> {
  return new Set(ledger.flatMap((entry) => entry.subscriptionIds));
}

function union(ids: readonly number[], subscriptions: readonly Subscription[]): readonly number[] {
  return [...new Set([...ids, ...subscriptions.map((one) => one.id)])];
}
