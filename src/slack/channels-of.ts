import { grouped } from '../domain/grouped.ts';
import type { Subscriber } from '../domain/subscription.ts';
import type { AnswerDeps } from './answering.ts';
import type { Asker } from './asker.ts';
import { isGranted, READ_CHANNELS } from './granted.ts';
import { isPerson, nextCursor } from './may-manage.ts';

const PAGE = 200;
const MOST_PAGES = 10;

/**
 * The channels that somebody is in and that have alerts, as subscribers. Slack is asked which they are in; where it does not say,
 * these are the channels for which they made an alert.
 */
export async function channelsOf(asker: Asker, deps: AnswerDeps): Promise<readonly Subscriber[]> {
  const { store } = deps;
  const ids = await memberships(asker, deps);
  if (ids === undefined) {
    const made = await store.subscriptions.madeBy(asker.team, asker.user);
    const byChannel = grouped(made, (one) => one.subscriber.id);
    return [...byChannel.values()]
      .flatMap(([first]) => first?.subscriber ?? [])
      .filter((one) => channelOf(one) !== undefined);
  }
  const known = await store.installations.subscribers(asker.team);
  return known.filter((one) => ids.has(channelOf(one) ?? ''));
}

/** Undefined where it is a person. */
function channelOf({ address }: Subscriber): string | undefined {
  return address.channel === 'slack' && !isPerson(address.id) ? address.id : undefined;
}

/** Undefined where Slack does not say. */
async function memberships(
  { team, user }: Asker,
  deps: AnswerDeps,
): Promise<ReadonlySet<string> | undefined> {
  if (!(await isGranted(team, READ_CHANNELS, deps))) return undefined;
  const types = 'public_channel,private_channel';
  const ids = new Set<string>();
  let cursor = '';
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const fields = { user, types, exclude_archived: true, limit: PAGE };
    const answered = await deps.slack.ask(team, 'users.conversations', {
      ...fields,
      ...(cursor === '' ? {} : { cursor }),
    });
    if (!answered.ok) return undefined;
    const channels = answered.said['channels'];
    for (const one of Array.isArray(channels) ? channels : []) addId(ids, one);
    cursor = nextCursor(answered.said);
    if (cursor === '') break;
  }
  return ids;
}

function addId(ids: Set<string>, channel: unknown): void {
  if (typeof channel !== 'object' || channel === null || !('id' in channel)) return;
  if (typeof channel.id === 'string') ids.add(channel.id);
}
