import { signsOf } from './marks.ts';
import { hashText } from '../base/text/hash.ts';
import { parts } from './title.ts';
import { RARE, weightOf } from './title-words.ts';

/** What is asked of a word again and again. */
export interface WordFacts {
  /** 32 bits. */
  readonly hash: number;
  /** As `weightOf` says. */
  readonly weight: number;
  /** 17 bits of it and `PARTING`, for a word that tells texts apart; -1 for others. */
  readonly telling: number;
  /** As `signsOf` says. */
  readonly signs: number;
}

/** Set in `telling` for numbers, months, seasons and directions. */
export const PARTING = 0x20000;
const WORD_BITS = 0x1ffff;

const known = new Map<string, WordFacts>();
/** A stream of rubbish must not grow it for ever. */
const MOST_KNOWN = 50_000;

export function factsOf(word: string): WordFacts {
  const held = known.get(word);
  if (held !== undefined) return held;
  if (known.size >= MOST_KNOWN) known.clear();
  const [hash, weight, parting] = [hashText(word), weightOf(word), parts(word)];
  const telling = weight >= RARE || parting ? (hash & WORD_BITS) | (parting ? PARTING : 0) : -1;
  const made = { hash, weight, telling, signs: signsOf(word) };
  known.set(word, made);
  return made;
}
