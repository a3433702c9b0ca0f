import { materialState } from '../dedupe/material.ts';
import type { LedgerEntry, ToldKind } from '../domain/delivery.ts';
import type { MaterialState, ProcurementEvent } from '../domain/event.ts';
import { grouped } from '../domain/grouped.ts';
import type { Procurement } from '../domain/procurement.ts';
import type { Query } from '../domain/query.ts';
import type { Subscriber, Subscription, Wanted } from '../domain/subscription.ts';
import { documentOf } from '../match/document.ts';
import { matches } from '../match/evaluate.ts';
import { isNews, whatIsDue } from './what-is-due.ts';

export interface TellDeps {
  readonly clock: { now(): number };
  /** A subscription's query, parsed; cheap to ask again. */
  readonly queryOf: (text: string) => Query;
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

/** To whom among these subscriptions a happening is due, and as what; one telling for each subscriber at most. */
export function tellingsOf(
  happening: Happening,
  subscriptions: readonly Subscription[],
  deps: TellDeps,
): readonly Telling[] {
  const { procurement, events, ledger } = happening;
  const now = deps.clock.now();
  const document = documentOf(procurement);
  const matching = new Set(subscriptions.filter((one) => matches(deps.queryOf(one.query), document, now)));
  const toldBy = new Set(ledger.flatMap((entry) => entry.subscriptionIds));
  const concerned = subscriptions.filter((one) => matching.has(one) || toldBy.has(one.id));
  const common = {
    view: procurement.view,
    state: materialState(procurement.view),
    moved: events.some((event) => isNews(event.kind)),
    now,
  };
  const seq = Math.max(...events.map((event) => event.seq));
  return [...grouped(concerned, (one) => one.subscriber.id)].flatMap(([subscriberId, own]) => {
    const history = ledger.filter((entry) => entry.subscriberId === subscriberId);
    // What is queued already is rendered from the state of the day it is sent: there is nothing to add.
    if (own[0] === undefined || history.some((entry) => entry.state === 'queued')) return [];
    const kind = whatIsDue({
      ...common,
      told: history.filter((entry) => entry.state === 'told'),
      matches: own.some((one) => matching.has(one)),
      wanted: new Set<Wanted>(own.flatMap((one) => one.wanted)),
    });
    if (kind === undefined) return [];
    return [
      { subscriber: own[0].subscriber, subscriptions: own, procurement, state: common.state, kind, seq },
    ];
  });
}
