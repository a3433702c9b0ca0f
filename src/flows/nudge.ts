import { londonDate } from '../base/london.ts';
import type { Log, Reads, Store } from '../domain/ports.ts';
import { rings } from '../domain/subscription.ts';
import { describeQuery } from '../match/describe.ts';
import { followedBy } from '../match/following.ts';
import type { QueryReader } from './audience.ts';
import { newDelivery } from './new-delivery.ts';
import type { TellDeps } from './tellings.ts';

const DAY = 86_400_000;
/** So long says nothing, and it may be that its query is wrong: two months hold about 5,000 IT notices. */
const QUIET_DAYS = 60;

const PREFIX = 'nudge.';

export interface NudgeDeps extends TellDeps {
  readonly store: Store;
  readonly log: Log;
}

/** Tells of every subscription that has been quiet for long, once until it has been so for as long again. Answers how many. */
export async function nudge(deps: NudgeDeps): Promise<number> {
  const now = deps.clock.now();
  const nudged = await deps.store.transaction(async (tx) => {
    // What is followed by name is quiet by nature.
    const quiet = (await tx.subscriptions.quietSince(now - QUIET_DAYS * DAY)).filter(
      ({ subscription }) => followedBy(deps.queryOf(subscription.query)) === undefined,
    );
    for (const { subscription, since } of quiet) {
      const { id, subscriber } = subscription;
      const key = `${PREFIX}${id}.${since}.${now}`;
      await tx.deliveries.queue(
        newDelivery({ key, kind: 'nudge', cadence: 'instant', subscriber, wait: 0 }, deps),
      );
      await tx.subscriptions.nudged(id, now);
    }
    return quiet.length;
  });
  if (nudged > 0) deps.log.info({ nudged }, 'quiet subscriptions nudged');
  return nudged;
}

/** A nudge's headline and sentences from its delivery's key; undefined where the subscription rings no more. */
export async function nudgeLines(
  { subscriptions }: Pick<Reads, 'subscriptions'>,
  key: string,
  { queryOf }: QueryReader,
): Promise<readonly [string, ...string[]] | undefined> {
  const [id, since] = key.slice(PREFIX.length).split('.').map(Number);
  const [found] = id === undefined ? [] : await subscriptions.byIds([id]);
  if (found === undefined || !rings(found)) return undefined;
  const when = londonDate(since ?? found.createdAt);
  return [
    `Nothing new since ${when}: ${found.query}`,
    `Your subscription ${found.id} has had nothing to tell you since ${when}.`,
    `It looks for: ${describeQuery(queryOf(found.query))}.`,
    `You need do nothing to keep it: you hear of the next match as before, and of the quiet again only after another ${QUIET_DAYS} days of it.`,
    `If it looks for too little, ask whoever runs this to widen it: \`tenderbell subscriptions --edit ${found.id} --query …\`; \`tenderbell subscriptions --end ${found.id}\` ends it.`,
  ];
}
