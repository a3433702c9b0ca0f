import type { ClaimedDelivery, DeliveryKind, LedgerEntry, Message, MessageItem } from '../domain/delivery.ts';
import type { Reads, Transaction } from '../domain/ports.ts';
import { briefOf } from '../domain/story.ts';
import { rings, type Subscription } from '../domain/subscription.ts';
import { linesOf, type Candidate, type Line, type Stumbled, type Told } from './compose-lines.ts';
import { composeWords, type WordsDeps } from './compose-words.ts';
import { firstAsItIs } from './first-message.ts';
import { linksFor } from './links.ts';
import { countOpenBesides } from './open-besides.ts';
import { periodOf } from './period.ts';
import type { TellDeps } from './tellings.ts';

export interface Composed {
  /** Undefined where nothing is left to say. */
  readonly message: Message | undefined;
  /** The delivery at the head of the thread in which it is to stand. */
  readonly rootId?: number | undefined;
  readonly told: readonly Told[];
  /** Entries whose news has been said meanwhile, or is no longer so. */
  readonly dropped: readonly LedgerEntry[];
  /** Entries that are told when a subscription that wants them is no longer paused. */
  readonly resting: readonly LedgerEntry[];
  /** The others go without them. */
  readonly stumbled: readonly Stumbled[];
}

export interface ComposeDeps extends TellDeps, WordsDeps {}

type ComposeReads = Pick<Reads, 'ledger' | 'portals' | 'procurements' | 'subscriptions' | 'ties'>;

/** Their deliveries carry entries of the ledger; all others say sentences. */
export const OF_PROCUREMENTS: ReadonlySet<DeliveryKind> = new Set(['alert', 'summary', 'digest']);

/**
 * Says a delivery from the data of this moment: its entries, compared with what this subscriber was last told. The secrets of
 * its links are made here, so that a message that is sent again has links of its own.
 */
export async function compose(
  tx: Transaction,
  delivery: ClaimedDelivery,
  deps: ComposeDeps,
): Promise<Composed> {
  if (!OF_PROCUREMENTS.has(delivery.kind))
    return {
      message: await composeWords(tx, delivery, deps),
      told: [],
      dropped: [],
      resting: [],
      stumbled: [],
    };
  const candidates = await candidatesOf(tx, delivery);
  const { lines, stumbled } = linesOf(candidates, deps);
  const [fault] = stumbled;
  if (fault !== undefined && lines.length === 0) throw fault.error;
  const told = lines.map((line) => line.told);
  const isKnown = candidates.some((one) => one.told.length > 0);
  const kept = new Set([...told, ...stumbled].map((one) => one.entry));
  const made =
    lines.length === 0
      ? undefined
      : await messageOf(tx, { delivery, items: await withLookalikes(tx, lines), isKnown }, deps);
  return {
    message: made?.message,
    rootId: made?.rootId,
    told,
    dropped: candidates.filter((one) => !one.isResting && !kept.has(one.entry)).map((one) => one.entry),
    resting: candidates.filter((one) => one.isResting).map((one) => one.entry),
    stumbled,
  };
}

async function candidatesOf(store: ComposeReads, delivery: ClaimedDelivery): Promise<readonly Candidate[]> {
  const entries = (await store.ledger.of(delivery.id)).filter((entry) => entry.state === 'queued');
  const ids = [...new Set(entries.map((entry) => entry.procurementId))];
  const procurements = new Map((await store.procurements.byIds(ids)).map((one) => [one.id, one]));
  const about = await store.ledger.about(ids, delivery.subscriberId);
  const subscriptionIds = new Set(entries.flatMap((entry) => entry.subscriptionIds));
  const subscriptions = await subscriptionsOf(store, [...subscriptionIds]);
  return entries.map((entry) => {
    const all = subscriptions.filter((one) => entry.subscriptionIds.includes(one.id));
    const own = all.filter(rings);
    return {
      entry,
      procurement: procurements.get(entry.procurementId),
      own,
      isResting: own.length === 0 && all.some((one) => one.state === 'paused'),
      told: about.filter((one) => one.state === 'told' && one.procurementId === entry.procurementId),
    };
  });
}

/** Most of them ring, and those are at hand. */
async function subscriptionsOf(
  { subscriptions }: Pick<Reads, 'subscriptions'>,
  ids: readonly number[],
): Promise<readonly Subscription[]> {
  const active = byNumber(await subscriptions.active());
  const found = ids.flatMap((id) => active.get(id) ?? []);
  const others = ids.filter((id) => !active.has(id));
  return others.length === 0 ? found : [...found, ...(await subscriptions.byIds(others))];
}

const numbered = new WeakMap<readonly Subscription[], ReadonlyMap<number, Subscription>>();

/** The store hands out the very same list until somebody changes it. */
function byNumber(active: readonly Subscription[]): ReadonlyMap<number, Subscription> {
  const known = numbered.get(active);
  if (known !== undefined) return known;
  const made = new Map(active.map((one) => [one.id, one]));
  numbered.set(active, made);
  return made;
}

/** Each item with the procurements that may be the same: whoever reads two messages ought to know. */
async function withLookalikes(store: ComposeReads, lines: readonly Line[]): Promise<readonly MessageItem[]> {
  const seen = await store.ties.possibly(lines.map(({ item }) => item.procurement.id));
  if (seen.size === 0) return lines.map(({ item }) => item);
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
  /** Whether this subscriber was told of any of it before. */
  readonly isKnown: boolean;
}

/** A message about one procurement hangs on the first that this subscriber got about it; a digest stands alone. */
async function messageOf(
  tx: Transaction,
  { delivery, items, isKnown }: Saying,
  deps: ComposeDeps,
): Promise<{ readonly message: Message; readonly rootId: number | undefined }> {
  const { id: deliveryId, kind, cadence, messageId, address, subscriberId } = delivery;
  const [only, ...more] = items;
  const isThreaded = isKnown && kind !== 'digest' && only !== undefined && more.length === 0;
  const root = isThreaded ? await tx.ledger.thread(subscriberId, only.procurement.id) : undefined;
  const isReply = address.channel === 'slack' && only !== undefined && root !== undefined;
  const run = kind === 'digest' ? await tx.runs.digestOf(deliveryId) : undefined;
  const message: Message = {
    deliveryId,
    kind,
    cadence,
    items,
    troubles: kind === 'digest' ? deps.troubles(await tx.portals.states(), deps.clock.now()) : [],
    openBesides: await countOpenBesides(tx, items, deps),
    links: await linksFor(tx, delivery, deps),
    period: run && periodOf(run),
    now: deps.clock.now(),
    messageId,
    thread: address.channel === 'email' ? root?.messageId : root?.reference,
    first: isReply ? await firstAsItIs(tx, { root, subscriberId, news: only }, deps) : undefined,
  };
  return { message, rootId: root?.deliveryId };
}
