import type { ToldKind } from '../domain/delivery.ts';
import type { Reads } from '../domain/ports.ts';
import type { Subscriber } from '../domain/subscription.ts';

/** What was told since an instant. */
export interface ToldLately {
  /** How many procurements each subscription told, by its number. */
  readonly bySubscription: ReadonlyMap<number, number>;
  /** How many procurements were told as what. */
  readonly byKind: ReadonlyMap<ToldKind, number>;
  readonly procurements: number;
}

/** What subscribers were told at or after `since`, UTC milliseconds; each procurement counts once. */
export async function toldLately(
  subscribers: readonly Pick<Subscriber, 'id'>[],
  since: number,
  { deliveries, ledger }: Pick<Reads, 'deliveries' | 'ledger'>,
): Promise<ToldLately> {
  const bySubscription = new Map<number, Set<number>>();
  const byKind = new Map<ToldKind, Set<number>>();
  const all = new Set<number>();
  for (const { id } of subscribers) {
    for (const record of await deliveries.records(id, since)) {
      if (record.state !== 'sent') continue;
      for (const { procurementId, kind, state, subscriptionIds } of await ledger.of(record.id)) {
        if (state !== 'told') continue;
        all.add(procurementId);
        addTo(byKind, kind, procurementId);
        for (const one of subscriptionIds) addTo(bySubscription, one, procurementId);
      }
    }
  }
  return { bySubscription: sizes(bySubscription), byKind: sizes(byKind), procurements: all.size };
}

function addTo<K>(sets: Map<K, Set<number>>, key: K, value: number): void {
  const held = sets.get(key);
  if (held === undefined) sets.set(key, new Set([value]));
  else held.add(value);
}

function sizes<K>(sets: ReadonlyMap<K, ReadonlySet<number>>): ReadonlyMap<K, number> {
  return new Map([...sets].map(([key, values]) => [key, values.size]));
}
