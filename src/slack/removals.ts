import { loseTeam } from '../flows/teams.ts';
import type { AnswerDeps, Answers } from './answering.ts';
import type { EventCall } from './calls.ts';
import { isDead } from './check-teams.ts';
import { fieldsAt } from './payload.ts';

/** Somebody removed the app from a workspace, or took its token back: these come in any order, and each may come twice. */
export const REMOVALS: Partial<Answers> = {
  events: {
    app_uninstalled: async (call, deps) => await lost(call, 'app_uninstalled', deps),
    tokens_revoked: async (call, deps) => {
      // It names users whose own tokens were revoked, too, and we ask for none of these.
      const { bot } = fieldsAt(call.event, 'tokens');
      if (Array.isArray(bot) && bot.length > 0) await lost(call, 'tokens_revoked', deps);
    },
  },
};

/**
 * An event that comes late, after the app was installed again, says nothing of the new installation. Where Slack does not say
 * that the token is dead, nothing is lost yet: whoever asks about every workspace now and then finds out.
 */
async function lost({ team }: EventCall, code: string, deps: AnswerDeps): Promise<void> {
  const begunAt = deps.clock.now();
  const answered = await deps.slack.ask(team, 'auth.test', {});
  if (answered.ok) deps.log.info({ team, code }, 'an old word of a removal: the token works');
  else if (isDead(answered.code) || answered.code === 'not_installed')
    await deps.store.transaction(async (tx) => await loseTeam(tx, team, { code, begunAt }, deps));
  else deps.log.warn({ team, code, said: answered.code }, 'a removal that Slack does not confirm for now');
}
