/** True where `phrase` stands in `stems` as it is, its tokens next to each other; with `prefix` the last is only a beginning. */
export function holdsPhrase(stems: readonly string[], phrase: readonly string[], prefix = false): boolean {
  const last = phrase.length - 1;
  return stems.some((_, start) =>
    phrase.every((token, offset) => {
      const found = stems[start + offset];
      return found !== undefined && (prefix && offset === last ? found.startsWith(token) : found === token);
    }),
  );
}
