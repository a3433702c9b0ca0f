import type { Sandbox } from '../sandbox/index.ts';
import type { SlackPost } from '../sandbox/slack/workspace.ts';
import type { StoryDeps } from './sandbox-story.ts';

/** #general, where nobody was told anything before. */
const GENERAL = 'C02GENERAL';
const PATIENCE_MS = 5000;
const LOOK_MS = 50;

/** Somebody types a command; the first line of the answer is told. */
export async function ask({ sandbox, tell }: StoryDeps, words: string, channel?: string): Promise<void> {
  const answer = await sandbox.slack.command(words, channel === undefined ? {} : { channel });
  tell(`Somebody types /tenders ${words} in Slack:`);
  tell(`  ${firstLine(answer.text)}`);
}

/** Somebody searches in a channel, finds nothing yet, and saves the search for it by the form. Answers how many subscriptions that made. */
export async function saveInSlack(deps: StoryDeps): Promise<number> {
  const { sandbox, tell } = deps;
  const { slack, world } = sandbox;
  const before = await subscriptions(deps);
  await ask(deps, `category:security buyer:"${world.story.amended.buyer}"`, GENERAL);
  await slack.click({ label: 'Save…', channel: GENERAL });
  await slack.submit({ values: { where: 'here' } });
  await until(async () => (await subscriptions(deps)) > before, deps);
  await slack.closeModal({ all: true });
  const made = (await subscriptions(deps)) - before;
  tell(
    made === 1
      ? 'They press Save…, and the form keeps it for #general:'
      : 'The form kept nothing: that is a bug.',
  );
  const last = postsIn(deps).at(-1);
  if (last !== undefined) tell(postLine(last, sandbox));
  return made;
}

/** Replies below a message of that channel that by now shows what they say. */
export function repliesInThread(deps: StoryDeps): number {
  const posts = postsIn(deps);
  const replies = posts.filter(({ threadTs }) =>
    posts.some(({ ts, updates }) => ts === threadTs && updates > 0),
  );
  deps.tell(
    replies.length === 1
      ? 'In #general that is a reply in the thread of its alert, which shows the new deadline.'
      : `In #general ${replies.length} replies came for one change: that is a bug.`,
  );
  return replies.length;
}

/** A line of what was sent: `Slack #general, in a thread: Changed: …`. */
export function postLine({ channel, threadTs, text }: SlackPost, { slack }: Sandbox): string {
  const name = slack.channels().find(({ id }) => id === channel)?.name;
  return `  Slack ${name === undefined ? channel : `#${name}`}${threadTs === undefined ? '' : ', in a thread'}: ${firstLine(text)}`;
}

function postsIn({ sandbox }: StoryDeps): readonly SlackPost[] {
  return sandbox.slack.posts().filter(({ channel }) => channel === GENERAL);
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}

async function subscriptions({ ground }: StoryDeps): Promise<number> {
  return (await ground.store.subscriptions.active()).length;
}

/** The form is acknowledged before the alert is kept. */
async function until(isSo: () => Promise<boolean>, { ground }: StoryDeps): Promise<void> {
  const { clock, context } = ground;
  for (let waited = 0; waited < PATIENCE_MS && !(await isSo()); waited += LOOK_MS)
    await clock.sleep(LOOK_MS, context.signal);
}
