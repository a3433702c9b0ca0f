import type { Clock, Store } from '../domain/ports.ts';
import type { Address, Cadence, Subscription, Wanted } from '../domain/subscription.ts';
import type { Leaf } from '../domain/query.ts';
import { leavesOf } from '../match/combine.ts';
import { describeQuery } from '../match/describe.ts';
import { openOnly } from '../match/open-only.ts';
import { parseQuery, type QueryMessage } from '../match/parse.ts';

export interface Wish {
  readonly address: Address;
  /** As typed. */
  readonly query: string;
  readonly cadence: Cadence;
  readonly wanted: readonly Wanted[];
}

export interface Subscribed {
  readonly subscription: Subscription | undefined;
  /** The query in a sentence. */
  readonly described: string;
  /** What the parser had to say of the query. */
  readonly messages: readonly QueryMessage[];
  /** Matches that are open now. */
  readonly openNow: number;
  /** True where the query asks for awards alone, which this subscription does not want: it would never ring. */
  readonly neverRings: boolean;
}

/**
 * The operator's word: active at once, consent recorded as the operator's. `subscription` is undefined where this
 * subscriber has the same query at the same cadence already.
 */
export async function subscribe(
  wish: Wish,
  deps: { readonly store: Store; readonly clock: Clock },
): Promise<Subscribed> {
  const now = deps.clock.now();
  const { canonical, query, messages } = parseQuery(wish.query);
  const consent = { by: 'operator', at: now, words: 'Entered by the operator on the command line.' } as const;
  const subscription = await deps.store.transaction((tx) =>
    tx.subscriptions.add({
      address: wish.address,
      query: canonical,
      cadence: wish.cadence,
      wanted: wish.wanted,
      consent,
    }),
  );
  const open = await deps.store.procurements.search(openOnly(query), { limit: 0, now });
  const neverRings = !wish.wanted.includes('awards') && leavesOf(query).some(asksForTheDecided);
  return { subscription, described: describeQuery(query), messages, openNow: open.total, neverRings };
}

function asksForTheDecided(leaf: Leaf): boolean {
  return (
    leaf.kind === 'stage' &&
    !leaf.negated &&
    leaf.any.every((stage) => stage === 'award' || stage === 'contract')
  );
}
