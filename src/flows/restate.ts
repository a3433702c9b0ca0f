import type { Quiet } from '../dedupe/quiet.ts';
import type { LedgerEntry } from '../domain/delivery.ts';
import { MATERIAL_FIELDS, type MaterialState } from '../domain/event.ts';
import { grouped } from '../domain/grouped.ts';
import type { Transaction } from '../domain/ports.ts';

export interface QuietDifference extends Quiet {
  readonly procurementId: number;
}

/**
 * A copy on another portal, or a better source for a field, is no news (docs/adr/0004-what-makes-two-notices-one.md):
 * whoever was told what the field said before is taken to know what it says now, so that a later change does not tell the
 * difference as if it had just come. Entries `besides` are left as they are.
 */
export async function restateQuietly(
  tx: Transaction,
  differences: readonly QuietDifference[],
  besides: ReadonlySet<number>,
): Promise<void> {
  if (differences.length === 0) return;
  const quiet = grouped(differences, (one) => one.procurementId);
  // Told or on its way: what is being sent counts as what it was rendered from.
  const entries = (await tx.ledger.about([...quiet.keys()])).filter(({ id }) => !besides.has(id));
  const restated = entries.flatMap((entry) => {
    const now = (quiet.get(entry.procurementId) ?? []).reduce(carriedOver, entry.told);
    return now === entry.told ? [] : [{ id: entry.id, told: now }];
  });
  await tx.ledger.restate(restated);
}

/** What somebody was told, where that is what was so, as it is now; what they have yet to hear stays as it was told. */
export function carriedOver(told: MaterialState, { was, now }: Quiet): MaterialState {
  const moved = MATERIAL_FIELDS.filter(
    (field) => now[field] !== undefined && was.some((state) => state[field] === told[field]),
  );
  return moved.length === 0
    ? told
    : { ...told, ...Object.fromEntries(moved.map((field) => [field, now[field]])) };
}

/** What is about to be sent tells what it was rendered from; most of it waited too short a time to have changed. */
export async function restateAsRendered(
  tx: Pick<Transaction, 'ledger'>,
  told: readonly { readonly entry: LedgerEntry; readonly state: MaterialState }[],
): Promise<void> {
  const changed = told.filter(({ entry, state }) =>
    MATERIAL_FIELDS.some((field) => entry.told[field] !== state[field]),
  );
  if (changed.length > 0)
    await tx.ledger.restate(changed.map(({ entry, state }) => ({ id: entry.id, told: state })));
}
