import type { DeliveryKind } from '../domain/delivery.ts';
import type { Reads, Store, Transaction } from '../domain/ports.ts';
import type { Token } from '../domain/sign-up.ts';
import type { Subscription } from '../domain/subscription.ts';
import { MANAGE_DAYS } from './links.ts';
import { stoppedBecause } from './suppressed.ts';
import { BY_OWNER, canBeTakenBack, takeBack } from './take-back.ts';
import type { TellDeps } from './tellings.ts';

const DAY = 86_400_000;

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
  /**
   * Those of them, by their ids, that a page may not name: the link never expires, and a mail of long ago may have been passed
   * on. It can end them all the same.
   */
  readonly unnamed: ReadonlySet<number>;
}

/** Of the reader's subscriptions: all that the message told of, one, or every one. */
export type Which = 'told' | 'everything' | { readonly subscriptionId: number };

/** Nothing: what a link answers that is nobody's. */
const NOTHING: Leaving = { told: [], besides: [], ended: [], unnamed: new Set() };

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
    const before = await leavingOf(tx, token, now);
    const { told, besides, ended } = before;
    const live = which === 'told' ? told : [...told, ...besides];
    const ending = typeof which === 'string' ? live : live.filter((one) => one.id === which.subscriptionId);
    if (ending.length === 0) return before;
    await end(tx, ending, now);
    const ids = [...ended, ...ending].map((one) => one.id);
    await tx.tokens.ended(token.id, [...new Set(ids)], now);
    return await leavingOf(tx, { ...token, ended: ids, usedAt: now }, now);
  });
}

/** `refused`: why nothing can be sent there any more, in words. */
export type Undone = Leaving & {
  readonly revived: readonly Subscription[];
  readonly refused?: string | undefined;
};

/** Within a day, what the link ended goes on as it was: all of it, or one. What was missed at once is told at once. */
export async function undoLeaving(
  secret: string,
  subscriptionId: number | undefined,
  deps: LeaveDeps,
): Promise<Undone> {
  const now = deps.clock.now();
  return await deps.store.transaction(async (tx) => {
    const token = await tx.tokens.find('unsubscribe', secret);
    if (token === undefined) return { ...NOTHING, revived: [] };
    const back = (await endedBy(tx, token, now)).filter((one) => one.id === (subscriptionId ?? one.id));
    const done = await takeBack(tx, back, deps);
    if ('refused' in done) return { ...(await leavingOf(tx, token, now)), revived: [], ...done };
    const revived = new Set(done.revived.map((one) => one.id));
    const rest = token.ended.filter((id) => !revived.has(id));
    if (revived.size > 0) await tx.tokens.ended(token.id, rest, token.usedAt ?? now);
    return { ...(await leavingOf(tx, { ...token, ended: rest }, now)), ...done };
  });
}

/** Ends what a message told its subscriber of. */
export async function endTold(
  tx: Transaction,
  { subscriberId, deliveryId }: { readonly subscriberId: number; readonly deliveryId: number },
  now: number,
): Promise<void> {
  const all = await tx.subscriptions.ofSubscriber(subscriberId);
  const live = all.filter((one) => one.state !== 'ended');
  await end(tx, toldOf(live, await toldBy(tx, deliveryId)), now);
}

/** Ends subscriptions of one subscriber, and cancels what waits to be sent and has nothing else to tell. */
export async function end(
  tx: Transaction,
  subscriptions: readonly Subscription[],
  now: number,
): Promise<void> {
  for (const { id } of subscriptions)
    await tx.subscriptions.end({ subscriptionId: id }, 'ended', BY_OWNER, now);
  for (const subscriberId of new Set(subscriptions.map((one) => one.subscriber.id))) {
    const idle = await idleOf(tx, subscriberId);
    await tx.deliveries.close(idle, 'cancelled', { code: 'unsubscribed', reason: BY_OWNER }, now);
    // Kept for as long as it may be undone: what would be told of nothing that lives is told to nobody.
    await tx.ledger.free(idle);
  }
}

async function leavingOf(
  reads: Pick<Reads, 'subscriptions' | 'deliveries' | 'ledger' | 'suppressions'>,
  token: Token,
  now: number,
): Promise<Leaving> {
  const all = await reads.subscriptions.ofSubscriber(token.subscriberId);
  const live = all.filter((one) => one.state !== 'ended');
  const toldIds = await toldBy(reads, token.deliveryId);
  const told = toldOf(live, toldIds);
  const address = all[0]?.subscriber.address;
  const isStopped = address !== undefined && (await stoppedBecause(reads, address)) !== undefined;
  return {
    told,
    besides: live.filter((one) => !told.includes(one)),
    ended: isStopped ? [] : await endedBy(reads, token, now),
    unnamed: unnamedOf(all, { toldIds, token, now }),
  };
}

/** For as long as a mail opens the page of what somebody has, it names all that; then what it told of when it was sent. */
function unnamedOf(
  all: readonly Subscription[],
  {
    toldIds,
    token,
    now,
  }: { readonly toldIds: ReadonlySet<number> | 'all'; readonly token: Token; readonly now: number },
): ReadonlySet<number> {
  if (token.createdAt + MANAGE_DAYS * DAY > now) return new Set();
  const told = toldOf(all, toldIds).filter((one) => one.createdAt <= token.createdAt);
  return new Set(all.filter((one) => !told.includes(one)).map((one) => one.id));
}

/** What a link ended in the last day, and can go on. */
async function endedBy(
  reads: Pick<Reads, 'subscriptions'>,
  { ended, usedAt }: Token,
  now: number,
): Promise<readonly Subscription[]> {
  if (usedAt === undefined || usedAt <= now - DAY) return [];
  return await canBeTakenBack(reads, await reads.subscriptions.byIds(ended));
}

/** Messages about one subscription, whose number stands in their key. */
const OF_ONE: ReadonlySet<DeliveryKind> = new Set(['nudge', 'broad', 'paused']);

/** Of a subscriber's subscriptions, those that a message told of. */
function toldOf(
  subscriptions: readonly Subscription[],
  ids: ReadonlySet<number> | 'all',
): readonly Subscription[] {
  return subscriptions.filter((one) => ids === 'all' || ids.has(one.id));
}

/** The subscriptions that a message told of; all, where it names none. */
async function toldBy(
  { ledger, deliveries }: Pick<Reads, 'deliveries' | 'ledger'>,
  deliveryId: number | undefined,
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
