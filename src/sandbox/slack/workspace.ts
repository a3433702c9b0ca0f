import type { Fields } from './fields.ts';
import type { TeamFacts } from './seeds.ts';
import { CHANNELS, USERS } from './seeds.ts';
import type { Triggers } from './triggers.ts';
import { triggers } from './triggers.ts';
import type { Views } from './views.ts';
import { views } from './views.ts';

export type { SlackView } from './views.ts';

/** A message as the workspace keeps it. */
export interface SlackPost {
  readonly channel: string;
  /** Slack's id of a message within its channel: seconds with six decimals, always growing. */
  readonly ts: string;
  /** `post`: chat.postMessage. `ephemeral`: chat.postEphemeral. `answer`: to a command or a click, by ack or response_url. `said`: by a person. */
  readonly kind: 'post' | 'ephemeral' | 'answer' | 'said';
  readonly text: string;
  readonly blocks: readonly unknown[];
  /** The `ts` of the message whose thread it is in. */
  readonly threadTs: string | undefined;
  /** Who alone sees it; undefined for a message to the channel. */
  readonly visibleTo: string | undefined;
  /** The person who wrote it; undefined for the app's. */
  readonly by: string | undefined;
  /** What the app made of the links in it, by address. */
  readonly unfurls: Fields;
  /** UTC milliseconds. */
  readonly at: number;
  /** How often chat.update, or an answer in its place, changed it. */
  readonly updates: number;
}

export interface SlackChannel {
  readonly id: string;
  readonly name: string;
  /** `restricted`: the workspace's rules let the app post nothing here. */
  readonly state: 'member' | 'not-in-channel' | 'archived' | 'restricted';
  readonly isPrivate: boolean;
  /** The person at the other end of a direct message. */
  readonly im: string | undefined;
  /** The state before it was archived. */
  readonly before?: SlackChannel['state'];
  /** With another workspace. */
  readonly shared?: boolean;
  /** The people in it; everybody but guests and strangers where absent. */
  readonly members?: readonly string[];
}

export interface SlackUser {
  readonly id: string;
  readonly name: string;
  /** May be in a few channels only. */
  readonly guest?: boolean;
  /** The account is closed. */
  readonly deleted?: boolean;
  /** Of somebody from another workspace who is in a shared channel. */
  readonly homeTeam?: string;
}

/** Something on somebody's screen is new or has changed. */
export type SlackChange =
  | { readonly post: SlackPost; readonly changed: boolean }
  | { readonly view: string; readonly user: string; readonly trigger: string | undefined };

/** One pretend workspace: what Slack's API reads and changes in it. */
export interface Workspace {
  readonly team: TeamFacts;
  readonly now: () => number;
  readonly channels: () => readonly SlackChannel[];
  /** By id, by `#name`, or by a user's id for the direct message with them, which is opened. */
  readonly channel: (reference: string) => SlackChannel | undefined;
  /** Adds a channel, or replaces the one with its id. */
  readonly setChannel: (channel: SlackChannel) => void;
  readonly members: (channel: SlackChannel) => readonly string[];
  readonly users: () => readonly SlackUser[];
  readonly user: (id: string) => SlackUser | undefined;
  /** Adds a person, or replaces the one with the id. */
  readonly setUser: (user: SlackUser) => void;
  readonly posts: () => readonly SlackPost[];
  readonly post: (channel: string, ts: string | undefined) => SlackPost | undefined;
  readonly add: (post: NewPost) => SlackPost;
  /** Answers undefined where there is no such message. */
  readonly change: (channel: string, ts: string, to: PostChange) => SlackPost | undefined;
  readonly remove: (channel: string, ts: string) => boolean;
  /** Messages that are still being written and have links, by `unfurl_id`. */
  readonly drafts: Map<string, Draft>;
  readonly views: Views;
  readonly triggers: Triggers;
  /** Calls for each change until the answered function is called. */
  readonly watch: (listener: (change: SlackChange) => void) => () => void;
}

