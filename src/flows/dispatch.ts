import type { ClaimedDelivery, Refused, Sent } from '../domain/delivery.ts';
import type { Channel, Log, Store } from '../domain/ports.ts';
import type { ChannelKind } from '../domain/subscription.ts';
import { compose, type ComposeDeps, type Composed } from './compose.ts';

export interface DispatchDeps extends ComposeDeps {
  readonly store: Store;
  readonly channels: ReadonlyMap<ChannelKind, Channel>;
  readonly log: Log;
  /** 0 to 1, for jitter. */
  readonly random: () => number;
  /** Who claims: names the process in a lease. */
  readonly worker: string;
}

export interface DispatchReport {
  readonly sent: number;
  /** Put back, to be tried again. */
  readonly postponed: number;
  /** Ended without being sent: refused for good, given up, overtaken or expired. */
  readonly ended: number;
}

type Settled = 'sent' | 'postponed' | 'ended';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** Twice the longest send: greeting, envelope and data timeouts of the e-mail channel add up to less than a minute. */
const LEASE = 3 * MINUTE;
/** `min(6 h, 30 s · 2^attempt)` with full jitter: eight attempts span an hour or two; after that a digest or a summary tells it. */
const FIRST_WAIT = 30 * SECOND;
const LONGEST_WAIT = 6 * 60 * MINUTE;
const MOST_ATTEMPTS = 8;
/** A message that makes us stumble will do so again: it must not hold up the rest. */
const MOST_STUMBLES = 3;
/** A channel that is down as a whole is asked again after this, unless it says when. */
const CHANNEL_PAUSE = 5 * MINUTE;

/**
 * Sends every delivery that is due until none is left or `signal` aborts between two: one at a time in each channel, so
 * that a crash repeats at most one message of it, and a slow channel holds up no other.
 */
export async function dispatch(deps: DispatchDeps, signal: AbortSignal): Promise<DispatchReport> {
  const report = { sent: 0, postponed: 0, ended: await endExpired(deps) };
  await Promise.all([...deps.channels.values()].map((channel) => drain(channel, { deps, signal, report })));
  if (report.sent + report.postponed + report.ended > 0) deps.log.info(report, 'deliveries dispatched');
  return report;
}

interface Draining {
  readonly deps: DispatchDeps;
  readonly signal: AbortSignal;
  readonly report: Record<Settled, number>;
}

async function drain(channel: Channel, { deps, signal, report }: Draining): Promise<void> {
  const { store, clock, worker } = deps;
  while (!signal.aborted) {
    const delivery = await store.transaction((tx) =>
      tx.deliveries.claim(channel.kind, clock.now(), worker, LEASE),
    );
    if (delivery === undefined) return;
    report[await attempt(delivery, channel, { deps, signal })] += 1;
  }
}

type Attempting = Omit<Draining, 'report'>;

/** A bug in one message is that message's trouble. */
async function attempt(
  delivery: ClaimedDelivery,
  channel: Channel,
  { deps, signal }: Attempting,
): Promise<Settled> {
  try {
    return await deliver(delivery, channel, { deps, signal });
  } catch (error) {
    deps.log.error({ err: error, delivery: delivery.id }, 'delivery stumbled');
    return await refused(delivery, { ...STUMBLE, permanent: delivery.attempts >= MOST_STUMBLES }, deps);
  }
}

const STUMBLE: Refused = {
  sent: false,
  scope: 'message',
  permanent: false,
  ambiguous: true,
  code: 'stumbled',
  reason: 'the message could not be made or its sending not be recorded',
  retryAfterMs: undefined,
};

async function deliver(
  delivery: ClaimedDelivery,
  channel: Channel,
  { deps, signal }: Attempting,
): Promise<Settled> {
  const composed = await deps.store.transaction(async (tx) => {
    const said = await compose(tx, delivery, deps);
    await tx.ledger.restate(said.told.map(({ entry, state }) => ({ id: entry.id, told: state })));
    return said;
  });
  if (composed.message === undefined) return await overtaken(delivery, composed, deps);
  const answer = await channel.send(composed.message, delivery.address, signal);
  return answer.sent
    ? await sent(delivery, composed, { answer, deps })
    : await refused(delivery, answer, deps);
}

async function sent(
  delivery: ClaimedDelivery,
  composed: Composed,
  { answer, deps }: { readonly answer: Sent; readonly deps: DispatchDeps },
): Promise<Settled> {
  const now = deps.clock.now();
  await deps.store.transaction(async (tx) => {
    await tx.deliveries.sent(delivery, answer.reference, now);
    // As it was rendered, but for differences that came meanwhile and are no news.
    const rendered = new Map((await tx.ledger.of(delivery.id)).map((entry) => [entry.id, entry.told]));
    await tx.ledger.told(
      composed.told.map(({ entry, kind, state }) => ({
        id: entry.id,
        kind,
        told: rendered.get(entry.id) ?? state,
      })),
      now,
    );
    await tx.ledger.drop(composed.dropped.map((entry) => entry.id));
    await tx.ledger.freeEntries(composed.resting.map((entry) => entry.id));
    await tx.ledger.settle(delivery.id, now);
  });
  return 'sent';
}

