import type { FirstMessage, LedgerEntry, MessageItem, ToldKind } from '../domain/delivery.ts';
import { grouped } from '../domain/grouped.ts';
import type { Reads, ThreadRoot } from '../domain/ports.ts';
import type { QueryReader } from './audience.ts';
import { itemsOf } from './rest.ts';

interface Hanging {
  readonly root: Pick<ThreadRoot, 'deliveryId' | 'kind'>;
  readonly subscriberId: number;
  /** What a reply tells that is about to be sent. */
  readonly news?: MessageItem | undefined;
}

interface FirstDeps extends QueryReader {
  readonly clock: { now(): number };
}

type FirstReads = Pick<Reads, 'ledger' | 'procurements' | 'subscriptions' | 'deliveries'>;

/**
 * The message at the head of a thread, as it reads when `news` is told: all that stands in it as it is now, each with what was told
 * of it last. What had no room in it is counted with it: nobody reads why it came.
 */
export async function firstAsItIs(
  tx: FirstReads,
  { root: { deliveryId, kind }, subscriberId, news }: Hanging,
  deps: FirstDeps,
): Promise<FirstMessage> {
  const left = await tx.procurements.byIds(await tx.deliveries.left(deliveryId));
  const entries = await tx.ledger.of(deliveryId);
  const hidden = new Set(left.map(({ id }) => id));
  const ids = [...new Set(entries.map((entry) => entry.procurementId))];
  const last = lastTold(await tx.ledger.about(ids, subscriberId));
  // A reminder is no change: what stood there stands.
  if (news !== undefined && news.kind !== 'closing') last.set(news.procurement.id, news.kind);
  const said = entries.map((entry) => ({ ...entry, kind: last.get(entry.procurementId) ?? entry.kind }));
  const shown = await tx.procurements.byIds(ids.filter((id) => !hidden.has(id)));
  const kinds = new Map(said.map((entry) => [entry.procurementId, entry.kind]));
  return {
    kind,
    deliveryId,
    items: await itemsOf(shown, said, { ...deps, store: tx }),
    left: left.map((procurement) => ({
      procurement,
      kind: kinds.get(procurement.id) ?? 'new',
      changes: [],
      because: [],
    })),
  };
}

/** Of each procurement, by its number; reminders count for nothing. */
function lastTold(entries: readonly LedgerEntry[]): Map<number, ToldKind> {
  const told = entries.filter(({ state, kind }) => state === 'told' && kind !== 'closing');
  return new Map(
    [...grouped(told, (entry) => entry.procurementId)].flatMap(([id, all]) => {
      const newest = all.at(-1);
      return newest === undefined ? [] : [[id, newest.kind] as const];
    }),
  );
}
