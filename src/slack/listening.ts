import { HOME_TEAM } from '../domain/subscription.ts';
import type { AnswerDeps } from './answering.ts';
import type { Asker } from './asker.ts';
import type { Teams } from './calls.ts';
import type { Actor } from './payload.ts';

export interface ListenDeps extends AnswerDeps {
  readonly teams: Teams;
  /** How long a command's answer itself may take before a word of patience is shown in its place, milliseconds. */
  readonly ackWithinMs: number;
}

/** Where the app is not installed. */
export function notAdded({ installUrl }: Pick<AnswerDeps, 'installUrl'>): string {
  return `I am not added to this workspace, or not any more, so I cannot answer here. ${howToAdd(installUrl)}`;
}

/** To whoever types a command where the app is not installed: mostly a visitor of a channel that two workspaces share. */
export function onlySearch({ installUrl }: Pick<AnswerDeps, 'installUrl'>): string {
  return `I am not added to this workspace, or not any more: here you can search, and nothing else. ${howToAdd(installUrl)}`;
}

function howToAdd(installUrl: string | undefined): string {
  return installUrl === undefined
    ? 'Ask whoever runs me, or who looks after apps in this workspace, to add me.'
    : `Add me here, or ask who looks after apps in this workspace: ${installUrl}`;
}

/** Whether somebody is of another workspace than the one that the app was added to, in a channel that two share. */
export async function isVisiting(actor: Actor, { teams, store }: ListenDeps): Promise<boolean> {
  if (actor.isVisitor || actor.isOrgWide) return actor.isVisitor;
  // With a configured token alone every workspace is taken for `home`.
  const installation = await store.installations.of(await teams.teamOf(actor.team));
  return installation?.slackId !== undefined && installation.slackId !== actor.team;
}

/** Undefined where the app is not installed in their workspace. */
export async function askerOf({ team, user, channel }: Actor, deps: ListenDeps): Promise<Asker | undefined> {
  const known = await deps.teams.teamOf(team);
  // The configured workspace needs no installing: Slack may not have been asked for its name yet.
  if (known !== HOME_TEAM && (await deps.store.installations.of(known)) === undefined) return undefined;
  return { team: known, user, channel };
}
