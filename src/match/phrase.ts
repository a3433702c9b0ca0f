import { stemsBehind } from '../base/text/stem.ts';

/** True where `phrase` stands in `stems` as it is, its tokens next to each other; with `prefix` the last is only a beginning. */
export function holdsPhrase(stems: readonly string[], phrase: readonly string[], prefix = false): boolean {
  const last = phrase.length - 1;
  return stems.some((_, start) =>
    phrase.every((token, offset) => {
      const found = stems[start + offset];
      return found !== undefined && (prefix && offset === last ? isBegunBy(found, token) : found === token);
    }),
  );
}

/** Whether a word that begins with `prefix` can have this stem. */
export function isBegunBy(stem: string, prefix: string): boolean {
  return stem.startsWith(prefix) || stemsBehind(prefix).includes(stem);
}
