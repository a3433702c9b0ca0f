import { citedAs, type CitedAs } from './citation-cues.ts';
import { CITED, keyOf } from './cited-key.ts';

/** A notice or process that a text names, and what the text says it is. */
export interface Citation {
  readonly key: string;
  readonly as: CitedAs;
}

/**
 * One text in fifty names anything, and the rest must cost next to nothing: engines find a rare first character (a hyphen, a
 * slash) ten times as fast as a letter. The four are the publishers' prefixes (./portal-of-ocid.ts).
 */
const HINTS = ['-202', '000-', '/Notice/', '/notice/', '-h6vhtk-', '-b5fd17', '-r6ebe6-', '-kuma6s-'];

function mayCite(text: string): boolean {
  for (const hint of HINTS) if (text.includes(hint)) return true;
  return false;
}

/** Where a thought ends. A label (`Notice identifier: …`) on a line of its own belongs to the line before. */
const BOUNDARY = /[.!?]\s+(?=[A-Z(])|\n+/g;
/** A sentence that says less than this before the citation leans on the one before it. */
const FEW_LETTERS = 40;
const MOST_BEFORE = 320;
const MOST_BEHIND = 140;

/** Notices of ours that a text names and of which it says what they are. */
export function citationsIn(text: string | undefined): readonly Citation[] {
  if (text === undefined || !mayCite(text)) return [];
  const found: Citation[] = [];
  for (const mention of text.matchAll(CITED)) {
    const cited = keyOf(mention);
    if (cited === undefined) continue;
    const end = mention.index + mention[0].length;
    const as = citedAs(
      before(text.slice(Math.max(0, mention.index - MOST_BEFORE), mention.index)),
      behind(text, end),
    );
    if (as !== undefined) found.push({ key: cited.key, as });
  }
  return found;
}

/** The words of the sentence up to the citation, with one or two before it where these are few. */
function before(lead: string): string {
  const ends = Array.from(lead.matchAll(BOUNDARY), ({ index, 0: boundary }) => index + boundary.length);
  for (const start of ends.toReversed()) {
    const words = lead.slice(start);
    if (letters(words) >= FEW_LETTERS) return words;
  }
  return lead;
}

/** Without what is no word: addresses, numbers. */
function letters(words: string): number {
  return words.replace(/https?:\S*|[^a-z]/gi, '').length;
}

function behind(text: string, end: number): string {
  return /^[^.\n]*/.exec(text.slice(end, end + MOST_BEHIND))?.[0] ?? '';
}