/** Everything it would have said has been said meanwhile, or is no longer so. */
async function overtaken(
  delivery: ClaimedDelivery,
  composed: Composed,
  deps: DispatchDeps,
): Promise<Settled> {
  const note = { code: 'overtaken', reason: 'nothing left to tell' };
  await deps.store.transaction(async (tx) => {
    await tx.ledger.drop(composed.dropped.map((entry) => entry.id));
    await tx.ledger.freeEntries(composed.resting.map((entry) => entry.id));
    await tx.deliveries.close([delivery.id], 'cancelled', note, deps.clock.now());
  });
  return 'ended';
}

async function refused(delivery: ClaimedDelivery, refusal: Refused, deps: DispatchDeps): Promise<Settled> {
  const { scope, code, permanent, ambiguous } = refusal;
  const fields = {
    delivery: delivery.id,
    channel: delivery.address.channel,
    scope,
    code,
    attempts: delivery.attempts,
  };
  if (scope === 'channel') return await pauseChannel(delivery, refusal, { deps, fields });
  if (permanent && scope === 'subscriber') return await loseSubscriber(delivery, refusal, { deps, fields });
  if (permanent || delivery.attempts >= MOST_ATTEMPTS)
    return await giveUp(delivery, refusal, { deps, fields });
  deps.log.warn({ ...fields, ambiguous }, 'delivery postponed');
  const dueAt = deps.clock.now() + waitBefore(delivery.attempts, refusal.retryAfterMs, deps.random());
  await deps.store.transaction((tx) => tx.deliveries.again(delivery, dueAt, { ...refusal, burnt: true }));
  return 'postponed';
}

/** Milliseconds before the next attempt; what the other side asked for wins where it is longer. */
export function waitBefore(attempts: number, asked: number | undefined, random: number): number {
  const ceiling = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** attempts);
  return Math.max(Math.round(ceiling * random), asked ?? 0, SECOND);
}

interface Refusing {
  readonly deps: DispatchDeps;
  readonly fields: object;
}

async function pauseChannel(
  delivery: ClaimedDelivery,
  refusal: Refused,
  { deps, fields }: Refusing,
): Promise<Settled> {
  deps.log.error(fields, 'channel paused');
  const until = deps.clock.now() + (refusal.retryAfterMs ?? CHANNEL_PAUSE);
  await deps.store.transaction(async (tx) => {
    await tx.deliveries.again(delivery, until, { ...refusal, burnt: false });
    await tx.deliveries.pauseChannel(delivery.address.channel, until, refusal.reason);
  });
  return 'postponed';
}

/**
 * An unknown mailbox ends its subscriptions; a channel that we may not post to pauses them, for it may invite us again.
 * What waits for the subscriber goes with them: freed where it may be told one day.
 */
async function loseSubscriber(
  delivery: ClaimedDelivery,
  refusal: Refused,
  { deps, fields }: Refusing,
): Promise<Settled> {
  deps.log.warn(fields, 'subscriber cannot be reached');
  const now = deps.clock.now();
  const isOver = delivery.address.channel === 'email';
  await deps.store.transaction(async (tx) => {
    const { subscriberId } = delivery;
    await tx.subscriptions.end({ subscriberId }, isOver ? 'ended' : 'paused', refusal.reason, now);
    const waiting = await tx.deliveries.readyOf(subscriberId);
    await tx.deliveries.close([delivery.id], 'failed', refusal, now);
    await tx.deliveries.close(waiting, 'cancelled', refusal, now);
    await tx.ledger.free([delivery.id, ...waiting]);
  });
  return 'ended';
}

async function giveUp(
  delivery: ClaimedDelivery,
  refusal: Refused,
  { deps, fields }: Refusing,
): Promise<Settled> {
  deps.log.error(fields, 'delivery given up');
  await deps.store.transaction(async (tx) => {
    await tx.deliveries.close([delivery.id], 'dead', refusal, deps.clock.now());
    await tx.ledger.free([delivery.id]);
  });
  return 'ended';
}

async function endExpired({ store, clock }: DispatchDeps): Promise<number> {
  const now = clock.now();
  return await store.transaction(async (tx) => {
    const expired = await tx.deliveries.expired(now);
    if (expired.length === 0) return 0;
    await tx.deliveries.close(
      expired,
      'dead',
      { code: 'expired', reason: 'not sent before it expired' },
      now,
    );
    await tx.ledger.free(expired);
    return expired.length;
  });
}
