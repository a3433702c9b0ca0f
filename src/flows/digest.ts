import { grouped } from '../domain/grouped.ts';
import type { Log, RunReads, Store, Transaction } from '../domain/ports.ts';
import type { Cadence, Subscriber, Subscription, Timetable } from '../domain/subscription.ts';
import { happenedToAll, type Happened } from './happened-since.ts';
import { newDelivery } from './new-delivery.ts';
import { offerWhatIsOpen } from './offer.ts';
import { endOf } from './period.ts';
import { entryOf, type TellDeps } from './tellings.ts';

export interface DigestDeps extends TellDeps {
  readonly store: Store;
  readonly log: Log;
  /** Gives others a turn, between two transactions; without it, they wait. */
  readonly rest?: (() => Promise<void>) | undefined;
}

export interface DueDigestDeps extends DigestDeps {
  /** The latest slot of each cadence at or before an instant. */
  readonly slotsDue: (timetable: Timetable, now: number) => readonly Slot[];
}

/** A due slot: Monday 08:00 for `weekly`; an operator's early run takes the instant it was asked for. UTC milliseconds. */
export interface Slot {
  readonly cadence: Exclude<Cadence, 'instant'>;
  readonly at: number;
}

/**
 * So many subscribers share a transaction, and what is read for them: what happened since they were last told is the same
 * for most of them.
 */
const BATCH = 500;

/** Each subscriber's digest whose hour has come, by its own timetable. Answers how many were queued. */
export async function digestDue(deps: DueDigestDeps): Promise<number> {
  const now = deps.clock.now();
  return await digestAll(({ timetable }) => deps.slotsDue(timetable, now), deps);
}

/** The same for everybody, at slots that an operator names. */
export async function digest(slots: readonly Slot[], deps: DigestDeps): Promise<number> {
  return await digestAll(() => slots, deps);
}

type SlotsOf = (subscriber: Subscriber) => readonly Slot[];

/**
 * One digest for each subscriber whose slots are due and have not run: the events of every subscription that is due,
 * each from its own watermark to one common number, and what the ledger has freed.
 */
async function digestAll(slotsOf: SlotsOf, deps: DigestDeps): Promise<number> {
  let queued = 0;
  const failures: unknown[] = [];
  for (const batch of batchesOf(await dueOf(slotsOf, deps))) {
    queued += await queueBatch(batch, failures, deps);
    await deps.rest?.();
  }
  if (queued > 0) deps.log.info({ queued }, 'digests queued');
  if (failures.length > 0) throw new Error(`${failures.length} digests failed`, { cause: failures[0] });
  return queued;
}

interface Due {
  readonly subscriber: Subscriber;
  /** All of its subscriptions that ring. */
  readonly own: readonly Subscription[];
  /** Those of them that are due. */
  readonly subscriptions: readonly Subscription[];
  readonly slots: readonly Slot[];
}

/** Whose slots have come and have not run: asked every few minutes, when hardly anybody's have. */
async function dueOf(slotsOf: SlotsOf, { store, clock }: DigestDeps): Promise<readonly Due[]> {
  const active = await store.subscriptions.active();
  const due: Due[] = [];
  for (const own of grouped(active, (one) => one.subscriber.id).values()) {
    const [first] = own;
    if (first === undefined || own.every((one) => one.cadence === 'instant')) continue;
    const { subscriber } = first;
    const found = dueAt(slotsOf(subscriber), { subscriber, own });
    if (found !== undefined) due.push(found);
  }
  return await notRun(due, store.runs, clock.now());
}

/** A slot that passed before a subscription began, or while it was paused, is none of its: what it missed comes with the next. */
function dueAt(slots: readonly Slot[], who: Pick<Due, 'subscriber' | 'own'>): Due | undefined {
  const concerns = (slot: Slot, one: Subscription): boolean =>
    one.cadence === slot.cadence && one.stateAt <= slot.at;
  const mine = slots.filter((slot) => who.own.some((one) => concerns(slot, one)));
  if (mine.length === 0) return undefined;
  const subscriptions = who.own.filter((one) => mine.some((slot) => concerns(slot, one)));
  return { ...who, slots: mine, subscriptions };
}

/** What of it no run has done, by the runs on record. */
async function notRun(
  due: readonly Due[],
  runs: Pick<RunReads, 'lastDigestSlots'>,
  now: number,
): Promise<readonly Due[]> {
  const upTo = due.flatMap(({ slots }) => slots).reduce((latest, { at }) => Math.max(latest, at), now);
  const ids = due.map(({ subscriber }) => subscriber.id);
  const last = new Map<string, number>();
  for (const { subscriberId, cadence, slot } of await runs.lastDigestSlots(ids, upTo))
    last.set(`${subscriberId} ${cadence}`, slot);
  return due.flatMap((one) => {
    const left = one.slots.filter(
      ({ cadence, at }) => (last.get(`${one.subscriber.id} ${cadence}`) ?? -Infinity) < at,
    );
    return dueAt(left, one) ?? [];
  });
}

