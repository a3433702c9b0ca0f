import { HOME_TEAM } from '../domain/subscription.ts';
import type { AnswerDeps } from './answering.ts';
import type { Asker } from './asker.ts';
import type { Teams } from './calls.ts';
import type { Actor } from './payload.ts';

export interface ListenDeps extends AnswerDeps {
  readonly teams: Teams;
  /** How long a command's answer itself may take before "Searching…" is shown in its place, milliseconds. */
  readonly ackWithinMs: number;
}

/** Where the app is not installed. */
export function notAdded({ installUrl }: Pick<AnswerDeps, 'installUrl'>): string {
  const how =
    installUrl === undefined
      ? 'Ask whoever runs me, or who looks after apps in this workspace, to add me.'
      : `Add me here, or ask who looks after apps in this workspace: ${installUrl}`;
  return `I am not added to this workspace, or not any more, so I cannot answer here. ${how}`;
}

/** Undefined where the app is not installed in their workspace. */
export async function askerOf({ team, user, channel }: Actor, deps: ListenDeps): Promise<Asker | undefined> {
  const known = await deps.teams.teamOf(team);
  // The configured workspace needs no installing: Slack may not have been asked for its name yet.
  if (known !== HOME_TEAM && (await deps.store.installations.of(known)) === undefined) return undefined;
  return { team: known, user, channel };
}
