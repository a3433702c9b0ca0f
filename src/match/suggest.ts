/** Edits between two words, a swap of neighbours counting as one (optimal string alignment). */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const best = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + same);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(swapped ? Math.min(best, (before[j - 2] ?? 0) + 1) : best);
    }
    [before, above] = [above, row];
  }
  return above[b.length] ?? 0;
}

/** The one of `words` that somebody who wrote `text` probably meant: at most two edits away, one in a short word, none in a letter. */
export function suggest(text: string, words: readonly string[]): string | undefined {
  const wrong = text.toLowerCase().slice(0, 40);
  const most = wrong.length < 2 ? 0 : wrong.length <= 4 ? 1 : 2;
  const near = words.map((word) => ({ word, far: distance(wrong, word.toLowerCase()) }));
  return near.toSorted((a, b) => a.far - b.far).find(({ far }) => far <= most)?.word;
}

/** Those that were probably meant: one that is hardly misspelt, or else up to three that hold a word of it or are one. */
export function suggestions(text: string, words: readonly string[]): readonly string[] {
  const near = suggest(text, words);
  if (near !== undefined) return [near];
  const wrong = partsOf(text);
  const holding = words.filter((word) => partsOf(word).some((part) => wrong.includes(part)));
  return [...new Set(holding)].slice(0, 3);
}

/** The words of what is written with hyphens or spaces; what is shorter than a word that says anything is none. */
function partsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part.length > 2 && part !== 'and');
}
