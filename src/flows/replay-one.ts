import { eventsOf } from '../dedupe/events.ts';
import { changesBetween, materialState } from '../dedupe/material.ts';
import { quietDifference } from '../dedupe/quiet.ts';
import type { LedgerEntry, ToldKind } from '../domain/delivery.ts';
import type { ProcurementEvent } from '../domain/event.ts';
import type { Notice } from '../domain/notice.ts';
import type { HeldProcurement, Procurement } from '../domain/procurement.ts';
import type { ReplayedItem } from '../domain/replayed.ts';
import type { Subscription } from '../domain/subscription.ts';
import { documentOf } from '../match/document.ts';
import { frameworksOfOthers } from '../match/effective.ts';
import { because } from '../match/evaluate.ts';
import { arrivals, type AsItWas } from './as-it-was.ts';
import { audienceOf, type QueryReader } from './audience.ts';
import { carriedOver } from './restate.ts';
import { tellingsOf, type Happening } from './tellings.ts';
import { isDisowned, isNews, whatIsDue } from './what-is-due.ts';

export interface Replaying extends QueryReader {
  readonly subscription: Subscription;
  /** The first slot of its digests at or after an instant; for `instant`, the instant itself. */
  readonly slotAt: (at: number) => number;
  /** What came later is not known yet, UTC milliseconds. */
  readonly until: number;
}

/**
 * What one subscription would have been told of one procurement, had every notice been read as soon as it was published: the
 * decisions of `collect`, `digest` and `dispatch`, with the ledger in memory.
 */
export function replayOne(
  held: HeldProcurement,
  asItWas: AsItWas,
  replaying: Replaying,
): readonly ReplayedItem[] {
  const teller = createTeller(held, replaying);
  const before: Notice[] = [];
  let was: Procurement | undefined;
  for (const { notice, at } of arrivals(held.versions)) {
    if (at >= replaying.until) break;
    teller.tellUpTo(at);
    const now = asItWas([...before, notice]);
    const parts = was === undefined ? [] : [was.view];
    const events = eventsOf({
      notice,
      before: [...before],
      viewBefore: was?.view,
      viewAfter: now.view,
      parts,
    });
    const quiet =
      was === undefined ? undefined : quietDifference([{ ...was, versions: before }], now.view, events);
    teller.happen(now, { events, quiet, at });
    before.push(notice);
    was = now;
  }
  teller.tellUpTo(replaying.until);
  return teller.told();
}

interface Happened {
  readonly events: ReturnType<typeof eventsOf>;
  readonly quiet: ReturnType<typeof quietDifference>;
  readonly at: number;
}

interface Teller {
  /** Sends what is due before this instant. */
  tellUpTo(at: number): void;
  happen(procurement: Procurement, happened: Happened): void;
  told(): readonly ReplayedItem[];
}

function createTeller({ id }: HeldProcurement, replaying: Replaying): Teller {
  const { subscription, slotAt, until } = replaying;
  const audience = audienceOf([subscription], new Set([subscription.id]));
  const items: ReplayedItem[] = [];
  let ledger: readonly LedgerEntry[] = [];
  let events: ProcurementEvent[] = [];
  let latest: Procurement | undefined;
  let seq = 0;

  function tell(procurement: Procurement, at: number): void {
    const happening = { procurement, events, ledger };
    events = [];
    if (!isDueToAnybody(happening, subscription, at)) return;
    const deps = { ...replaying, clock: { now: () => at }, messageId: String };
    const [telling] = tellingsOf(happening, audience, deps).tellings;
    if (telling === undefined) return;
    const { kind, state: told } = telling;
    items.push({ at, kind, ...itemOf(procurement, { at, last: ledger.at(-1), told }, replaying) });
    ledger = [...ledger, entryOf({ id: items.length, kind, told, at }, id, subscription)];
  }

  return {
    tellUpTo: (at) => {
      const [first] = events;
      if (latest === undefined || first === undefined) return;
      const slot = slotAt(first.at);
      // What comes at the very instant of a slot is in its digest.
      if (slot < at && slot < until) tell(latest, slot);
    },
    happen: (procurement, { events: news, quiet, at }) => {
      latest = procurement;
      if (quiet !== undefined)
        ledger = ledger.map((entry) => ({ ...entry, told: carriedOver(entry.told, quiet) }));
      for (const event of news) {
        seq += 1;
        events.push({ ...event, seq, procurementId: id, at, silent: false });
      }
      if (subscription.cadence === 'instant' && events.length > 0) tell(procurement, at);
    },
    told: () => items,
  };
}

/** Whether it would be told if it matched: whether it does takes far longer to find out. */
function isDueToAnybody(
  { procurement, events, ledger }: Happening,
  { wanted }: Subscription,
  now: number,
): boolean {
  const { view, classification } = procurement;
  const standing = {
    view,
    state: materialState(view),
    told: ledger,
    matches: true,
    moved: events.some(({ kind }) => isNews(kind)),
    wanted: new Set(wanted),
    isDisowned: isDisowned(classification),
    now,
  };
  return whatIsDue(standing) !== undefined;
}

interface Telling {
  readonly at: number;
  readonly last: LedgerEntry | undefined;
  readonly told: LedgerEntry['told'];
}

function itemOf(
  procurement: Procurement,
  { at, last, told }: Telling,
  { subscription, queryOf }: Replaying,
): Omit<ReplayedItem, 'at' | 'kind'> {
  const { view } = procurement;
  const document = documentOf(procurement);
  return {
    procurementId: procurement.id,
    title: view.title,
    buyer: view.buyer?.name,
    url: view.url,
    changes: last === undefined ? [] : changesBetween(last.told, told),
    reasons: because(queryOf(subscription.query), document, at),
    notOpenToYou: frameworksOfOthers(subscription.subscriber, procurement, document),
  };
}

interface Entry {
  readonly id: number;
  readonly kind: ToldKind;
  readonly told: LedgerEntry['told'];
  readonly at: number;
}

function entryOf(
  { id, kind, told, at }: Entry,
  procurementId: number,
  subscription: Subscription,
): LedgerEntry {
  return {
    id,
    subscriberId: subscription.subscriber.id,
    procurementId,
    deliveryId: undefined,
    kind,
    state: 'told',
    subscriptionIds: [subscription.id],
    told,
    toldAt: at,
  };
}
