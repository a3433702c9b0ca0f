import { citedAs, type CitedAs } from './citation-cues.ts';
import { CITED, keyOf } from './cited-key.ts';

/** A notice or process that a text names, and what the text says it is. */
export interface Citation {
  readonly key: string;
  readonly as: CitedAs;
}

/** No citation is shorter: `012345-2025`. */
const SHORTEST = 11;

/**
 * One text in fifty names anything, and the rest must cost next to nothing: engines find a rare character (a hyphen, a full
 * stop) ten times as fast as a letter. Every number and ocid has a hyphen, and what stands before it is not a word's end.
 */
function mayCite(text: string): boolean {
  if (text.length < SHORTEST) return false;
  for (let at = text.indexOf('-'); at !== -1; at = text.indexOf('-', at + 1)) {
    const last = text.charCodeAt(at - 1);
    const isNumber = last >= 0x30 && last <= 0x39;
    if (isNumber && (text.startsWith('202', at + 1) || text.startsWith('000', at - 3))) return true;
    if (last === SMALL_S && text.startsWith('ocds', at - 4)) return true;
  }
  return text.includes('.gov.uk/');
}

const SMALL_S = 0x73;

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
