import { dayAfter, londonDayAt } from '../domain/london-day.ts';
import { isDecided, OPEN_STAGES, STAGES } from '../domain/stage.ts';
import type { Window } from '../domain/portal.ts';
import type { Reads } from '../domain/ports.ts';
import { IT_SETTINGS } from '../domain/procurement.ts';
import type { FactField, Query } from '../domain/query.ts';
import type { Replayed, ReplayedItem, ReplayedWeek } from '../domain/replayed.ts';
import type { Cadence, Subscription } from '../domain/subscription.ts';
import { combine, leavesOf } from '../match/combine.ts';
import { atAnyStand, atAnyTime } from '../match/relax.ts';
import { asItWas } from './as-it-was.ts';
import { askedBy, type QueryReader } from './audience.ts';
import type { Classify } from './in-force.ts';
import { replayOne, type Replaying } from './replay-one.ts';

export interface ReplayWish {
  /** As it stands, but for its state: it is taken to ring, and to have stood since before anything was published. */
  readonly subscription: Subscription;
  /** Of messages, by the instant at which they would have been sent. */
  readonly span: Window;
}

export interface ReplayDeps extends QueryReader {
  readonly store: Pick<Reads, 'procurements' | 'corrections'>;
  readonly classify: Classify;
  /** The first slot of a cadence at or after an instant; for `instant`, the instant itself. */
  readonly slotAt: (cadence: Cadence, at: number) => number;
  /** Aborts between two batches: what was found so far is answered. */
  readonly signal: AbortSignal;
  /** Hears how many procurements are to be walked through, and how many of them have been. */
  readonly onWalked?: (walked: number, of: number) => void;
}

const DAY = 86_400_000;
/**
 * A digest tells of the week before, or of three where bank holidays fall on its day twice; and a page that was edited in
 * place comes a little later than it is dated.
 */
const REACH = { instant: 8 * DAY, daily: 22 * DAY, weekly: 22 * DAY } as const;
/** Held in memory at once, with all their notices. */
const BATCH = 200;
/**
 * Beyond so many procurements whose later notices may have made them something else, those that are not even possibly IT
 * today are not looked at: hardly any of them ever was.
 */
const MOST_UNSURE = 5000;

/** What a subscription would have been told in a span of time, and why. Sends and stores nothing. */
export async function replay({ subscription, span }: ReplayWish, deps: ReplayDeps): Promise<Replayed> {
  const ringing: Subscription = { ...subscription, state: 'active', notify: true };
  const holding = await deps.store.corrections.holding();
  const replaying: Replaying = {
    queryOf: deps.queryOf,
    subscription: ringing,
    slotAt: (at) => deps.slotAt(ringing.cadence, at),
    until: span.to,
  };
  const ids = await candidatesOf(ringing, span, deps);
  const judges = { classify: deps.classify, holding, needsTags: asksForTags(ringing, deps) };
  const items: ReplayedItem[] = [];
  let walked = 0;
  for (; walked < ids.length && !deps.signal.aborted; walked = Math.min(walked + BATCH, ids.length)) {
    for (const held of await deps.store.procurements.held(ids.slice(walked, walked + BATCH))) {
      const told = replayOne(held, asItWas(held, judges), replaying);
      for (const item of told) if (item.at >= span.from) items.push(item);
    }
    deps.onWalked?.(Math.min(walked + BATCH, ids.length), ids.length);
  }
  const inOrder = items.toSorted((a, b) => a.at - b.at || a.procurementId - b.procurementId);
  return { items: inOrder, weeks: weeksOf(inOrder, span), walked: Math.min(walked, ids.length) };
}

function weeksOf(items: readonly ReplayedItem[], { from, to }: Window): readonly ReplayedWeek[] {
  const counts = new Map<string, number>();
  const last = mondayOf(to - 1);
  for (let monday = mondayOf(from); monday <= last; monday = dayAfter(monday, 1, 'weeks'))
    counts.set(monday, 0);
  for (const { at } of items) {
    const monday = mondayOf(at);
    counts.set(monday, (counts.get(monday) ?? 0) + 1);
  }
  return [...counts].map(([monday, count]) => ({ monday, items: count }));
}

function mondayOf(at: number): string {
  const day = londonDayAt(at);
  return dayAfter(day, -((new Date(day).getUTCDay() + 6) % 7), 'days');
}

/**
 * Every procurement of which something could have been told. What is known by one version always was what it is; what is known
 * by several may have been something else, and is asked only for what is never lost again.
 */
async function candidatesOf(
  subscription: Subscription,
  { from, to }: Window,
  deps: ReplayDeps,
): Promise<readonly number[]> {
  const { procurements } = deps.store;
  const versions = await procurements.publishedIn({ from: from - REACH[subscription.cadence], to });
  const query = askedBy(subscription, deps);
  const among = async (asked: Query, isMeant: (count: number) => boolean): Promise<readonly number[]> =>
    (await procurements.idsOf(asked, to)).filter((id) => isMeant(versions.get(id) ?? 0));
  const plain = await among(both(atAnyTime(query), toldFirst(subscription)), (count) => count === 1);
  const lasting = atAnyStand(query);
  const unsure = await among(lasting, (count) => count > 1);
  if (unsure.length <= MOST_UNSURE || !asksForIt(query)) return [...plain, ...unsure];
  return [...plain, ...(await among(both(lasting, POSSIBLY_IT), (count) => count > 1))];
}

const TAGGED: ReadonlySet<FactField> = new Set(['framework', 'procedure', 'threshold', 'sme', 'vcse']);

function asksForTags(subscription: Subscription, deps: QueryReader): boolean {
  if (subscription.subscriber.frameworks !== undefined) return true;
  return leavesOf(askedBy(subscription, deps)).some((leaf) => leaf.kind === 'fact' && TAGGED.has(leaf.field));
}

const POSSIBLY_IT: Query = { kind: 'it', setting: 'broad', negated: false };

/** What never left these stages is told as new or, where that is wanted, as awarded. */
function toldFirst({ wanted }: Subscription): Query {
  const decided = wanted.includes('awards') ? STAGES.filter(isDecided) : [];
  return { kind: 'stage', any: [...OPEN_STAGES, ...decided], negated: false };
}

function asksForIt(query: Query): boolean {
  if (query.kind === 'and') return query.of.some(asksForIt);
  return query.kind === 'it' && !query.negated && IT_SETTINGS.some((setting) => setting === query.setting);
}

function both(one: Query, other: Query): Query {
  return combine('and', [one, other]) ?? one;
}
