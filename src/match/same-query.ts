/** In capitals it is another word: `AI` is looked for in capitals, `ai` however it is written. */
const CAPITALS = /^(?=.*[A-Z])[A-Z0-9]{2,5}$/;

/**
 * What two queries in canonical form have in common where they differ only in how their words are written: `Software` and
 * `software` find the same. A word in two to five capitals stays as it is.
 */
export function sameQueryText(canonical: string): string {
  return canonical.replace(/[\p{L}\p{N}]+/gu, (word) => (CAPITALS.test(word) ? word : word.toLowerCase()));
}