/** Neighbours who were last told at the same time: what happened to one of them happened to all. */
function batchesOf(due: readonly Due[]): readonly (readonly Due[])[] {
  const inOrder = due.toSorted((a, b) => a.subscriber.id - b.subscriber.id);
  const sameStart = grouped(inOrder, ({ subscriptions }) =>
    Math.min(...subscriptions.map((one) => one.watermark)),
  );
  return [...sameStart.values()].flatMap((all) =>
    Array.from({ length: Math.ceil(all.length / BATCH) }, (_, n) => all.slice(n * BATCH, (n + 1) * BATCH)),
  );
}

/** One subscriber's trouble must not cost the others their digest: a batch that fails is halved until it stands alone. */
async function queueBatch(batch: readonly Due[], failures: unknown[], deps: DigestDeps): Promise<number> {
  try {
    return await deps.store.transaction(async (tx) => await queueAll(tx, batch, deps));
  } catch (error) {
    if (batch.length > 1) {
      const half = Math.ceil(batch.length / 2);
      const first = await queueBatch(batch.slice(0, half), failures, deps);
      return first + (await queueBatch(batch.slice(half), failures, deps));
    }
    // Its slot has not run, and is due again.
    deps.log.error({ err: error, subscriber: batch[0]?.subscriber.id }, 'digest failed');
    failures.push(error);
    return 0;
  }
}

async function queueAll(tx: Transaction, batch: readonly Due[], deps: DigestDeps): Promise<number> {
  // Asked again: another process may have run them since.
  const all = await notRun(batch, tx.runs, deps.clock.now());
  if (all.length === 0) return 0;
  const toSeq = await tx.events.latest();
  const found = await happenedToAll(tx, { periods: all, toSeq }, deps);
  await tx.ledger.share([...found.values()].flatMap(({ shared }) => shared));
  let queued = 0;
  for (const due of all) {
    const happened = found.get(due.subscriber.id);
    const deliveryId = happened && (await queueOne(tx, { due, happened }, deps));
    const subscriptionIds = idsOf(due.subscriptions);
    const common = { subscriberId: due.subscriber.id, toSeq, deliveryId, subscriptionIds };
    const to = endOf(Math.max(...due.slots.map((slot) => slot.at)), deps.clock.now());
    for (const slot of due.slots)
      await tx.runs.digestRun({ ...common, cadence: slot.cadence, slot: slot.at, to });
    if (deliveryId !== undefined) queued += 1;
  }
  await tx.subscriptions.advance(idsOf(all.flatMap(({ subscriptions }) => subscriptions)), toSeq);
  return queued;
}

interface Found {
  readonly due: Due;
  readonly happened: Happened;
}

/** The delivery that it takes; undefined where there is nothing to say. */
async function queueOne(
  tx: Transaction,
  { due, happened }: Found,
  deps: DigestDeps,
): Promise<number | undefined> {
  const { tellings, freed, heard } = happened;
  if (tellings.length + freed.length === 0)
    return wantsQuiet(due) ? await queueDelivery(tx, 'quiet', { due, deps }) : undefined;
  const deliveryId = await queueDelivery(tx, 'digest', { due, deps });
  await tx.ledger.add(tellings.map((telling) => entryOf(telling, deliveryId)));
  if (freed.length > 0) await tx.ledger.move(idsOf(freed), deliveryId);
  const { subscriptions, own } = due;
  const active = new Set(idsOf(own));
  await offerWhatIsOpen(tx, { subscriptions, active, deliveryId, besides: heard }, deps);
  return deliveryId;
}

/** A subscriber that wants to know that all is quiet hears so once a week, where it has a weekly subscription. */
function wantsQuiet({ subscriber, own, slots }: Due): boolean {
  if (!subscriber.heartbeat) return false;
  const hasWeekly = own.some((one) => one.cadence === 'weekly');
  return slots.some((slot) => slot.cadence === (hasWeekly ? 'weekly' : 'daily'));
}

async function queueDelivery(
  tx: Transaction,
  kind: 'digest' | 'quiet',
  { due, deps }: { readonly due: Due; readonly deps: DigestDeps },
): Promise<number> {
  const { subscriber, slots } = due;
  const cadences = slots.map((slot) => slot.cadence).toSorted();
  const at = Math.max(...slots.map((slot) => slot.at));
  const key =
    kind === 'quiet' ? `quiet.${subscriber.id}.${at}` : `digest.${subscriber.id}.${cadences.join('-')}.${at}`;
  const cadence = cadences.includes('weekly') ? 'weekly' : 'daily';
  const id = await tx.deliveries.queue(newDelivery({ key, kind, cadence, subscriber, wait: 0 }, deps));
  if (id === undefined) throw new Error(`the delivery ${key} was queued before`);
  return id;
}

function idsOf(rows: readonly { readonly id: number }[]): readonly number[] {
  return rows.map((row) => row.id);
}
