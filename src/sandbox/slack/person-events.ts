import { describeUser } from './conversation-methods.ts';
import { deferred } from './deferred.ts';
import type { Fields } from './fields.ts';
import type { EventTold, Person, Removal } from './person.ts';
import type { PersonOptions } from './person-clicks.ts';
import { compose, say } from './person-links.ts';
import { viewOf } from './view-methods.ts';
import { within } from './within.ts';
import type { SlackChange, SlackChannel, Workspace } from './workspace.ts';

/** How long a person looks for what an event brings about: a home tab. */
const LOOK_MS = 1500;

/** Slack tells the app nothing of this. */
const UNTOLD: EventTold = { eventId: '', acked: false };

type Events = Omit<
  Person,
  'command' | 'click' | 'shortcut' | 'fillIn' | 'fill' | 'submit' | 'closeModal' | 'modal' | 'home'
>;

function channelOf(workspace: Workspace, reference: string): SlackChannel {
  const channel = workspace.channel(reference);
  if (channel === undefined) throw new Error(`there is no channel ${reference}`);
  return channel;
}

/** Whether the app hears what happens in a channel. */
function isHeard({ state, isPrivate }: SlackChannel): boolean {
  return !isPrivate || state !== 'not-in-channel';
}

/** Fulfilled by the first such change, or after a moment. */
async function untilSeen(
  workspace: Workspace,
  isIt: (change: SlackChange) => boolean,
  ms: number,
  doing: () => Promise<EventTold>,
): Promise<EventTold> {
  const seen = deferred<boolean>();
  const stop = workspace.watch((one) => {
    if (isIt(one)) seen.resolve(true);
  });
  const told = await doing();
  if (told.acked) await within(seen.promise, ms);
  stop();
  return told;
}

function kind(channel: SlackChannel): 'channel' | 'group' {
  return channel.isPrivate ? 'group' : 'channel';
}

function lookMs({ patienceMs }: PersonOptions): number {
  return Math.min(LOOK_MS, patienceMs);
}

function channelEvents({ workspace, events }: PersonOptions) {
  function tell(event: Fields): Promise<EventTold> {
    return events.tell(workspace.team, event);
  }
  function membership(type: string, channel: SlackChannel, user: string): Fields {
    const letter = channel.isPrivate ? 'G' : 'C';
    return { type, user, channel: channel.id, channel_type: letter, team: workspace.team.id };
  }
  return {
    leave: async (reference: string, user = 'U01SAM0000') => {
      const channel = channelOf(workspace, reference);
      const members = workspace.members(channel).filter((id) => id !== user);
      workspace.setChannel({ ...channel, members });
      if (channel.state === 'not-in-channel') return UNTOLD;
      return tell(membership('member_left_channel', channel, user));
    },
    archive: async (reference: string, user = 'U01SAM0000') => {
      const channel = channelOf(workspace, reference);
      if (channel.state === 'archived') return UNTOLD;
      workspace.setChannel({ ...channel, state: 'archived', before: channel.state });
      if (!isHeard(channel)) return UNTOLD;
      return tell({ type: `${kind(channel)}_archive`, channel: channel.id, user, is_moved: 0 });
    },
    unarchive: async (reference: string, user = 'U01SAM0000') => {
      const channel = channelOf(workspace, reference);
      const open = { ...channel, state: channel.before ?? 'not-in-channel' } as const;
      workspace.setChannel(open);
      if (!isHeard(open)) return UNTOLD;
      return tell({ type: `${kind(channel)}_unarchive`, channel: channel.id, user });
    },
    invite: async (reference: string, user = 'U01SAM0000') => {
      const channel = channelOf(workspace, reference);
      workspace.setChannel({ ...channel, state: 'member' });
      const joined = membership('member_joined_channel', channel, workspace.team.botUser);
      return tell({ ...joined, inviter: user });
    },
    removeBot: async (reference: string, user = 'U01SAM0000') => {
      const channel = channelOf(workspace, reference);
      workspace.setChannel({ ...channel, state: 'not-in-channel' });
      return tell({ type: `${kind(channel)}_left`, channel: channel.id, actor_id: user });
    },
  };
}

function openHome(user: string, options: PersonOptions): Promise<EventTold> {
  const { workspace, events } = options;
  const shown = workspace.views.home(user);
  const event = {
    type: 'app_home_opened',
    user,
    channel: workspace.channel(user)?.id ?? `D${user.slice(1)}`,
    tab: 'home',
    ...(shown === undefined ? {} : { view: viewOf(shown, workspace) }),
  };
  function isTheirs(change: SlackChange): boolean {
    return 'view' in change && change.user === user;
  }
  return untilSeen(workspace, isTheirs, lookMs(options), () => events.tell(workspace.team, event));
}

async function removeApp(removal: Removal, options: PersonOptions): Promise<readonly EventTold[]> {
  const { workspace, world, events } = options;
  const { first = 'app_uninstalled', times = 1 } = removal;
  const { id, botUser } = workspace.team;
  world.tokens.set(id, 'inactive');
  for (const channel of workspace.channels()) {
    if (channel.state === 'member' && channel.im === undefined)
      workspace.setChannel({ ...channel, state: 'not-in-channel' });
  }
  const uninstalled = { type: 'app_uninstalled' };
  const revoked = { type: 'tokens_revoked', tokens: { oauth: [], bot: [botUser] } };
  const order = first === 'app_uninstalled' ? [uninstalled, revoked] : [revoked, uninstalled];
  const told: EventTold[] = [];
  for (const event of order)
    for (let time = 0; time < times; time += 1) told.push(await events.tell(workspace.team, event));
  return told;
}

/** What people and administrators do of which the app hears by an event. */
export function personEvents(options: PersonOptions): Events {
  const { workspace, events } = options;
  return {
    ...channelEvents(options),
    say: (text, said = {}) => say(text, said, options),
    compose: (text, place = {}) => compose(text, place, options),
    openHome: (user = 'U01SAM0000') => openHome(user, options),
    deactivate: async (id) => {
      const user = { id, name: id, ...workspace.user(id), deleted: true };
      workspace.setUser(user);
      const described = describeUser(user, workspace);
      return events.tell(workspace.team, { type: 'user_change', user: described, cache_ts: 0 });
    },
    removeApp: (removal = {}) => removeApp(removal, options),
  };
}
