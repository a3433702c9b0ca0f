import type { ClaimedDelivery, Refused, Sent } from '../domain/delivery.ts';
import type { Clock, Log, Transaction } from '../domain/ports.ts';
import type { Composed } from './compose.ts';
import { doubt } from './doubt.ts';
import { giveUpEntries, setApart } from './give-up.ts';
import { loseSubscriber } from './lose-subscriber.ts';
import { loseChannel } from './lost-channel.ts';
import type { OperatorNote } from './operator-note.ts';
import { settleFirsts } from './settle-firsts.ts';
import { settleTeam } from './settle-team.ts';
import type { TellDeps } from './tellings.ts';

export interface SettleDeps extends TellDeps {
  readonly clock: Clock;
  readonly log: Log;
  /** 0 to 1, for jitter. */
  readonly random: () => number;
  /** Queues word to whoever runs this. */
  readonly tellOperator?: ((tx: Transaction, note: OperatorNote) => Promise<void>) | undefined;
  /** Where people install the app in their workspace again; undefined where only whoever runs this can. */
  readonly installUrl?: string | undefined;
}

/** What became of one delivery: `ended` without being sent (refused for good, given up, overtaken), kept back, or put back. */
export type Settled = 'sent' | 'postponed' | 'held' | 'ended';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/**
 * `min(6 h, 30 s · 2^attempt)` with full jitter. Eight attempts span an hour or two; after that a digest or a summary tells it. A
 * mailbox that is full is asked until the delivery expires: its owner empties it, and no other message would find more room.
 */
const FIRST_WAIT = 30 * SECOND;
const LONGEST_WAIT = 6 * 60 * MINUTE;
const MOST_ATTEMPTS = 8;
/** A channel that is down as a whole is asked again after this, unless it says when. */
const CHANNEL_PAUSE = 5 * MINUTE;
/** What a channel answers that may not send to this address here, as configured. */
export const HELD = 'held';
/** The code of a refusal that is our own. */
export const STUMBLED = 'stumbled';

/** A delivery, what was made of it, and what the other side said. */
export interface Attempted {
  readonly delivery: ClaimedDelivery;
  readonly composed: Composed | undefined;
  readonly answer: Sent | Refused;
  /** When it began, UTC milliseconds. */
  readonly begunAt: number;
}

/** Records what became of a delivery. */
export async function settle(tx: Transaction, attempted: Attempted, deps: SettleDeps): Promise<Settled> {
  const { delivery, composed, answer, begunAt } = attempted;
  if (!answer.sent) return await refused(tx, delivery, { refusal: answer, composed, begunAt, deps });
  const now = deps.clock.now();
  await tx.deliveries.sent(delivery, answer.reference, now, answer.left);
  if (delivery.address.channel === 'slack') await tx.installations.moved(delivery.address.team);
  if (composed !== undefined) await tellLedger(tx, delivery, composed, deps);
  if (composed !== undefined) await settleFirsts(tx, { delivery, composed, answer }, now);
  return 'sent';
}

async function tellLedger(
  tx: Transaction,
  delivery: ClaimedDelivery,
  { told, dropped, resting, stumbled }: Composed,
  deps: SettleDeps,
): Promise<void> {
  if (told.length + dropped.length + resting.length === 0) return;
  const now = deps.clock.now();
  // As it was rendered, but for differences that came meanwhile and are no news.
  const rendered = new Map((await tx.ledger.of(delivery.id)).map((entry) => [entry.id, entry.told]));
  await tx.ledger.told(
    told.map(({ entry, kind, state }) => ({ id: entry.id, kind, told: rendered.get(entry.id) ?? state })),
    now,
  );
  await leaveOut(tx, { dropped, resting });
  for (const { entry, error } of stumbled)
    deps.log.error({ err: error, delivery: delivery.id, procurement: entry.procurementId }, 'item stumbled');
  if (stumbled.length > 0)
    await setApart(tx, { delivery, entries: stumbled.map(({ entry }) => entry) }, deps);
  await tx.ledger.settle(delivery.id, now);
}

async function leaveOut(
  tx: Transaction,
  { dropped, resting }: Pick<Composed, 'dropped' | 'resting'>,
): Promise<void> {
  if (dropped.length > 0) await tx.ledger.drop(dropped.map((entry) => entry.id));
  if (resting.length > 0) await tx.ledger.freeEntries(resting.map((entry) => entry.id));
}

