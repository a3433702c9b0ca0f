import type { ClaimedDelivery, Refused } from '../domain/delivery.ts';
import type { Transaction } from '../domain/ports.ts';
import { loseTeam, type TeamDeps } from './teams.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
/** A workspace that joins an organisation is back in hours; in two days it would have been. */
const MOVING: ReadonlySet<string> = new Set(['team_added_to_org', 'org_login_required']);
const MOVED_WITHIN = 48 * HOUR;

/** What became of a delivery whose whole workspace refuses: it waits with all others of that workspace, and no attempt is burnt. */
export async function settleTeam(
  tx: Transaction,
  delivery: ClaimedDelivery,
  refusal: Refused,
  deps: TeamDeps,
): Promise<'held' | 'postponed'> {
  const team = delivery.address.channel === 'slack' ? delivery.address.team : '';
  const now = deps.clock.now();
  const { permanent, code, retryAfterMs } = refusal;
  const fields = { delivery: delivery.id, team, code };
  if (permanent || (MOVING.has(code) && now - delivery.createdAt >= MOVED_WITHIN)) {
    await tx.deliveries.again(delivery, now, { ...refusal, burnt: false });
    await loseTeam(tx, team, code, deps);
    return 'held';
  }
  const until = now + (MOVING.has(code) ? HOUR : (retryAfterMs ?? MINUTE));
  deps.log.warn(fields, 'a workspace asks to wait');
  await tx.deliveries.again(delivery, until, { ...refusal, burnt: false });
  const subscribers = await tx.installations.subscribers(team);
  await tx.deliveries.putOff(
    subscribers.map(({ id }) => id),
    until,
  );
  return 'postponed';
}
