import type { Context } from 'hono';
import type { Env } from './api.ts';
import type { Names } from './mrkdwn.ts';
import type { Person } from './person.ts';
import type { SlackChannel, SlackUser, Workspace } from './workspace.ts';
import type { World } from './world.ts';

/** A shortcut as the app's manifest names it. */
export interface NamedShortcut {
  readonly on: 'message' | 'global';
  readonly callbackId: string;
  readonly name: string;
}

export interface PagesOptions {
  readonly world: World;
  readonly shortcuts: readonly NamedShortcut[];
  /** Whoever sits at a workspace's keyboard. */
  readonly someone: (workspace: Workspace) => Person;
}

/** Who looks at what. */
export interface Here {
  readonly workspace: Workspace;
  readonly user: SlackUser;
  readonly channel: SlackChannel;
  readonly tab: 'channel' | 'home' | 'admin';
  readonly person: Person;
  readonly shortcuts: readonly NamedShortcut[];
  readonly world: World;
}

/** The channels that somebody sees: those they are in, their direct messages, and public ones for all but guests. */
export function visibleChannels(workspace: Workspace, user: SlackUser): readonly SlackChannel[] {
  // The direct message with the app exists as soon as somebody looks.
  const direct = workspace.channel(user.id);
  const limited = user.guest === true || user.homeTeam !== undefined;
  return workspace.channels().filter((channel) => {
    if (channel.id === direct?.id || workspace.members(channel).includes(user.id)) return true;
    return !channel.isPrivate && !limited;
  });
}

/** The place that an address names; the first channel for somebody who cannot see that one. */
export function hereOf(c: Context<Env>, options: PagesOptions, tab: Here['tab'] = 'channel'): Here {
  const { world, shortcuts } = options;
  const [first] = world.workspaces();
  const workspace = world.workspace(c.req.query('team') ?? '') ?? first;
  if (workspace === undefined) throw new Error('a world has its first workspace');
  const [anybody] = workspace.users();
  const user = workspace.user(c.req.query('as') ?? '') ?? anybody;
  if (user === undefined) throw new Error('a workspace has people');
  const seen = visibleChannels(workspace, user);
  const wanted = c.req.query('channel');
  const channel = seen.find(({ id }) => id === wanted) ?? seen[0];
  if (channel === undefined) throw new Error('everybody has a direct message with the app');
  const named = c.req.query('tab');
  const back = named === 'home' || named === 'admin' ? named : tab;
  return { workspace, user, channel, tab: back, person: options.someone(workspace), shortcuts, world };
}

const PATHS = { channel: '/', home: '/home', admin: '/admin' } as const;

/** The address of a page, or of what a form does, for the same person in the same place. */
export function address(
  here: Here,
  path: string = PATHS[here.tab],
  more: Readonly<Record<string, string>> = {},
): string {
  const query = new URLSearchParams({
    team: here.workspace.team.id,
    as: here.user.id,
    channel: here.channel.id,
    ...(here.tab === 'channel' ? {} : { tab: here.tab }),
    ...more,
  });
  return `${path}?${query.toString()}`;
}

/** What channels and people are called. */
export function namesIn(workspace: Workspace): Names {
  return (id) => workspace.user(id)?.name ?? workspace.channels().find((one) => one.id === id)?.name;
}

/** `#tenders`, or who is at the other end. */
export function channelName(channel: SlackChannel, here: Pick<Here, 'workspace' | 'user'>): string {
  if (channel.im === undefined) return `#${channel.name}`;
  if (channel.id === here.workspace.channel(here.user.id)?.id) return 'tenderbell';
  const others = here.workspace.members(channel).filter((id) => id !== here.user.id);
  return others.map((id) => here.workspace.user(id)?.name ?? id).join(', ');
}
