import { recheckArchived } from '../flows/channel-back.ts';
import type { Ground } from './ground.ts';
import { openSlack } from './slack.ts';
import { tellingDeps } from './telling.ts';

/** Asks Slack about every channel whose alerts rest because it was archived; answers how many alerts go on. */
export async function recheckChannels(ground: Ground): Promise<number> {
  const slack = openSlack(ground);
  if (slack === undefined) return 0;
  return await recheckArchived(async ({ team, id }) => {
    const asked = await slack.calls.ask(team, 'conversations.info', { channel: id });
    return asked.ok ? isArchived(asked.said) : undefined;
  }, tellingDeps(ground));
}

function isArchived({ channel }: Readonly<Record<string, unknown>>): boolean | undefined {
  if (typeof channel !== 'object' || channel === null || !('is_archived' in channel)) return undefined;
  return channel.is_archived === true;
}
