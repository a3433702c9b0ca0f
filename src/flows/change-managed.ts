import type { SubscriptionChange, Transaction } from '../domain/ports.ts';
import type { OthersCallOffs, Subscriber, Subscription, Timetable } from '../domain/subscription.ts';
import { parseQuery, type QueryMessage } from '../match/parse.ts';
import { editSubscription, pauseSubscription, resumeSubscription } from './edit-subscription.ts';
import { end, revive } from './leave.ts';
import { holderOf, maskedAddress, overviewOf, type Door, type ManageDeps } from './manage.ts';
import { sayFrameworks } from './say-frameworks.ts';
import { liftBounces } from './suppressed.ts';

/** What somebody changes on the page of what they have. */
export type Change =
  | { readonly kind: 'edit'; readonly subscriptionId: number; readonly change: SubscriptionChange }
  | { readonly kind: 'pause'; readonly subscriptionId: number; readonly until: number | undefined }
  | { readonly kind: 'resume' | 'end' | 'revive'; readonly subscriptionId: number }
  | { readonly kind: 'end-all' | 'make-calendar' | 'stop-calendars' }
  | { readonly kind: 'timetable'; readonly timetable: Timetable; readonly heartbeat: boolean }
  /** `on`: undefined where they say nothing of it any more. */
  | {
      readonly kind: 'frameworks';
      readonly on: readonly string[] | undefined;
      readonly others: OthersCallOffs;
    }
  | { readonly kind: 'unmute'; readonly muteId: number };

type Known = Extract<Door, { as: 'open' }>;

/** What became of a change, with what there is after it. */
export type Changed =
  | Exclude<Door, Known>
  | (Known & {
      readonly outcome: Outcome;
    });

export type Outcome =
  | { readonly became: 'done' }
  /** A calendar's address: nothing ever shows it again. */
  | { readonly became: 'calendar'; readonly secret: string }
  | { readonly became: 'refused'; readonly why: string }
  | { readonly became: 'misunderstood'; readonly messages: readonly QueryMessage[] };

/** Changes only what belongs to whoever holds the link, and nothing once it is late. */
export async function changeManaged(secret: string, change: Change, deps: ManageDeps): Promise<Changed> {
  const held = await holderOf(deps.store, secret, deps);
  if (held.as === 'unknown') return held;
  if (held.as === 'late') return { as: 'late', address: maskedAddress(held.subscriber) };
  const { subscriber } = held;
  const outcome =
    'subscriptionId' in change
      ? await ofSubscription(subscriber, change, deps)
      : await ofSubscriber(subscriber, change, deps);
  return { as: 'open', outcome, overview: await overviewOf(deps.store, subscriber, deps) };
}

type OfSubscription = Extract<Change, { subscriptionId: number }>;
type OfSubscriber = Exclude<Change, OfSubscription>;

const DONE: Outcome = { became: 'done' };

async function ofSubscription(
  subscriber: Subscriber,
  change: OfSubscription,
  deps: ManageDeps,
): Promise<Outcome> {
  const { subscriptionId: id } = change;
  const [found] = await deps.store.subscriptions.byIds([id]);
  if (found?.subscriber.id !== subscriber.id) return refused('There is no such subscription of yours.');
  switch (change.kind) {
    case 'edit':
      return await edit(found, change.change, deps);
    case 'pause':
      return outcomeOf(await pauseSubscription(id, change.until, deps));
    case 'resume':
      // Pressed twice, it is what was wanted.
      if (found.state === 'active') return DONE;
      // Who holds a mailed link reads that mailbox.
      await deps.store.transaction((tx) => liftBounces(tx, found.subscriber.address));
      return outcomeOf(await resumeSubscription(id, deps));
    case 'revive':
      return await begin(found, deps);
    case 'end':
      await deps.store.transaction((tx) => end(tx, [found], deps.clock.now()));
  }
  return DONE;
}

function outcomeOf(done: object): Outcome {
  return 'refused' in done && typeof done.refused === 'string' ? refused(done.refused) : DONE;
}

function refused(why: string): Outcome {
  return { became: 'refused', why };
}

async function edit(found: Subscription, change: SubscriptionChange, deps: ManageDeps): Promise<Outcome> {
  const { messages } = parseQuery(change.query ?? found.query);
  if (messages.length > 0) return { became: 'misunderstood', messages };
  const done = await editSubscription(found.id, change, deps);
  if ('known' in done) return refused('You have another subscription that is just like this: keep that one.');
  return outcomeOf(done);
}

async function begin(found: Subscription, deps: ManageDeps): Promise<Outcome> {
  if (found.state !== 'ended') return DONE;
  const { endedLately } = await overviewOf(deps.store, found.subscriber, deps);
  if (!endedLately.some((one) => one.id === found.id)) return refused('It ended more than a day ago.');
  const revived = await deps.store.transaction((tx) => revive(tx, [found.id], deps));
  return revived.length > 0 ? DONE : refused('You have another subscription that is just like this.');
}

async function ofSubscriber(
  subscriber: Subscriber,
  change: OfSubscriber,
  deps: ManageDeps,
): Promise<Outcome> {
  if (change.kind === 'frameworks' && change.on !== undefined) {
    const { on, others } = change;
    return outcomeOf(await sayFrameworks(subscriber.address, { on, others }, deps));
  }
  return await deps.store.transaction((tx) => keep(tx, { subscriber, change, now: deps.clock.now() }));
}

interface Keeping {
  readonly subscriber: Subscriber;
  readonly change: OfSubscriber;
  readonly now: number;
}

async function keep(tx: Transaction, { subscriber, change, now }: Keeping): Promise<Outcome> {
  const { id: subscriberId } = subscriber;
  if (change.kind === 'make-calendar') {
    const [secret = ''] = await tx.tokens.mint([{ kind: 'calendar', subscriberId, createdAt: now }]);
    return { became: 'calendar', secret };
  }
  switch (change.kind) {
    case 'timetable': {
      const timetable = { ...change.timetable, since: now };
      await tx.subscriptions.state(subscriberId, { timetable, heartbeat: change.heartbeat });
      break;
    }
    case 'frameworks':
      await tx.subscriptions.state(subscriberId, { frameworks: undefined, othersCallOffs: change.others });
      break;
    case 'unmute':
      await tx.subscriptions.unmute(
        subscriber.mutes.map((one) => one.id).filter((one) => one === change.muteId),
      );
      break;
    case 'end-all': {
      const all = await tx.subscriptions.ofSubscriber(subscriberId);
      const live = all.filter((one) => one.state !== 'ended');
      await end(tx, live, now);
      break;
    }
    case 'stop-calendars':
      await tx.tokens.revoke('calendar', subscriberId);
      break;
  }
  return DONE;
}
