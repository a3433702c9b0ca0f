import { materialState } from '../dedupe/material.ts';
import type { Transaction } from '../domain/ports.ts';
import type { Procurement } from '../domain/procurement.ts';
import type { Address, Cadence, Mute, Subscription, Wanted } from '../domain/subscription.ts';
import { buyerText, soleLeaf, supplierText } from '../match/effective.ts';
import { parseQuery } from '../match/parse.ts';
import { mutesOf, type MuteDeps } from './mute.ts';
import { BY_OPERATOR } from './subscribe.ts';

/** What somebody wants to hear of, by its name alone. */
export type FollowWish =
  | { readonly kind: 'procurement'; readonly procurementId: number }
  | { readonly kind: 'buyer'; readonly name: string }
  | { readonly kind: 'supplier'; readonly name: string };

export type Following =
  | {
      readonly subscription: Subscription;
      /** It was followed before: nothing was changed, but for mutes. */
      readonly isKnown: boolean;
      /** Mutes that said the opposite, and are taken back. */
      readonly unmuted: readonly Mute[];
    }
  | { readonly refused: string };

/** Of a procurement, how it goes on; of a supplier, what it wins. */
const WANTS: Readonly<Record<FollowWish['kind'], readonly Wanted[]>> = {
  procurement: ['changes', 'awards'],
  buyer: ['new', 'changes'],
  supplier: ['awards'],
};

/** A follow is a subscription that asks for nothing but a name, so that it is listed, paused and ended as others are. */
export async function follow(
  who: { readonly address: Address; readonly cadence: Cadence },
  wish: FollowWish,
  deps: MuteDeps,
): Promise<Following> {
  return await deps.store.transaction(async (tx) => {
    const [procurement] =
      wish.kind === 'procurement' ? await tx.procurements.byIds([wish.procurementId]) : [];
    const query = queryFor(wish, procurement);
    if (query === undefined) return { refused: refusalOf(wish) };
    const at = deps.clock.now();
    const consent = { ...BY_OPERATOR, at };
    const added = await tx.subscriptions.add({ ...who, query, wanted: WANTS[wish.kind], consent });
    const { id: subscriberId } = added?.subscriber ?? (await tx.subscriptions.subscriber(who.address));
    const subscription =
      added ?? (await tx.subscriptions.same(subscriberId, { query, cadence: who.cadence }));
    if (subscription === undefined) throw new Error('a subscription was neither kept nor there before');
    const unmuted = subscription.subscriber.mutes.filter((one) => contradicts(one, wish, procurement));
    await tx.subscriptions.unmute(unmuted.map((one) => one.id));
    if (added !== undefined && procurement !== undefined) await knows(tx, { procurement, subscription, at });
    return { subscription, isKnown: added === undefined, unmuted };
  });
}

function refusalOf(wish: FollowWish): string {
  if (wish.kind === 'procurement') return `there is no procurement ${wish.procurementId}`;
  return `'${wish.name}' is not the name of a ${wish.kind}`;
}

function queryFor(wish: FollowWish, procurement: Procurement | undefined): string | undefined {
  if (wish.kind === 'procurement') return procurement && identifierFor(procurement);
  const text = wish.kind === 'buyer' ? buyerText(wish.name) : supplierText(wish.name);
  return soleLeaf(text)?.kind === 'party' ? parseQuery(text).canonical : undefined;
}

/** The shortest text that names the newest of its notices that can be named. */
function identifierFor({ view }: Procurement): string | undefined {
  const newest = view.notices.toReversed();
  const texts = newest.flatMap(({ noticeId, url, ocid }) => [noticeId, url, ocid]);
  return texts
    .map((text) => parseQuery(text))
    .find(({ query }) => query.kind === 'identifier' && !query.negated)?.canonical;
}

function contradicts(mute: Mute, wish: FollowWish, procurement: Procurement | undefined): boolean {
  if (wish.kind === 'buyer')
    return mute.what.kind === 'buyer' && mute.what.name.toLowerCase() === wish.name.trim().toLowerCase();
  return procurement !== undefined && mutesOf({ mutes: [mute] }, procurement).length > 0;
}

interface Knowing {
  readonly procurement: Procurement;
  readonly subscription: Subscription;
  readonly at: number;
}

/** Who begins to follow has seen how it stands: only what happens from now on is news. What was told before stands as it is. */
async function knows(tx: Transaction, { procurement, subscription, at }: Knowing): Promise<void> {
  const { id: subscriberId } = subscription.subscriber;
  const before = await tx.ledger.about([procurement.id], subscriberId);
  if (before.length > 0) return;
  const entry = {
    subscriberId,
    procurementId: procurement.id,
    kind: 'offered',
    subscriptionIds: [subscription.id],
    told: materialState(procurement.view),
  } as const;
  await tx.ledger.known([entry], at);
}
