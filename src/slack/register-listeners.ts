import type { App, RespondArguments, SlackCommandMiddlewareArgs } from '@slack/bolt';
import {
  answerCommand,
  answerUnknownCommand,
  type AnswerDeps,
  type CommandCall,
  type Reply,
} from './answer-command.ts';

/**
 * Tells Bolt who answers what. Bolt calls every listener that matches and lets the first acknowledgement win by failing
 * the second, so the catch-all leaves our own command alone.
 */
export function registerListeners(app: Pick<App, 'command' | 'action'>, deps: AnswerDeps): void {
  app.command(deps.command, (args) => answerCommand(callOf(args), deps));
  app.command(/^/, async (args) => {
    if (args.command.command !== deps.command) await answerUnknownCommand(callOf(args), deps);
  });
  // A button that only opens a link is reported too, and shows a warning sign until somebody acknowledges it.
  app.action(/^/, ({ ack }) => ack());
}

function callOf({ command, ack, respond }: SlackCommandMiddlewareArgs): CommandCall {
  return {
    command: command.command,
    // A client that sends no text at all is not in Slack's types, but is in the world.
    text: typeof command.text === 'string' ? command.text : '',
    ack: (reply) => ack(ephemeral(reply)),
    respond: async (reply) => {
      await respond(ephemeral(reply));
    },
  };
}

/** To the person who typed it alone. Our block types are plain objects: present/ owes nothing to Slack's packages. */
function ephemeral(reply: Reply): RespondArguments {
  return { response_type: 'ephemeral', replace_original: false, ...reply };
}
