import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import type { Given } from './secrets.ts';

/** A YAML file's content, or one line that says why there is none; it never quotes the file, which may hold secrets. */
export function readTree(file: string): { readonly tree: unknown } | { readonly refused: string } {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'error';
    return { refused: `${file}: cannot be read (${code})` };
  }
  const document = parseDocument(text, { logLevel: 'silent' });
  const fault = document.errors[0] ?? document.warnings[0];
  if (fault !== undefined) {
    const what = fault.code.toLowerCase().replaceAll('_', ' ');
    return { refused: `${file}: is not valid YAML at line ${fault.linePos?.[0].line ?? 1} (${what})` };
  }
  try {
    return { tree: withoutNulls(document.toJS()) ?? {} };
  } catch {
    return { refused: `${file}: is not valid YAML (an alias without its anchor, or too many of them)` };
  }
}

/** A key with nothing after it, as when all of its children are commented out, is a key not set. */
function withoutNulls(value: unknown): unknown {
  if (value === null) return undefined;
  if (!isMapping(value)) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, withoutNulls(inner)] as const);
  return Object.fromEntries(entries.filter(([, inner]) => inner !== undefined));
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The tree with the environment's values in their places; what is no mapping stays, for the schema to refuse. */
export function overlaid(tree: unknown, given: readonly Given[]): unknown {
  return given.reduce((whole, { key, value }) => placed(whole, key.split('.'), value), tree);
}

function placed(tree: unknown, [step = '', ...rest]: readonly string[], value: string): unknown {
  if (!isMapping(tree)) return tree;
  return { ...tree, [step]: rest.length === 0 ? value : placed(tree[step] ?? {}, rest, value) };
}
