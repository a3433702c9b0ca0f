import type { DeliveryKind } from '../domain/delivery.ts';
import type { Reads, Store, Transaction } from '../domain/ports.ts';
import type { Token } from '../domain/sign-up.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { TellDeps } from './tellings.ts';
import { tellMissed } from './wake.ts';

const DAY = 86_400_000;
const REASON = 'unsubscribed by its subscriber';

export interface LeaveDeps extends TellDeps {
  readonly store: Store;
}

/** What an unsubscribe link is about. */
export interface Leaving {
  /** What its message told of and is not ended yet. */
  readonly told: readonly Subscription[];
  /** What else its reader has. */
  readonly besides: readonly Subscription[];
  /** What it ended in the last day, and can begin again. */
  readonly ended: readonly Subscription[];
}

/** Of the reader's subscriptions: all that the message told of, one, or every one. */
export type Which = 'told' | 'everything' | { readonly subscriptionId: number };

/** Nothing: what a link answers that is nobody's. */
const NOTHING: Leaving = { told: [], besides: [], ended: [] };

/** Changes nothing. */
export async function whatEnds(secret: string, { store, clock }: LeaveDeps): Promise<Leaving> {
  const token = await store.tokens.find('unsubscribe', secret);
  return token === undefined ? NOTHING : await leavingOf(store, token, clock.now());
}

/** Ends them with what waits to be told of them alone. Ending what has ended changes nothing. */
export async function leave(secret: string, which: Which, { store, clock }: LeaveDeps): Promise<Leaving> {
  const now = clock.now();
  return await store.transaction(async (tx) => {
    const token = await tx.tokens.find('unsubscribe', secret);
    if (token === undefined) return NOTHING;
    const { told, besides, ended } = await leavingOf(tx, token, now);
    const live = which === 'told' ? told : [...told, ...besides];
    const ending = typeof which === 'string' ? live : live.filter((one) => one.id === which.subscriptionId);
    if (ending.length === 0) return { told, besides, ended };
    await end(tx, ending, now);
    const ids = [...ended, ...ending].map((one) => one.id);
    await tx.tokens.ended(token.id, [...new Set(ids)], now);
    return await leavingOf(tx, { ...token, ended: ids, usedAt: now }, now);
  });
}

/** Within a day, what the link ended goes on as it was: all of it, or one. What was missed at once is told at once. */
export async function undoLeaving(
  secret: string,
  subscriptionId: number | undefined,
  deps: LeaveDeps,
): Promise<Leaving & { readonly revived: readonly Subscription[] }> {
  const now = deps.clock.now();
  return await deps.store.transaction(async (tx) => {
    const token = await tx.tokens.find('unsubscribe', secret);
    if (token === undefined) return { ...NOTHING, revived: [] };
    const { ended } = await leavingOf(tx, token, now);
    const back = ended.map((one) => one.id).filter((id) => id === (subscriptionId ?? id));
    const revived = await revive(tx, back, deps);
    const rest = token.ended.filter((id) => !back.includes(id));
    if (back.length > 0) await tx.tokens.ended(token.id, rest, token.usedAt ?? now);
    return { ...(await leavingOf(tx, { ...token, ended: rest }, now)), revived };
  });
}

/** Ends subscriptions of one subscriber, and cancels what waits to be sent and has nothing else to tell. */
export async function end(
  tx: Transaction,
  subscriptions: readonly Subscription[],
  now: number,
): Promise<void> {
  for (const { id } of subscriptions)
    await tx.subscriptions.end({ subscriptionId: id }, 'ended', REASON, now);
  for (const subscriberId of new Set(subscriptions.map((one) => one.subscriber.id))) {
    const idle = await idleOf(tx, subscriberId);
    await tx.deliveries.close(idle, 'cancelled', { code: 'unsubscribed', reason: REASON }, now);
    // Kept for as long as it may be undone: what would be told of nothing that lives is told to nobody.
    await tx.ledger.free(idle);
  }
}

/** Begins ended subscriptions of one subscriber again; answers those that did. */
export async function revive(
  tx: Transaction,
  subscriptionIds: readonly number[],
  deps: TellDeps,
): Promise<readonly Subscription[]> {
  const ids = await tx.subscriptions.revive(subscriptionIds, deps.clock.now());
  await tellMissed(tx, ids, deps);
  return await tx.subscriptions.byIds(ids);
}

async function leavingOf(
  reads: Pick<Reads, 'subscriptions' | 'deliveries' | 'ledger'>,
  token: Token,
  now: number,
): Promise<Leaving> {
  const all = await reads.subscriptions.ofSubscriber(token.subscriberId);
  const live = all.filter((one) => one.state !== 'ended');
  const toldIds = await toldBy(reads, token);
  const told = live.filter((one) => toldIds === 'all' || toldIds.has(one.id));
  const isUndoable = token.usedAt !== undefined && token.usedAt > now - DAY;
  return {
    told,
    besides: live.filter((one) => !told.includes(one)),
    ended: isUndoable ? all.filter((one) => one.state === 'ended' && token.ended.includes(one.id)) : [],
  };
}

/** Messages about one subscription, whose number stands in their key. */
const OF_ONE: ReadonlySet<DeliveryKind> = new Set(['nudge', 'broad', 'paused']);

/** The subscriptions that a message told of; all, where it names none. */
async function toldBy(
  { ledger, deliveries }: Pick<Reads, 'deliveries' | 'ledger'>,
  { deliveryId }: Token,
): Promise<ReadonlySet<number> | 'all'> {
  if (deliveryId === undefined) return 'all';
  const ids = new Set((await ledger.of(deliveryId)).flatMap((entry) => entry.subscriptionIds));
  if (ids.size > 0) return ids;
  const [record] = await deliveries.byIds([deliveryId]);
  if (record === undefined || !OF_ONE.has(record.kind)) return 'all';
  return new Set([Number(record.key.split('.')[1])]);
}

/** What somebody asked for by a page, or gets as the operator, is about no subscription. */
const OF_NONE: ReadonlySet<DeliveryKind> = new Set(['confirmation', 'manage', 'test', 'operator']);

/** Deliveries that wait to be sent and have nothing to tell any more. */
async function idleOf(tx: Transaction, subscriberId: number): Promise<readonly number[]> {
  const all = await tx.subscriptions.ofSubscriber(subscriberId);
  const live = new Set(all.filter((one) => one.state !== 'ended').map((one) => one.id));
  const ready = await tx.deliveries.byIds(await tx.deliveries.readyOf(subscriberId));
  const idle: number[] = [];
  for (const { id, kind } of ready) {
    if (OF_NONE.has(kind)) continue;
    const entries = await tx.ledger.of(id);
    const isWanted = entries.some((entry) => entry.subscriptionIds.some((one) => live.has(one)));
    if (live.size === 0 || (entries.length > 0 && !isWanted)) idle.push(id);
  }
  return idle;
}
