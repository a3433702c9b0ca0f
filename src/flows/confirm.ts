import type { Clock, Reads, Store, Transaction } from '../domain/ports.ts';
import type { Procurement } from '../domain/procurement.ts';
import type { SignUp, Token } from '../domain/sign-up.ts';
import type { Subscriber, Subscription } from '../domain/subscription.ts';
import { effectiveQuery } from '../match/effective.ts';
import { openOnly } from '../match/open-only.ts';
import type { Preview } from '../match/preview/preview.ts';
import { MANAGE_DAYS } from './links.ts';
import { preview } from './preview.ts';
import type { TellDeps } from './tellings.ts';
import { BOUNCES, liftBounces } from './suppressed.ts';
import { tellMissed } from './wake.ts';
import { wouldBe } from './would-be.ts';

const DAY = 86_400_000;
const MOST_SHOWN = 5;

export interface ConfirmDeps extends TellDeps {
  readonly store: Store;
  readonly clock: Clock;
}

/** What is asked for, and what it would bring. */
export interface Offered {
  readonly signUp: SignUp;
  readonly expected: Preview;
  /** How many match that are open now, and the first of them. */
  readonly openNow: number;
  readonly open: readonly Procurement[];
  /** Undefined before it is confirmed; then this subscriber's subscription. */
  readonly subscription: Subscription | undefined;
}

export interface Confirmed extends Offered {
  readonly subscription: Subscription;
  /** The same was subscribed to before: what it tells of is now as it was asked for last. */
  readonly isKnown: boolean;
  /** It was paused, and rings again. */
  readonly isResumed: boolean;
  /** Opens what this subscriber has, for as long as a mail's link does. */
  readonly manage: string;
}

/** What a confirmation link asks; undefined, whatever the reason, where it asks nothing (any more). Changes nothing. */
export async function lookAt(secret: string, deps: ConfirmDeps): Promise<Offered | undefined> {
  const asked = await askedBy(deps.store, secret, deps.clock.now());
  return asked && (await offeredTo(asked.signUp, undefined, deps));
}

/** The owner of the mailbox wants it. A link confirms once; undefined as for `lookAt`. */
export async function confirm(secret: string, deps: ConfirmDeps): Promise<Confirmed | undefined> {
  const now = deps.clock.now();
  const done = await deps.store.transaction(async (tx) => {
    const asked = await askedBy(tx, secret, now);
    return asked && (await keep(tx, asked, deps));
  });
  if (done === undefined) return undefined;
  const { signUp, ...rest } = done;
  return { ...(await offeredTo(signUp, rest.subscription, deps)), ...rest };
}

interface Asking {
  readonly token: Token;
  readonly signUp: SignUp;
}

type AskingReads = Pick<Reads, 'tokens' | 'signUps' | 'subscriptions' | 'suppressions'>;

async function askedBy(reads: AskingReads, secret: string, now: number): Promise<Asking | undefined> {
  const token = await reads.tokens.find('confirm', secret);
  if (token?.signUpId === undefined) return undefined;
  const signUp = await reads.signUps.byId(token.signUpId);
  if (signUp === undefined || signUp.confirmedAt !== undefined || signUp.expiresAt <= now) return undefined;
  const [subscriber] = await reads.subscriptions.subscribersByIds([signUp.subscriberId]);
  const suppression = subscriber && (await reads.suppressions.of(subscriber.address));
  if (suppression !== undefined && !BOUNCES.has(suppression.reason)) return undefined;
  return { token, signUp };
}

async function keep(
  tx: Transaction,
  { token, signUp }: Asking,
  deps: ConfirmDeps,
): Promise<Kept & Pick<Confirmed, 'signUp' | 'manage'>> {
  const now = deps.clock.now();
  const { subscriberId } = signUp;
  await tx.tokens.used(token.id, now);
  await tx.signUps.confirmed(signUp.id, now);
  const [subscriber] = await tx.subscriptions.subscribersByIds([subscriberId]);
  if (subscriber === undefined) throw new Error(`sign-up ${signUp.id} has no subscriber`);
  await liftBounces(tx, subscriber.address);
  const kept = await begin(tx, { signUp, subscriber }, deps);
  const { deliveryId } = token;
  const expiresAt = now + MANAGE_DAYS * DAY;
  const [manage = ''] = await tx.tokens.mint([
    { kind: 'act', subscriberId, deliveryId, createdAt: now, expiresAt },
  ]);
  return { signUp, manage, ...kept };
}

type Kept = Pick<Confirmed, 'subscription' | 'isKnown' | 'isResumed'>;

/** A new subscription, or the one that is the same, as it is asked for now: whatever paused it, its owner wants it. */
async function begin(
  tx: Transaction,
  { signUp, subscriber }: { readonly signUp: SignUp; readonly subscriber: Subscriber },
  deps: ConfirmDeps,
): Promise<Kept> {
  const now = deps.clock.now();
  const { query, cadence, wanted, words, form } = signUp;
  const consent = { by: 'subscriber', at: now, words, form } as const;
  const { address } = subscriber;
  const added = await tx.subscriptions.add({ address, query, cadence, wanted, consent });
  if (added !== undefined) return { subscription: added, isKnown: false, isResumed: false };
  const known = await tx.subscriptions.same(subscriber.id, { query, cadence });
  if (known === undefined) throw new Error('a subscription was neither kept nor there before');
  await tx.subscriptions.consented(known.id, consent);
  await tx.subscriptions.change(known.id, { wanted, notify: true }, now);
  const isResumed = known.state === 'paused';
  if (isResumed) {
    await tx.subscriptions.resume([known.id], now);
    await tellMissed(tx, [known.id], deps);
  }
  const [subscription = known] = await tx.subscriptions.byIds([known.id]);
  return { subscription, isKnown: true, isResumed };
}

async function offeredTo(
  signUp: SignUp,
  subscription: Subscription | undefined,
  deps: ConfirmDeps,
): Promise<Offered> {
  const { store, clock, queryOf } = deps;
  const by = subscription ?? (await subscriptionOf(signUp, deps));
  const query = queryOf(signUp.query);
  const open = openOnly(effectiveQuery(by, query));
  const { total, procurements } = await store.procurements.search(open, {
    limit: MOST_SHOWN,
    now: clock.now(),
  });
  const expected = await preview({ query, by }, deps);
  return { signUp, subscription, expected, openNow: total, open: procurements };
}

async function subscriptionOf(signUp: SignUp, deps: ConfirmDeps): Promise<Subscription> {
  const [subscriber] = await deps.store.subscriptions.subscribersByIds([signUp.subscriberId]);
  if (subscriber === undefined) throw new Error(`sign-up ${signUp.id} has no subscriber`);
  return await wouldBe({ ...signUp, address: subscriber.address }, deps);
}
