import type { ClaimedDelivery, Refused, Sent } from '../domain/delivery.ts';
import type { Channel, Store, Transaction } from '../domain/ports.ts';
import type { ChannelKind } from '../domain/subscription.ts';
import { compose, type ComposeDeps, type Composed } from './compose.ts';
import { overtaken, settle, STUMBLED, type Attempted, type SettleDeps, type Settled } from './settle.ts';
import { suppressedFor } from './suppressed.ts';

export interface DispatchDeps extends ComposeDeps, SettleDeps {
  readonly clock: SettleDeps['clock'];
  readonly store: Store;
  readonly channels: ReadonlyMap<ChannelKind, Channel>;
  /** Who claims: names the process in a lease. */
  readonly worker: string;
}

export interface DispatchReport {
  readonly sent: number;
  /** Put back, to be tried again. */
  readonly postponed: number;
  /** Ended without being sent: refused for good, given up, overtaken, suppressed or expired. */
  readonly ended: number;
}

/** Twice the longest send: greeting, envelope and data timeouts of the e-mail channel add up to less than a minute. */
const LEASE = 3 * 60_000;
/** A message that makes us stumble will do so again: it must not hold up the rest. */
const MOST_STUMBLES = 3;

/**
 * Sends every delivery that is due until none is left or `signal` aborts between two. Each hand of a channel has one message
 * at a time, and records it before the next is sent, so that a crash repeats at most those; a slow channel holds up no other.
 */
export async function dispatch(deps: DispatchDeps, signal: AbortSignal): Promise<DispatchReport> {
  const report = { sent: 0, postponed: 0, ended: await endExpired(deps) };
  const hands = [...deps.channels.values()].flatMap((channel) =>
    Array.from({ length: channel.hands ?? 1 }, () => drain(channel, { deps, signal, report })),
  );
  await Promise.all(hands);
  if (report.sent + report.postponed + report.ended > 0) deps.log.info(report, 'deliveries dispatched');
  return report;
}

interface Draining {
  readonly deps: DispatchDeps;
  readonly signal: AbortSignal;
  readonly report: Record<Settled, number>;
}

/** One transaction for each message: it records what became of the last and makes the next ready. */
async function drain(channel: Channel, { deps, signal, report }: Draining): Promise<void> {
  let last: Attempted | undefined;
  for (;;) {
    const turn = await nextTurn(channel, last, { deps, signal });
    for (const settled of turn.settled) report[settled] += 1;
    if (turn.ready === undefined) return;
    last = await attempt(turn.ready, channel, { deps, signal });
  }
}

/** A delivery that is claimed, with what is to be said; or what befell us when we made it. */
type Ready = { readonly delivery: ClaimedDelivery } & (
  { readonly composed: Composed } | { readonly error: unknown }
);

interface Turn {
  readonly settled: readonly Settled[];
  /** Undefined where nothing more is due. */
  readonly ready: Ready | undefined;
}

type Attempting = Omit<Draining, 'report'>;

async function nextTurn(
  channel: Channel,
  last: Attempted | undefined,
  { deps, signal }: Attempting,
): Promise<Turn> {
  return await deps.store.transaction(async (tx) => {
    const settled = last === undefined ? [] : [await settle(tx, last, deps)];
    for (;;) {
      if (signal.aborted) return { settled, ready: undefined };
      const now = deps.clock.now();
      const delivery = await tx.deliveries.claim(channel.kind, now, deps.worker, LEASE);
      if (delivery === undefined) return { settled, ready: undefined };
      const ready = await makeReady(tx, delivery, deps);
      if (ready !== undefined) return { settled, ready };
      settled.push('ended');
    }
  });
}

/** Undefined where there is nothing to send: its address is suppressed, or what it would say was said meanwhile. */
async function makeReady(
  tx: Transaction,
  delivery: ClaimedDelivery,
  deps: DispatchDeps,
): Promise<Ready | undefined> {
  const now = deps.clock.now();
  const suppression = await suppressedFor(tx, delivery);
  if (suppression !== undefined) {
    const reason = `nothing is sent to this address: ${suppression.reason}`;
    await tx.deliveries.close([delivery.id], 'cancelled', { code: 'suppressed', reason }, now);
    await tx.ledger.free([delivery.id]);
    return undefined;
  }
  try {
    const composed = await compose(tx, delivery, deps);
    if (composed.message === undefined) {
      await overtaken(tx, delivery, composed, now);
      return undefined;
    }
    if (composed.told.length > 0)
      await tx.ledger.restate(composed.told.map(({ entry, state }) => ({ id: entry.id, told: state })));
    return { delivery, composed };
  } catch (error) {
    return { delivery, error };
  }
}

/** A bug in one message is that message's trouble. */
async function attempt(ready: Ready, channel: Channel, { deps, signal }: Attempting): Promise<Attempted> {
  const { delivery } = ready;
  const composed = 'composed' in ready ? ready.composed : undefined;
  try {
    if ('error' in ready) throw ready.error;
    if (composed?.message === undefined) throw new Error('a delivery without a message was to be sent');
    return { delivery, composed, answer: await channel.send(composed.message, delivery.address, signal) };
  } catch (error) {
    deps.log.error({ err: error, delivery: delivery.id }, 'delivery stumbled');
    return { delivery, composed, answer: stumbled(delivery) };
  }
}

function stumbled({ attempts }: ClaimedDelivery): Sent | Refused {
  return {
    sent: false,
    scope: 'message',
    permanent: attempts >= MOST_STUMBLES,
    ambiguous: true,
    code: STUMBLED,
    reason: 'the message could not be made or its sending not be recorded',
    retryAfterMs: undefined,
  };
}

async function endExpired({ store, clock }: DispatchDeps): Promise<number> {
  const now = clock.now();
  return await store.transaction(async (tx) => {
    const expired = await tx.deliveries.expired(now);
    if (expired.length === 0) return 0;
    await tx.deliveries.close(expired, 'dead', EXPIRED, now);
    await tx.ledger.free(expired);
    return expired.length;
  });
}

const EXPIRED = { code: 'expired', reason: 'not sent before it expired' };
