import type { Correction } from '../domain/correction.ts';
import type { Mute, Address } from '../domain/subscription.ts';
import { reportIn } from './correct.ts';
import { muteProcurement, type MuteDeps } from './mute.ts';

export type NotRelevant =
  | { readonly mute: Mute; readonly correction: Correction; readonly isKnown: boolean }
  | { readonly refused: string };

export interface Dislike {
  readonly procurementId: number;
  readonly address: Address;
  readonly note: string | undefined;
}

/** A subscriber says that a procurement is nothing for it: it hears no more of it, and the operator may look whether it is IT at all. */
export async function notRelevant(
  { procurementId, address, note }: Dislike,
  { store, clock }: MuteDeps,
): Promise<NotRelevant> {
  return await store.transaction(async (tx) => {
    const at = clock.now();
    const subscriber = await tx.subscriptions.subscriberAt(address);
    if (subscriber === undefined) return { refused: 'nobody subscribes at this address' };
    const saying = { procurementId, says: { it: false }, note: note ?? 'not relevant' } as const;
    const reported = await reportIn(tx, saying, { from: subscriber.id, at });
    if ('refused' in reported) return reported;
    const [procurement] = await tx.procurements.byIds([procurementId]);
    if (procurement === undefined) return { refused: `there is no procurement ${procurementId}` };
    const { mute, isKnown } = await muteProcurement(tx, { subscriber, procurement, at });
    return { mute, correction: reported.correction, isKnown: isKnown && reported.isKnown };
  });
}
