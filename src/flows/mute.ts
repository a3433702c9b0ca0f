import type { Clock, Store, Transaction } from '../domain/ports.ts';
import type { Procurement } from '../domain/procurement.ts';
import type { Address, Mute, Muted, Subscriber } from '../domain/subscription.ts';
import { noticeKey } from '../domain/keys.ts';
import { buyerText, isNamedBy, noticesOf, soleLeaf } from '../match/effective.ts';
import { printQuery } from '../match/print.ts';
import { sameQueryText } from '../match/same-query.ts';

/** Each is asked of every procurement that would be told: somebody who mutes more wants another query. */
const MOST_MUTED = 100;

/** A mute, and whether it was there before; or why it cannot be. */
export type MuteDone = { readonly mute: Mute; readonly isKnown: boolean } | { readonly refused: string };

export interface MuteDeps {
  readonly store: Store;
  readonly clock: Clock;
}

/** What somebody asks not to hear of, as they write it. */
export type MuteWish =
  | { readonly kind: 'buyer'; readonly name: string }
  | { readonly kind: 'term'; readonly term: string }
  | { readonly kind: 'procurement'; readonly procurementId: number };

export async function mute(address: Address, wish: MuteWish, { store, clock }: MuteDeps): Promise<MuteDone> {
  return await store.transaction(async (tx) => {
    const subscriber = await tx.subscriptions.subscriberAt(address);
    if (subscriber === undefined) return { refused: 'nobody subscribes at this address' };
    if (wish.kind !== 'procurement') return await muteWords(tx, { subscriber, wish, at: clock.now() });
    const [procurement] = await tx.procurements.byIds([wish.procurementId]);
    if (procurement === undefined) return { refused: `there is no procurement ${wish.procurementId}` };
    return await muteProcurement(tx, { subscriber, procurement, at: clock.now() });
  });
}

interface Wording {
  readonly subscriber: Subscriber;
  readonly wish: Exclude<MuteWish, { kind: 'procurement' }>;
  readonly at: number;
}

async function muteWords(tx: Transaction, { subscriber, wish, at }: Wording): Promise<MuteDone> {
  const what = readMuted(wish);
  if (what === undefined)
    return {
      refused:
        wish.kind === 'buyer'
          ? `'${wish.name}' is not the name of a buyer`
          : `'${wish.term}' is not a word or a phrase`,
    };
  const words = subscriber.mutes.filter((one) => one.what.kind !== 'procurement');
  const same = words.find((one) => sameQueryText(textOf(one.what)) === sameQueryText(textOf(what)));
  if (same !== undefined) return { mute: same, isKnown: true };
  if (words.length >= MOST_MUTED)
    return { refused: `${MOST_MUTED} buyers and terms are muted already; take one back first` };
  return { mute: await tx.subscriptions.mute(subscriber.id, what, at), isKnown: false };
}

/** A term as the language prints it, several words as the phrase that they are meant as; undefined for what says nothing. */
function readMuted(wish: Wording['wish']): Muted | undefined {
  if (wish.kind === 'buyer') {
    const name = wish.name.replaceAll(/\s+/gu, ' ').trim();
    return soleLeaf(buyerText(name))?.kind === 'party' ? { kind: 'buyer', name } : undefined;
  }
  const written = wish.term.replaceAll('"', ' ').trim();
  const leaf = soleLeaf(/\s/u.test(written) ? `"${written}"` : written);
  if (leaf?.kind !== 'text' && leaf?.kind !== 'capitals') return undefined;
  return { kind: 'term', term: printQuery(leaf) };
}

function textOf(what: Muted): string {
  if (what.kind === 'procurement') return '';
  return what.kind === 'buyer' ? `buyer ${what.name.toLowerCase()}` : `term ${what.term}`;
}

interface Silencing {
  readonly subscriber: Subscriber;
  readonly procurement: Procurement;
  readonly at: number;
}

/** One mute for each procurement: what has joined it since is named, too. */
export async function muteProcurement(
  tx: Transaction,
  { subscriber, procurement, at }: Silencing,
): Promise<Extract<MuteDone, { mute: Mute }>> {
  const { view } = procurement;
  const notices = view.notices.map(({ portal, noticeId }) => noticeKey(portal, noticeId));
  const before = mutesOf(subscriber, procurement);
  const known = before.find(
    ({ what }) => what.kind === 'procurement' && notices.every((notice) => what.notices.includes(notice)),
  );
  if (known !== undefined) return { mute: known, isKnown: true };
  await tx.subscriptions.unmute(before.map((one) => one.id));
  const named = before.flatMap(({ what }) => (what.kind === 'procurement' ? what.notices : []));
  const what = {
    kind: 'procurement',
    notices: [...new Set([...named, ...notices])],
    title: view.title,
  } as const;
  return { mute: await tx.subscriptions.mute(subscriber.id, what, at), isKnown: before.length > 0 };
}

/** A subscriber's mutes that name this procurement. */
export function mutesOf(
  subscriber: Pick<Subscriber, 'mutes'>,
  procurement: Pick<Procurement, 'view'>,
): readonly Mute[] {
  const notices = noticesOf(procurement);
  return subscriber.mutes.filter(({ what }) => isNamedBy(what, notices));
}

/** Takes a mute of this subscriber back; undefined where it has none of that number. */
export async function unmute(
  address: Address,
  muteId: number,
  { store }: Pick<MuteDeps, 'store'>,
): Promise<Mute | undefined> {
  return await store.transaction(async (tx) => {
    const subscriber = await tx.subscriptions.subscriberAt(address);
    const found = subscriber?.mutes.find((one) => one.id === muteId);
    if (found !== undefined) await tx.subscriptions.unmute([found.id]);
    return found;
  });
}