interface Draft {
  readonly text: string;
  /** Shows what its links unfold to, by address. */
  readonly unfold: (cards: Fields) => void;
}

export type PostChange = Partial<Pick<SlackPost, 'text' | 'blocks' | 'unfurls'>>;

export type NewPost = Pick<SlackPost, 'channel' | 'kind' | 'text' | 'blocks' | 'threadTs' | 'visibleTo'> &
  Partial<Pick<SlackPost, 'by'>>;

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

type Shelf = Pick<Workspace, 'posts' | 'post' | 'add' | 'change' | 'remove'>;

function shelf(now: () => number, tell: (change: SlackChange) => void): Shelf {
  const posts: SlackPost[] = [];
  const nextTs = timestamps(now);
  function indexOf(channel: string, ts: string | undefined): number {
    return posts.findIndex((post) => post.channel === channel && post.ts === ts);
  }
  return {
    posts: () => posts,
    post: (channel, ts) => posts[indexOf(channel, ts)],
    add: (post) => {
      const added = { by: undefined, unfurls: {}, ...post, ts: nextTs(), at: now(), updates: 0 };
      posts.push(added);
      tell({ post: added, changed: false });
      return added;
    },
    change: (channel, ts, to) => {
      const index = indexOf(channel, ts);
      const was = posts[index];
      if (was === undefined) return undefined;
      const edited = to.text !== undefined || to.blocks !== undefined;
      const changed = { ...was, ...to, updates: was.updates + (edited ? 1 : 0) };
      posts[index] = changed;
      tell({ post: changed, changed: true });
      return changed;
    },
    remove: (channel, ts) => {
      const index = indexOf(channel, ts);
      if (index >= 0) posts.splice(index, 1);
      return index >= 0;
    },
  };
}

type People = Pick<
  Workspace,
  'channels' | 'channel' | 'setChannel' | 'members' | 'users' | 'user' | 'setUser'
>;

function people(): People {
  const channels = new Map(CHANNELS.map((channel) => [channel.id, channel]));
  const users = new Map(USERS.map((user) => [user.id, user]));

  function direct(id: string): SlackChannel | undefined {
    const person = users.get(id);
    if (person === undefined) return undefined;
    const known = channels.get(`D${id.slice(1)}`);
    const opened: SlackChannel = {
      id: `D${id.slice(1)}`,
      name: person.name,
      state: 'member',
      isPrivate: true,
      im: id,
      members: [id],
    };
    if (known === undefined) channels.set(opened.id, opened);
    return known ?? opened;
  }

  return {
    channels: () => [...channels.values()],
    channel: (reference) => {
      const known = channels.get(reference);
      if (known !== undefined) return known;
      if (reference.startsWith('U')) return direct(reference);
      const name = reference.replace(/^#/, '');
      return [...channels.values()].find((one) => one.name === name && one.im === undefined);
    },
    setChannel: (channel) => void channels.set(channel.id, channel),
    members: (channel) => {
      const here = [...users.values()].filter((user) => user.deleted !== true);
      const { members, im } = channel;
      if (members !== undefined) return members.filter((id) => here.some((user) => user.id === id));
      if (im !== undefined) return [im];
      return here.filter((user) => user.guest !== true && user.homeTeam === undefined).map(({ id }) => id);
    },
    users: () => [...users.values()],
    user: (id) => users.get(id),
    setUser: (user) => void users.set(user.id, user),
  };
}

export function workspace(now: () => number, team: TeamFacts): Workspace {
  const listeners = new Set<(change: SlackChange) => void>();
  function tell(change: SlackChange): void {
    for (const listener of listeners) listener(change);
  }
  return {
    team,
    now,
    ...people(),
    ...shelf(now, tell),
    drafts: new Map(),
    views: views(tell),
    triggers: triggers(now),
    watch: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
