import type { Address } from '../domain/subscription.ts';
import type { SlackReply } from '../present/blocks.ts';
import { LITERAL } from '../present/mrkdwn.ts';
import type { AnswerDeps } from './answering.ts';
import type { Answered } from './calls.ts';

/** Posts where a subscriber hears from us; a person's id takes it to their direct messages. */
export async function postIn(
  { team, id }: Extract<Address, { channel: 'slack' }>,
  { text, blocks }: SlackReply,
  { slack }: Pick<AnswerDeps, 'slack'>,
): Promise<Answered> {
  return await slack.ask(team, 'chat.postMessage', {
    channel: id,
    text,
    ...(blocks.length === 0 ? {} : { blocks }),
    unfurl_links: false,
    unfurl_media: false,
    ...LITERAL,
  });
}

/** A word of an answer. */
export function wordIn(said: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = said[name];
  return typeof value === 'string' ? value : undefined;
}
