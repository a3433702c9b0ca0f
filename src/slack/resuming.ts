import type { Address, Subscription } from '../domain/subscription.ts';
import { grouped } from '../domain/grouped.ts';
import { BY_OWNER_PAUSED } from '../flows/edit-subscription.ts';
import { resume } from '../flows/wake.ts';
import { alertTitle } from '../present/alert-words.ts';
import { cannotPostWords } from '../present/cannot-post.ts';
import { escapeMrkdwn } from '../present/mrkdwn.ts';
import type { AnswerDeps } from './answering.ts';
import type { Asker } from './asker.ts';
import { isPerson } from './may-manage.ts';
import { postIn } from './post-in.ts';

export interface Resumed {
  readonly resumed: readonly Subscription[];
  /** Why others rest, mrkdwn. */
  readonly problems: readonly string[];
}

/**
 * Paused subscriptions go on. What was not paused by its owner may have been because we could not post there: a message shows
 * first that we can.
 */
export async function resumeAlerts(
  { user }: Asker,
  subscriptions: readonly Subscription[],
  deps: AnswerDeps,
): Promise<Resumed> {
  const resumed: Subscription[] = [];
  const problems: string[] = [];
  const paused = subscriptions.filter((one) => one.state === 'paused');
  for (const own of grouped(paused, (one) => one.subscriber.id).values()) {
    const problem = own.every(isByOwner) ? undefined : await whyNotPosted(user, own, deps);
    if (problem === undefined) {
      await resume(own, deps);
      resumed.push(...own);
    } else problems.push(problem);
  }
  return { resumed, problems };
}

/** Paused by somebody's word, and not because of what befell us. */
export function isByOwner({ state, pausedUntil, reason }: Subscription): boolean {
  return state === 'paused' && (pausedUntil !== undefined || reason === BY_OWNER_PAUSED);
}

/** Undefined where we can. */
async function whyNotPosted(
  user: string,
  own: readonly Subscription[],
  deps: AnswerDeps,
): Promise<string | undefined> {
  const address = own[0]?.subscriber.address;
  if (address?.channel !== 'slack') return 'It does not belong to Slack.';
  const text = resumedWords(user, own, address);
  const posted = await postIn(address, { text, blocks: [] }, deps);
  if (posted.ok) return undefined;
  const bot = (await deps.store.installations.of(address.team))?.botUser;
  return cannotPostWords({ code: posted.code, bot, isPerson: isPerson(address.id) });
}

function resumedWords(user: string, own: readonly Subscription[], { id }: SlackAddress): string {
  const titles = own.map((one) => `• ${escapeMrkdwn(alertTitle(one))}`).join('\n');
  const goes = own.length === 1 ? 'This alert goes on' : 'These alerts go on';
  return `${goes}${isPerson(id) ? '' : `, by <@${user}>`}:\n${titles}`;
}

type SlackAddress = Extract<Address, { channel: 'slack' }>;
