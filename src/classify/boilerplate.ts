import { sentences } from '../base/text/tokens.ts';
import type { Token } from '../base/text/tokens.ts';
import { createPhraseBook } from './phrases.ts';
import type { Families } from './phrases.ts';
import { isStanding } from './standing.ts';
import type { Standing } from './standing.ts';
import type { Taxonomy } from './taxonomy.ts';

/**
 * Turns texts into their sentences, as tokens, without the stretches that are standing text. A sentence that several
 * texts share (copies of one notice) comes once.
 */
export type CutBoilerplate = (texts: readonly string[]) => readonly (readonly Token[])[];

/** How far a cut reaches around a phrase, in words, within its sentence. */
interface Reach {
  readonly before: number;
  readonly after: number;
}

/**
 * Many notices have no full stops at all; without these limits one portal instruction would take the whole description
 * along.
 */
const WIDE: Reach = { before: 12, after: 18 };
/** Kinds of text that stand in the very sentence that says what is wanted: "supply of laptops for a period of three years". */
const REACH: Readonly<Record<string, Reach>> = {
  awards: { before: 4, after: 14 },
  'eligible-bodies': { before: 4, after: 14 },
  disclaimers: { before: 4, after: 14 },
  'contract-terms': { before: 0, after: 10 },
  'working-ways': { before: 6, after: 14 },
};

/** Of one text, and of all together: what follows is lists, annexes, or an attack. */
const MOST_CHARACTERS = 6_000;
const MOST_OF_ALL = 20_000;

/** As much of a description as is read. Whoever asks for its words asks for this, so that they are found once. */
export function readable(text: string): string {
  return text.length > MOST_CHARACTERS ? text.slice(0, MOST_CHARACTERS) : text;
}

/** No title is longer that a person wrote. */
const LONGEST_TITLE = 1_000;

/** The same of a title. */
export function readableTitle(title: string): string {
  return title.length > LONGEST_TITLE ? title.slice(0, LONGEST_TITLE) : title;
}

/** Words of a sentence from one place to another, the second not included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What is left of a sentence, in order: all of it in most, nothing of a standing one. */
export type KeepSpans = (sentence: readonly Token[]) => readonly Span[];

/** `phrases` by kind, as in `Taxonomy.boilerplate`; `standing` as learned from the texts of many buyers. */
export function createSpanKeeper(
  phrases: Taxonomy['boilerplate'],
  families: Families,
  standing: Standing,
): KeepSpans {
  const book = createPhraseBook(
    Object.entries(phrases).flatMap(([kind, ones]) =>
      ones.map((phrase) => [phrase, REACH[kind] ?? WIDE] as const),
    ),
    families,
  );

  return (sentence) => {
    if (isStanding(sentence, standing)) return [];
    const kept: Span[] = [];
    let from = 0;
    for (let at = 0; at < sentence.length; at += 1) {
      const found = book.longestAt(sentence, at);
      const reach = found?.values[0];
      if (found === undefined || reach === undefined) continue;
      if (at - reach.before > from) kept.push({ from, to: at - reach.before });
      from = Math.max(from, found.end + reach.after);
      at = found.end - 1;
    }
    if (from < sentence.length) kept.push({ from, to: sentence.length });
    return kept;
  };
}

export function createBoilerplateCutter(
  phrases: Taxonomy['boilerplate'],
  families: Families,
  standing: Standing,
): CutBoilerplate {
  const keep = createSpanKeeper(phrases, families, standing);

  function cut(sentence: readonly Token[]): readonly (readonly Token[])[] {
    const spans = keep(sentence);
    const [only] = spans;
    const isWhole = only !== undefined && only.to - only.from === sentence.length;
    return isWhole ? [sentence] : spans.map(({ from, to }) => sentence.slice(from, to));
  }

  return (texts) => distinct(texts).flatMap(cut);
}

function distinct(texts: readonly string[]): readonly (readonly Token[])[] {
  const found = new Map<string, readonly Token[]>();
  let left = MOST_OF_ALL;
  for (const text of texts) {
    if (left <= 0) break;
    const read = readable(text);
    left -= read.length;
    for (const { text: sentence, words } of sentences(read)) if (words.length > 0) found.set(sentence, words);
  }
  return [...found.values()];
}
