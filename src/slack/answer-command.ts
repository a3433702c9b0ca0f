import type { Answers } from './answering.ts';
import type { Asker } from './asker.ts';
import type { CommandCall, Reply } from './calls.ts';
import { readTyped, type Typed } from './command-words.ts';
import { OUR_FAULT, VISITOR, note, within } from './guard.ts';
import { helpText } from './help.ts';
import { askerOf, isVisiting, onlySearch, type ListenDeps } from './listening.ts';
import { typist, wordAt, type Fields } from './payload.ts';
import { createReplies, type Replies, type ReplyWays } from './replies.ts';
import { answerSearch, searchOnly } from './searching.ts';

/** A query is a line, not a page. */
const LONGEST_TEXT = 1_000;

export interface TypedCommand extends Pick<ReplyWays, 'ack' | 'respond'> {
  /** As Slack sent it. */
  readonly fields: Fields;
}

/** Answers `/tenders …`: in its acknowledgement where the answer is ready in time. Whatever goes wrong, a sentence is read. */
export async function answerCommand(typed: TypedCommand, answers: Answers, deps: ListenDeps): Promise<void> {
  const asker = askerOf(typist(typed.fields), deps);
  const { reply, acknowledge } = createReplies({ ...deps, ...typed, asker });
  const read = readTyped(textOf(typed.fields), answers.commands);
  const isForm = opensForm(read, answers);
  const done = answer(typed.fields, { asker, reply, read, acknowledge }, answers, deps).catch(
    async (error: unknown) => {
      note(error, deps.log, 'command');
      await reply({ text: OUR_FAULT });
    },
  );
  const isLate =
    (await within(
      done.then(() => 'done' as const),
      deps.ackWithinMs,
    )) === undefined;
  if (isLate) await acknowledge(isForm ? undefined : waiting(read));
  await done;
  // A command that only opens a form has nothing to say.
  await acknowledge();
}

/** What is read where the answer takes longer than Slack waits. */
function waiting({ as }: Typed): Reply {
  return { text: as === 'search' ? 'Searching… the answer follows here in a moment.' : 'One moment…' };
}

/** A form is the answer itself: nothing that was promised would follow. */
function opensForm(read: Typed, { commands }: Answers): boolean {
  return read.as === 'command' && commands[read.word]?.opensForm?.(read.rest) === true;
}

interface Who extends Pick<CommandCall, 'reply'>, Pick<Replies, 'acknowledge'> {
  readonly asker: Promise<Asker | undefined>;
  readonly read: Typed;
}

async function answer(fields: Fields, who: Who, answers: Answers, deps: ListenDeps): Promise<void> {
  const { command, log } = deps;
  const { read, reply } = who;
  const asker = await who.asker;
  if (fields['command'] !== command) {
    log.warn({}, 'Slack sent a command that is not ours: slack.command and the app do not agree');
    return reply({ text: `I do not know this command. Mine is ${command}:\n\n${helpText(command)}` });
  }
  const text = textOf(fields);
  if (text.length > LONGEST_TEXT) return reply({ text: tooLong(text.length, command) });
  if (asker === undefined)
    return read.as === 'search'
      ? searchOnly({ text, reply, hint: onlySearch(deps) }, deps)
      : reply({ text: onlySearch(deps) });
  const call = { asker, trigger: wordAt(fields, 'trigger_id') ?? '', text, reply };
  if (read.as === 'search') return answerSearch({ ...call, almost: read.almost }, deps);
  const handler = answers.commands[read.word];
  if (handler?.isLooking !== true && (await isVisiting(typist(fields), deps)))
    return reply({ text: VISITOR });
  // Slack waits for three seconds, and a form that is slow to open leaves none of them.
  if (opensForm(read, answers)) await who.acknowledge();
  await handler?.answer({ ...call, rest: read.rest }, deps);
}

function textOf(fields: Fields): string {
  return (wordAt(fields, 'text') ?? '').trim();
}

function tooLong(length: number, command: string): string {
  return `That is ${length.toLocaleString('en-GB')} characters; I read ${LONGEST_TEXT.toLocaleString('en-GB')} at most. Type the few words that matter, such as \`${command} penetration testing region:wales\`, or a notice's address.`;
}
