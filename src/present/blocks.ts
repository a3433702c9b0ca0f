import { cut } from './clean-text.ts';
import { plain, type SlackElement } from './elements.ts';
import { clampEscaped, escapeMrkdwn } from './mrkdwn.ts';

/**
 * `verbatim`: without it Slack makes links of bare URLs, `#names` and some mentions that a notice may hold; the links that we make
 * ourselves stay (https://docs.slack.dev/reference/block-kit/composition-objects/text-object).
 */
interface Mrkdwn {
  type: 'mrkdwn';
  text: string;
  verbatim: true;
}

/** `text` is mrkdwn, escaped by the caller, cut to `most`. */
function mrkdwn(text: string, most: number): Mrkdwn {
  return { type: 'mrkdwn', text: clampEscaped(text, most), verbatim: true };
}

/** The blocks we use, in the shapes of Slack's Block Kit. */
export type SlackBlock =
  | { type: 'header'; text: { type: 'plain_text'; text: string } }
  | { type: 'section'; text: Mrkdwn; accessory?: SlackElement; block_id?: string }
  | { type: 'context'; elements: Mrkdwn[] }
  | { type: 'actions'; elements: SlackElement[]; block_id?: string }
  | {
      type: 'input';
      block_id: string;
      label: { type: 'plain_text'; text: string };
      element: SlackElement;
      hint?: { type: 'plain_text'; text: string };
      optional?: boolean;
      dispatch_action?: boolean;
    }
  | { type: 'divider' };

/** A form that opens over Slack; `private_metadata` is ours to read when it is handed in. */
export interface SlackModal {
  type: 'modal';
  callback_id: string;
  title: { type: 'plain_text'; text: string };
  submit?: { type: 'plain_text'; text: string };
  close: { type: 'plain_text'; text: string };
  private_metadata: string;
  blocks: SlackBlock[];
}

/** The App Home's tab. */
export interface SlackHome {
  type: 'home';
  blocks: SlackBlock[];
}

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
  return { type: 'section', text: mrkdwn(text, SLACK_MOST.section) };
}

/** `text` is mrkdwn, escaped by the caller. */
export function context(text: string): SlackBlock {
  return { type: 'context', elements: [mrkdwn(text, SLACK_MOST.context)] };
}

/** With something to press at its right. `text` is mrkdwn, escaped by the caller. */
export function sectionWith(text: string, accessory: SlackElement): SlackBlock {
  return {
    type: 'section',
    text: mrkdwn(text, SLACK_MOST.section),
    accessory,
  };
}

export function actions(...elements: readonly SlackElement[]): SlackBlock {
  return { type: 'actions', elements: elements.slice(0, 25) };
}

export interface Asked {
  /** By which its value is found when the form is handed in, and by which an error names it. */
  readonly name: string;
  readonly label: string;
  readonly element: SlackElement;
  readonly hint?: string | undefined;
  readonly isOptional?: boolean | undefined;
  /** Tells us of every change, not only when the form is handed in. */
  readonly isLive?: boolean | undefined;
}

/** A question of a form. */
export function input({ name, label, element, hint, isOptional, isLive }: Asked): SlackBlock {
  return {
    type: 'input',
    block_id: name,
    label: plain(label, 2_000),
    element,
    ...(hint === undefined ? {} : { hint: plain(hint, 2_000) }),
    ...(isOptional === true ? { optional: true } : {}),
    ...(isLive === true ? { dispatch_action: true } : {}),
  };
}

export interface Form {
  /** One of `FORMS`. */
  readonly name: string;
  readonly title: string;
  readonly submit?: string | undefined;
  /** Text of 3,000 characters at most. */
  readonly memo: string;
  readonly blocks: readonly SlackBlock[];
}

/** https://docs.slack.dev/reference/views/modal-views: 24 characters for a title or a button, 100 blocks. */
export function modal({ name, title, submit, memo, blocks }: Form): SlackModal {
  return {
    type: 'modal',
    callback_id: name,
    title: plain(title, 24),
    ...(submit === undefined ? {} : { submit: plain(submit, 24) }),
    close: plain(submit === undefined ? 'Close' : 'Cancel', 24),
    private_metadata: memo,
    blocks: blocks.slice(0, 100),
  };
}

/** `text` is plain; the answer is escaped mrkdwn, as Slack's top-level `text` wants it. */
export function topText(text: string): string {
  return clampEscaped(escapeMrkdwn(text), SLACK_MOST.text);
}

/** What blocks cost: their JSON, which is never less than the characters that Slack counts; `verbatim` is no text. */
export function sizeOf(blocks: readonly SlackBlock[]): number {
  return JSON.stringify(blocks).replaceAll(',"verbatim":true', '').length;
}

interface Parts {
  readonly head: readonly SlackBlock[];
  /** Made only as far as there is room. */
  readonly groups: Iterable<readonly SlackBlock[]>;
  /** How many groups there are. */
  readonly total: number;
  /** Given how many groups found no room. */
  readonly tail: (left: number) => readonly SlackBlock[];
}

/** A message's blocks: a head and a tail that always stand, and between them the groups that fit whole. */
export function fitBlocks(parts: Parts): SlackBlock[] {
  return fitGroups(parts).blocks;
}

/** The same, and how many groups stand in it. `spare`: of the room, what is left free. */
export function fitGroups(
  { head, groups, total, tail }: Parts,
  spare = 0,
): { readonly blocks: SlackBlock[]; readonly placed: number } {
  const blocks = [...head];
  // The tail is longest when it has something to count.
  let room = SLACK_MOST.total - spare - sizeOf(tail(total)) - sizeOf(blocks);
  const most = SLACK_MOST.blocks - tail(total).length;
  let placed = 0;
  for (const group of groups) {
    room -= sizeOf(group);
    if (blocks.length + group.length > most || room < 0) break;
    blocks.push(...group);
    placed += 1;
  }
  return { blocks: [...blocks, ...tail(total - placed)], placed };
}
