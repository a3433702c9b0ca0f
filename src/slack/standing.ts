import type { Subscription } from '../domain/subscription.ts';
import { setUpReply, sinceWords, type Deed } from '../present/alert-blocks.ts';
import { LITERAL } from '../present/mrkdwn.ts';
import type { AnswerDeps } from './answering.ts';
import { isPerson } from './may-manage.ts';

/** What somebody has just done to some alerts. */
export interface Done extends Deed {
  /** Their numbers. */
  readonly ids: readonly number[];
}

/**
 * The messages that say that these alerts were set up say how they stand by now, and who did that: a channel learns of it whoever
 * changed its alert, and from wherever. What Slack refuses is logged where it is asked. Answers which were shown.
 */
export async function showStanding(
  { ids, ...deed }: Done | { readonly ids: readonly number[] },
  deps: Pick<AnswerDeps, 'slack' | 'store' | 'command'>,
): Promise<ReadonlySet<number>> {
  const shown = new Set<number>();
  for (const alert of await deps.store.subscriptions.byIds(ids)) {
    const { address } = alert.subscriber;
    if (address.channel !== 'slack' || alert.post === undefined) continue;
    const isOwn = isPerson(address.id);
    const since = isOwn || !('by' in deed) ? undefined : sinceWords(deed);
    const reply = setUpReply({ alert, isKept: true, isPerson: isOwn, command: deps.command, since });
    const fields = { ...alert.post, ...LITERAL, ...reply };
    const { ok } = await deps.slack.ask(address.team, 'chat.update', fields);
    if (ok) shown.add(alert.id);
  }
  return shown;
}

/** Whether a message is the one that says that an alert was set up. */
export function isPostOf(
  { post }: Subscription,
  message: { readonly channel: string; readonly ts: string },
): boolean {
  return post?.channel === message.channel && post.ts === message.ts;
}
