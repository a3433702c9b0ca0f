/** A message as the workspace keeps it. */
export interface SlackPost {
  readonly channel: string;
  /** Slack's id of a message within its channel: seconds with six decimals, always growing. */
  readonly ts: string;
  /** `post`: chat.postMessage. `ephemeral`: chat.postEphemeral. `answer`: to a command or a click, by ack or response_url. */
  readonly kind: 'post' | 'ephemeral' | 'answer';
  readonly text: string;
  readonly blocks: readonly unknown[];
  /** The `ts` of the message whose thread it is in. */
  readonly threadTs: string | undefined;
  /** Who alone sees it; undefined for a message to the channel. */
  readonly visibleTo: string | undefined;
  /** UTC milliseconds. */
  readonly at: number;
  /** How often chat.update, or an answer in its place, changed it. */
  readonly updates: number;
}

export interface SlackChannel {
  readonly id: string;
  readonly name: string;
  readonly state: 'member' | 'not-in-channel' | 'archived';
  readonly isPrivate: boolean;
  /** The person at the other end of a direct message. */
  readonly im: string | undefined;
}

export interface SlackUser {
  readonly id: string;
  readonly name: string;
}

/** A modal or a home tab as the app last opened or published it. */
export interface SlackView {
  readonly id: string;
  readonly user: string | undefined;
  readonly view: unknown;
}

/** Ids and secrets of the pretend workspace; secrets only in form. */
export const WORKSPACE = {
  team: 'T01SANDBOX',
  teamName: 'tenderbell sandbox',
  app: 'A01SANDBOX',
  bot: 'B01SANDBOX',
  botUser: 'U00TENDERB',
  botToken: 'xoxb-sandbox-bot-token',
  appToken: 'xapp-1-sandbox-app-token',
  signingSecret: '5a4db0c55a4db0c55a4db0c55a4db0c5',
} as const;

const CHANNELS: readonly SlackChannel[] = [
  { id: 'C01TENDERS', name: 'tenders', state: 'member', isPrivate: false, im: undefined },
  { id: 'C02GENERAL', name: 'general', state: 'member', isPrivate: false, im: undefined },
  { id: 'C03ELSEWHERE', name: 'elsewhere', state: 'not-in-channel', isPrivate: false, im: undefined },
  { id: 'C04OLDTIMES', name: 'old-times', state: 'archived', isPrivate: false, im: undefined },
];

const USERS: readonly SlackUser[] = [
  { id: 'U01SAM0000', name: 'sam' },
  { id: 'U02ALEX000', name: 'alex' },
];

/** The state of the pretend workspace: what Slack's API reads and changes. */
export interface Workspace {
  readonly now: () => number;
  readonly channels: () => readonly SlackChannel[];
  /** By id, by `#name`, or by a user's id for the direct message with them, which is opened. */
  readonly channel: (reference: string) => SlackChannel | undefined;
  /** Adds a channel, or replaces the one with its id. */
  readonly setChannel: (channel: SlackChannel) => void;
  readonly users: () => readonly SlackUser[];
  readonly posts: () => readonly SlackPost[];
  readonly add: (post: Omit<SlackPost, 'ts' | 'at' | 'updates'>) => SlackPost;
  /** Answers undefined where there is no such message. */
  readonly change: (
    channel: string,
    ts: string,
    to: Pick<SlackPost, 'text' | 'blocks'>,
  ) => SlackPost | undefined;
  readonly views: () => readonly SlackView[];
  readonly show: (view: Omit<SlackView, 'id'>) => SlackView;
  /** The bot's token no longer works. */
  revoked: boolean;
}

/** `1790000000.000001`: the clock's second, and a counter that never repeats. */
function timestamps(now: () => number): () => string {
  let count = 0;
  let last = 0;
  return () => {
    last = Math.max(last, Math.floor(now() / 1000));
    count += 1;
    return `${last}.${String(count).padStart(6, '0')}`;
  };
}

export function workspace(now: () => number): Workspace {
  const channels = new Map(CHANNELS.map((channel) => [channel.id, channel]));
  const posts: SlackPost[] = [];
  const views: SlackView[] = [];
  const nextTs = timestamps(now);

  function direct(user: string): SlackChannel | undefined {
    const person = USERS.find(({ id }) => id === user);
    if (person === undefined) return undefined;
    const id = `D${user.slice(1)}`;
    const known = channels.get(id);
    const opened: SlackChannel = { id, name: person.name, state: 'member', isPrivate: true, im: user };
    if (known === undefined) channels.set(id, opened);
    return known ?? opened;
  }

  return {
    now,
    revoked: false,
    channels: () => [...channels.values()],
    channel: (reference) => {
      if (reference.startsWith('U')) return direct(reference);
      const name = reference.replace(/^#/, '');
      return (
        channels.get(reference) ??
        [...channels.values()].find((one) => one.name === name && one.im === undefined)
      );
    },
    setChannel: (channel) => void channels.set(channel.id, channel),
    users: () => USERS,
    posts: () => posts,
    add: (post) => {
      const added = { ...post, ts: nextTs(), at: now(), updates: 0 };
      posts.push(added);
      return added;
    },
    change: (channel, ts, to) => {
      const index = posts.findIndex((post) => post.channel === channel && post.ts === ts);
      const was = posts[index];
      if (was === undefined) return undefined;
      const changed = { ...was, ...to, updates: was.updates + 1 };
      posts[index] = changed;
      return changed;
    },
    views: () => views,
    show: (view) => {
      const shown = { ...view, id: `V${String(views.length + 1).padStart(9, '0')}` };
      views.push(shown);
      return shown;
    },
  };
}
