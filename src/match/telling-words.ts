import { tokens } from '../base/text/tokens.ts';

export interface TellingWord {
  readonly stem: string;
  /** As the query language takes it. */
  readonly written: string;
}

/** Fewer letters are numbers, initials and little words. */
const SHORTEST = 3;

/** The different words of a text that could be looked for, but for what `never` holds (stems). */
export function tellingWords(text: string, never: (stem: string) => boolean): readonly TellingWord[] {
  const found = new Map<string, TellingWord>();
  for (const { stem, word } of tokens(text)) {
    if (found.has(stem) || never(stem) || word.length < SHORTEST || /\d/.test(word)) continue;
    found.set(stem, { stem, written: word });
  }
  return [...found.values()];
}
