/** Controls, NUL and the line separators: each would end a header, a row or a Slack line early. */
const BREAKING = /[\p{Cc}\u2028\u2029]+/gu;

/**
 * Characters that are never seen but change what is: bidi marks, overrides and isolates (which turn a title round),
 * zero-width spaces, soft hyphens, lone surrogates and noncharacters. ZWJ and ZWNJ stay: emoji and scripts need them.
 */
const UNSEEN =
  /[\p{Cs}\p{Noncharacter_Code_Point}\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF]/gu;

/** Letters, digits and signs of ASCII with single spaces between them: most of what there is, and nothing to clean. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;

/** One line of visible text from anything a portal may send; '' where nothing visible is left. */
export function oneLine(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(BREAKING, ' ').replace(UNSEEN, '').replace(/\s+/gu, ' ').trim();
}

const graphemes = new Intl.Segmenter('en-GB', { granularity: 'grapheme' });

/** A grapheme may be piled with marks without end: this many code units each, and some to spare, is all they get. */
const UNITS_EACH = 4;
const UNITS_SPARE = 32;

/** At most `most` visible characters, cut between graphemes and ended with `…` where something was left out. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const ends: number[] = [];
  for (const { index, segment } of graphemes.segment(text)) {
    const end = index + segment.length;
    if (end > most * UNITS_EACH + UNITS_SPARE || ends.length === most)
      return `${text.slice(0, ends[most - 2] ?? ends.at(-1) ?? 0).trimEnd()}…`;
    ends.push(end);
  }
  return text;
}

/** `oneLine`, then `cut`. */
export function line(text: string, most: number): string {
  return cut(oneLine(text), most);
}
