import type { Clock, Log } from '../domain/ports.ts';
import type { Searched } from '../flows/search.ts';
import { renderSearchReply } from '../present/search-blocks.ts';
import { unansweredWords } from '../present/search-words.ts';
import { errorCode } from './error-code.ts';
import { helpText } from './help.ts';

/** What is shown to the one person who typed the command. */
export interface Reply {
  readonly text: string;
  readonly blocks?: object[];
}

/** A slash command, without anything of Bolt's. `ack` must be called within three seconds of Slack's sending it. */
export interface CommandCall {
  /** With its slash. */
  readonly command: string;
  readonly text: string;
  ack(reply: Reply): Promise<void>;
  /** Posts to the command's `response_url`: up to five times within thirty minutes. */
  respond(reply: Reply): Promise<void>;
}

export interface AnswerDeps {
  /** The command people type, `/tenders`. */
  readonly command: string;
  readonly search: (text: string) => Promise<Searched>;
  readonly clock: Clock;
  readonly log: Log;
  /** How long the answer itself may take before "Searching…" is shown in its place, milliseconds. */
  readonly ackWithinMs: number;
}

/** Answers `/tenders …`: help, or a search. Whatever goes wrong, somebody who typed a command reads a sentence. */
export async function answerCommand(call: CommandCall, deps: AnswerDeps): Promise<void> {
  const text = call.text.trim();
  if (text === '' || /^(?:help|\?)$/i.test(text)) return call.ack({ text: helpText(deps.command) });

  const reply = replyTo(text, deps);
  const ready = await within(reply, deps.ackWithinMs);
  if (ready !== undefined) return call.ack(ready);

  await call.ack({ text: 'Searching… the answer follows here in a moment.' });
  try {
    await call.respond(await reply);
  } catch (error) {
    deps.log.warn({ code: errorCode(error) }, 'an answer could not be handed to Slack');
  }
}

/** For a command that reaches us though we never heard of it: an app that was configured for another name. */
export async function answerUnknownCommand(call: CommandCall, deps: AnswerDeps): Promise<void> {
  deps.log.warn({}, 'Slack sent a command that is not ours: slack.command and the app do not agree');
  await call.ack({
    text: `I do not know this command. Mine is ${deps.command}:\n\n${helpText(deps.command)}`,
  });
}

async function replyTo(text: string, deps: AnswerDeps): Promise<Reply> {
  try {
    const found = await deps.search(text);
    if ('unanswered' in found) return { text: unansweredWords(found) };
    if ('refused' in found) return { text: found.refused };
    return renderSearchReply({ queryText: text, ...found.parsed, ...found, now: deps.clock.now() });
  } catch (error) {
    deps.log.error({ code: errorCode(error), at: firstFrame(error) }, 'a search from Slack failed');
    return {
      text: 'Sorry, the search went wrong on our side, not yours. It has been noted; please try again in a minute.',
    };
  }
}

/** Undefined where it takes longer. A real timer, not the clock: Slack's three seconds are real. */
async function within<T>(work: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Where it was thrown. The stack's first line is the message, which may hold what was searched for. */
function firstFrame(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  return error.stack
    ?.split('\n')
    .find((line) => /^\s+at /.test(line))
    ?.trim();
}
