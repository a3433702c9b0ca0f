import type { Address } from '../domain/subscription.ts';

/** Who does something in Slack, and where. */
export interface Asker {
  /** As addresses say it: `home`, or Slack's own id of the workspace. */
  readonly team: string;
  /** `U0123ABCD`. */
  readonly user: string;
  /** Where it was done, `C…`, `G…` or `D…`; undefined in the App Home. */
  readonly channel: string | undefined;
}

/** The person's own address: messages to it come as direct messages. */
export function personOf({ team, user }: Asker): Extract<Address, { channel: 'slack' }> {
  return { channel: 'slack', team, id: user };
}

/** The channel's address; the person's where that is a conversation with the bot, or no channel at all. */
export function placeOf(asker: Asker): Extract<Address, { channel: 'slack' }> {
  const { team, channel } = asker;
  return channel === undefined || channel.startsWith('D')
    ? personOf(asker)
    : { channel: 'slack', team, id: channel };
}
