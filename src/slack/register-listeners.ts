import type { App, RespondFn } from '@slack/bolt';
import { answerCommand } from './answer-command.ts';
import { answerEvent } from './answer-event.ts';
import { answerForm } from './answer-form.ts';
import { answerAction, answerShortcut } from './answer-press.ts';
import type { Answers } from './answering.ts';
import type { ListenDeps } from './listening.ts';
import type { ReplyWays } from './replies.ts';

type Listened = Pick<App, 'command' | 'action' | 'view' | 'shortcut' | 'event'>;

/**
 * Tells Bolt who answers what: one listener for each kind of request, because Bolt calls every one that matches and fails the
 * second acknowledgement. Each acknowledges first, also what nobody answers: without it Slack shows an error. Events are
 * acknowledged by Bolt.
 */
export function registerListeners(app: Listened, answers: Answers, deps: ListenDeps): void {
  app.command(/^/, async ({ command, ack, respond }) => {
    const typed = {
      fields: { ...command },
      ack: (reply: Parameters<typeof ack>[0]) => ack(reply),
      respond: answeringAt(respond),
    };
    await answerCommand(typed, answers, deps);
  });
  app.action(/^/, async ({ ack, body, respond }) => {
    await ack();
    await answerAction({ body: { ...body }, respond: answeringAt(respond) }, answers, deps);
  });
  app.shortcut(/^/, async ({ ack, body, respond }) => {
    await ack();
    await answerShortcut({ body: { ...body }, respond: answeringAt(respond) }, answers, deps);
  });
  app.view({ type: 'view_submission', callback_id: /^/ }, async ({ ack, body }) => {
    await answerForm({ body: { ...body }, ack: (answer) => ack(answer) }, answers, deps);
  });
  app.view({ type: 'view_closed', callback_id: /^/ }, ({ ack }) => ack());
  app.event(/^/, async ({ event, body }) => {
    await answerEvent({ event: { ...event }, body: { ...body } }, answers, deps);
  });
}

/** Bolt leaves it out where a payload has no `response_url`, whatever its types say. */
function answeringAt(respond: RespondFn | undefined): ReplyWays['respond'] {
  return respond && ((reply) => respond(reply));
}
