import { messageOf } from './chat-methods.ts';
import type { Standing, StateValues } from './elements-in.ts';
import type { Fields } from './fields.ts';
import { word } from './fields.ts';
import { WORKSPACE } from './seeds.ts';
import { viewOf } from './view-methods.ts';
import type { SlackChannel, SlackPost, SlackView, Workspace } from './workspace.ts';

/** Who did something, and where. */
export interface Whereabouts {
  readonly workspace: Workspace;
  readonly channel: string;
  /** As Slack tells it: of a direct message and a private channel it says only that. */
  readonly channelName: string;
  readonly user: string;
  readonly userName: string;
  readonly userTeam: string;
}

function toldName({ im, isPrivate, name }: SlackChannel): string {
  if (im !== undefined) return 'directmessage';
  return isPrivate ? 'privategroup' : name;
}

/** Where a person is; a channel or user that nobody knows is told as it was given. */
export function whereabouts(workspace: Workspace, channel = 'C01TENDERS', user = 'U01SAM0000'): Whereabouts {
  const place = workspace.channel(channel);
  const who = workspace.user(user);
  return {
    workspace,
    channel: place?.id ?? channel,
    channelName: place === undefined ? '' : toldName(place),
    user: who?.id ?? user,
    userName: who?.name ?? '',
    userTeam: who?.homeTeam ?? workspace.team.id,
  };
}

/**
 * A slash command's fields (https://docs.slack.dev/interactivity/implementing-slash-commands). `written` is `/tenders cyber`;
 * without a slash, `/tenders` is meant. Commands belong to the workspace that added the app; where a member of another types one
 * in a shared channel all the same, the only workspace that these fields name is the typist's, so a visitor comes with their own.
 */
export function commandPayload(
  written: string,
  at: Whereabouts,
  responseUrl: string,
  trigger: string,
): Readonly<Record<string, string>> {
  const [, command = '/tenders', text = written] = /^(\/\S+)\s*(.*)$/s.exec(written) ?? [];
  return {
    token: 'sandbox',
    team_id: at.userTeam,
    team_domain: at.userTeam === at.workspace.team.id ? at.workspace.team.domain : at.userTeam.toLowerCase(),
    channel_id: at.channel,
    channel_name: at.channelName,
    user_id: at.user,
    user_name: at.userName,
    command,
    text,
    api_app_id: WORKSPACE.app,
    is_enterprise_install: 'false',
    response_url: responseUrl,
    trigger_id: trigger,
  };
}

/** What every interaction tells. */
function interaction(type: string, at: Whereabouts, trigger: string): Fields {
  const { team } = at.workspace;
  return {
    type,
    user: { id: at.user, username: at.userName, name: at.userName, team_id: at.userTeam },
    api_app_id: WORKSPACE.app,
    token: 'sandbox',
    trigger_id: trigger,
    team: { id: team.id, domain: team.domain },
    enterprise: null,
    is_enterprise_install: false,
  };
}

/** An element used, with what Slack tells of its value. */
export interface Used {
  readonly standing: Standing;
  readonly value: Fields;
}

function action({ standing, value }: Used, now: number): Fields {
  const { block, element } = standing;
  const { text, placeholder, style } = element;
  const told = { text, placeholder, style };
  return {
    ...Object.fromEntries(Object.entries(told).filter(([, one]) => one !== undefined)),
    ...value,
    action_id: word(element, 'action_id'),
    block_id: word(block, 'block_id'),
    action_ts: (now / 1000).toFixed(6),
  };
}

export interface InMessage {
  readonly at: Whereabouts;
  readonly trigger: string;
  readonly responseUrl: string;
  readonly ts: string | undefined;
  readonly message: SlackPost | undefined;
  /** What the message's elements hold for this person. */
  readonly state: StateValues;
  /** The address under which the element was unfurled. */
  readonly unfurled: string | undefined;
}

/** A `block_actions` payload of a message (https://docs.slack.dev/reference/interaction-payloads/block_actions-payload). What only one person sees is not told again. */
export function messageAction(used: Used, where: InMessage): Fields {
  const { at, message, ts, state, unfurled } = where;
  const container =
    unfurled === undefined
      ? { type: 'message' }
      : { type: 'message_attachment', attachment_id: 1, is_app_unfurl: true, app_unfurl_url: unfurled };
  const isEphemeral = message?.visibleTo !== undefined;
  const told = message === undefined || isEphemeral ? {} : { message: messageOf(message, at.workspace) };
  return {
    ...interaction('block_actions', at, where.trigger),
    container: {
      ...container,
      message_ts: ts,
      channel_id: at.channel,
      is_ephemeral: isEphemeral,
      ...(message?.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    },
    channel: { id: at.channel, name: at.channelName },
    ...told,
    state: { values: state },
    response_url: where.responseUrl,
    actions: [action(used, at.workspace.now())],
  };
}

/** A `block_actions` payload of a modal or a home tab. It has no response_url. */
export function viewAction(used: Used, view: SlackView, at: Whereabouts, trigger: string): Fields {
  return {
    ...interaction('block_actions', at, trigger),
    container: { type: 'view', view_id: view.id },
    view: viewOf(view, at.workspace),
    actions: [action(used, at.workspace.now())],
  };
}

/** https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
export function viewSubmission(
  view: SlackView,
  at: Whereabouts,
  trigger: string,
  responseUrls: readonly Fields[],
): Fields {
  return {
    ...interaction('view_submission', at, trigger),
    view: viewOf(view, at.workspace),
    response_urls: responseUrls,
  };
}

export function viewClosed(view: SlackView, at: Whereabouts, isCleared: boolean): Fields {
  const { trigger_id: _none, ...told } = interaction('view_closed', at, '');
  return { ...told, view: viewOf(view, at.workspace), is_cleared: isCleared };
}

/** A shortcut in a message's menu (`message_action`), or a global one (`shortcut`): https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload */
export function shortcutPayload(
  callbackId: string,
  at: Whereabouts,
  trigger: string,
  on?: { readonly message: SlackPost; readonly responseUrl: string },
): Fields {
  const actionTs = (at.workspace.now() / 1000).toFixed(6);
  if (on === undefined) {
    return { ...interaction('shortcut', at, trigger), callback_id: callbackId, action_ts: actionTs };
  }
  return {
    ...interaction('message_action', at, trigger),
    callback_id: callbackId,
    action_ts: actionTs,
    channel: { id: at.channel, name: at.channelName },
    message_ts: on.message.ts,
    message: messageOf(on.message, at.workspace),
    response_url: on.responseUrl,
  };
}
