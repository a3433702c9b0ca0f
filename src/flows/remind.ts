import { materialState } from '../dedupe/material.ts';
import type { LedgerEntry } from '../domain/delivery.ts';
import { grouped } from '../domain/grouped.ts';
import type { Log, Store, Transaction } from '../domain/ports.ts';
import type { Procurement } from '../domain/procurement.ts';
import type { Query } from '../domain/query.ts';
import type { Subscriber, Subscription } from '../domain/subscription.ts';
import { documentOf } from '../match/document.ts';
import { muteOf } from '../match/effective.ts';
import { matches } from '../match/evaluate.ts';
import { needsReminder, REMIND_DAYS } from './closes-soon.ts';
import { newDelivery } from './new-delivery.ts';
import type { TellDeps } from './tellings.ts';

export interface RemindDeps extends TellDeps {
  readonly store: Store;
  readonly log: Log;
}

/** Of what closes soon, read at once. */
const PAGE = 200;

/** Whatever is open and closes within so many days. */
function closingWithin(days: number): Query {
  return {
    kind: 'and',
    of: [
      { kind: 'stage', any: ['open'], negated: false },
      {
        kind: 'days',
        field: 'closing',
        from: { after: 0, unit: 'days' },
        to: { after: days, unit: 'days' },
        negated: false,
      },
    ],
  };
}

/**
 * Reminds whoever wants it of what they were told and what closes soon: once for each deadline, one message for each
 * subscriber. Answers how many were queued.
 */
export async function remind(deps: RemindDeps): Promise<number> {
  const eager = (await deps.store.subscriptions.active()).filter((one) => one.wanted.includes('closing'));
  if (eager.length === 0) return 0;
  const farthest = eager.reduce((most, { remindDays = REMIND_DAYS }) => Math.max(most, remindDays), 0);
  const closing = await knownToSomebody(await closingSoon(closingWithin(farthest), deps), deps);
  let queued = 0;
  const failures: unknown[] = [];
  for (const [subscriberId, own] of grouped(eager, (one) => one.subscriber.id)) {
    const [first] = own;
    const known = closing.get(subscriberId);
    if (first === undefined || known === undefined) continue;
    const wish = { subscriber: first.subscriber, own, closing: known };
    try {
      if (await deps.store.transaction(async (tx) => await remindOne(tx, wish, deps))) queued += 1;
    } catch (error) {
      // One subscriber's trouble must not cost the others their reminder.
      deps.log.error({ err: error, subscriber: subscriberId }, 'reminder failed');
      failures.push(error);
    }
  }
  if (queued > 0) deps.log.info({ queued }, 'reminders queued');
  if (failures.length > 0) throw new Error(`${failures.length} reminders failed`, { cause: failures[0] });
  return queued;
}

/** Page by page, though what comes in meanwhile may push one from one page into the next. */
async function closingSoon(query: Query, { store, clock }: RemindDeps): Promise<readonly Procurement[]> {
  const now = clock.now();
  const found = new Map<number, Procurement>();
  for (let offset = 0; ; offset += PAGE) {
    const { procurements } = await store.procurements.search(query, { limit: PAGE, offset, now });
    for (const one of procurements) found.set(one.id, one);
    if (procurements.length < PAGE) return [...found.values()];
  }
}

/** By subscriber, those of them that it knows: most subscribers know none. */
async function knownToSomebody(
  closing: readonly Procurement[],
  { store }: RemindDeps,
): Promise<ReadonlyMap<number, readonly Procurement[]>> {
  const known = new Map<number, Set<Procurement>>();
  for (let at = 0; at < closing.length; at += PAGE) {
    const page = new Map(closing.slice(at, at + PAGE).map((one) => [one.id, one]));
    for (const { subscriberId, procurementId } of await store.ledger.about([...page.keys()])) {
      const procurement = page.get(procurementId);
      if (procurement === undefined) continue;
      const mine = known.get(subscriberId) ?? new Set();
      known.set(subscriberId, mine.add(procurement));
    }
  }
  return new Map([...known].map(([subscriberId, mine]) => [subscriberId, [...mine]]));
}

interface Reminder {
  readonly subscriber: Subscriber;
  /** Those of its subscriptions that want to be reminded. */
  readonly own: readonly Subscription[];
  /** What closes soon and it knows of. */
  readonly closing: readonly Procurement[];
}

async function remindOne(
  tx: Transaction,
  { subscriber, own, closing }: Reminder,
  deps: TellDeps,
): Promise<boolean> {
  const now = deps.clock.now();
  const ids = closing.map((one) => one.id);
  const ledger = grouped(await tx.ledger.about(ids, subscriber.id), (entry) => entry.procurementId);
  const due = closing.flatMap((procurement) => {
    const told = ledger.get(procurement.id);
    if (told === undefined) return [];
    const state = materialState(procurement.view);
    // What waits to be sent says all there is to say.
    if (told.some((entry) => entry.state === 'queued')) return [];
    const asking = own.filter(
      (one) =>
        needsReminder({ view: procurement.view, state, told, days: one.remindDays, now }) &&
        stillAsks(one, { procurement, told }, deps),
    );
    return asking.length === 0 ? [] : [{ procurement, state, subscriptionIds: asking.map((one) => one.id) }];
  });
  const [only, ...more] = due;
  if (only === undefined) return false;
  const kind = more.length === 0 ? 'alert' : 'summary';
  const asking = due.flatMap((one) => one.subscriptionIds);
  const key = `closing.${subscriber.id}.${Math.min(...asking)}.${now}`;
  const deliveryId = await tx.deliveries.queue(
    newDelivery({ key, kind, cadence: 'instant', subscriber, wait: 0 }, deps),
  );
  if (deliveryId === undefined) return false;
  await tx.ledger.add(
    due.map(({ procurement, state, subscriptionIds }) => ({
      subscriberId: subscriber.id,
      procurementId: procurement.id,
      deliveryId,
      kind: 'closing' as const,
      subscriptionIds,
      told: state,
    })),
  );
  return true;
}

/**
 * Whether a subscription still looks for what its subscriber was told of. Asked as of when that was told: `closing:>7d` says
 * what is worth hearing of, not what is to be forgotten.
 */
function stillAsks(
  subscription: Subscription,
  { procurement, told }: { readonly procurement: Procurement; readonly told: readonly LedgerEntry[] },
  { queryOf }: TellDeps,
): boolean {
  const document = documentOf(procurement);
  const query = queryOf(subscription.query);
  const at = told.find((entry) => entry.state === 'told')?.toldAt;
  if (at === undefined || muteOf(subscription, query, document) !== undefined) return false;
  return matches(query, document, at);
}
