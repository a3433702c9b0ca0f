import type { ClaimedDelivery, Refused } from '../domain/delivery.ts';
import { NotBegun } from '../domain/not-begun.ts';
import type { Channel, Store, Transaction } from '../domain/ports.ts';
import type { ChannelKind } from '../domain/subscription.ts';
import { compose, type ComposeDeps, type Composed } from './compose.ts';
import { graceAfter } from './grace.ts';
import { refreshFirsts } from './refresh-firsts.ts';
import { restateAsRendered } from './restate.ts';
import { overtaken, settle, STUMBLED, type Attempted, type SettleDeps, type Settled } from './settle.ts';
import { suppressedFor, withhold } from './suppressed.ts';

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
  /** Kept back until an operator says so. */
  readonly held: number;
  /** Ended without being sent: refused for good, given up, overtaken, suppressed or expired. */
  readonly ended: number;
}

/** Twice the longest send: greeting, envelope and data timeouts of the e-mail channel add up to less than a minute. */
const LEASE = 3 * 60_000;
/** A message that makes us stumble will do so again: it must not hold up the rest. */
const MOST_STUMBLES = 3;

/**
 * Sends every delivery that is due until none is left or `signal` aborts between two: what is being sent then may finish for a
 * while. Each hand of a channel has one message at a time, and records it before the next is sent, so that a crash repeats at
 * most those; a slow channel holds up no other. First messages that are out of date come last.
 */
export async function dispatch(deps: DispatchDeps, signal: AbortSignal): Promise<DispatchReport> {
  const report = { sent: 0, postponed: 0, held: 0, ended: await sweep(deps) };
  const grace = graceAfter(signal, deps.clock);
  const hands = [...deps.channels.values()].flatMap((channel) =>
    Array.from({ length: channel.hands ?? 1 }, () =>
      drain(channel, { deps, signal, cut: grace.cut, report }),
    ),
  );
  const work = Promise.all(hands).then(async () => {
    await Promise.all(
      [...deps.channels.values()].map((one) => refreshFirsts(one, deps, { signal, cut: grace.cut })),
    );
  });
  await work.finally(() => grace.end());
  if (Object.values(report).some((count) => count > 0)) deps.log.info(report, 'deliveries dispatched');
  return report;
}

interface Draining {
  readonly deps: DispatchDeps;
  /** Aborts when nothing more may be claimed. */
  readonly signal: AbortSignal;
  /** Aborts when what is being sent must end, too. */
  readonly cut: AbortSignal;
  readonly report: Record<Settled, number>;
}

/** One transaction for each message: it records what became of the last and makes the next ready. */
async function drain(channel: Channel, { deps, signal, cut, report }: Draining): Promise<void> {
  let last: Attempted | undefined;
  for (;;) {
    const turn = await nextTurn(channel, last, { deps, signal });
    for (const settled of turn.settled) report[settled] += 1;
    if (turn.ready === undefined) return;
    last = await attempt(turn.ready, channel, { deps, cut });
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

async function nextTurn(
  channel: Channel,
  last: Attempted | undefined,
  { deps, signal }: Pick<Draining, 'deps' | 'signal'>,
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
    await withhold(tx, delivery, suppression, now);
    return undefined;
  }
  try {
    const composed = await compose(tx, delivery, deps);
    if (composed.message === undefined) {
      await overtaken(tx, delivery, composed, now);
      return undefined;
    }
    await restateAsRendered(tx, composed.told);
    return { delivery, composed };
  } catch (error) {
    return { delivery, error };
  }
}

/** A bug in one message is that message's trouble. */
async function attempt(
  ready: Ready,
  channel: Channel,
  { deps, cut }: Pick<Draining, 'deps' | 'cut'>,
): Promise<Attempted> {
  const { delivery } = ready;
  const begunAt = deps.clock.now();
  const composed = 'composed' in ready ? ready.composed : undefined;
  let error: unknown = 'error' in ready ? ready.error : undefined;
  try {
    if (composed?.message !== undefined)
      return {
        delivery,
        composed,
        begunAt,
        answer: await channel.send(composed.message, delivery.address, cut),
      };
  } catch (thrown) {
    error = thrown;
  }
  const mayHaveArrived = composed !== undefined && !(error instanceof NotBegun);
  deps.log.error({ err: error, delivery: delivery.id, mayHaveArrived }, 'delivery stumbled');
  return { delivery, composed, begunAt, answer: stumbled(delivery, mayHaveArrived) };
}

function stumbled({ attempts }: ClaimedDelivery, mayHaveArrived: boolean): Refused {
  return {
    sent: false,
    scope: 'message',
    permanent: attempts >= MOST_STUMBLES,
    ambiguous: mayHaveArrived,
    code: STUMBLED,
    reason: mayHaveArrived
      ? 'A mistake of ours ended its sending: it may have arrived.'
      : 'The message could not be made.',
    retryAfterMs: undefined,
  };
}

/** What was in hands that let go of it is due again, and what waited too long has ended; answers how many of these. */
async function sweep({ store, clock, log }: DispatchDeps): Promise<number> {
  const now = clock.now();
  return await store.transaction(async (tx) => {
    const released = await tx.deliveries.releaseStale(now);
    if (released > 0) log.warn({ released }, 'leases ran out');
    const expired = await tx.deliveries.expired(now);
    if (expired.length === 0) return 0;
    await tx.deliveries.close(expired, 'dead', EXPIRED, now);
    await tx.ledger.free(expired);
    return expired.length;
  });
}

const EXPIRED = { code: 'expired', reason: 'not sent before it expired' };
