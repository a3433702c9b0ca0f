import { context, modal, section, type SlackModal } from '../present/blocks.ts';
import type { Answers } from './answering.ts';
import type { FormAnswer, FormCall } from './calls.ts';
import { OUR_FAULT, note, within } from './guard.ts';
import { askerOf, notAdded, type ListenDeps } from './listening.ts';
import { actor, fieldsAt, viewState, type Fields } from './payload.ts';

/** What a form's acknowledgement says (https://docs.slack.dev/surfaces/modals#response_actions). */
export type FormAcknowledgement =
  | { readonly response_action: 'errors'; readonly errors: Record<string, string> }
  | { readonly response_action: 'update'; readonly view: SlackModal };

export interface HandedIn {
  /** The payload as Slack sent it. */
  readonly body: Fields;
  readonly ack: (with_?: FormAcknowledgement) => Promise<void>;
}

/** Slack waits for three seconds; the rest is the way there and back. */
const FORM_WITHIN_MS = 2_500;

const LATE =
  'This takes longer than Slack waits. If it was done, a message says so in a moment; if none comes, please try again.';

/** Answers a form that was handed in: it closes, says what is wrong, or turns into another. */
export async function answerForm({ body, ack }: HandedIn, answers: Answers, deps: ListenDeps): Promise<void> {
  const answering = answer(body, answers, deps);
  const inTime = await within(answering, FORM_WITHIN_MS);
  await ack(acknowledgementOf(inTime ?? { update: saying(LATE) }));
  const { afterwards } = await answering;
  try {
    await afterwards?.();
  } catch (error) {
    note(error, deps.log, 'after a form');
  }
}

/** Never rejects. */
async function answer(body: Fields, answers: Answers, deps: ListenDeps): Promise<FormAnswer> {
  try {
    const who = actor(body);
    const view = viewState(fieldsAt(body, 'view'));
    const handler = Object.hasOwn(answers.forms, view.name) ? answers.forms[view.name] : undefined;
    if (handler === undefined) {
      deps.log.warn({ form: view.name.slice(0, 40) }, 'somebody handed in a form that nothing answers');
      return { update: saying('I no longer know this form. Please close it and open it again.') };
    }
    const asker = await askerOf(who, deps);
    if (asker === undefined) return { update: saying(notAdded(deps)) };
    const call: FormCall = { asker: { ...asker, channel: undefined }, view };
    return await handler(call, deps);
  } catch (error) {
    note(error, deps.log, 'form');
    return { update: saying(OUR_FAULT) };
  }
}

function acknowledgementOf({ errors, update }: FormAnswer): FormAcknowledgement | undefined {
  if (errors !== undefined) return { response_action: 'errors', errors: { ...errors } };
  return update === undefined ? undefined : { response_action: 'update', view: update };
}

function saying(sentence: string): SlackModal {
  return modal({
    name: 'said',
    title: 'Not done yet',
    memo: '',
    blocks: [section(sentence), context('You can close this.')],
  });
}
