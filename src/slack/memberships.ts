import type { AnswerDeps } from './answering.ts';
import type { Asker } from './asker.ts';
import { isGranted, READ_CHANNELS } from './granted.ts';

const PAGE = 200;
const MOST_PAGES = 10;

/**
 * The channels that somebody is in, public ones and those private ones that we are in as well; undefined where Slack does not
 * say. Asked of the person, because that is little however many are in a channel.
 */
export async function memberships(
  { team, user }: Asker,
  deps: Pick<AnswerDeps, 'slack' | 'store'>,
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

/** With what the next page of an answer is asked for; '' where it was the last. */
function nextCursor(said: Readonly<Record<string, unknown>>): string {
  const more = said['response_metadata'];
  const cursor: unknown =
    typeof more === 'object' && more !== null && 'next_cursor' in more ? more.next_cursor : '';
  return typeof cursor === 'string' ? cursor : '';
}
