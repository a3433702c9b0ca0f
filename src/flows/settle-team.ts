import type { ClaimedDelivery, Refused } from '../domain/delivery.ts';
import type { Transaction } from '../domain/ports.ts';
import { CLIENT_REFUSED } from '../domain/slack.ts';
import { keepKnown, loseTeam, MOVING, type TeamDeps } from './teams.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
/** In two days a move would be over. */
const MOVED_WITHIN = 48 * HOUR;
/** So that several workspaces do not come back in one moment. */
const JITTER_MS = 5000;

interface TeamRefused {
  readonly refusal: Refused;
  /** When this attempt began, UTC milliseconds. */
  readonly begunAt: number;
}

export interface SettleTeamDeps extends TeamDeps {
  /** 0 to 1, for jitter. */
  readonly random: () => number;
}

/** What became of a delivery whose whole workspace refuses: it waits with all others of that workspace, and no attempt is burnt. */
export async function settleTeam(
  tx: Transaction,
  delivery: ClaimedDelivery,
  { refusal, begunAt }: TeamRefused,
  deps: SettleTeamDeps,
): Promise<'held' | 'postponed'> {
  const team = delivery.address.channel === 'slack' ? delivery.address.team : '';
  const now = deps.clock.now();
  const { permanent, code } = refusal;
  const unburnt = { ...refusal, burnt: false };
  if (permanent || (await hasNotMoved(tx, team, code, now))) {
    await tx.deliveries.again(delivery, now, unburnt);
    return (await loseTeam(tx, team, { code, begunAt }, deps)) ? 'held' : 'postponed';
  }
  if (CLIENT_REFUSED.has(code)) await deps.tellOperator?.(tx, { sending: 'client', at: now });
  const until = now + waitAfter(refusal, deps);
  deps.log.warn({ delivery: delivery.id, team, code }, 'a workspace asks to wait');
  await tx.deliveries.again(delivery, until, unburnt);
  const subscribers = await tx.installations.subscribers(team);
  await tx.deliveries.putOff(
    subscribers.map(({ id }) => id),
    until,
  );
  return 'postponed';
}

/** Counted from the first such refusal, whatever the delivery waited for before. */
async function hasNotMoved(tx: Transaction, team: string, code: string, now: number): Promise<boolean> {
  if (!MOVING.has(code)) return false;
  await keepKnown(tx, team, now);
  return now - (await tx.installations.moving(team, now)) >= MOVED_WITHIN;
}

function waitAfter({ code, retryAfterMs }: Refused, { random }: SettleTeamDeps): number {
  return MOVING.has(code) ? HOUR : (retryAfterMs ?? MINUTE) + Math.round(random() * JITTER_MS);
}
