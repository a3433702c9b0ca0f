import type { Subscription } from '../domain/subscription.ts';
import type { AnswerDeps } from './answering.ts';
import type { Asker } from './asker.ts';
import { memberships } from './memberships.ts';

type Owned = Pick<Subscription, 'subscriber'>;

/**
 * Whether somebody may change a subscription: their own, or a channel's while they act in that channel. From elsewhere they must
 * be a member of it, which Slack is asked; where it does not say, they may not.
 */
export async function mayManage(
  asker: Asker,
  one: Owned,
  deps: Pick<AnswerDeps, 'slack' | 'store'>,
): Promise<boolean> {
  return await mayManageAll(asker, [one], deps);
}

/** Whether they may change every one of them: Slack is asked once at most. */
export async function mayManageAll(
  asker: Asker,
  all: readonly Owned[],
  deps: Pick<AnswerDeps, 'slack' | 'store'>,
): Promise<boolean> {
  const places = new Set<string>();
  for (const { subscriber } of all) {
    const { address } = subscriber;
    if (address.channel !== 'slack' || address.team !== asker.team) return false;
    if (address.id !== asker.channel && address.id !== asker.user) places.add(address.id);
  }
  if (places.size === 0) return true;
  if ([...places].some(isPerson)) return false;
  const joined = await memberships(asker, deps);
  return joined !== undefined && [...places].every((id) => joined.has(id));
}

/** Whether an address is a person's: `U…`, or `W…` in some Enterprise workspaces. */
export function isPerson(id: string): boolean {
  return /^[UW]/.test(id);
}
