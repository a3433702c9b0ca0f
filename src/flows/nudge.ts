import { londonDate, londonDay } from '../base/london.ts';
import { dayAfter } from '../domain/london-day.ts';
import type { Log, Quiet, Reads, Store } from '../domain/ports.ts';
import { rings, type Subscription } from '../domain/subscription.ts';
import { describeQuery } from '../match/describe.ts';
import { followedBy } from '../match/following.ts';
import { lowered } from '../match/lowered.ts';
import { heldSpan, type Span } from '../match/preview/held-span.ts';
import type { QueryReader } from './audience.ts';
import { cameIn } from './came-lately.ts';
import { howToChange } from './change-it.ts';
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
  const found = await foundNothing(await deps.store.subscriptions.quietSince(now - QUIET_DAYS * DAY), deps);
  const nudged = await deps.store.transaction(async (tx) => {
    // Asked again: meanwhile one may have told something, or been nudged by another process.
    const quiet = (await tx.subscriptions.quietSince(now - QUIET_DAYS * DAY)).filter(({ subscription }) =>
      found.ids.has(subscription.id),
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
  const { failures } = found;
  if (failures.length > 0) throw new Error(`${failures.length} nudges failed`, { cause: failures[0] });
  return nudged;
}

interface FoundNothing {
  readonly ids: ReadonlySet<number>;
  readonly failures: readonly unknown[];
}

/** Those whose query found nothing either: what another subscription of the same subscriber told first is no quiet. */
async function foundNothing(quiet: readonly Quiet[], deps: NudgeDeps): Promise<FoundNothing> {
  const ids = new Set<number>();
  const failures: unknown[] = [];
  for (const { subscription } of quiet) {
    try {
      if (!(await foundLately(subscription, deps))) ids.add(subscription.id);
    } catch (error) {
      // One query's trouble must not cost the others their word.
      deps.log.error({ err: error, subscription: subscription.id }, 'nudge failed');
      failures.push(error);
    }
  }
  return { ids, failures };
}

async function foundLately(by: Subscription, deps: NudgeDeps): Promise<boolean> {
  const query = deps.queryOf(by.query);
  // What is followed by name is quiet by nature.
  if (followedBy(query) !== undefined) return true;
  const now = deps.clock.now();
  const span = quietSpan(now);
  if (span === undefined) return false;
  const { arrivals } = await cameIn(query, { span, by }, deps);
  return arrivals.some(({ at }) => at > now - QUIET_DAYS * DAY);
}

/** Every one of these days, whether anything of it is held or not. */
function quietSpan(now: number): Span | undefined {
  const first = dayAfter(londonDay(now), -QUIET_DAYS, 'days');
  const days = Array.from({ length: QUIET_DAYS + 1 }, (_, more) => dayAfter(first, more, 'days'));
  return heldSpan(days, now, days.length);
}

/** A nudge's headline and sentences from its delivery's key; undefined where the subscription rings no more. */
export async function nudgeLines(
  { subscriptions }: { readonly subscriptions: Pick<Reads['subscriptions'], 'byIds'> },
  key: string,
  { queryOf, slackCommand }: QueryReader & { readonly slackCommand?: string | undefined },
): Promise<readonly [string, ...string[]] | undefined> {
  const [id, since] = key.slice(PREFIX.length).split('.').map(Number);
  const [found] = id === undefined ? [] : await subscriptions.byIds([id]);
  if (found === undefined || !rings(found)) return undefined;
  const when = londonDate(since ?? found.createdAt);
  const described = describeQuery(queryOf(found.query));
  return [
    `Nothing new since ${when}: ${described}`,
    `Your subscription to ${lowered(described)} has had nothing to tell you since ${when}.`,
    `You need do nothing to keep it: you hear of the next match as before, and of the quiet again only after another ${QUIET_DAYS} days of it.`,
    `If it looks for too little, ${howToChange(found, slackCommand)}.`,
  ];
}
