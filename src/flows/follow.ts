import { materialState } from '../dedupe/material.ts';
import type { Transaction } from '../domain/ports.ts';
import type { Procurement } from '../domain/procurement.ts';
import type { LedgerEntry } from '../domain/delivery.ts';
import {
  rings,
  type Address,
  type Cadence,
  type Consent,
  type Mute,
  type Subscription,
  type Wanted,
} from '../domain/subscription.ts';
import { documentOf } from '../match/document.ts';
import { buyerText, effectiveQuery, muteOf, soleLeaf, supplierText } from '../match/effective.ts';
import { matches } from '../match/evaluate.ts';
import { followedBy } from '../match/following.ts';
import { parseQuery } from '../match/parse.ts';
import { mutesOf, type MuteDeps } from './mute.ts';
import { BY_OPERATOR } from './subscribe.ts';
import { tellersOf } from './tellings.ts';

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

interface Follower {
  readonly address: Address;
  readonly cadence: Cadence;
  /** The Slack user who does it. */
  readonly maker?: string | undefined;
  /** The operator's word without it. */
  readonly consent?: Omit<Consent, 'at'> | undefined;
}

/** A follow is a subscription that asks for nothing but a name, so that it is listed, paused and ended as others are. */
export async function follow(who: Follower, wish: FollowWish, deps: MuteDeps): Promise<Following> {
  return await deps.store.transaction(async (tx) => {
    const [procurement] =
      wish.kind === 'procurement' ? await tx.procurements.byIds([wish.procurementId]) : [];
    const query = queryFor(wish, procurement);
    if (query === undefined) return { refused: refusalOf(wish) };
    const at = deps.clock.now();
    const consent = { ...(who.consent ?? BY_OPERATOR), at };
    const { id: subscriberId } = await tx.subscriptions.subscriber(who.address);
    const before = procurement && (await followOf(tx, { procurement, subscriberId, ...who, at }));
    const followed = before && (await wantingMore(tx, before, { wanted: WANTS[wish.kind], at }));
    const added = followed
      ? undefined
      : await tx.subscriptions.add({ ...who, query, wanted: WANTS[wish.kind], consent });
    const subscription =
      followed ?? added ?? (await tx.subscriptions.same(subscriberId, { query, cadence: who.cadence }));
    if (subscription === undefined) throw new Error('a subscription was neither kept nor there before');
    const unmuted = subscription.subscriber.mutes.filter((one) => contradicts(one, wish, procurement));
    await tx.subscriptions.unmute(unmuted.map((one) => one.id));
    if (added !== undefined && procurement !== undefined) await knows(tx, { procurement, subscription, at });
    const isKnown = added === undefined && followed === before;
    return { subscription, isKnown, unmuted };
  });
}

/** The same where it wants all that already: one that only reminds of the deadline begins to follow. */
async function wantingMore(
  tx: Transaction,
  before: Subscription,
  { wanted, at }: { readonly wanted: readonly Wanted[]; readonly at: number },
): Promise<Subscription> {
  const more = wanted.filter((one) => !before.wanted.includes(one));
  if (more.length === 0) return before;
  return (await tx.subscriptions.change(before.id, { wanted: [...before.wanted, ...more] }, at)) ?? before;
}

interface Sought {
  readonly procurement: Procurement;
  readonly subscriberId: number;
  readonly cadence: Cadence;
  readonly at: number;
}

/** What follows a procurement already, by whichever of its notices was the newest then. */
export async function followOf(
  tx: Transaction,
  { procurement, subscriberId, cadence, at }: Sought,
): Promise<Subscription | undefined> {
  const own = await tx.subscriptions.ofSubscriber(subscriberId);
  return followsOf(own, procurement, at).find((one) => one.cadence === cadence);
}

/** Those that have not ended and follow this procurement, by whichever of its notices. */
export function followsOf(
  subscriptions: readonly Subscription[],
  procurement: Procurement,
  at: number,
): readonly Subscription[] {
  const document = documentOf(procurement);
  return subscriptions.filter((one) => {
    if (one.state === 'ended') return false;
    const { query } = parseQuery(one.query);
    return followedBy(query) === 'procurement' && matches(query, document, at);
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
export function identifierFor({ view }: Procurement): string | undefined {
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

/**
 * Who begins to follow has seen how it stands: only what happens from now on is news. What was told before stands as it is, and
 * so does what is about to be told.
 */
export async function knows(tx: Transaction, { procurement, subscription, at }: Knowing): Promise<void> {
  const { id: subscriberId } = subscription.subscriber;
  const before = await tx.ledger.about([procurement.id], subscriberId);
  if (before.some((entry) => entry.state !== 'queued')) return;
  if (await isToBeTold(tx, before, { procurement, at })) return;
  const entry = {
    subscriberId,
    procurementId: procurement.id,
    kind: 'offered',
    subscriptionIds: [subscription.id],
    told: materialState(procurement.view),
  } as const;
  await tx.ledger.known([entry], at);
}

/** Whether any of these queued entries will be said: not where whoever wanted it is silent, has muted it or asks something else by now. */
async function isToBeTold(
  tx: Transaction,
  queued: readonly LedgerEntry[],
  { procurement, at }: Pick<Knowing, 'procurement' | 'at'>,
): Promise<boolean> {
  const document = documentOf(procurement);
  return (await tx.subscriptions.byIds([...tellersOf(queued)])).some((one) => {
    const { query } = parseQuery(one.query);
    if (!rings(one) || muteOf(one, query, document) !== undefined) return false;
    return matches(effectiveQuery(one, query), document, at);
  });
}
