import { dispatch } from '../flows/dispatch.ts';
import type { ReceivedMail } from '../sandbox/mailbox/received-mail.ts';
import type { StoryDeps } from './sandbox-story.ts';

const CARA = 'cara@onewoman.example';

/** Somebody finds the form, and confirms what comes by mail. Answers how many subscriptions that made. */
export async function joinByForm(deps: StoryDeps): Promise<number> {
  const { ground, tell } = deps;
  await post(deps, '/join', {
    do: 'ask',
    email: CARA,
    query: 'cabling OR network OR laptops',
    cadence: 'weekly',
    wanted: 'new',
  });
  tell(`${CARA} fills in the form at ${ground.config.publicUrl}/join.`);
  const asked = await mailTo(deps);
  const link = /\/c\/[\w-]{43}/.exec(asked?.text ?? '')?.[0];
  if (asked === undefined || link === undefined) return 0;
  tell(`  mail to ${CARA}: ${asked.subject}`);
  await (await fetch(`${ground.config.publicUrl}${link}`)).text();
  const before = await subscriptions(deps);
  await post(deps, link, {});
  const made = (await subscriptions(deps)) - before;
  tell(made === 1 ? 'The link opens a page; its button subscribes.' : 'The button subscribed nobody.');
  return made;
}

/** Her mail program's own button, as RFC 8058 has it, and then the page's button that takes it back. */
export async function leaveByOneClick(deps: StoryDeps): Promise<number> {
  const { sandbox, ground, tell } = deps;
  const last = sandbox.mailbox.mails().findLast(isHers);
  const header = last?.headers.find(({ name }) => name.toLowerCase() === 'list-unsubscribe')?.value ?? '';
  const link = /\/u\/[\w-]{43}/.exec(header)?.[0];
  if (link === undefined) return 0;
  const before = await subscriptions(deps);
  await post(deps, link, { 'List-Unsubscribe': 'One-Click' });
  const left = before - (await subscriptions(deps));
  await post(deps, `${link}/undo`, {});
  const isBack = (await subscriptions(deps)) === before;
  tell(
    left === 1 && isBack
      ? `${CARA} unsubscribes with one click, and takes it back on the page that says goodbye.`
      : `${CARA} could not leave: that is a bug.`,
  );
  ground.context.signal.throwIfAborted();
  return isBack ? left : 0;
}

function isHers(mail: ReceivedMail): boolean {
  return mail.to.includes(CARA);
}

async function mailTo({ sandbox, sending, ground }: StoryDeps): Promise<ReceivedMail | undefined> {
  await dispatch(sending, ground.context.signal);
  return sandbox.mailbox.mails().findLast(isHers);
}

async function subscriptions({ ground }: StoryDeps): Promise<number> {
  return (await ground.store.subscriptions.active()).length;
}

/** As a browser sends a form. */
async function post(
  { ground }: StoryDeps,
  path: string,
  fields: Readonly<Record<string, string>>,
): Promise<void> {
  const { publicUrl } = ground.config;
  const answer = await fetch(`${publicUrl}${path}`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { origin: publicUrl, 'sec-fetch-site': 'same-origin' },
    signal: ground.context.signal,
  });
  await answer.text();
}
