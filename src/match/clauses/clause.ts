import type { Leaf } from '../../domain/query.ts';
import type { MatchDocument } from '../document.ts';

/** What one kind of leaf means, from its printed form to its reasons. */
export interface Clause<L extends Leaf> {
  /** As the language writes it, without its minus. */
  print(leaf: L): string;
  /** What it says of procurements, after "that": `are in the category cloud`; `denies` says the opposite. */
  says(leaf: L): string;
  denies(leaf: L): string;
  /** Whether it lets the document through, negation and all. `now` is UTC milliseconds. */
  meets(leaf: L, document: MatchDocument, now: number): boolean;
  /** What of a document that it lets through it was, in a few words each; nothing where that is true of everything. */
  because(leaf: L, document: MatchDocument): readonly string[];
}

/** `a, b and c`. */
export function list(words: readonly string[], joiner: 'and' | 'or'): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} ${joiner} ${last}`;
}
