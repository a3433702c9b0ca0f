import type { Subscription } from '../domain/subscription.ts';
import type { AnswerDeps } from './answering.ts';
import type { Asker } from './asker.ts';
import { isGranted, READ_CHANNELS } from './granted.ts';

/** As many as Slack recommends at a time, and more pages than any channel of a team has. */
const PAGE = 200;
const MOST_PAGES = 25;

/**
 * Whether somebody may change a subscription: their own, or a channel's while they act in that channel. From elsewhere they must
 * be a member of it, which Slack is asked; where it does not say, they may not.
 */
export async function mayManage(
  asker: Asker,
  { subscriber: { address } }: Pick<Subscription, 'subscriber'>,
  deps: Pick<AnswerDeps, 'slack' | 'store'>,
): Promise<boolean> {
  if (address.channel !== 'slack' || address.team !== asker.team) return false;
  if (isPerson(address.id)) return address.id === asker.user;
  return address.id === asker.channel || (await isMember(asker, address.id, deps));
}

/** Whether an address is a person's: `U…`, or `W…` in some Enterprise workspaces. */
export function isPerson(id: string): boolean {
  return /^[UW]/.test(id);
}

async function isMember(
  { team, user }: Asker,
  channel: string,
  deps: Pick<AnswerDeps, 'slack' | 'store'>,
): Promise<boolean> {
  if (!(await isGranted(team, READ_CHANNELS, deps))) return false;
  let cursor = '';
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const fields = { channel, limit: PAGE, ...(cursor === '' ? {} : { cursor }) };
    const answered = await deps.slack.ask(team, 'conversations.members', fields);
    if (!answered.ok) return false;
    const members = answered.said['members'];
    if (Array.isArray(members) && members.includes(user)) return true;
    cursor = nextCursor(answered.said);
    if (cursor === '') return false;
  }
  return false;
}

/** With what the next page of an answer is asked for; '' where it was the last. */
export function nextCursor(said: Readonly<Record<string, unknown>>): string {
  const more = said['response_metadata'];
  const cursor: unknown =
    typeof more === 'object' && more !== null && 'next_cursor' in more ? more.next_cursor : '';
  return typeof cursor === 'string' ? cursor : '';
}
