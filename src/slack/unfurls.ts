import { firstNamed } from '../flows/named.ts';
import type { SlackBlock } from '../present/blocks.ts';
import { unfurledCard } from '../present/procurement-card.ts';
import type { AnswerDeps, Answers } from './answering.ts';
import type { EventCall } from './calls.ts';

/** More cards bury what was written; the rest stay links. */
const MOST_CARDS = 3;

/**
 * A link to a notice's page unfolds to our card (https://docs.slack.dev/messaging/unfurling-links-in-messages). A message that is still
 * being written is named by `unfurl_id`, one that was posted by its `ts`.
 */
async function unfurl({ team, event }: EventCall, { slack, store, clock, log }: AnswerDeps): Promise<void> {
  const cards: Record<string, { blocks: SlackBlock[] }> = {};
  for (const url of linksIn(event)) {
    if (Object.keys(cards).length >= MOST_CARDS) break;
    const procurement = await firstNamed(url, store);
    if (procurement !== undefined) cards[url] = { blocks: unfurledCard(procurement, clock.now()) };
  }
  if (Object.keys(cards).length === 0) return;
  const answer = await slack.ask(team, 'chat.unfurl', { ...messageOf(event), unfurls: cards });
  if (!answer.ok) log.warn({ code: answer.code }, 'a link was not unfurled');
}

function linksIn({ links }: Readonly<Record<string, unknown>>): readonly string[] {
  if (!Array.isArray(links)) return [];
  return links.flatMap((link: unknown) =>
    typeof link === 'object' && link !== null && 'url' in link && typeof link.url === 'string'
      ? [link.url]
      : [],
  );
}

function messageOf({ unfurl_id, source, channel, message_ts }: Readonly<Record<string, unknown>>): object {
  return unfurl_id !== undefined && source === 'composer'
    ? { unfurl_id, source }
    : { channel, ts: message_ts };
}

export const UNFURLS: Partial<Answers> = { events: { link_shared: unfurl } };
