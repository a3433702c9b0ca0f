import { randomUUID } from 'node:crypto';
import type { SlackPost } from './workspace.ts';
import { WORKSPACE } from './workspace.ts';

/** Who did something, and where. */
export interface Whereabouts {
  readonly channel: string;
  readonly channelName: string;
  readonly user: string;
  readonly userName: string;
}

/** A button as pressed. */
export interface PressedButton {
  readonly actionId: string;
  readonly blockId?: string;
  readonly value?: string;
  /** The message it stands in. */
  readonly ts?: string;
}

const DOMAIN = 'tenderbell-sandbox';

/** A slash command's fields (https://docs.slack.dev/interactivity/implementing-slash-commands). `written` is `/tenders cyber`; without a slash, `/tenders` is meant. */
export function commandPayload(
  written: string,
  at: Whereabouts,
  responseUrl: string,
): Readonly<Record<string, string>> {
  const [, command = '/tenders', text = written] = /^(\/\S+)\s*(.*)$/s.exec(written) ?? [];
  return {
    token: 'sandbox',
    team_id: WORKSPACE.team,
    team_domain: DOMAIN,
    channel_id: at.channel,
    channel_name: at.channelName,
    user_id: at.user,
    user_name: at.userName,
    command,
    text,
    api_app_id: WORKSPACE.app,
    is_enterprise_install: 'false',
    response_url: responseUrl,
    trigger_id: randomUUID(),
  };
}

/** A `block_actions` payload (https://docs.slack.dev/reference/interaction-payloads/block_actions-payload). */
export function clickPayload(
  button: PressedButton,
  at: Whereabouts,
  message: SlackPost | undefined,
  responseUrl: string,
): Readonly<Record<string, unknown>> {
  const { actionId, blockId = 'b', value } = button;
  const ephemeral = message?.visibleTo !== undefined;
  return {
    type: 'block_actions',
    user: { id: at.user, username: at.userName, name: at.userName, team_id: WORKSPACE.team },
    api_app_id: WORKSPACE.app,
    token: 'sandbox',
    container: { type: 'message', message_ts: button.ts, channel_id: at.channel, is_ephemeral: ephemeral },
    trigger_id: randomUUID(),
    team: { id: WORKSPACE.team, domain: DOMAIN },
    enterprise: null,
    is_enterprise_install: false,
    channel: { id: at.channel, name: at.channelName },
    message: message && { type: 'message', ts: message.ts, text: message.text, blocks: message.blocks },
    response_url: responseUrl,
    actions: [
      { type: 'button', action_id: actionId, block_id: blockId, value, action_ts: message?.ts ?? '0' },
    ],
  };
}

/** An `app_home_opened` event in its callback. */
export function homeOpened(user: string): Readonly<Record<string, unknown>> {
  const event = { type: 'app_home_opened', user, channel: `D${user.slice(1)}`, tab: 'home', event_ts: '1' };
  return {
    type: 'event_callback',
    event_id: `Ev${randomUUID()}`,
    event_time: 1,
    team_id: WORKSPACE.team,
    api_app_id: WORKSPACE.app,
    event,
  };
}
