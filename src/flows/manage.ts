import type { Clock, Reads, Store } from '../domain/ports.ts';
import type { Subscriber, Subscription } from '../domain/subscription.ts';
import { queueAccountMail } from './join.ts';
import { MANAGE_DAYS } from './links.ts';
import type { KnownFramework } from './say-frameworks.ts';
import { stoppedBecause } from './suppressed.ts';
import { canBeTakenBack } from './take-back.ts';
import type { TellDeps } from './tellings.ts';

const DAY = 86_400_000;

export interface ManageDeps extends TellDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly frameworks: readonly KnownFramework[];
}

/** What a subscriber has, as its page shows it. */
export interface Overview {
  readonly subscriber: Subscriber;
  readonly subscriptions: readonly Subscription[];
  /** What its owner ended in the last day: it can go on as it was. */
  readonly endedLately: readonly Subscription[];
  /** When each of its calendar addresses was made, UTC milliseconds. */
  readonly calendars: readonly number[];
}

/** `late`: somebody's link, but too old to show anything; a fresh one can be mailed. `unknown`: nobody's. */
export type Door =
  | { readonly as: 'open'; readonly overview: Overview }
  | { readonly as: 'late'; readonly address: string }
  | { readonly as: 'unknown' };

export type Held =
  | { readonly as: 'open'; readonly subscriber: Subscriber }
  | { readonly as: 'late'; readonly subscriber: Subscriber }
  | { readonly as: 'unknown' };

/** Changes nothing. */
export async function openDoor(secret: string, deps: ManageDeps): Promise<Door> {
  const held = await holderOf(deps.store, secret, deps);
  if (held.as === 'unknown') return held;
  if (held.as === 'late') return { as: 'late', address: maskedAddress(held.subscriber) };
  return { as: 'open', overview: await overviewOf(deps.store, held.subscriber, deps) };
}

/** Whose link it is. */
export async function holderOf(
  reads: Pick<Reads, 'tokens' | 'subscriptions'>,
  secret: string,
  { clock }: Pick<ManageDeps, 'clock'>,
): Promise<Held> {
  const token = await reads.tokens.find('act', secret);
  const [subscriber] =
    token === undefined ? [] : await reads.subscriptions.subscribersByIds([token.subscriberId]);
  if (token === undefined || subscriber === undefined) return { as: 'unknown' };
  const now = clock.now();
  const isOver = token.expiresAt !== undefined && token.expiresAt <= now;
  return { as: isOver || token.createdAt + MANAGE_DAYS * DAY <= now ? 'late' : 'open', subscriber };
}

/** Mails a fresh link to whoever a late one belongs to; says nothing of whether there is anybody. */
export async function askForLink(secret: string, deps: ManageDeps): Promise<void> {
  await deps.store.transaction(async (tx) => {
    const held = await holderOf(tx, secret, deps);
    if (held.as === 'unknown') return;
    const { subscriber } = held;
    const key = `manage.${subscriber.id}.${deps.clock.now()}`;
    await queueAccountMail(tx, { key, kind: 'manage', subscriber }, deps);
  });
}

export async function overviewOf(
  reads: Pick<Reads, 'subscriptions' | 'suppressions' | 'tokens'>,
  { id }: Subscriber,
  { clock }: Pick<ManageDeps, 'clock'>,
): Promise<Overview> {
  const all = await reads.subscriptions.ofSubscriber(id);
  const [subscriber] = await reads.subscriptions.subscribersByIds([id]);
  if (subscriber === undefined) throw new Error(`there is no subscriber ${id}`);
  const isStopped = (await stoppedBecause(reads, subscriber.address)) !== undefined;
  const lately = all.filter((one) => one.stateAt > clock.now() - DAY);
  return {
    subscriber,
    subscriptions: all.filter((one) => one.state !== 'ended'),
    endedLately: isStopped ? [] : await canBeTakenBack(reads, lately),
    calendars: (await reads.tokens.ofSubscriber('calendar', id)).map((token) => token.createdAt),
  };
}

/** `a…@example.org`: enough for its owner to know it, and for nobody else to use it. */
export function maskedAddress({ address }: Pick<Subscriber, 'address'>): string {
  if (address.channel !== 'email') return 'Slack';
  const at = address.email.lastIndexOf('@');
  return `${address.email.slice(0, 1)}…${address.email.slice(at)}`;
}
