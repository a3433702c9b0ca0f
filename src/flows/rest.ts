import type { DeliveryRecord, LedgerEntry, MessageItem } from '../domain/delivery.ts';
import type { Reads } from '../domain/ports.ts';
import type { Procurement } from '../domain/procurement.ts';
import type { Subscription } from '../domain/subscription.ts';
import { describeQuery } from '../match/describe.ts';
import { documentOf } from '../match/document.ts';
import { frameworksOfOthers } from '../match/effective.ts';
import { because } from '../match/evaluate.ts';
import { readActLink, type ActLinkDeps } from './act-link.ts';
import type { QueryReader } from './audience.ts';

/** Procurements on one page. */
const PAGE = 100;

export interface RestDeps extends QueryReader, ActLinkDeps {
  readonly store: ActLinkDeps['store'] & Pick<Reads, 'deliveries'>;
}

/** What a message had no room for, one page of it, each as it is now. */
export interface Rest {
  readonly items: readonly MessageItem[];
  /** How many there are on all pages. */
  readonly total: number;
  /** From 1. */
  readonly page: number;
  readonly pages: number;
  /** True where everything had room: then it is the whole message. */
  readonly isWhole: boolean;
  readonly sentAt: number | undefined;
}

/** The rest of the message whose secret this is, in the order in which it would have stood. Undefined where the link leads nowhere. */
export async function restOf(
  { secret, page }: { readonly secret: string; readonly page: number },
  deps: RestDeps,
): Promise<Rest | undefined> {
  const link = await readActLink(secret, deps);
  const { store } = deps;
  const [delivery] = link?.deliveryId === undefined ? [] : await store.deliveries.byIds([link.deliveryId]);
  if (delivery === undefined) return undefined;
  const left = await store.deliveries.left(delivery.id);
  const entries = await store.ledger.of(delivery.id);
  const ids = left.length > 0 ? left : [...new Set(entries.map((entry) => entry.procurementId))];
  const pages = Math.max(1, Math.ceil(ids.length / PAGE));
  const shown = Math.min(Math.max(1, page), pages);
  const onPage = await store.procurements.byIds(ids.slice((shown - 1) * PAGE, shown * PAGE));
  return {
    items: await itemsOf(onPage, entries, deps),
    total: ids.length,
    page: shown,
    pages,
    isWhole: left.length === 0,
    sentAt: sentAtOf(delivery),
  };
}

function sentAtOf({ state, doneAt }: DeliveryRecord): number | undefined {
  return state === 'sent' ? doneAt : undefined;
}

async function itemsOf(
  procurements: readonly Procurement[],
  entries: readonly LedgerEntry[],
  deps: RestDeps,
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
function itemOf({ procurement, kind, own }: Listed, { queryOf, clock }: RestDeps): MessageItem {
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
