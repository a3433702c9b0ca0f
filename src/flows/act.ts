import type { Procurement } from '../domain/procurement.ts';
import type { Consent, Mute, Subscriber } from '../domain/subscription.ts';
import { readActLink, toldProcurement } from './act-link.ts';
import { isReportedBy } from './correct.ts';
import { follow, followsOf } from './follow.ts';
import { end } from './leave.ts';
import { mute, mutesOf, type MuteDeps } from './mute.ts';
import { notRelevant } from './not-relevant.ts';
import { liftBounces, stoppedBecause } from './suppressed.ts';

/** What the buttons under an item of a mail do. */
export const ACTIONS = ['follow', 'mute', 'mute-buyer', 'not-relevant'] as const;
export type Action = (typeof ACTIONS)[number];

export interface ActWish {
  /** Of the mail's links. */
  readonly secret: string;
  readonly action: Action;
  readonly procurementId: number;
}

/** What a button is about, and how that stands. */
export interface ActStanding {
  readonly action: Action;
  readonly procurement: Procurement;
  readonly subscriber: Subscriber;
  /** It is so already: pressing it changes nothing. */
  readonly isDone: boolean;
}

/** `refused`: why it cannot be, in a sentence. */
export type Acted = ActStanding & { readonly refused?: string | undefined };

/** What somebody who follows by a mail's button agrees to: the page shows these words. */
export const FOLLOW_CONSENT: Omit<Consent, 'at'> = {
  by: 'subscriber',
  form: 'follow-1',
  words: 'You are mailed when this procurement changes, is cancelled or is awarded.',
};

/** Changes nothing. Undefined where the link leads nowhere: unknown, expired, or about what its reader was never told of. */
export async function lookAtAct(wish: ActWish, deps: MuteDeps): Promise<ActStanding | undefined> {
  const { secret, action, procurementId } = wish;
  const link = await readActLink(secret, deps);
  const procurement = link && (await toldProcurement(link, procurementId, deps));
  if (link === undefined || procurement === undefined) return undefined;
  if (action === 'mute-buyer' && procurement.view.buyer === undefined) return undefined;
  const { subscriber } = link;
  const standing = { action, procurement, subscriber };
  return { ...standing, isDone: await isDone(standing, deps) };
}

/** Does what the button says, once: a second press finds it done. */
export async function act(wish: ActWish, deps: MuteDeps): Promise<Acted | undefined> {
  const standing = await lookAtAct(wish, deps);
  if (standing === undefined || standing.isDone) return standing;
  const done = await DOING[standing.action](standing, deps);
  return 'refused' in done ? { ...standing, refused: done.refused } : { ...standing, isDone: true };
}

/** Takes it back: unmutes, or ends the follow. What was reported stays with the operator. */
export async function undoAct(wish: ActWish, deps: MuteDeps): Promise<ActStanding | undefined> {
  const standing = await lookAtAct(wish, deps);
  if (standing === undefined) return undefined;
  const { subscriber, procurement, action } = standing;
  const at = deps.clock.now();
  await deps.store.transaction(async (tx) => {
    await tx.subscriptions.unmute(mutesFor(standing).map((one) => one.id));
    if (action !== 'follow') return;
    const own = await tx.subscriptions.ofSubscriber(subscriber.id);
    await end(tx, followsOf(own, procurement, at), at);
  });
  return { ...standing, isDone: false };
}

type Deed = Omit<ActStanding, 'isDone'>;

const DOING: Readonly<
  Record<Action, (deed: Deed, deps: MuteDeps) => Promise<object | { readonly refused: string }>>
> = {
  // Who asks to be told of one thing means soon, whatever the cadence of the mail that it stood in.
  follow: async ({ subscriber: { address }, procurement }, deps) => {
    const refused = await stoppedBecause(deps.store, address);
    if (refused !== undefined) return { refused };
    // Who presses a mailed button reads that mailbox.
    await deps.store.transaction((tx) => liftBounces(tx, address));
    return await follow(
      { address, cadence: 'instant', consent: FOLLOW_CONSENT },
      { kind: 'procurement', procurementId: procurement.id },
      deps,
    );
  },
  mute: async ({ subscriber: { address }, procurement }, deps) =>
    await mute(address, { kind: 'procurement', procurementId: procurement.id }, deps),
  'mute-buyer': async ({ subscriber: { address }, procurement: { view } }, deps) =>
    await mute(address, { kind: 'buyer', name: view.buyer?.name ?? '' }, deps),
  'not-relevant': async ({ subscriber: { address }, procurement }, deps) =>
    await notRelevant({ address, procurementId: procurement.id, note: undefined }, deps),
};

/** The mutes that a button made, or would make. */
function mutesFor({ action, subscriber, procurement }: Deed): readonly Mute[] {
  if (action === 'follow') return [];
  if (action !== 'mute-buyer') return mutesOf(subscriber, procurement);
  const name = nameOf(procurement.view.buyer?.name ?? '');
  return subscriber.mutes.filter(({ what }) => what.kind === 'buyer' && nameOf(what.name) === name);
}

/** As a mute keeps it, in small letters. */
function nameOf(written: string): string {
  return written.replaceAll(/\s+/gu, ' ').trim().toLowerCase();
}

async function isDone(deed: Deed, { store, clock }: MuteDeps): Promise<boolean> {
  const { action, subscriber, procurement } = deed;
  if (action !== 'follow') {
    if (mutesFor(deed).length === 0) return false;
    return action !== 'not-relevant' || (await isReportedBy(subscriber.id, procurement, store));
  }
  // Nothing of it could be told.
  if ((await stoppedBecause(store, subscriber.address)) !== undefined) return false;
  // Following what is muted says nothing: a follow takes the mute back.
  if (mutesOf(subscriber, procurement).length > 0) return false;
  const own = await store.subscriptions.ofSubscriber(subscriber.id);
  return followsOf(own, procurement, clock.now()).length > 0;
}
