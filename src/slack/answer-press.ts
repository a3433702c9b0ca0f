import { CHOICES, ACTS } from '../present/slack-names.ts';
import type { Answers } from './answering.ts';
import type { Asker } from './asker.ts';
import type { ActionCall, ShortcutCall } from './calls.ts';
import { OUR_FAULT, VISITOR, note } from './guard.ts';
import { askerOf, isVisiting, notAdded, type ListenDeps } from './listening.ts';
import { actor, chosen, fieldsAt, firstAt, messageWords, viewState, wordAt, type Fields } from './payload.ts';
import { createReplies, type Replies, type ReplyWays } from './replies.ts';

/** Of a button, a menu or a shortcut, acknowledged already. */
export interface Pressed extends Pick<ReplyWays, 'respond'> {
  /** The payload as Slack sent it. */
  readonly body: Fields;
}

/** Somebody of another workspace may look: whatever stands for more belongs to those who have the app. */
const LOOKING: ReadonlySet<string> = new Set([
  ACTS.details,
  ACTS.page,
  ACTS.pageBack,
  ACTS.sort,
  ACTS.tryQuery,
  ACTS.rest,
]);

/** Answers a press on something in a message, a form or the App Home. */
export async function answerAction(pressed: Pressed, answers: Answers, deps: ListenDeps): Promise<void> {
  const { body } = pressed;
  const element = firstAt(body, 'actions');
  const act = wordAt(element, 'action_id') ?? '';
  if (act === ACTS.open) return;
  const picked = chosen(element) ?? '';
  const value = typeof picked === 'string' ? picked : picked.join(',');
  await guarded(pressed, deps, async (asker, replies) => {
    const answer = Object.hasOwn(answers.actions, act) ? answers.actions[act] : undefined;
    if (answer === undefined) {
      deps.log.warn({ act: act.slice(0, 40) }, 'somebody pressed what nothing answers');
      return replies.reply({ text: outdated(deps.command) });
    }
    if (!isLooking(act, value) && (await isVisiting(actor(body), deps)))
      return replies.reply({ text: VISITOR });
    const view = fieldsAt(body, 'view');
    const call: ActionCall = {
      asker,
      trigger: wordAt(body, 'trigger_id') ?? '',
      act,
      value,
      message: messageOf(fieldsAt(body, 'container')),
      view: wordAt(view, 'id') === undefined ? undefined : viewState(view),
      reply: replies.reply,
      replace: replies.replace,
    };
    await answer(call, deps);
  });
}

/** Answers a shortcut in a message's menu. */
export async function answerShortcut(pressed: Pressed, answers: Answers, deps: ListenDeps): Promise<void> {
  const { body } = pressed;
  const name = wordAt(body, 'callback_id') ?? '';
  await guarded(pressed, deps, async (asker, { reply }) => {
    const answer = Object.hasOwn(answers.shortcuts, name) ? answers.shortcuts[name] : undefined;
    if (answer === undefined) {
      deps.log.warn({ shortcut: name.slice(0, 40) }, 'somebody used a shortcut that nothing answers');
      return reply({ text: outdated(deps.command) });
    }
    const text = messageWords(body['message']);
    const call: ShortcutCall = { asker, trigger: wordAt(body, 'trigger_id') ?? '', text, reply };
    await answer(call, deps);
  });
}

async function guarded(
  { body, respond }: Pressed,
  deps: ListenDeps,
  work: (asker: Asker, replies: Replies) => Promise<void>,
): Promise<void> {
  const asker = askerOf(actor(body), deps);
  const replies = createReplies({ ...deps, respond, asker });
  try {
    const known = await asker;
    await (known === undefined ? replies.reply({ text: notAdded(deps) }) : work(known, replies));
  } catch (error) {
    note(error, deps.log, wordAt(body, 'type') ?? 'interaction');
    await replies.reply({ text: OUR_FAULT });
  }
}

function messageOf(container: Fields): ActionCall['message'] {
  const ts = wordAt(container, 'message_ts');
  const channel = wordAt(container, 'channel_id');
  return ts === undefined || channel === undefined
    ? undefined
    : { ts, channel, isEphemeral: container['is_ephemeral'] === true };
}

function isLooking(act: string, value: string): boolean {
  return LOOKING.has(act) || (act === ACTS.menu && value.startsWith(CHOICES[0]));
}

function outdated(command: string): string {
  return `That stands in an old message, and I no longer know what it means. \`${command} help\` says what I can do now.`;
}
