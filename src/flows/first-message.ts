import type { FirstMessage, LedgerEntry, MessageItem, ToldKind } from '../domain/delivery.ts';
import { grouped } from '../domain/grouped.ts';
import type { Reads, ThreadRoot } from '../domain/ports.ts';
import type { QueryReader } from './audience.ts';
import { itemsOf } from './rest.ts';

interface Hanging {
  readonly root: ThreadRoot;
  readonly subscriberId: number;
  /** What the reply tells. */
  readonly news: MessageItem;
}

interface FirstDeps extends QueryReader {
  readonly clock: { now(): number };
}

type FirstReads = Pick<Reads, 'ledger' | 'procurements' | 'subscriptions' | 'deliveries'>;

/**
 * The message on which a reply hangs, as it reads when the reply is told: all that stands in it as it is now, each with what was
 * told of it last.
 */
export async function firstAsItIs(
  tx: FirstReads,
  { root: { deliveryId, kind }, subscriberId, news }: Hanging,
  deps: FirstDeps,
): Promise<FirstMessage> {
  const left = await tx.deliveries.left(deliveryId);
  const entries = await tx.ledger.of(deliveryId);
  const ids = new Set(entries.map((entry) => entry.procurementId));
  for (const id of left) ids.delete(id);
  const last = lastTold(await tx.ledger.about([...ids], subscriberId));
  const procurements = await tx.procurements.byIds([...ids]);
  const said = entries.map((entry) => ({ ...entry, kind: last.get(entry.procurementId) ?? entry.kind }));
  const items = await itemsOf(procurements, said, { ...deps, store: tx });
  return {
    kind,
    deliveryId,
    left: left.length,
    items: items.map((item) => {
      if (item.procurement.id !== news.procurement.id) return item;
      // A reminder is no change: what stood there stands.
      return news.kind === 'closing' ? item : { ...item, kind: news.kind };
    }),
  };
}

/** Of each procurement, by its number; reminders count for nothing. */
function lastTold(entries: readonly LedgerEntry[]): ReadonlyMap<number, ToldKind> {
  const told = entries.filter(({ state, kind }) => state === 'told' && kind !== 'closing');
  return new Map(
    [...grouped(told, (entry) => entry.procurementId)].flatMap(([id, all]) => {
      const newest = all.at(-1);
      return newest === undefined ? [] : [[id, newest.kind] as const];
    }),
  );
}
