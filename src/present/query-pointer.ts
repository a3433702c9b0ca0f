import type { QueryMessage } from '../match/parse.ts';
import { oneLine } from './clean-text.ts';

/** What of the query stands on each side of the place, in UTF-16 units: the line must fit a terminal. */
const AROUND = 30;
const MOST_MARKED = 60;

/** The query and, under the place that a message is about, a row of carets: for a font in which characters are as wide as each other. */
export function pointedAt(query: string, { at, length }: Pick<QueryMessage, 'at' | 'length'>): string {
  const start = Math.max(0, at - AROUND);
  const marked = Math.min(Math.max(length, 1), MOST_MARKED);
  const end = at + marked;
  const before = `${start > 0 ? '…' : ''}${visible(query.slice(start, at))}`;
  const place = visible(query.slice(at, end));
  const after = `${visible(query.slice(end, end + AROUND))}${end + AROUND < query.length ? '…' : ''}`;
  const carets = '^'.repeat(Math.max(1, widthOf(place)));
  return `  ${before}${place}${after}`.trimEnd() + `\n  ${' '.repeat(widthOf(before))}${carets}`;
}

/** As `oneLine` cleans it, with its spaces left: each control is a space, what is never seen goes. */
function visible(text: string): string {
  return Array.from(text, (character) =>
    /[\s\p{Cc}\u2028\u2029]/u.test(character) ? ' ' : oneLine(character),
  ).join('');
}

const graphemes = new Intl.Segmenter('en-GB', { granularity: 'grapheme' });
/** Two columns wide: Chinese, Japanese and Korean, full-width forms, emoji (https://www.unicode.org/reports/tr11/). */
const WIDE =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303F\uFF01-\uFF60\uFFE0-\uFFE6]|^\p{Emoji_Presentation}/u;

function widthOf(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += WIDE.test(segment) ? 2 : 1;
  return width;
}
