import { HOME_TEAM, type Address } from '../domain/subscription.ts';

/** A channel's or a person's id, `C0123ABCD`, or one of another workspace, `TEAM/C0123ABCD`. */
export const SLACK_ADDRESS = /^(?:([A-Za-z0-9]+)\/)?([A-Z][A-Z0-9]{2,})$/;

/** As written by a person; undefined for what is no such id. */
export function slackAddress(text: string): Extract<Address, { channel: 'slack' }> | undefined {
  const [, team = HOME_TEAM, id] = SLACK_ADDRESS.exec(text) ?? [];
  return id === undefined ? undefined : { channel: 'slack', team, id };
}
