import { londonDate } from '../base/london.ts';
import type { Consent } from '../domain/subscription.ts';
import { remindMe, type ReminderBefore } from '../flows/remind-me.ts';
import {
  REMIND_DAYS_QUESTION,
  SHARE_QUESTIONS,
  didReply,
  sharedReply,
  titleIn,
} from '../present/act-blocks.ts';
import { modal } from '../present/blocks.ts';
import { cannotPostWords } from '../present/cannot-post.ts';
import { FORMS } from '../present/slack-names.ts';
import type { AnswerDeps, Answers } from './answering.ts';
import { personOf } from './asker.ts';
import type { FormAnswer, FormCall, ViewState } from './calls.ts';
import { postIn } from './post-in.ts';

const SLACK_REMINDER: Omit<Consent, 'at'> = {
  by: 'subscriber',
  form: 'slack-remind-1',
  words: 'It comes as a direct message here. If the deadline moves, so does the reminder.',
};

const GONE = 'I do not hold that procurement any more.';

async function setReminder({ asker, view }: FormCall, deps: AnswerDeps): Promise<FormAnswer> {
  const procurementId = Number(view.memo);
  const days = Number(valueOf(view, REMIND_DAYS_QUESTION));
  if (!Number.isInteger(days) || days < 1)
    return { errors: { [REMIND_DAYS_QUESTION]: 'Choose how many days before.' } };
  const done = await remindMe(
    { address: personOf(asker), procurementId, days, maker: asker.user, consent: SLACK_REMINDER },
    deps,
  );
  if ('refused' in done)
    return { errors: { [REMIND_DAYS_QUESTION]: `That cannot be done: ${done.refused}.` } };
  const [procurement] = await deps.store.procurements.byIds([procurementId]);
  if (procurement === undefined) return { errors: { [REMIND_DAYS_QUESTION]: GONE } };
  const text = `I remind you of ${titleIn(procurement)} on ${londonDate(done.on)}, by a direct message here. If the deadline moves, so does the reminder.`;
  const { blocks } = didReply(text, undoOf(procurementId, days, done.before));
  return { update: modal({ name: FORMS.remind, title: 'Reminder set', memo: '', blocks }) };
}

/** Its value for the button: `remind 12`, or `remind 12 7` where it was 7 days before; 0 stands for the usual number. */
function undoOf(procurementId: number, days: number, before: ReminderBefore): string | undefined {
  if (before === 'none') return `remind ${procurementId}`;
  return before.days === days ? undefined : `remind ${procurementId} ${before.days ?? 0}`;
}

async function share({ asker, view }: FormCall, deps: AnswerDeps): Promise<FormAnswer> {
  const [procurement] = await deps.store.procurements.byIds([Number(view.memo)]);
  const where = valueOf(view, SHARE_QUESTIONS.where);
  if (procurement === undefined) return { errors: { [SHARE_QUESTIONS.where]: GONE } };
  if (where === '') return { errors: { [SHARE_QUESTIONS.where]: 'Choose a channel.' } };
  const note = valueOf(view, SHARE_QUESTIONS.note);
  const reply = sharedReply(procurement, { user: asker.user, note, now: deps.clock.now() });
  const posted = await postIn({ channel: 'slack', team: asker.team, id: where }, reply, deps);
  if (posted.ok) return {};
  // What stands beside a question is plain text, in which nobody can be mentioned.
  const remedy = cannotPostWords({ code: posted.code, isPerson: false, bot: undefined });
  return { errors: { [SHARE_QUESTIONS.where]: remedy } };
}

function valueOf({ values }: ViewState, name: string): string {
  const value = values[name];
  return typeof value === 'string' ? value : '';
}

export const ITEM_FORMS: Partial<Answers> = {
  forms: { [FORMS.remind]: setReminder, [FORMS.share]: share },
};
