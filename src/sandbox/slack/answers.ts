import { TEXT_IN_MESSAGE, blockProblems, textLength } from './block-kit.ts';
import type { Fields } from './fields.ts';
import { word } from './fields.ts';
import type { Workspace } from './workspace.ts';

/** What a method answers; `ok: false` carries Slack's error word. */
export type MethodAnswer = Fields & { readonly ok: boolean };

export type Method = (args: Fields, workspace: Workspace) => MethodAnswer;

export function failure(error: string, messages: readonly string[] = []): MethodAnswer {
  const detail =
    messages.length === 0 ? {} : { response_metadata: { messages: messages.map((one) => `[ERROR] ${one}`) } };
  return { ok: false, error, ...detail };
}

export function isFailure(answer: object): answer is MethodAnswer {
  return 'ok' in answer;
}

/** Arguments arrive form-encoded, structures in them as JSON text; undefined where that is no JSON. */
export function structure(args: Fields, key: string): { readonly value: unknown } | undefined {
  const value = args[key];
  if (typeof value !== 'string' || value === '') return { value: value === '' ? undefined : value };
  try {
    return { value: JSON.parse(value) };
  } catch {
    return undefined;
  }
}

/** What a message says. */
export interface Content {
  readonly text: string;
  readonly blocks: readonly unknown[];
}

/** The text and blocks of a message, or why Slack would not take them. */
export function content(args: Fields): Content | MethodAnswer {
  const blocks = structure(args, 'blocks');
  if (blocks === undefined) return failure('invalid_blocks_format');
  const text = word(args, 'text');
  const list: readonly unknown[] = Array.isArray(blocks.value) ? blocks.value : [];
  if (blocks.value !== undefined && !Array.isArray(blocks.value)) return failure('invalid_blocks_format');
  if (text === '' && list.length === 0) return failure('no_text');
  const problems = blockProblems(list, 'message');
  if (problems.length > 0) return failure('invalid_blocks', problems);
  if (textLength(list) > TEXT_IN_MESSAGE) return failure('msg_blocks_too_long');
  if (text.length > 40_000) return failure('msg_too_long');
  return { text, blocks: list };
}
