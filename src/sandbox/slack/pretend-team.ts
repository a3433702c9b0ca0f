import { createPerson } from './create-person.ts';
import type { Person } from './person.ts';
import type { PersonOptions } from './person-clicks.ts';
import { WORKSPACE } from './seeds.ts';
import type { SlackChannel, SlackPost, SlackUser, SlackView } from './workspace.ts';

/** What a person allowed when they installed the app. */
export interface Allowed {
  readonly user?: string;
  /** As the app asked for them; the manifest's where absent. */
  readonly scopes?: string;
  /** Must be the same when the code is exchanged. */
  readonly redirectUri?: string;
}

/** One workspace, with whoever sits at its keyboard. */
export interface PretendTeam extends Person {
  /** Its id, `T…`. */
  readonly team: string;
  readonly teamName: string;
  readonly botUser: string;
  /** The token that the first workspace's bot has from the start. */
  readonly botToken: string;
  /** The newest token that works here; undefined where none does. */
  readonly token: () => string | undefined;
  /** A code as Slack hands it to the app's redirect address: good for one `oauth.v2.access`. */
  readonly allow: (allowed?: Allowed) => string;
  /** Messages by chat.postMessage as they now read, oldest first. */
  readonly posts: () => readonly SlackPost[];
  /** Everything said in the workspace, answers, ephemeral messages and what people said included. */
  readonly timeline: () => readonly SlackPost[];
  readonly views: () => readonly SlackView[];
  readonly channels: () => readonly SlackChannel[];
  readonly users: () => readonly SlackUser[];
  /** Adds a channel, or replaces the one with its id: archived, not in channel, private, shared. */
  readonly setChannel: (channel: SlackChannel) => void;
  /** Adds a person, or replaces the one with the id: guest, deactivated, from another workspace. */
  readonly setUser: (user: SlackUser) => void;
  /** The bot's tokens so far stop working (`token_revoked`), or work again. */
  readonly revoke: (revoked: boolean) => void;
  /** The bot's tokens so far are over (`token_expired`). */
  readonly expire: () => void;
}

const SCOPES = [
  'commands',
  'chat:write',
  'channels:join',
  'channels:read',
  'groups:read',
  'im:read',
  'im:write',
  'links:read',
  'links:write',
  'users:read',
].join(',');

export function pretendTeam(options: PersonOptions): PretendTeam {
  const { workspace, world } = options;
  const { id, name, botUser } = workspace.team;
  return {
    ...createPerson(options),
    team: id,
    teamName: name,
    botUser,
    botToken: WORKSPACE.botToken,
    token: () => world.tokens.current(id),
    allow: ({ user = 'U01SAM0000', scopes = SCOPES, redirectUri = '' } = {}) =>
      world.tokens.issueCode({ team: id, user, scopes, redirectUri }),
    posts: () => workspace.posts().filter((post) => post.kind === 'post'),
    timeline: workspace.posts,
    views: workspace.views.all,
    channels: workspace.channels,
    users: workspace.users,
    setChannel: workspace.setChannel,
    setUser: workspace.setUser,
    revoke: (revoked) => world.tokens.set(id, revoked ? 'revoked' : 'good'),
    expire: () => world.tokens.set(id, 'expired'),
  };
}
