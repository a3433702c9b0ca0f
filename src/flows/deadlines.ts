import type { Reads } from '../domain/ports.ts';
import type { Procurement } from '../domain/procurement.ts';
import { rings, type Subscriber, type Subscription } from '../domain/subscription.ts';
import { combine, leavesOf } from '../match/combine.ts';
import { documentOf } from '../match/document.ts';
import { muteInWords } from '../match/effective.ts';
import { followedBy } from '../match/following.ts';
import { openOnly } from '../match/open-only.ts';
import { readActLink, toldProcurement } from './act-link.ts';
import { askedBy, type QueryReader } from './audience.ts';
import { mutesOf } from './mute.ts';
import { isDisowned } from './what-is-due.ts';

const DAY = 86_400_000;
/** How long a deadline stays after it has passed: whoever looks back finds the last weeks. */
const KEPT = 30 * DAY;
/** More than anybody bids for; a calendar program asks for all of it every few hours. */
const MOST = 500;
/** So many of what matches, the soonest first: who asks for more than anybody reads gets no calendar of it. */
const MOST_MATCHING = 200;

/** A procurement whose deadline stands in a calendar. */
export interface DatedProcurement {
  readonly procurement: Procurement;
  /** When we last learnt of anything that happened to it, UTC milliseconds: it grows whenever the deadline moves. */
  readonly changedAt: number | undefined;
}

export interface DeadlineDeps extends QueryReader {
  readonly store: Pick<Reads, 'events' | 'ledger' | 'procurements' | 'subscriptions' | 'tokens'>;
  readonly clock: { now(): number };
}

/**
 * The deadlines of what a subscriber follows, of what it was told and of what is open and matches, which its next digest may be
 * a week from telling; from the last month onwards, the earliest first. Undefined where the secret is nobody's.
 */
export async function deadlineFeed(
  secret: string,
  deps: DeadlineDeps,
): Promise<readonly DatedProcurement[] | undefined> {
  const { store, clock } = deps;
  const token = await store.tokens.find('calendar', secret);
  if (token === undefined || (token.expiresAt ?? Infinity) <= clock.now()) return undefined;
  const [subscriber] = await store.subscriptions.subscribersByIds([token.subscriberId]);
  return subscriber && (await dated(await datedFor(subscriber, deps), deps));
}

/** The same without when it last changed. */
export async function datedFor(
  subscriber: Subscriber,
  deps: Omit<DeadlineDeps, 'store'> & {
    readonly store: Pick<Reads, 'ledger' | 'procurements' | 'subscriptions'>;
  },
): Promise<readonly Procurement[]> {
  const { store, clock } = deps;
  const now = clock.now();
  const from = now - KEPT;
  const own = await store.subscriptions.ofSubscriber(subscriber.id);
  const followed = await followedIds(own, deps);
  const matching = await matchingIds(own, deps);
  const told = await store.ledger.deadlinesOf(subscriber.id, { from, now, limit: MOST });
  const procurements = await store.procurements.byIds([...followed, ...told, ...matching]);
  const asked = new Set([...followed, ...matching]);
  return procurements
    .filter((one) => deadlineAt(one) >= from && isWanted(one, subscriber, asked.has(one.id)))
    .slice(0, MOST)
    .toSorted((a, b) => deadlineAt(a) - deadlineAt(b) || a.id - b.id);
}

/** One deadline, for the button of a mail. Undefined where the link leads nowhere, or no deadline is stated. */
export async function deadlineOf(
  { secret, procurementId }: { readonly secret: string; readonly procurementId: number },
  deps: DeadlineDeps,
): Promise<DatedProcurement | undefined> {
  const link = await readActLink(secret, deps);
  const procurement = link && (await toldProcurement(link, procurementId, deps));
  if (procurement?.view.deadline === undefined) return undefined;
  return (await dated([procurement], deps))[0];
}

/** By the names that its subscriptions follow: what was followed before it was ever told stands there, too. */
async function followedIds(
  own: readonly Subscription[],
  { store, queryOf }: Pick<DeadlineDeps, 'queryOf'> & { readonly store: Pick<Reads, 'procurements'> },
): Promise<ReadonlySet<number>> {
  const keys = own
    .filter((one) => one.state !== 'ended')
    .map((one) => queryOf(one.query))
    .filter((query) => followedBy(query) === 'procurement')
    .flatMap(leavesOf)
    .flatMap((leaf) => (leaf.kind === 'identifier' ? [leaf.key] : []));
  return new Set([...(await store.procurements.ownersOf(keys)).values()].flat());
}

/** What they would tell of as new if it came now. */
async function matchingIds(
  own: readonly Subscription[],
  { store, clock, queryOf }: Omit<DeadlineDeps, 'store'> & { readonly store: Pick<Reads, 'procurements'> },
): Promise<ReadonlySet<number>> {
  const telling = own.filter((one) => rings(one) && one.wanted.includes('new'));
  const query = combine(
    'or',
    telling.map((one) => askedBy(one, { queryOf })),
  );
  if (query === undefined) return new Set();
  const options = { limit: MOST_MATCHING, now: clock.now(), sort: 'deadline' } as const;
  const { procurements } = await store.procurements.search(openOnly(query), options);
  return new Set(procurements.map(({ id }) => id));
}

/** `isAsked`: followed, or matched by a query that leaves out already what is muted by its words. */
function isWanted(procurement: Procurement, subscriber: Subscriber, isAsked: boolean): boolean {
  if (mutesOf(subscriber, procurement).length > 0) return false;
  if (isAsked) return true;
  const isMuted = muteInWords(subscriber, documentOf(procurement)) !== undefined;
  return !isMuted && !isDisowned(procurement.classification);
}

/** Before every instant, where none is stated. */
function deadlineAt({ view }: Procurement): number {
  return view.deadline?.at ?? -Infinity;
}

async function dated(
  procurements: readonly Procurement[],
  { store }: DeadlineDeps,
): Promise<readonly DatedProcurement[]> {
  const changedAt = await store.events.lastAt(procurements.map(({ id }) => id));
  return procurements.map((procurement) => ({ procurement, changedAt: changedAt.get(procurement.id) }));
}
