import { londonDate } from '../base/london.ts';
import type { Subscription } from '../domain/subscription.ts';
import { pauseSubscription } from '../flows/edit-subscription.ts';
import { pausedReply } from '../present/pause-blocks.ts';
import { alertTitle } from '../present/alert-words.ts';
import { escapeMrkdwn } from '../present/mrkdwn.ts';
import { liveOf } from './alert-list.ts';
import type { AnswerDeps, Answers } from './answering.ts';
import { placeOf, type Asker } from './asker.ts';
import type { CommandCall } from './calls.ts';
import { isPerson } from './may-manage.ts';
import { isByOwner, resumeAlerts } from './resuming.ts';
import { showStanding } from './standing.ts';
import { readPause } from './until.ts';

/** The channel's, or in a conversation with the bot those of whoever asks. */
async function alertsOf(asker: Asker, deps: AnswerDeps): Promise<readonly Subscription[]> {
  const whose = await deps.store.subscriptions.subscriberAt(placeOf(asker));
  return await liveOf(whose?.id, deps);
}

async function pause(call: CommandCall & { readonly rest: string }, deps: AnswerDeps): Promise<void> {
  const asked = readPause(call.rest, deps.clock.now());
  if (asked === undefined) return;
  if ('fault' in asked) return await call.reply({ text: asked.fault });
  // Said again, it is paused until another day.
  const going = (await alertsOf(call.asker, deps)).filter((one) => one.state === 'active' || isByOwner(one));
  if (going.length === 0) return await call.reply({ text: noneWords(call.asker, deps) });
  for (const { id } of going) await pauseSubscription(id, asked.until, deps);
  await call.reply(
    pausedReply({
      alerts: going,
      until: asked.until === undefined ? undefined : londonDate(asked.until),
      isPerson: isPerson(placeOf(call.asker).id),
      command: deps.command,
    }),
  );
  const ids = going.map((one) => one.id);
  await showStanding({ did: 'Paused', by: call.asker.user, until: asked.until, ids }, deps);
}

function noneWords(asker: Asker, { command }: AnswerDeps): string {
  const whose = isPerson(placeOf(asker).id)
    ? 'You have no alert that is going on'
    : 'No alert is going on here';
  return `${whose}. \`${command} alerts\` shows what there is.`;
}

async function resume(call: CommandCall, deps: AnswerDeps): Promise<void> {
  const paused = (await alertsOf(call.asker, deps)).filter((one) => one.state === 'paused');
  if (paused.length === 0) {
    const whose = isPerson(placeOf(call.asker).id) ? 'Nothing of yours is paused' : 'Nothing is paused here';
    return await call.reply({ text: `${whose}. \`${deps.command} alerts\` shows what there is.` });
  }
  const { resumed, problems } = await resumeAlerts(call.asker, paused, deps);
  const lines = [
    ...(resumed.length === 0
      ? []
      : ['Goes on:', ...resumed.map((one) => `• ${escapeMrkdwn(alertTitle(one))}`)]),
    ...(resumed.length === 0 ? [] : ['What was missed and is still open comes, too.']),
    ...problems.map((problem) => `:warning: Still paused. ${problem}`),
  ];
  await call.reply({ text: lines.join('\n') });
  await showStanding({ did: 'Resumed', by: call.asker.user, ids: resumed.map((one) => one.id) }, deps);
}

export const PAUSING: Partial<Answers> = {
  commands: {
    pause: {
      // The shape does not depend on the day: what is wrong with it is said.
      takes: (rest) => readPause(rest, 0) !== undefined,
      answer: pause,
    },
    resume: { takes: (rest) => /^(?:now)?$/i.test(rest), answer: resume },
  },
};
