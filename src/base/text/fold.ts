/** Written between words by word processors and invisible: they join what stands around them. */
const JOINERS = /\u00AD|\u200C|\u200D|\u2060|\uFEFF/g;
const APOSTROPHES = /[\u2018\u2019\u02BC\uFF07]/g;
/** The hyphen, and the one that word processors keep a line from breaking at. */
const HYPHENS = /[\u2010\u2011]/g;
const NO_WORD = /[^\p{L}\p{N}\p{ASCII}]+/gu;
/** Scripts without spaces between words: each character is a word, so that a phrase finds them anywhere in a text. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu;
/** Letters to JavaScript, but no part of a word to SQLite's `unicode61` (found by trying every code point). */
const NOT_INDEXED = /[\u19B0-\u19C9\u1CF2\u1CF3]+/g;

/** Without the `u` flag, which makes it three times slower; surrogates are in the range. */
const ABROAD = /[\u0080-\uFFFF]+/g;

function foldRun(run: string): string {
  return run
    .replace(JOINERS, '')
    .replace(APOSTROPHES, "'")
    .normalize('NFKD')
    .replace(HYPHENS, '-')
    .replace(/\p{M}+/gu, '')
    .replace(NOT_INDEXED, ' ')
    .replace(NO_WORD, ' ')
    .replace(UNSPACED, ' $& ');
}

const folded = new Map<string, string>();
/** Dashes, pounds and accents repeat; long runs (a text in Greek) do not and would only fill the map. */
const LONGEST_KEPT = 4;
const MOST_KEPT = 20_000;

/**
 * The text with everything outside ASCII reduced to letters and digits: accents, ligatures and full-width forms
 * undone (NFKD), curly apostrophes made straight, all else a space. Decomposition does not look at neighbours, so
 * each run outside ASCII is folded alone, which leaves the ASCII of an English text untouched and unread.
 */
export function fold(text: string): string {
  return text.replace(ABROAD, (run) => {
    if (run.length > LONGEST_KEPT) return foldRun(run);
    const known = folded.get(run);
    if (known !== undefined) return known;
    const made = foldRun(run);
    if (folded.size >= MOST_KEPT) folded.clear();
    folded.set(run, made);
    return made;
  });
}
