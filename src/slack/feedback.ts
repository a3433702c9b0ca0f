import { keepFeedback } from '../flows/feedback.ts';
import { cut, oneLine } from '../present/clean-text.ts';
import { FEEDBACK_QUESTION, feedbackForm, LONGEST_FEEDBACK } from '../present/feedback-form.ts';
import { saidForm } from '../present/save-form.ts';
import { ACTS, FORMS } from '../present/slack-names.ts';
import type { AnswerDeps, Answers, CommandAnswer } from './answering.ts';
import type { CommandCall, FormAnswer, FormCall } from './calls.ts';

const THANKS = 'Thank you. What you wrote is on its way to whoever runs this.';

type Opening = Pick<CommandCall, 'asker' | 'trigger' | 'reply'>;

async function openFeedback(
  { asker, trigger, reply }: Opening,
  { slack, command }: AnswerDeps,
): Promise<void> {
  const view = feedbackForm();
  const opened = await slack.ask(asker.team, 'views.open', { trigger_id: trigger, view });
  if (!opened.ok)
    await reply({
      text: `Slack did not open the form in time. You can also type ${command} feedback: and your words.`,
    });
}

/** Undefined where it says nothing. */
function cleaned(written: string): string | undefined {
  const text = cut(oneLine(written), LONGEST_FEEDBACK);
  return text === '' ? undefined : text;
}

/** `feedback: words`, or nothing behind it: `feedback survey platform` is a search. */
const FEEDBACK_COMMAND: CommandAnswer = {
  takes: (rest) => rest === '' || /^:\s*\S/.test(rest),
  opensForm: (rest) => rest === '',
  answer: async (call, deps) => await keepOrAsk(call, call.rest.replace(/^:/, ''), deps),
};

async function keepOrAsk(call: CommandCall, written: string, deps: AnswerDeps): Promise<void> {
  const text = cleaned(written);
  if (text === undefined) return await openFeedback(call, deps);
  await keepFeedback(text, deps);
  await call.reply({ text: THANKS });
}

async function handIn({ view }: FormCall, deps: AnswerDeps): Promise<FormAnswer> {
  const written = view.values[FEEDBACK_QUESTION];
  const text = typeof written === 'string' ? cleaned(written) : undefined;
  if (text === undefined) return { errors: { [FEEDBACK_QUESTION]: 'Write a few words.' } };
  await keepFeedback(text, deps);
  return { update: saidForm('Feedback', THANKS) };
}

export const FEEDBACK: Partial<Answers> = {
  commands: {
    feedback: FEEDBACK_COMMAND,
    'feedback:': { takes: () => true, answer: async (call, deps) => await keepOrAsk(call, call.rest, deps) },
  },
  actions: { [ACTS.feedback]: openFeedback },
  forms: { [FORMS.feedback]: handIn },
};
