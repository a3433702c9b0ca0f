import { makerLeft, personGone } from '../flows/maker-left.ts';
import type { Answers } from './answering.ts';
import { fieldsAt, wordAt } from './payload.ts';

/** Somebody left a channel, or the workspace: the channel's alerts are the channel's and live on. */
export const MAKERS: Partial<Answers> = {
  events: {
    member_left_channel: async ({ team, event }, deps) => {
      const [user, channel] = [wordAt(event, 'user'), wordAt(event, 'channel')];
      if (user !== undefined && channel !== undefined) await makerLeft({ team, user, channel }, deps);
    },
    user_change: async ({ team, event }, deps) => {
      const changed = fieldsAt(event, 'user');
      const user = wordAt(changed, 'id');
      if (user === undefined || changed['deleted'] !== true) return;
      await makerLeft({ team, user }, deps);
      await personGone({ team, user }, deps);
    },
  },
};
