import type { FirstState, Message } from '../domain/delivery.ts';
import type { Channel, Log, StaleFirst, Store, Transaction } from '../domain/ports.ts';
import type { QueryReader } from './audience.ts';
import { firstAsItIs } from './first-message.ts';
import { keepState } from './settle-firsts.ts';

interface RefreshDeps extends QueryReader {
  readonly store: Store;
  readonly clock: { now(): number };
  readonly log: Log;
}

/** In one go: at Slack's pace they take less than half a minute, for which new messages wait. */
const MOST = 20;

/** Brings those first messages of a channel up to date that could not be, or were not, when their news was told. */
export async function refreshFirsts(
  channel: Channel,
  deps: RefreshDeps,
  { signal, cut }: { readonly signal: AbortSignal; readonly cut: AbortSignal },
): Promise<void> {
  const { update } = channel;
  if (update === undefined) return;
  const { store, clock } = deps;
  const stale = await store.transaction((tx) => tx.deliveries.staleFirsts(channel.kind, clock.now(), MOST));
  for (const one of stale) {
    if (signal.aborted) return;
    const state = await refreshed(one, deps, async (message) => await update(message, one, cut));
    await store.transaction((tx) =>
      keepState(tx, one.deliveryId, { state, place: one.place, now: clock.now() }),
    );
  }
}

/** A bug in one message is that message's trouble. */
async function refreshed(
  one: StaleFirst,
  deps: RefreshDeps,
  update: (message: Message) => Promise<FirstState>,
): Promise<FirstState> {
  try {
    return await update(await deps.store.transaction((tx) => messageOf(tx, one, deps)));
  } catch (error) {
    deps.log.error({ err: error, delivery: one.deliveryId }, 'a first message stumbled');
    return 'refused';
  }
}

async function messageOf(tx: Transaction, one: StaleFirst, deps: RefreshDeps): Promise<Message> {
  const { deliveryId, kind, cadence, subscriberId, messageId, reference } = one;
  return {
    deliveryId,
    kind,
    cadence,
    items: [],
    troubles: [],
    now: deps.clock.now(),
    messageId,
    thread: reference,
    first: await firstAsItIs(tx, { root: { deliveryId, kind }, subscriberId }, deps),
  };
}
