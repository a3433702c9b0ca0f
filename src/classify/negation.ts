import type { Token } from '../base/text/tokens.ts';
import { createPhraseBook } from './phrases.ts';

/** What says that the words after it are not wanted: `facilities management, not including IT`. */
const CUES = [
  'not including',
  'does|do|will|shall not include',
  'not inclusive of',
  'excluding',
  'excludes',
  'exclusive of',
  'with the exception of',
  'other than',
  'apart from',
  'no requirement for',
  'not required to provide',
  'not limited to', // says the contrary: found first, so that nothing of it is cut
];
const ALLOWED = 'not limited to';

/** How far a denial reaches, in words: a list goes on, a sentence without commas must not be lost. */
const REACH = 6;
/** `excluding VAT` denies nothing that is bought. */
const MONEY: ReadonlySet<string> = new Set(['vat', 'tax', 'expenses', 'options', 'any', 'extensions']);
/** Where a denial ends. */
const TURNS: ReadonlySet<string> = new Set(['but', 'however', 'and', 'for', 'is', 'are', 'which']);

const book = createPhraseBook(
  CUES.map((cue) => [cue, cue !== ALLOWED] as const),
  {},
);

/** A sentence in pieces, without the stretches that it says are not wanted. */
export function withoutDenied(words: readonly Token[]): readonly (readonly Token[])[] {
  let kept: (readonly Token[])[] | undefined;
  let from = 0;
  for (let at = 0; at < words.length; at += 1) {
    const cue = book.longestAt(words, at);
    if (cue === undefined) continue;
    const [denies] = cue.values;
    if (denies !== true || MONEY.has(words[cue.end]?.word ?? '')) continue;
    const end = endOfDenial(words, cue.end);
    kept ??= [];
    if (at > from) kept.push(words.slice(from, at));
    from = end;
    at = end - 1;
  }
  if (kept === undefined) return [words];
  if (from < words.length) kept.push(words.slice(from));
  return kept;
}

function endOfDenial(words: readonly Token[], start: number): number {
  const most = Math.min(words.length, start + REACH);
  for (let at = start + 1; at < most; at += 1) if (TURNS.has(words[at]?.word ?? '')) return at;
  return most;
}
