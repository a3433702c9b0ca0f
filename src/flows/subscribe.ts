import type { Clock, Store } from '../domain/ports.ts';
import type { Address, Cadence, Consent, SlackPlace, Subscription, Wanted } from '../domain/subscription.ts';
import { describeQuery } from '../match/describe.ts';
import { effectiveQuery } from '../match/effective.ts';
import { openOnly } from '../match/open-only.ts';
import { asksForTheDecidedAlone } from '../match/preview/asks-for-awards.ts';
import { liftBounces } from './suppressed.ts';
import { parseQuery, type QueryMessage } from '../match/parse.ts';

export interface Wish {
  readonly address: Address;
  /** As typed. */
  readonly query: string;
  readonly cadence: Cadence;
  readonly wanted: readonly Wanted[];
  /** False to keep it without being told; true without it. */
  readonly notify?: boolean | undefined;
  readonly minDaysLeft?: number | undefined;
  readonly remindDays?: number | undefined;
  /** The Slack user who sets it up. */
  readonly maker?: string | undefined;
  /** The message in Slack that says so. */
  readonly post?: SlackPlace | undefined;
  /** Who agreed, and by what words; the operator without it. */
  readonly consent?: Omit<Consent, 'at'> | undefined;
}

/** What there is to say of a subscription that was made or changed. */
export interface Outlook {
  /** The query in a sentence. */
  readonly described: string;
  /** What the parser had to say of the query. */
  readonly messages: readonly QueryMessage[];
  /** Matches that are open now. */
  readonly openNow: number;
  /** True where the query asks for awards alone, which this subscription does not want: it would never ring. */
  readonly neverRings: boolean;
}

export interface Subscribed extends Outlook {
  /** Undefined where there was one already. */
  readonly subscription: Subscription | undefined;
  /** This subscriber's subscription with the same query at the same cadence, where there was one already. */
  readonly known: Subscription | undefined;
}

export const BY_OPERATOR: Omit<Consent, 'at'> = {
  by: 'operator',
  form: 'command-line',
  words: 'Entered by the operator on the command line.',
};

export interface SubscribeDeps {
  readonly store: Store;
  readonly clock: Clock;
}

/** Active at once: by the operator's word, or by that of whoever shows that it can be told there. What this subscriber has already is left as it is. */
export async function subscribe(wish: Wish, deps: SubscribeDeps): Promise<Subscribed> {
  const { canonical: query } = parseQuery(wish.query);
  const kept = await deps.store.transaction(async (tx) => {
    const consent = { ...(wish.consent ?? BY_OPERATOR), at: deps.clock.now() };
    await liftBounces(tx, wish.address);
    const subscription = await tx.subscriptions.add({ ...wish, query, consent });
    if (subscription !== undefined) return { subscription, known: undefined };
    const { id } = await tx.subscriptions.subscriber(wish.address);
    return { subscription, known: await tx.subscriptions.same(id, { query, cadence: wish.cadence }) };
  });
  const stands = kept.subscription ?? kept.known;
  if (stands === undefined) throw new Error('a subscription was neither kept nor there before');
  return { ...kept, ...(await outlookOf(stands, wish.query, deps)) };
}

/** @param written the query as typed. */
export async function outlookOf(
  subscription: Subscription,
  written: string,
  { store, clock }: SubscribeDeps,
): Promise<Outlook> {
  const { query, messages } = parseQuery(written);
  const asked = openOnly(effectiveQuery(subscription, query));
  const open = await store.procurements.search(asked, { limit: 0, now: clock.now() });
  const { wanted } = subscription;
  return {
    described: describeQuery(query),
    messages,
    openNow: open.total,
    neverRings: !wanted.includes('awards') && asksForTheDecidedAlone(query),
  };
}
