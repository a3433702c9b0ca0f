import type { Log, Store, Transaction } from '../domain/ports.ts';
import { rings, type Subscription } from '../domain/subscription.ts';
import { describeQuery } from '../match/describe.ts';
import { followedBy } from '../match/following.ts';
import { lowered } from '../match/lowered.ts';
import { MOST_A_WEEK } from '../match/preview/volume.ts';
import type { QueryReader } from './audience.ts';
import { howToChange } from './change-it.ts';
import { newDelivery } from './new-delivery.ts';
import { preview } from './preview.ts';
import type { TellDeps } from './tellings.ts';

const WEEK = 7 * 86_400_000;
const PREFIX = 'broad.';
const MOST_SHOWN = 3;

export interface WarnDeps extends TellDeps {
  readonly store: Store;
  readonly log: Log;
}

/** Warns of every subscription that told more in a week than anybody reads, at most once in a week. Answers how many. */
export async function warnOfBroad(deps: WarnDeps): Promise<number> {
  const now = deps.clock.now();
  const warned = await deps.store.transaction(async (tx) => {
    const loud = (await tx.subscriptions.loudSince(now - WEEK, MOST_A_WEEK)).filter(
      // Who follows something by its name wants to hear all of it.
      ({ subscription }) => followedBy(deps.queryOf(subscription.query)) === undefined,
    );
    for (const { subscription, told } of loud) {
      const { id, subscriber } = subscription;
      const wish = { kind: 'broad', cadence: 'instant', subscriber, wait: 0 } as const;
      await tx.deliveries.queue(newDelivery({ ...wish, key: `${PREFIX}${id}.${told}.${now}` }, deps));
      await tx.subscriptions.warned(id, now);
    }
    return loud.length;
  });
  if (warned > 0) deps.log.info({ warned }, 'broad subscriptions warned of');
  return warned;
}

/** A warning's headline and sentences from its delivery's key; undefined where the subscription rings no more. */
export async function broadLines(
  tx: Transaction,
  key: string,
  deps: QueryReader & Pick<TellDeps, 'clock'> & { readonly slackCommand?: string | undefined },
): Promise<readonly [string, ...string[]] | undefined> {
  const [id, told = 0] = key.slice(PREFIX.length).split('.').map(Number);
  const [found] = id === undefined ? [] : await tx.subscriptions.byIds([id]);
  if (found === undefined || !rings(found)) return undefined;
  const query = deps.queryOf(found.query);
  const { proposals } = await preview({ query, by: found }, { store: tx, clock: deps.clock });
  return broadWords(found, { told, proposals }, deps);
}

/** That it told so many in a week, and what would narrow it. */
export function broadWords(
  found: Subscription,
  { told, proposals }: { readonly told: number; readonly proposals: readonly Narrower[] },
  { queryOf, slackCommand }: QueryReader & { readonly slackCommand?: string | undefined },
): readonly [string, ...string[]] {
  const described = describeQuery(queryOf(found.query));
  return [
    `${told} in a week is a lot: ${described}`,
    `In the last seven days this subscription told you of ${told} procurements. More than ten in a working day are rarely read, and then the right one is missed.`,
    `It looks for: ${described}.`,
    ...proposals.slice(0, MOST_SHOWN).map(({ volume, query }) => {
      const weekly = Math.round(volume.perWeek).toLocaleString('en-GB');
      return `About ${weekly} a week would come if it looked for ${lowered(describeQuery(queryOf(query)))}. As a query: “${query}”`;
    }),
    `You can leave it as it is, or ${howToChange(found, slackCommand)}: it can be narrower, or a daily or weekly digest.`,
  ];
}

interface Narrower {
  /** In canonical form. */
  readonly query: string;
  readonly volume: { readonly perWeek: number };
}
