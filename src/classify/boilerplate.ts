import { sentences } from '../base/text/tokens.ts';
import type { Token } from '../base/text/tokens.ts';
import { createPhraseBook } from './phrases.ts';
import type { Families } from './phrases.ts';

/**
 * Turns texts into their sentences, as tokens, without the stretches that are standing text. A sentence that several
 * texts share (copies of one notice) comes once.
 */
export type CutBoilerplate = (texts: readonly string[]) => readonly (readonly Token[])[];

/**
 * How far a cut reaches around the phrase that gives standing text away, in words, within its sentence. Many notices have
 * no full stops at all; without these limits one portal instruction would take the whole description along.
 */
const CUT_BEFORE = 12;
const CUT_AFTER = 18;

/** `phrases` are those of `Taxonomy.boilerplate`, all kinds together. */
export function createBoilerplateCutter(phrases: readonly string[], families: Families): CutBoilerplate {
  const book = createPhraseBook(
    phrases.map((phrase) => [phrase, true] as const),
    families,
  );

  function cut(sentence: readonly Token[]): readonly (readonly Token[])[] {
    const kept: (readonly Token[])[] = [];
    let from = 0;
    for (let at = 0; at < sentence.length; at += 1) {
      const found = book.longestAt(sentence, at);
      if (found === undefined) continue;
      if (at - CUT_BEFORE > from) kept.push(sentence.slice(from, at - CUT_BEFORE));
      from = found.end + CUT_AFTER;
      at = found.end - 1;
    }
    if (from === 0) return [sentence];
    if (from < sentence.length) kept.push(sentence.slice(from));
    return kept;
  }

  return (texts) => distinct(texts).flatMap(cut);
}

function distinct(texts: readonly string[]): readonly (readonly Token[])[] {
  const found = new Map<string, readonly Token[]>();
  for (const { text, words } of texts.flatMap(sentences)) if (words.length > 0) found.set(text, words);
  return [...found.values()];
}
