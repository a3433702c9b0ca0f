import type { DeliveryRecord, LedgerEntry, MessageItem } from '../domain/delivery.ts';
import type { Reads } from '../domain/ports.ts';
import type { Procurement } from '../domain/procurement.ts';
import type { Subscription } from '../domain/subscription.ts';
import { describeQuery } from '../match/describe.ts';
import { documentOf } from '../match/document.ts';
import { frameworksOfOthers } from '../match/effective.ts';
import { because, matches } from '../match/evaluate.ts';
import { readActLink, type ActLinkDeps } from './act-link.ts';
import { askedBy, type QueryReader } from './audience.ts';
import { offeredTo, openFor, unknownOf } from './open-besides.ts';

/** Procurements on one page. */
const PAGE = 100;

export interface RestDeps extends QueryReader, ActLinkDeps {
  readonly store: ActLinkDeps['store'] & Pick<Reads, 'deliveries'>;
}

/** What belongs to a message and did not stand in it, one page of it, each as it is now. */
export interface Rest {
  /** What had no room; the whole message where everything had; or what else is open. */
  readonly what: 'rest' | 'whole' | 'open';
  readonly items: readonly MessageItem[];
  /** How many there are on all pages; undefined where nobody has counted them. */
  readonly total: number | undefined;
  /** From 1. */
  readonly page: number;
  readonly pages: number;
  readonly sentAt: number | undefined;
}

/** A page of the message whose secret this is. */
export interface RestWish {
  readonly secret: string;
  readonly page: number;
}

/** What a message had no room for, in the order in which it would have stood. Undefined where the link leads nowhere. */
export async function restOf({ secret, page }: RestWish, deps: RestDeps): Promise<Rest | undefined> {
  const delivery = await deliveryOf(secret, deps);
  if (delivery === undefined) return undefined;
  const { store } = deps;
  const left = await store.deliveries.left(delivery.id);
  const entries = await store.ledger.of(delivery.id);
  const isWhole = left.length === 0;
  // Two of them may be one by now.
  const all = await store.procurements.byIds(isWhole ? entries.map((entry) => entry.procurementId) : left);
  const place = placeIn(page, all.length);
  return {
    what: isWhole ? 'whole' : 'rest',
    items: await itemsOf(all.slice(place.offset, place.offset + PAGE), entries, deps),
    total: all.length,
    page: place.page,
    pages: place.pages,
    sentAt: sentAtOf(delivery),
  };
}

/** What is open now besides what the message offered, newest first: what its reader was told of or has muted is left out. */
export async function openBesidesOf({ secret, page }: RestWish, deps: RestDeps): Promise<Rest | undefined> {
  const delivery = await deliveryOf(secret, deps);
  if (delivery === undefined) return undefined;
  const { store, queryOf, clock } = deps;
  const subscriptions = await offeredTo(store, await store.ledger.of(delivery.id));
  const { total } = await openFor(store, { subscriptions, page: { limit: 0, offset: 0 } }, deps);
  const place = placeIn(page, total);
  const { procurements } = await openFor(
    store,
    { subscriptions, page: { limit: PAGE, offset: place.offset } },
    deps,
  );
  const unknown = await unknownOf(store, { subscriptions, procurements }, { queryOf });
  const now = clock.now();
  return {
    what: 'open',
    items: unknown.map((procurement) => {
      const document = documentOf(procurement);
      const own = subscriptions.filter((one) => matches(askedBy(one, { queryOf }), document, now));
      return itemOf({ procurement, kind: 'offered', own }, deps);
    }),
    total: place.pages === 1 ? unknown.length : undefined,
    page: place.page,
    pages: place.pages,
    sentAt: sentAtOf(delivery),
  };
}

async function deliveryOf(secret: string, deps: RestDeps): Promise<DeliveryRecord | undefined> {
  const link = await readActLink(secret, deps);
  if (link?.deliveryId === undefined) return undefined;
  const [delivery] = await deps.store.deliveries.byIds([link.deliveryId]);
  return delivery;
}

/** The page that was asked for, or the last there is. */
function placeIn(
  page: number,
  count: number,
): { readonly page: number; readonly pages: number; readonly offset: number } {
  const pages = Math.max(1, Math.ceil(count / PAGE));
  const shown = Math.min(Math.max(1, page), pages);
  return { page: shown, pages, offset: (shown - 1) * PAGE };
}

function sentAtOf({ state, doneAt }: DeliveryRecord): number | undefined {
  return state === 'sent' ? doneAt : undefined;
}

interface ItemDeps extends QueryReader {
  readonly store: { readonly subscriptions: Pick<Reads['subscriptions'], 'byIds'> };
  readonly clock: { now(): number };
}

/** Procurements of a message as they stand now, by the entries that told them. */
export async function itemsOf(
  procurements: readonly Procurement[],
  entries: readonly LedgerEntry[],
  deps: ItemDeps,
): Promise<readonly MessageItem[]> {
  const byProcurement = new Map(entries.map((entry) => [entry.procurementId, entry]));
  const ids = new Set(entries.flatMap((entry) => entry.subscriptionIds));
  const subscriptions = await deps.store.subscriptions.byIds([...ids]);
  return procurements.map((procurement) => {
    const entry = byProcurement.get(procurement.id);
    const own = subscriptions.filter((one) => entry?.subscriptionIds.includes(one.id));
    return itemOf({ procurement, kind: entry?.kind ?? 'new', own }, deps);
  });
}

interface Listed extends Pick<MessageItem, 'procurement' | 'kind'> {
  readonly own: readonly Subscription[];
}

/** As it stands now, so that there is nothing that was and is otherwise now. */
function itemOf(
  { procurement, kind, own }: Listed,
  { queryOf, clock }: Omit<ItemDeps, 'store'>,
): MessageItem {
  const document = documentOf(procurement);
  const subscriber = own[0]?.subscriber;
  return {
    procurement,
    kind,
    changes: [],
    because: own.map(({ id, query: text }) => {
      const query = queryOf(text);
      const reasons = because(query, document, clock.now());
      return { subscriptionId: id, query: text, described: describeQuery(query), reasons };
    }),
    notOpenToYou: subscriber && frameworksOfOthers(subscriber, procurement, document),
  };
}
