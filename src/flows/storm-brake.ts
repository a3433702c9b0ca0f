import type { Transaction } from '../domain/ports.ts';
import type { OperatorNote } from './operator-note.ts';
import type { Run } from './queue-tellings.ts';

export interface BrakeDeps {
  readonly clock: { now(): number };
  /** How many deliveries one run may queue before the rest is held for the operator; as many as it likes without it. */
  readonly holdAbove?: number | undefined;
  /** Queues word to whoever runs this; without it nobody is told. */
  readonly tellOperator?: ((tx: Transaction, note: OperatorNote) => Promise<void>) | undefined;
}

/** How many each run has queued; a run ends with the process that reads, at the latest. */
const queuedBy = new WeakMap<Run, number>();

/**
 * A portal that publishes its whole past anew, or a mistake of ours, would reach everybody within minutes: what one run queues
 * beyond a number is held, and the operator told once a day. The ledger knows of it as of whatever waits, so that nothing is
 * told twice meanwhile.
 */
export async function brake(
  tx: Transaction,
  { ids, run }: { readonly ids: readonly number[]; readonly run: Run },
  { clock, holdAbove = Infinity, tellOperator }: BrakeDeps,
): Promise<void> {
  const before = queuedBy.get(run) ?? 0;
  queuedBy.set(run, before + ids.length);
  const held = ids.slice(Math.max(0, holdAbove - before));
  if (held.length === 0) return;
  const reason = `one run queued more than ${holdAbove} deliveries`;
  await tx.deliveries.hold(held, { code: 'storm', reason });
  await tellOperator?.(tx, { sending: 'held', at: clock.now() });
}
