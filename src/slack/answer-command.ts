import type { Answers } from './answering.ts';
import type { CommandCall, Reply } from './calls.ts';
import { readTyped } from './command-words.ts';
import { OUR_FAULT, note, within } from './guard.ts';
import { helpText } from './help.ts';
import { askerOf, notAdded, type ListenDeps } from './listening.ts';
import { typist, wordAt, type Fields } from './payload.ts';
import { createReplies, type ReplyWays } from './replies.ts';
import { answerSearch } from './searching.ts';

/** A query is a line, not a page. */
const LONGEST_TEXT = 1_000;

const WAIT: Reply = { text: 'Searching… the answer follows here in a moment.' };

export interface TypedCommand extends Pick<ReplyWays, 'ack' | 'respond'> {
  /** As Slack sent it. */
  readonly fields: Fields;
}

/** Answers `/tenders …`: in its acknowledgement where the answer is ready in time. Whatever goes wrong, a sentence is read. */
export async function answerCommand(typed: TypedCommand, answers: Answers, deps: ListenDeps): Promise<void> {
  const asker = askerOf(typist(typed.fields), deps);
  const { reply, acknowledge } = createReplies({ ...deps, ...typed, asker });
  const done = answer(typed.fields, { asker, reply }, answers, deps).catch(async (error: unknown) => {
    note(error, deps.log, 'command');
    await reply({ text: OUR_FAULT });
  });
  const isLate =
    (await within(
      done.then(() => 'done' as const),
      deps.ackWithinMs,
    )) === undefined;
  if (isLate) await acknowledge(WAIT);
  await done;
  // A command that only opens a form has nothing to say.
  await acknowledge();
}

async function answer(
  fields: Fields,
  who: Pick<CommandCall, 'reply'> & { readonly asker: ReturnType<typeof askerOf> },
  { commands }: Answers,
  deps: ListenDeps,
): Promise<void> {
  const { command, log } = deps;
  const asker = await who.asker;
  if (fields['command'] !== command) {
    log.warn({}, 'Slack sent a command that is not ours: slack.command and the app do not agree');
    return who.reply({ text: `I do not know this command. Mine is ${command}:\n\n${helpText(command)}` });
  }
  if (asker === undefined) return who.reply({ text: notAdded(deps) });
  const text = (wordAt(fields, 'text') ?? '').trim();
  if (text.length > LONGEST_TEXT) return who.reply({ text: tooLong(text.length, command) });
  const call = { asker, trigger: wordAt(fields, 'trigger_id') ?? '', text, reply: who.reply };
  const typed = readTyped(text, commands);
  if (typed.as === 'search') return answerSearch({ ...call, almost: typed.almost }, deps);
  await commands[typed.word]?.answer({ ...call, rest: typed.rest }, deps);
}

function tooLong(length: number, command: string): string {
  return `That is ${length.toLocaleString('en-GB')} characters; I read ${LONGEST_TEXT.toLocaleString('en-GB')} at most. Type the few words that matter, such as \`${command} penetration testing region:wales\`, or a notice's address.`;
}
