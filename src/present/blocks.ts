import { cut } from './clean-text.ts';
import { clampEscaped, escapeMrkdwn } from './mrkdwn.ts';

interface Mrkdwn {
  type: 'mrkdwn';
  text: string;
}

/** The blocks we use, in the shapes of Slack's Block Kit. */
export type SlackBlock =
  | { type: 'header'; text: { type: 'plain_text'; text: string } }
  | { type: 'section'; text: Mrkdwn }
  | { type: 'context'; elements: Mrkdwn[] }
  | { type: 'divider' };

/** A post or an answer: `text` is what notifications and screen readers say. */
export interface SlackReply {
  text: string;
  blocks: SlackBlock[];
}

/**
 * Block Kit's limits, with room to spare: 50 blocks a message, 3,000 characters a section, 150 a header; above about
 * 13,200 in all Slack answers `msg_blocks_too_long`, which no page says (https://github.com/slackapi/bolt-js/issues/2509).
 */
const SLACK_MOST = {
  blocks: 45,
  total: 10_000,
  section: 3_000,
  header: 150,
  context: 2_000,
  text: 3_000,
} as const;

export function header(text: string): SlackBlock {
  return {
    type: 'header',
    text: { type: 'plain_text', text: cut(text, SLACK_MOST.header).slice(0, SLACK_MOST.header) },
  };
}

/** `text` is mrkdwn, escaped by the caller. */
export function section(text: string): SlackBlock {
  return { type: 'section', text: { type: 'mrkdwn', text: clampEscaped(text, SLACK_MOST.section) } };
}

/** `text` is mrkdwn, escaped by the caller. */
export function context(text: string): SlackBlock {
  return { type: 'context', elements: [{ type: 'mrkdwn', text: clampEscaped(text, SLACK_MOST.context) }] };
}

/** `text` is plain; the answer is escaped mrkdwn, as Slack's top-level `text` wants it. */
export function topText(text: string): string {
  return clampEscaped(escapeMrkdwn(text), SLACK_MOST.text);
}

/** What blocks cost: their JSON, which is never less than the characters that Slack counts. */
export function sizeOf(blocks: readonly SlackBlock[]): number {
  return JSON.stringify(blocks).length;
}

/** A message's blocks: a head and a tail that always stand, and between them the groups that fit whole. */
export function fitBlocks(parts: {
  readonly head: readonly SlackBlock[];
  /** Made only as far as there is room. */
  readonly groups: Iterable<readonly SlackBlock[]>;
  /** How many groups there are. */
  readonly total: number;
  /** Given how many groups found no room. */
  readonly tail: (left: number) => readonly SlackBlock[];
}): SlackBlock[] {
  const { head, groups, total, tail } = parts;
  const blocks = [...head];
  // The tail is longest when it has something to count.
  const room = SLACK_MOST.total - sizeOf(tail(total));
  const most = SLACK_MOST.blocks - tail(total).length;
  let placed = 0;
  for (const group of groups) {
    if (blocks.length + group.length > most || sizeOf([...blocks, ...group]) > room) break;
    blocks.push(...group);
    placed += 1;
  }
  return [...blocks, ...tail(total - placed)];
}
