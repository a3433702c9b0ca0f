import type { Answers } from './answering.ts';
import { note } from './guard.ts';
import type { ListenDeps } from './listening.ts';
import { firstAt, wordAt, type Fields } from './payload.ts';

export interface HappenedIn {
  readonly event: Fields;
  /** What stands round it. */
  readonly body: Fields;
}

/** Answers something that happened in a workspace, acknowledged already; whatever nothing answers is passed over. */
export async function answerEvent(
  { event, body }: HappenedIn,
  answers: Answers,
  deps: ListenDeps,
): Promise<void> {
  const type = wordAt(event, 'type') ?? '';
  const answer = Object.hasOwn(answers.events, type) ? answers.events[type] : undefined;
  if (answer === undefined) return;
  try {
    await answer({ team: await deps.teams.teamOf(teamIn(body)), event }, deps);
  } catch (error) {
    note(error, deps.log, type);
  }
}

/** In a channel that workspaces share `team_id` may be another's: the first authorisation is that of ours. */
function teamIn(body: Fields): string {
  return wordAt(firstAt(body, 'authorizations'), 'team_id') ?? wordAt(body, 'team_id') ?? '';
}
