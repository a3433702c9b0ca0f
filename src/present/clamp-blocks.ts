import { sizeOf, type SlackBlock, type SlackHome, type SlackModal } from './blocks.ts';
import { clampElement, plainOf } from './clamp-elements.ts';
import { fitMrkdwn, fitPlain } from './clamp-text.ts';
import type { SlackElement } from './elements.ts';

/** Where blocks stand. */
export type SlackSurface = 'message' | 'modal' | 'home';

/**
 * Blocks on each, with room to spare (Slack takes 50 and 100), and what they may cost in all: above about 13,200 characters
 * Slack answers `msg_blocks_too_long` to a message, which no page says (https://github.com/slackapi/bolt-js/issues/2509).
 */
const MOST: Readonly<Record<SlackSurface, { readonly blocks: number; readonly total: number }>> = {
  message: { blocks: 45, total: 10_000 },
  modal: { blocks: 95, total: Infinity },
  home: { blocks: 95, total: Infinity },
};

/** Slack's limits of each block (https://docs.slack.dev/reference/block-kit/blocks), in characters and in entries. */
const SECTION = 3_000;
const HEADER = 150;
const CONTEXT = 2_000;
const CONTEXTS = 10;
const ELEMENTS = 25;
const LABEL = 2_000;
const NAME = 255;

/**
 * Blocks as Slack takes them there, whatever they hold: each text within its limit, none of them empty, no name used twice, no
 * more elements, options and blocks than it takes. What is within the limits stays as it is.
 */
export function clampBlocks(blocks: readonly SlackBlock[], surface: SlackSurface): SlackBlock[] {
  const most = MOST[surface];
  const names = new Set<string>();
  const kept: SlackBlock[] = [];
  // Two for the brackets of the list; each block brings a comma.
  let cost = 2;
  for (const block of blocks.flatMap(clampBlock)) {
    const named = withOwnName(block, names);
    const more = sizeOf([named]) - 1;
    if (kept.length === most.blocks) break;
    // A smaller one behind it, such as the foot, may have room.
    if (cost + more > most.total) continue;
    cost += more;
    kept.push(named);
  }
  return kept;
}

/** A form or the App Home as Slack takes it. */
export function clampView<View extends SlackModal | SlackHome>(view: View): View {
  const blocks = clampBlocks(view.blocks, view.type);
  if (view.type === 'home') return { ...view, blocks };
  const modal: SlackModal = view;
  // A form that asks something must have something to press (https://docs.slack.dev/reference/views/modal-views).
  const submit = modal.submit?.text ?? (blocks.some(({ type }) => type === 'input') ? 'Done' : undefined);
  return {
    ...view,
    callback_id: fitPlain(modal.callback_id, NAME),
    title: plainOf(modal.title.text, 24),
    close: plainOf(modal.close.text, 24),
    ...(submit === undefined ? {} : { submit: plainOf(submit, 24) }),
    private_metadata: modal.private_metadata.slice(0, 3_000),
    blocks,
  };
}

/** A message's top-level text, escaped already: what notifications and screen readers say. */
export function clampText(text: string): string {
  return fitMrkdwn(text, SECTION);
}

function clampBlock(block: SlackBlock): readonly SlackBlock[] {
  if (block.type === 'section') return clampSection(block);
  if (block.type === 'actions') return clampActions(block);
  if (block.type === 'input') return clampInput(block);
  if (block.type === 'context') return clampContext(block);
  if (block.type === 'divider') return [{ type: 'divider' }];
  return isBlank(block.text.text) ? [] : [{ type: 'header', text: plainOf(block.text.text, HEADER) }];
}

type Of<T extends SlackBlock['type']> = Extract<SlackBlock, { type: T }>;

function clampContext({ elements }: Of<'context'>): readonly SlackBlock[] {
  const said = elements.filter(({ text }) => !isBlank(text)).slice(0, CONTEXTS);
  if (said.length === 0) return [];
  return [{ type: 'context', elements: said.map(({ text }) => mrkdwnOf(text, CONTEXT)) }];
}

function clampSection({ text, accessory, ...rest }: Of<'section'>): readonly SlackBlock[] {
  const beside = accessory && clampElement(accessory, 'section');
  if (isBlank(text.text) && beside === undefined) return [];
  const worded = { ...rest, text: mrkdwnOf(text.text, SECTION) };
  return [beside === undefined ? worded : { ...worded, accessory: beside }];
}

/** Slack takes no two elements of one name in a row: the second goes to a row of its own. */
function clampActions({ elements, ...rest }: Of<'actions'>): readonly SlackBlock[] {
  const rows: SlackElement[][] = [];
  for (const element of elements.slice(0, ELEMENTS)) {
    const fitting = clampElement(element, 'actions');
    if (fitting === undefined) continue;
    const row = rows.find((one) => one.every(({ action_id: id }) => id !== fitting.action_id));
    if (row === undefined) rows.push([fitting]);
    else row.push(fitting);
  }
  return rows.map((row) => ({ ...rest, elements: row }));
}

function clampInput({ element, label, hint, ...rest }: Of<'input'>): readonly SlackBlock[] {
  const fitting = clampElement(element, 'input');
  if (fitting === undefined) return [];
  const words = { label: plainOf(label.text, LABEL), ...(hint && { hint: plainOf(hint.text, LABEL) }) };
  return [{ ...rest, ...words, element: fitting }];
}

/** The first of a name keeps it: answers are found by it. */
function withOwnName(block: SlackBlock, names: Set<string>): SlackBlock {
  if (!('block_id' in block)) return block;
  const wished = fitPlain(block.block_id, NAME);
  let name = wished;
  for (let number = 2; names.has(name); number += 1) name = `${wished.slice(0, NAME - 5)}-${number}`;
  names.add(name);
  return { ...block, block_id: name };
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}

/** Never without `verbatim`, wherever the text comes from. */
function mrkdwnOf(text: string, most: number): { type: 'mrkdwn'; text: string; verbatim: true } {
  return { type: 'mrkdwn', text: fitMrkdwn(text, most), verbatim: true };
}
