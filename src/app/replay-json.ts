import type { Replayed } from '../domain/replayed.ts';
import type { Subscription } from '../domain/subscription.ts';

interface Asked {
  readonly subscription: Subscription;
  readonly from: number;
  readonly to: number;
}

/** What `replay --json` prints. `subscription` is null for a query that is not saved. */
export function replayJson({ items, weeks, walked }: Replayed, { subscription, from, to }: Asked): object {
  const { id, query, cadence, wanted } = subscription;
  const kinds = [...new Set(items.map(({ kind }) => kind))];
  return {
    subscription: id === 0 ? null : id,
    query,
    cadence,
    wanted,
    from: iso(from),
    to: iso(to),
    total: items.length,
    messages: cadence === 'instant' ? items.length : new Set(items.map(({ at }) => at)).size,
    kinds: Object.fromEntries(kinds.map((kind) => [kind, items.filter((item) => item.kind === kind).length])),
    weeks,
    walked,
    items: items.map(({ at, procurementId, buyer, notOpenToYou, ...item }) => ({
      at: iso(at),
      id: procurementId,
      ...item,
      buyer: buyer ?? null,
      notOpenToYou: notOpenToYou ?? null,
    })),
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