/** Everything it would have said has been said meanwhile, or is no longer so. */
export async function overtaken(
  tx: Transaction,
  delivery: ClaimedDelivery,
  composed: Composed,
  now: number,
): Promise<Settled> {
  await leaveOut(tx, composed);
  await tx.deliveries.close([delivery.id], 'cancelled', OVERTAKEN, now);
  return 'ended';
}

const OVERTAKEN = { code: 'overtaken', reason: 'nothing left to tell' };

interface Refusing {
  readonly refusal: Refused;
  readonly composed: Composed | undefined;
  readonly begunAt: number;
  readonly deps: SettleDeps;
}

async function refused(tx: Transaction, delivery: ClaimedDelivery, refusing: Refusing): Promise<Settled> {
  const { refusal, deps } = refusing;
  const { scope, code, permanent, ambiguous } = refusal;
  const { id, attempts, address } = delivery;
  const fields = { delivery: id, channel: address.channel, scope, code, attempts };
  if (code === HELD) return await hold(tx, delivery, refusing);
  if (scope === 'team') return await settleTeam(tx, delivery, refusing, deps);
  if (scope === 'channel') {
    deps.log.error(fields, 'channel paused');
    return await pauseChannel(tx, delivery, refusing);
  }
  if (permanent && scope === 'subscriber') {
    deps.log.warn(fields, 'subscriber cannot be reached');
    return await lose(tx, delivery, refusing);
  }
  if (permanent || (scope === 'message' && attempts >= MOST_ATTEMPTS)) {
    deps.log.error(fields, 'delivery given up');
    return await giveUp(tx, delivery, refusing);
  }
  deps.log.warn({ ...fields, ambiguous }, 'delivery postponed');
  const dueAt = deps.clock.now() + waitBefore(attempts, refusal.retryAfterMs, deps.random());
  await tx.deliveries.again(delivery, dueAt, { ...refusal, burnt: true });
  return 'postponed';
}

/** Milliseconds before the next attempt; what the other side asked for wins where it is longer. */
export function waitBefore(attempts: number, asked: number | undefined, random: number): number {
  const ceiling = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** attempts);
  return Math.max(Math.round(ceiling * random), asked ?? 0, SECOND);
}

async function hold(tx: Transaction, delivery: ClaimedDelivery, { refusal }: Refusing): Promise<Settled> {
  await tx.deliveries.hold([delivery.id], refusal);
  return 'held';
}

/** No attempt is burnt. A login that is refused mends itself by no waiting: somebody has to know. */
async function pauseChannel(
  tx: Transaction,
  delivery: ClaimedDelivery,
  { refusal, deps }: Refusing,
): Promise<Settled> {
  const now = deps.clock.now();
  const until = now + (refusal.retryAfterMs ?? CHANNEL_PAUSE);
  await tx.deliveries.again(delivery, until, { ...refusal, burnt: false });
  await tx.deliveries.pauseChannel(delivery.address.channel, until, refusal.reason);
  if (refusal.permanent) await deps.tellOperator?.(tx, { sending: 'stopped', at: now });
  return 'postponed';
}

/** An unknown mailbox ends its subscriptions; a channel that we may not post to pauses them, for it may invite us again. */
async function lose(tx: Transaction, delivery: ClaimedDelivery, refusing: Refusing): Promise<Settled> {
  const { refusal, deps } = refusing;
  const { subscriberId, address } = delivery;
  const now = deps.clock.now();
  const isMail = address.channel === 'email';
  if (isMail && (await doubt(tx, delivery, refusal, deps))) return 'postponed';
  await tx.deliveries.close([delivery.id], 'failed', refusal, now);
  await tx.ledger.free([delivery.id]);
  if (isMail) await loseSubscriber(tx, { subscriberId, state: 'ended', ...refusal }, now);
  else await loseChannel(tx, { subscriberId, ...refusal }, deps);
  if (isMail) await tx.suppressions.suppress(address, { reason: 'hard-bounce', source: 'smtp', at: now });
  return 'ended';
}

/** Refused as such, or tried long enough. The first says something of what we write: somebody should look. */
async function giveUp(
  tx: Transaction,
  delivery: ClaimedDelivery,
  { refusal, composed, deps }: Refusing,
): Promise<Settled> {
  const now = deps.clock.now();
  await tx.deliveries.close([delivery.id], 'dead', refusal, now);
  await giveUpEntries(tx, { delivery, composed, refusal }, deps);
  if (refusal.permanent && delivery.kind !== 'operator')
    await deps.tellOperator?.(tx, { sending: refusal.code === STUMBLED ? 'stumbled' : 'refused', at: now });
  return 'ended';
}
