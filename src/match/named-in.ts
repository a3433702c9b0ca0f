import { identifiersOf, type Identifier } from './identifier.ts';

/** A message is short; a page of notices is asked for otherwise. */
const MOST_NAMED = 20;
/** What stands round an address in a sentence, or in Slack's markup (`<https://…|shown>`). */
const EDGES = /^[\s<("'[]+|[\s>)"'\].,;:!?]+$/g;

/** The notices that a text names, by their numbers or by the addresses of their pages, in its order. */
export function namedIn(text: string): readonly Identifier[] {
  const pieces = text.split(/[\s|<>]+/).map((piece) => piece.replaceAll(EDGES, ''));
  const found = new Map(pieces.flatMap(identifiersOf).map((one) => [one.key, one]));
  return [...found.values()].slice(0, MOST_NAMED);
}
