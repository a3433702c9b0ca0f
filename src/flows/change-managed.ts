import type { SubscriptionChange, Transaction } from '../domain/ports.ts';
import type { OthersCallOffs, Subscriber, Subscription, Timetable } from '../domain/subscription.ts';
import { parseQuery, type QueryMessage } from '../match/parse.ts';
import { editSubscription, pauseSubscription, resumeSubscription } from './edit-subscription.ts';
import { end } from './leave.ts';
import { holderOf, maskedAddress, overviewOf, type Door, type ManageDeps } from './manage.ts';
import { sayFrameworks } from './say-frameworks.ts';
import { liftBounces, stoppedBecause } from './suppressed.ts';
import { BY_OWNER, canBeTakenBack, takeBack } from './take-back.ts';

const DAY = 86_400_000;

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
      return await goOn(found, deps);
    case 'revive':
      return await begin(found, deps);
    case 'end':
      await deps.store.transaction((tx) => end(tx, [found], deps.clock.now()));
  }
  return DONE;
}

async function goOn(found: Subscription, deps: ManageDeps): Promise<Outcome> {
  // Pressed twice, it is what was wanted.
  if (found.state === 'active') return DONE;
  const { address } = found.subscriber;
  const stopped = await stoppedBecause(deps.store, address);
  if (stopped !== undefined) return refused(sentenceOf(stopped));
  // Who holds a mailed link reads that mailbox.
  await deps.store.transaction((tx) => liftBounces(tx, address));
  return outcomeOf(await resumeSubscription(found.id, deps));
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
  if (found.stateAt <= deps.clock.now() - DAY) return refused('It ended more than a day ago.');
  return await deps.store.transaction(async (tx) => {
    const stopped = await stoppedBecause(tx, found.subscriber.address);
    if (stopped !== undefined) return refused(sentenceOf(stopped));
    if (found.reason !== BY_OWNER) return refused('It was not you who ended it: ask for it anew.');
    const back = await canBeTakenBack(tx, [found]);
    if (back.length === 0) return refused('You have another subscription that is just like this.');
    await takeBack(tx, back, deps);
    return DONE;
  });
}

/** Words that stand alone. */
function sentenceOf(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
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

/** More than anybody has calendars. */
const MOST_CALENDARS = 10;

interface Keeping {
  readonly subscriber: Subscriber;
  readonly change: OfSubscriber;
  readonly now: number;
}

async function keep(tx: Transaction, { subscriber, change, now }: Keeping): Promise<Outcome> {
  const { id: subscriberId } = subscriber;
  if (change.kind === 'make-calendar') {
    const made = await tx.tokens.ofSubscriber('calendar', subscriberId);
    if (made.length >= MOST_CALENDARS)
      return refused(`You have ${MOST_CALENDARS} calendar addresses: stop them all before you make another.`);
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
