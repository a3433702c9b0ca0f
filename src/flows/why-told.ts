import type { DeliveryRecord, LedgerEntry } from '../domain/delivery.ts';
import type { Reads } from '../domain/ports.ts';
import type { ToldRecord } from '../domain/why.ts';
import type { WhyAsked } from './why.ts';

type ToldReads = Pick<Reads, 'ledger' | 'deliveries' | 'events'>;

/** Everything that the subscriber was told of a procurement or is about to be, oldest first, what died last. */
export async function toldRecords(
  { subscription, held }: WhyAsked,
  store: ToldReads,
): Promise<readonly ToldRecord[]> {
  const { id: subscriberId } = subscription.subscriber;
  const about = await store.ledger.about([held.id], subscriberId);
  const freed = (await store.ledger.freed(subscriberId)).filter((entry) => entry.procurementId === held.id);
  if (about.length + freed.length === 0) return [];
  // Nothing is told of it before it was first heard of.
  const [first] = await store.events.history(held.id);
  const records = await store.deliveries.records(subscriberId, first?.at ?? 0);
  return [...about, ...freed].map((entry) => ({
    entry,
    delivery:
      entry.state === 'freed' ? lost(records, entry) : records.find(({ id }) => id === entry.deliveryId),
    isOther: !entry.subscriptionIds.includes(subscription.id),
  }));
}

const LOST: ReadonlySet<DeliveryRecord['state']> = new Set(['failed', 'dead', 'cancelled']);

/** An entry that is freed names its message no more: it was the alert about this procurement, or else what died last. */
function lost(records: readonly DeliveryRecord[], entry: LedgerEntry): DeliveryRecord | undefined {
  const died = records.filter(({ state }) => LOST.has(state));
  const own = `.${entry.subscriberId}.${entry.procurementId}.`;
  const isAlert = ({ key }: DeliveryRecord): boolean =>
    key.startsWith(`alert${own}`) || key.startsWith(`reply${own}`);
  return died.findLast(isAlert) ?? died.at(-1);
}
