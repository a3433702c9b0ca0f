import { portalLine } from '../present/portal-lines.ts';
import { escapeMrkdwn } from '../present/mrkdwn.ts';
import { dateTimeWords } from '../present/london-words.ts';
import type { AnswerDeps, Answers } from './answering.ts';
import type { CommandCall } from './calls.ts';
import { helpText } from './help.ts';

function isNothing(rest: string): boolean {
  return rest === '';
}

async function help({ reply }: CommandCall, { command }: AnswerDeps): Promise<void> {
  await reply({ text: helpText(command) });
}

/** How fresh each portal is, when anything was last read, and whether anything can be posted here. */
async function status({ asker, reply }: CommandCall, { store, clock, troubles }: AnswerDeps): Promise<void> {
  const now = clock.now();
  const states = await store.portals.states();
  const last = Math.max(0, ...states.map(({ lastSuccessAt = 0 }) => lastSuccessAt));
  const { inactive } = (await store.installations.of(asker.team)) ?? {};
  await reply({
    text: [
      '*The portals*',
      ...states.map((state) => `• ${escapeMrkdwn(portalLine(state, now))}`),
      last === 0 ? 'Nothing has been collected yet.' : `Last collection: ${dateTimeWords(last)}.`,
      ...troubles(states, now).map((trouble) => `:warning: ${escapeMrkdwn(trouble)}`),
      inactive === undefined
        ? '*Slack:* commands and alerts work in this workspace.'
        : `*Slack:* :warning: nothing can be posted in this workspace: ${escapeMrkdwn(inactive.reason)}`,
    ].join('\n'),
  });
}

export const PLAIN_COMMANDS: Partial<Answers> = {
  commands: {
    help: { takes: isNothing, isLooking: true, answer: help },
    status: { takes: isNothing, isLooking: true, answer: status },
  },
};
