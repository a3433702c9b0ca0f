import { changesBetween, materialState } from '../dedupe/material.ts';
import type { ClaimedDelivery, LedgerEntry, Message, MessageItem, ToldKind } from '../domain/delivery.ts';
import type { MaterialState } from '../domain/event.ts';
import type { PortalState, Reads } from '../domain/ports.ts';
import type { Procurement } from '../domain/procurement.ts';
import { briefOf } from '../domain/story.ts';
import type { Subscription } from '../domain/subscription.ts';
import { documentOf } from '../match/document.ts';
import { because, matches } from '../match/evaluate.ts';
import { operatorLines } from './tell-operator.ts';
import type { TellDeps } from './tellings.ts';
import { isDisowned, whatIsDue } from './what-is-due.ts';

/** An entry, with the kind and the state that this message tells it with. */
export interface Told {
  readonly entry: LedgerEntry;
  readonly kind: ToldKind;
  readonly state: MaterialState;
}

export interface Composed {
  /** Undefined where nothing is left to say. */
  readonly message: Message | undefined;
  readonly told: readonly Told[];
  /** Entries whose news has been said meanwhile, or is no longer so. */
  readonly dropped: readonly LedgerEntry[];
}

export interface ComposeDeps extends TellDeps {
  /** Portals that could not be read lately, a sentence each. */
  readonly troubles: (portals: readonly PortalState[], now: number) => readonly string[];
}

type ComposeReads = Pick<Reads, 'ledger' | 'portals' | 'procurements' | 'subscriptions' | 'ties'>;

/** Says a delivery from the data of this moment: its entries, compared with what this subscriber was last told. */
export async function compose(
  store: ComposeReads,
  delivery: ClaimedDelivery,
  deps: ComposeDeps,
): Promise<Composed> {
  if (delivery.kind === 'operator') return await composeNotice(store, delivery, deps);
  const candidates = await candidatesOf(store, delivery);
  const said = new Set<number>();
  const lines: Line[] = [];
  for (const candidate of candidates) {
    const line = said.has(candidate.entry.procurementId) ? undefined : lineOf(candidate, deps);
    if (line === undefined) continue;
    said.add(candidate.entry.procurementId);
    lines.push(line);
  }
  const told = lines.map((line) => line.told);
  const kept = new Set(told.map((one) => one.entry));
  return {
    message:
      lines.length === 0
        ? undefined
        : await messageOf(store, { delivery, items: await withLookalikes(store, lines) }, deps),
    told,
    dropped: candidates.map((one) => one.entry).filter((entry) => !kept.has(entry)),
  };
}

/** To the operator, about a portal as it is now. */
async function composeNotice(
  store: ComposeReads,
  { key, kind, cadence, messageId }: ClaimedDelivery,
  { clock }: ComposeDeps,
): Promise<Composed> {
  const states = await store.portals.states();
  const troubles = operatorLines(key, (portal) => states.find((state) => state.portal === portal));
  const rest = { kind, cadence, messageId, items: [], now: clock.now(), thread: undefined };
  return { message: troubles && { ...rest, troubles }, told: [], dropped: [] };
}

async function candidatesOf(store: ComposeReads, delivery: ClaimedDelivery): Promise<readonly Candidate[]> {
  const entries = (await store.ledger.of(delivery.id)).filter((entry) => entry.state === 'queued');
  const ids = [...new Set(entries.map((entry) => entry.procurementId))];
  const procurements = new Map((await store.procurements.byIds(ids)).map((one) => [one.id, one]));
  const about = await store.ledger.about(ids, delivery.subscriberId);
  const subscriptionIds = new Set(entries.flatMap((entry) => entry.subscriptionIds));
  const subscriptions = (await store.subscriptions.byIds([...subscriptionIds])).filter(
    (one) => one.state === 'active',
  );
  return entries.map((entry) => ({
    entry,
    procurement: procurements.get(entry.procurementId),
    own: subscriptions.filter((one) => entry.subscriptionIds.includes(one.id)),
    last: about.findLast((one) => one.state === 'told' && one.procurementId === entry.procurementId),
  }));
}

/** Each item with the procurements that may be the same: whoever reads two messages ought to know. */
async function withLookalikes(store: ComposeReads, lines: readonly Line[]): Promise<readonly MessageItem[]> {
  const seen = await store.ties.possibly(lines.map(({ item }) => item.procurement.id));
  const others = [...seen.values()].flatMap((ties) => ties.map(({ otherId }) => otherId));
  const briefs = new Map((await store.procurements.byIds(others)).map((one) => [one.id, briefOf(one)]));
  return lines.map(({ item }) => {
    const ids = new Set((seen.get(item.procurement.id) ?? []).map(({ otherId }) => otherId));
    const possibly = [...ids].flatMap((id) => briefs.get(id) ?? []);
    return possibly.length === 0 ? item : { ...item, possibly };
  });
}

interface Saying {
  readonly delivery: ClaimedDelivery;
  readonly items: readonly MessageItem[];
}

/** A message about one procurement hangs on the first that this subscriber got about it; a digest stands alone. */
async function messageOf(
  store: ComposeReads,
  { delivery, items }: Saying,
  deps: ComposeDeps,
): Promise<Message> {
  const { kind, cadence, messageId, address, subscriberId } = delivery;
  const [only, ...more] = items;
  const isThreaded = kind !== 'digest' && only !== undefined && more.length === 0;
  const first = isThreaded ? await store.ledger.thread(subscriberId, only.procurement.id) : undefined;
  return {
    kind,
    cadence,
    items,
    troubles: kind === 'digest' ? deps.troubles(await store.portals.states(), deps.clock.now()) : [],
    now: deps.clock.now(),
    messageId,
    thread: address.channel === 'email' ? first?.messageId : first?.reference,
  };
}

interface Line {
  readonly item: MessageItem;
  readonly told: Told;
}

interface Candidate {
  readonly entry: LedgerEntry;
  readonly procurement: Procurement | undefined;
  readonly own: readonly Subscription[];
  readonly last: LedgerEntry | undefined;
}

function lineOf({ entry, procurement, own, last }: Candidate, deps: TellDeps): Line | undefined {
  if (procurement === undefined || own.length === 0) return undefined;
  const state = materialState(procurement.view);
  const document = documentOf(procurement);
  const now = deps.clock.now();
  // By now it may have been cancelled, moved back or told by another way: what is due is asked again (faults 10 and 11).
  const due = whatIsDue({
    view: procurement.view,
    state,
    told: last === undefined ? [] : [last],
    matches: own.some((one) => matches(deps.queryOf(one.query), document, now)),
    moved: true,
    isDisowned: isDisowned(procurement.classification),
    wanted: new Set(own.flatMap((one) => one.wanted)),
    now,
  });
  if (due === undefined) return undefined;
  const kind = due === 'new' && entry.kind === 'offered' ? 'offered' : due;
  return {
    item: {
      procurement,
      kind,
      changes: last === undefined ? [] : changesBetween(last.told, state),
      because: own.map((one) => ({
        query: one.query,
        reasons: because(deps.queryOf(one.query), document, now),
      })),
    },
    told: { entry, kind, state },
  };
}
