import { channelBack } from '../flows/channel-back.ts';
import type { AnswerDeps, Answers } from './answering.ts';
import type { EventCall } from './calls.ts';

/** `channel_unarchive` and `group_unarchive` name the channel by its id (https://docs.slack.dev/reference/events/channel_unarchive). */
async function unarchived({ team, event }: EventCall, deps: AnswerDeps): Promise<void> {
  const { channel } = event;
  if (typeof channel !== 'string') return;
  const resumed = await channelBack({ channel: 'slack', team, id: channel }, deps);
  if (resumed > 0) deps.log.info({ resumed }, 'alerts of an unarchived channel go on');
}

export const CHANNEL_EVENTS: Partial<Answers> = {
  events: { channel_unarchive: unarchived, group_unarchive: unarchived },
};
