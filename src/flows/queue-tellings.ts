import type { Counted, Transaction } from '../domain/ports.ts';
import type { ChannelKind, Subscriber } from '../domain/subscription.ts';
import { newDelivery, type Wish } from './new-delivery.ts';
import { offerWhatIsOpen } from './offer.ts';
import { entryOf, type TellDeps, type Telling } from './tellings.ts';

const HOUR = 3_600_000;
/**
 * More alerts than this for one subscriber in one run become one summary: a person reads twenty mails, and Slack allows
 * one message a second to a channel (https://docs.slack.dev/apis/web-api/rate-limits), so five there. What has a first message in
 * Slack is a reply in its thread and counts for nothing: it disturbs nobody but those who follow that thread.
 */
const FLOOD: Readonly<Record<ChannelKind, number>> = { email: 20, slack: 5 };
/**
 * More replies than this for one subscriber in one run go into its summary, too: they would fill its channel's minute,
 * and Slack lets about 50 first messages be updated in one (https://docs.slack.dev/reference/methods/chat.update). The first messages
 * are brought up to date afterwards, and their threads go on: a second thread for each would split what is said about it.
 */
const MOST_REPLIES = 40;
/** A flood's summary waits for its run to end, which makes it due at once; this long where the run never ends. */
const SUMMARY_WAIT = 6 * HOUR;

/** One reading of one portal or import: what a flood is counted in. */
export interface Run {
  /** Names it in keys: letters, digits and hyphens. */
  readonly id: string;
  /** UTC milliseconds. */
  readonly startedAt: number;
}

export interface Occasion {
  readonly deps: TellDeps;
  readonly run: Run;
  /** Procurements that this page tells of: not to be offered as well. */
  readonly heard: ReadonlySet<number>;
}

/** The keys of a run's summaries begin so; without a run, those of all. */
export function summaryPrefix(run?: Run): string {
  return run === undefined ? 'summary.' : `summary.${run.id}.`;
}

export interface Queued {
  /** The deliveries that are new. */
  readonly ids: readonly number[];
  /** By how many the queue grew; folding alerts into a summary shrinks it. */
  readonly added: number;
}

interface Carried extends Queued {
  /** The delivery that carries what is offered to a new subscription. */
  readonly first: number | undefined;
}

/** Queues one subscriber's tellings: an alert each, or one summary where the run has become a flood. */
export async function queueTellings(
  tx: Transaction,
  tellings: readonly Telling[],
  occasion: Occasion,
): Promise<Queued> {
  const subscriber = tellings[0]?.subscriber;
  if (subscriber === undefined) return { ids: [], added: 0 };
  const sofar = await tx.deliveries.alertsSince(subscriber.id, occasion.run.startedAt);
  const replies = await repliesOf(tx, subscriber, tellings);
  const isTooMany = replies.size > 0 && (await areTooMany(tx, { subscriber, replies, sofar }, occasion));
  const alone = isTooMany ? tellings : tellings.filter((telling) => !replies.has(telling));
  const waiting = [...(isTooMany ? sofar.replies.waiting : []), ...sofar.waiting];
  const isFlood = sofar.total + alone.length > FLOOD[subscriber.address.channel];
  const hanging = isTooMany ? NONE : await queueAlerts(tx, [...replies], { ...occasion, word: 'reply' });
  const standing =
    isTooMany || (isFlood && alone.length > 0)
      ? await queueSummary(tx, { subscriber, tellings: alone, waiting }, occasion)
      : await queueAlerts(tx, alone, { ...occasion, word: 'alert' });
  const queued: Carried = {
    // A reply that offers as well would be none.
    first: standing.first,
    ids: [...hanging.ids, ...standing.ids],
    added: hanging.added + standing.added,
  };
  if (queued.first !== undefined) {
    const subscriptions = [...new Set(tellings.flatMap((telling) => telling.subscriptions))];
    await offerWhatIsOpen(
      tx,
      { subscriptions, deliveryId: queued.first, besides: occasion.heard },
      occasion.deps,
    );
  }
  return queued;
}

const NONE: Carried = { first: undefined, ids: [], added: 0 };

/** What hangs on a first message that this subscriber has. */
async function repliesOf(
  tx: Transaction,
  { id, address }: Subscriber,
  tellings: readonly Telling[],
): Promise<ReadonlySet<Telling>> {
  const replies = new Set<Telling>();
  if (address.channel !== 'slack') return replies;
  for (const telling of tellings)
    if ((await tx.ledger.thread(id, telling.procurement.id)) !== undefined) replies.add(telling);
  return replies;
}

interface Replying {
  readonly subscriber: Subscriber;
  readonly replies: ReadonlySet<Telling>;
  readonly sofar: { readonly replies: Counted };
}

/** Counting those of this run that are in its summary already. */
async function areTooMany(
  tx: Transaction,
  { subscriber, replies, sofar }: Replying,
  { run }: Occasion,
): Promise<boolean> {
  const open = await tx.deliveries.readyUnder(`${summaryPrefix(run)}${subscriber.id}.`);
  const combined = open === undefined ? [] : await tx.ledger.of(open);
  const changes = combined.filter(({ kind }) => kind !== 'new' && kind !== 'offered');
  return sofar.replies.total + replies.size + changes.length > MOST_REPLIES;
}

async function queueAlerts(
  tx: Transaction,
  tellings: readonly Telling[],
  { deps, word }: Occasion & { readonly word: 'alert' | 'reply' },
): Promise<Carried> {
  const ids: number[] = [];
  for (const telling of tellings) {
    const { subscriber, procurement, seq } = telling;
    const key = `${word}.${subscriber.id}.${procurement.id}.${seq}`;
    const id = await queueInstant(tx, { key, kind: 'alert', subscriber, wait: 0 }, deps);
    if (id === undefined) continue;
    ids.push(id);
    await tx.ledger.add([entryOf(telling, id)]);
  }
  return { first: ids[0], ids, added: ids.length };
}

interface Flood {
  readonly subscriber: Subscriber;
  readonly tellings: readonly Telling[];
  /** Alerts of this run that nobody has begun to send. */
  readonly waiting: readonly number[];
}

async function queueSummary(
  tx: Transaction,
  { subscriber, tellings, waiting }: Flood,
  { deps, run }: Occasion,
): Promise<Carried> {
  const prefix = `${summaryPrefix(run)}${subscriber.id}.`;
  const open = await tx.deliveries.readyUnder(prefix);
  const key = `${prefix}${tellings[0]?.seq ?? 0}`;
  const id = open ?? (await queueInstant(tx, { key, kind: 'summary', subscriber, wait: SUMMARY_WAIT }, deps));
  if (id === undefined) throw new Error(`the delivery ${key} was queued before`);
  for (const alert of waiting) {
    const entries = await tx.ledger.of(alert);
    await tx.ledger.move(
      entries.map((entry) => entry.id),
      id,
    );
  }
  const note = { code: 'folded', reason: 'folded into a summary of this run' };
  await tx.deliveries.close(waiting, 'cancelled', note, deps.clock.now());
  await tx.ledger.add(tellings.map((telling) => entryOf(telling, id)));
  const ids = open === undefined ? [id] : [];
  return { first: id, ids, added: ids.length - waiting.length };
}

function queueInstant(
  tx: Transaction,
  wish: Omit<Wish, 'cadence'>,
  deps: TellDeps,
): Promise<number | undefined> {
  return tx.deliveries.queue(newDelivery({ ...wish, cadence: 'instant' }, deps));
}
