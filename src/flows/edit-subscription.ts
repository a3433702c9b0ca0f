import { londonDate } from '../base/london.ts';
import type { SubscriptionChange, Transaction } from '../domain/ports.ts';
import type { Subscription } from '../domain/subscription.ts';
import { parseQuery } from '../match/parse.ts';
import { tellPaused } from './pause-notice.ts';
import { outlookOf, type Outlook, type SubscribeDeps } from './subscribe.ts';
import type { TellDeps } from './tellings.ts';
import { resume, tellMissed } from './wake.ts';

type EditDeps = TellDeps & SubscribeDeps;

export type Edited =
  | (Outlook & { readonly subscription: Subscription })
  | { readonly refused: string }
  /** It would be the same as this one. */
  | { readonly known: Subscription };

/**
 * Changes a subscription, which keeps its number, its consent and what the ledger knows. `query` is as typed. What a digest has not
 * considered yet is told at once where the cadence becomes instant.
 */
export async function editSubscription(
  id: number,
  wish: SubscriptionChange,
  deps: EditDeps,
): Promise<Edited> {
  const now = deps.clock.now();
  const change = wish.query === undefined ? wish : { ...wish, query: parseQuery(wish.query).canonical };
  const done = await deps.store.transaction(async (tx) => {
    const [before] = await tx.subscriptions.byIds([id]);
    if (before === undefined) return { refused: `there is no subscription ${id}` };
    if (before.state === 'ended') return { refused: `subscription ${id} has ended; subscribe anew` };
    const subscription = await tx.subscriptions.change(id, change, now);
    if (subscription === undefined) {
      const known = await tx.subscriptions.same(before.subscriber.id, { ...before, ...change });
      if (known === undefined) throw new Error('a subscription could not be changed');
      return { known };
    }
    const isAtOnce = before.cadence !== 'instant' && subscription.cadence === 'instant' && before.notify;
    if (isAtOnce) await tellMissed(tx, [id], deps);
    return { subscription };
  });
  if (!('subscription' in done)) return done;
  const written = wish.query ?? done.subscription.query;
  return { ...done, ...(await outlookOf(done.subscription, written, deps)) };
}

/** Why a subscription rests that its owner paused without end. */
export const BY_OWNER_PAUSED = 'paused by its owner';

type Paused = Subscription | { readonly refused: string };

/** Until an instant (UTC milliseconds), or until somebody resumes it. */
export async function pauseSubscription(
  id: number,
  until: number | undefined,
  { store, clock }: Pick<EditDeps, 'store' | 'clock'>,
): Promise<Paused> {
  const reason = until === undefined ? BY_OWNER_PAUSED : `until ${londonDate(until)}`;
  return await store.transaction(async (tx) => await pauseIn(tx, id, { until, reason }, clock.now()));
}

/** The operator's word; whose it is hears of it, and why. */
export async function pauseByOperator(
  id: number,
  { until, reason = 'paused by the operator' }: { until: number | undefined; reason: string | undefined },
  deps: EditDeps,
): Promise<Paused> {
  return await deps.store.transaction(async (tx) => {
    const paused = await pauseIn(tx, id, { until, reason }, deps.clock.now());
    if (!('refused' in paused)) await tellPaused(tx, paused, deps);
    return paused;
  });
}

async function pauseIn(
  tx: Transaction,
  id: number,
  pause: { readonly until: number | undefined; readonly reason: string },
  at: number,
): Promise<Paused> {
  const [found] = await tx.subscriptions.byIds([id]);
  if (found === undefined) return { refused: `there is no subscription ${id}` };
  if (found.state === 'ended') return { refused: `subscription ${id} has ended` };
  await tx.subscriptions.pause(id, pause, at);
  return { ...found, state: 'paused', stateAt: at, pausedUntil: pause.until, reason: pause.reason };
}

/** Answers how many summaries of what was missed were queued. */
export async function resumeSubscription(
  id: number,
  deps: EditDeps,
): Promise<{ readonly summaries: number } | { readonly refused: string }> {
  const [found] = await deps.store.subscriptions.byIds([id]);
  if (found === undefined) return { refused: `there is no subscription ${id}` };
  if (found.state !== 'paused') return { refused: `subscription ${id} is not paused: it is ${found.state}` };
  return { summaries: await resume([found], deps) };
}
