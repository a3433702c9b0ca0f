import { noticeKey } from '../domain/keys.ts';
import type { Procurement } from '../domain/procurement.ts';
import type { Leaf, Query } from '../domain/query.ts';
import type { Mute, Muted, Subscriber, Subscription } from '../domain/subscription.ts';
import { combine, leavesOf } from './combine.ts';
import type { MatchDocument } from './document.ts';
import { matches } from './evaluate.ts';
import { followedBy } from './following.ts';
import { parseQuery } from './parse.ts';

/**
 * What a subscription really asks: its query, less what its subscriber has muted, what closes too soon and others' call-offs,
 * as one tree that search, preview, alert, index and why all ask (docs/adr/0014-what-a-subscription-asks.md). Muted
 * procurements are no part of it: `muteOf` says. Remembered for as long as the store hands out the same subscription.
 */
export function effectiveQuery(subscription: Subscription, parsed: Query): Query {
  const held = effective.get(subscription);
  if (held?.parsed === parsed) return held.query;
  const more = narrowings(subscription, parsed);
  const query = (more.length === 0 ? undefined : combine('and', [parsed, ...more])) ?? parsed;
  effective.set(subscription, { parsed, query });
  return query;
}

const effective = new WeakMap<Subscription, { readonly parsed: Query; readonly query: Query }>();

function narrowings({ subscriber, minDaysLeft }: Subscription, parsed: Query): readonly Query[] {
  const followed = followedBy(parsed);
  const soon = minDaysLeft === undefined ? [] : [leavesTime(minDaysLeft)];
  // Who follows one procurement means that one, whatever else was said.
  if (followed === 'procurement') return soon;
  const others = subscriber.othersCallOffs === 'leave-out' ? openTo(subscriber) : [];
  const muted = followed === undefined ? mutedLeaves(subscriber).map(({ leaf }) => leaf) : [];
  return [...muted, ...soon, ...others];
}

/** An award is not too late for its deadline: only what is open can close too soon. */
function leavesTime(days: number): Query {
  return {
    kind: 'or',
    of: [
      {
        kind: 'days',
        field: 'closing',
        from: { after: days, unit: 'days' },
        to: undefined,
        negated: false,
      },
      { kind: 'stage', any: ['open'], negated: true },
    ],
  };
}

/** Open to a subscriber on these frameworks: no call-off, a call-off from one of them, or one that names none. */
function openTo({ frameworks }: Subscriber): readonly Query[] {
  if (frameworks === undefined) return [];
  const mine = frameworks.length === 0 ? [] : [framework(frameworks, false)];
  return [{ kind: 'or', of: [framework(['call-off'], true), ...mine, framework(['named'], true)] }];
}

function framework(any: readonly string[], negated: boolean): Leaf {
  return { kind: 'fact', field: 'framework', any, negated };
}

interface MutedLeaf {
  readonly mute: Mute;
  /** Negated. */
  readonly leaf: Leaf;
}

const leavesOfMutes = new WeakMap<Subscriber, readonly MutedLeaf[]>();

function mutedLeaves(subscriber: Subscriber): readonly MutedLeaf[] {
  const held = leavesOfMutes.get(subscriber);
  if (held !== undefined) return held;
  const leaves = subscriber.mutes.flatMap((mute) => {
    const leaf = mute.what.kind === 'procurement' ? undefined : soleLeaf(writtenOf(mute.what));
    return leaf === undefined ? [] : [{ mute, leaf: { ...leaf, negated: true } }];
  });
  leavesOfMutes.set(subscriber, leaves);
  return leaves;
}

function writtenOf(what: Exclude<Muted, { kind: 'procurement' }>): string {
  return what.kind === 'term' ? what.term : buyerText(what.name);
}

/** The clause that names a buyer, or a supplier, as the language writes it. */
export function buyerText(name: string): string {
  return `buyer:"${name.replaceAll('"', ' ')}"`;
}

export function supplierText(name: string): string {
  return `supplier:"${name.replaceAll('"', ' ')}"`;
}

/** The one clause that a text says, whatever `it:` is taken to be besides; undefined where it says none, or several. */
export function soleLeaf(text: string): Leaf | undefined {
  const [only, ...more] = leavesOf(parseQuery(text).query).filter(({ kind }) => kind !== 'it');
  return more.length === 0 && only?.negated === false ? only : undefined;
}

/**
 * The mute because of which this subscription is told nothing of a procurement, neither as new nor how it goes on. What is
 * followed is told whatever buyer or term is muted; a muted procurement is told to nobody.
 */
export function muteOf(subscription: Subscription, parsed: Query, document: MatchDocument): Mute | undefined {
  const { subscriber } = subscription;
  if (subscriber.mutes.length === 0) return undefined;
  const named = subscriber.mutes.find(({ what }) => isNamedBy(what, document));
  if (named !== undefined || followedBy(parsed) !== undefined) return named;
  return muteInWords(subscriber, document);
}

/** The buyer or term that a subscriber muted and that a procurement mentions. */
export function muteInWords(subscriber: Subscriber, document: MatchDocument): Mute | undefined {
  // No muted clause is about time.
  return mutedLeaves(subscriber).find(({ leaf }) => !matches(leaf, document, 0))?.mute;
}

/** Whether a mute names this very procurement. */
export function isNamedBy(what: Muted, { keys }: Pick<MatchDocument, 'keys'>): boolean {
  return what.kind === 'procurement' && what.notices.some((notice) => keys.has(notice));
}

/** What `isNamedBy` asks of a procurement, where no document is at hand. */
export function noticesOf({ view }: Pick<Procurement, 'view'>): Pick<MatchDocument, 'keys'> {
  return { keys: new Set(view.notices.map(({ portal, noticeId }) => noticeKey(portal, noticeId))) };
}

const NAMED = 'framework:';

/**
 * The frameworks that a call-off is open to, where the subscriber is on none of them: `G-Cloud 14`. Undefined where it may
 * bid, as far as anybody has said.
 */
export function frameworksOfOthers(
  subscriber: Subscriber,
  { classification }: Pick<Procurement, 'classification'>,
  document: MatchDocument,
): string | undefined {
  const [open] = openTo(subscriber);
  // No clause about frameworks is about time.
  if (open === undefined || matches(open, document, 0)) return undefined;
  return classification.tags
    .filter(({ id }) => id.startsWith(NAMED))
    .map(({ words }) => words.replace(/^(?:call-off from|names|sets up) /, ''))
    .join(', ');
}
