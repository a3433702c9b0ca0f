import { INSTALL_PATH } from '../slack/install-paths.ts';
import type { Config } from './config-settle.ts';

/** Whether anything can be posted in Slack. */
export function isSlackOn({ slack }: Pick<Config, 'slack'>): boolean {
  return slack.botToken !== undefined || slack.clientId !== undefined;
}

/** Where people add the app to a workspace themselves; undefined where only whoever runs this can. */
export function installUrlOf({ slack, publicUrl }: Pick<Config, 'slack' | 'publicUrl'>): string | undefined {
  return slack.clientId === undefined ? undefined : `${publicUrl}${INSTALL_PATH}`;
}
