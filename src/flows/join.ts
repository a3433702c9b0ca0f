import type { Store, Transaction } from '../domain/ports.ts';
import type { Cadence, Subscriber, Wanted } from '../domain/subscription.ts';
import { parseQuery, type QueryMessage } from '../match/parse.ts';
import { newDelivery } from './new-delivery.ts';
import { BOUNCES } from './suppressed.ts';
import type { TellDeps } from './tellings.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long somebody has to confirm; after that nothing is kept of it. */
const CONFIRM_DAYS = 7;

/**
 * A form that mails whoever is named in it can flood a stranger, though all it sends asks for confirmation: at one company nine
 * addresses were signed up 9,000 times (https://www.spamhaus.org/news/article/734/subscription-bombing-coi-captcha-and-the-next-generation-of-mail-bombs).
 */
const JOIN_LIMITS = { sourceAnHour: 5, allAnHour: 200 } as const;

/** What a form asked for. */
export interface JoinWish {
  /** Parsed already: one address that can be written to. */
  readonly email: string;
  /** As typed. */
  readonly query: string;
  readonly cadence: Cadence;
  readonly wanted: readonly Wanted[];
  /** What the form says that is agreed to, and which form it is. */
  readonly words: string;
  readonly form: string;
  /** From where it was asked: an address cut to its network. */
  readonly source: string;
}

/**
 * `asked`: the owner of the mailbox is asked, or there is a reason to keep quiet that must not show. `too-many`: from there, or
 * in all; says nothing of the address.
 */
export type Asked =
  | { readonly became: 'asked' | 'too-many' }
  | { readonly became: 'misunderstood'; readonly messages: readonly QueryMessage[] };

export interface JoinDeps extends TellDeps {
  readonly store: Store;
}

/**
 * Keeps what was asked for, and queues the mail that asks whether it is wanted. Whether an address is unknown, known or one that
 * nothing is sent to makes no difference to the answer or to the work behind it.
 */
export async function askToJoin(wish: JoinWish, deps: JoinDeps): Promise<Asked> {
  const { canonical, messages } = parseQuery(wish.query);
  if (messages.length > 0) return { became: 'misunderstood', messages };
  const now = deps.clock.now();
  return await deps.store.transaction(async (tx) => {
    if (await isTooMany(tx, wish.source, now)) return { became: 'too-many' };
    const subscriber = await tx.subscriptions.subscriber({ channel: 'email', email: wish.email });
    const { cadence, wanted, words, form, source } = wish;
    const kept = { cadence, wanted, words, form, source };
    const signUpId = await tx.signUps.add({
      ...kept,
      subscriberId: subscriber.id,
      query: canonical,
      askedAt: now,
      expiresAt: now + CONFIRM_DAYS * DAY,
    });
    await queueAccountMail(tx, { key: `confirm.${signUpId}`, kind: 'confirmation', subscriber }, deps);
    return { became: 'asked' };
  });
}

async function isTooMany(tx: Transaction, source: string, now: number): Promise<boolean> {
  const fromThere = await tx.signUps.askedSince(now - HOUR, { source });
  const inAll = await tx.signUps.askedSince(now - HOUR, 'all');
  return fromThere >= JOIN_LIMITS.sourceAnHour || inAll >= JOIN_LIMITS.allAnHour;
}

/** A mail that somebody asked for by a page, in their own name or in another's. */
export interface AccountMail {
  readonly key: string;
  readonly kind: 'confirmation' | 'manage';
  readonly subscriber: Subscriber;
}

/** So often one address gets a mail of one of these kinds, whoever asks. */
const QUIET_AFTER = 15 * MINUTE;
const MOST_A_DAY = 3;

/**
 * Queues it and, where it must not be sent, cancels it in the same breath: the work is the same either way, and an operator
 * sees why nothing came.
 */
export async function queueAccountMail(
  tx: Transaction,
  { key, kind, subscriber }: AccountMail,
  deps: TellDeps,
): Promise<void> {
  const now = deps.clock.now();
  const suppression = await tx.suppressions.of(subscriber.address);
  const earlier = (await tx.deliveries.records(subscriber.id, now - DAY)).filter(
    (one) => one.kind === kind && one.state !== 'cancelled',
  );
  const isUnwanted = suppression !== undefined && !BOUNCES.has(suppression.reason);
  const isTooOften =
    earlier.length >= MOST_A_DAY || earlier.some(({ createdAt }) => createdAt > now - QUIET_AFTER);
  const id = await tx.deliveries.queue(
    newDelivery({ key, kind, cadence: 'instant', subscriber, wait: 0 }, deps),
  );
  const silenced = id !== undefined && (isUnwanted || isTooOften) ? [id] : [];
  await tx.deliveries.close(
    silenced,
    'cancelled',
    isUnwanted
      ? { code: 'suppressed', reason: 'nothing is sent to this address' }
      : { code: 'too-often', reason: 'this address was written to lately' },
    now,
  );
}
