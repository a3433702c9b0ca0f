import { sentences } from '../base/text/tokens.ts';
import type { Sentence } from '../base/text/tokens.ts';
import { readable } from './boilerplate.ts';

/** Their full stop ends no sentence. A single capital (`St. J. Smith`) does not either. */
const ABBREVIATION =
  /(?:^|[\s(.])(?:e\.g|i\.e|eg|ie|no|nos|ltd|st|dr|mr|mrs|ms|prof|rev|hon|approx|incl|inc|excl|vs|cf|viz|para|fig|ref|reg|tel|ext|dept|est|max|min|co|vol|[A-Z])\.$/i;
/** A line that ends like this goes on in the next. */
const UNFINISHED = /(?:[,&]|\b(?:a|an|and|as|at|by|for|from|in|of|on|or|that|the|their|to|via|which|with))$/i;
const UNFINISHED_LENGTH = 8;
const FINISHED = /[.!?:;]$/;
const LINE_BREAK = /[\r\n]/;
const LOWER_CASE = /^\p{Ll}/u;
/** A line that begins like this begins a sentence, whatever the line before it ends with. */
const OPENING = /^(?:The|This|These|We|It|A|An|Our|In|There|To|Please)\s/;
/** An abbreviation is no longer, with what stands before it. */
const ABBREVIATION_LENGTH = 8;
/** Further down a text nothing is picked; sentences are not even parted there. */
const MOST_READ = 5000;
const MOST_SENTENCES = 150;
/** Of a text without full stops, as many words are read. */
const MOST_WORDS = 800;
/** In characters; what is longer already is no broken sentence. */
const LONGEST_JOINED = 400;
const BULLETS = /[•*]/;

/** A text's sentences as a reader parts them: `sentences`, but for abbreviations and for lines broken in mid-sentence. */
export function readerSentences(text: string): readonly Sentence[] {
  const read = readable(text);
  const found: Sentence[] = [];
  let end = 0;
  let left = MOST_SENTENCES;
  for (const { text: untrimmed, words } of sentences(read)) {
    if (words.length === 0) continue;
    if (end > MOST_READ || (left -= 1) < 0) break;
    const part = untrimmed.trim();
    const start = read.indexOf(part, end);
    const last = found.at(-1);
    if (
      last !== undefined &&
      last.text.length < LONGEST_JOINED &&
      goesOn(last.text, read.slice(end, start), part)
    ) {
      found[found.length - 1] = { text: `${last.text} ${part}`, words: [...last.words, ...words] };
    } else found.push({ text: part, words: words.length > MOST_WORDS ? words.slice(0, MOST_WORDS) : words });
    end = start + part.length;
  }
  return found;
}

function goesOn(before: string, between: string, after: string): boolean {
  if (BULLETS.test(between)) return false;
  if (!LINE_BREAK.test(between))
    return (
      before.endsWith('.') &&
      (ABBREVIATION.test(before.slice(-ABBREVIATION_LENGTH)) || LOWER_CASE.test(after))
    );
  if (FINISHED.test(before) || between.split('\n').length > 2) return false;
  return (
    LOWER_CASE.test(after) || (UNFINISHED.test(before.slice(-UNFINISHED_LENGTH)) && !OPENING.test(after))
  );
}

const BULLET = /^[\s\-–—•·*▪●■◦‣>_=#.,:;|"'“”‘’]+/u;
const NUMBERING =
  /^(?:\(?\d{1,2}(?:\.\d{1,2}){0,3}[.)]?\)?|\(?[a-h][.)]|\(?[ivx]{1,4}\))\s+(?=\p{Lu}|\p{Ll})/u;
/** `Scope:`, `Brief description of the requirement -`: a heading run into its text. */
const LABEL =
  /^(?:(?:brief|short|general|project|contract|executive|service|detailed) )?(?:description|overview|scope|background|summary|introduction|purpose|requirements?|objectives?|aims?|title|details)(?: of (?:the )?(?:contract|requirements?|project|procurement|services?|works?|goods|tender))?\s?[:–-]\s/i;
const NUMBER_BEFORE_UNIT = /^\d[\d.]*\s(?:x|no|month|year|day|week|hour|user|seat|%)/i;

const UNTIDY_SPACE = /[^\S ]|  | [.,;:]/;

/** One line, without what leads a list's entries, and without the label of a form's field. */
export function tidied(text: string): string {
  const line = spaced(text).replace(BULLET, '');
  const unnumbered = NUMBER_BEFORE_UNIT.test(line) ? line : line.replace(NUMBERING, '');
  return withoutEnd(unnumbered.replace(LABEL, '').replace(BULLET, ''), ';,: ');
}

/** Without any of these characters at the end; a regular expression would look for them at every place. */
export function withoutEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

function spaced(text: string): string {
  if (!UNTIDY_SPACE.test(text)) return text;
  return text.replace(/\s+/g, ' ').replace(/ (?=[.,;:](?: |$))/g, '');
}

const LONGEST = 240;
/** A clause that ends before here loses too much, maybe the very thing wanted: the cut goes between words instead. */
const SHORTEST_CLAUSE = 200;
const SHORTEST = 120;
/** What no text that is cut should end with. */
export const OPEN_ENDS = ' \n\r\t,;:–—-';
const CLAUSE_END = /[,;:)]\s|\s[–—-]\s/g;

/** At most 240 characters; a longer text is cut where a clause or else a word ends, with an ellipsis. */
export function shortened(text: string): string {
  if (text.length <= LONGEST) return text;
  const room = text.slice(0, LONGEST - 1);
  let end = 0;
  for (const found of room.matchAll(CLAUSE_END)) end = found.index + (found[0].startsWith(')') ? 1 : 0);
  if (end < SHORTEST_CLAUSE) end = room.lastIndexOf(' ');
  if (end < SHORTEST) end = /[\uD800-\uDBFF]$/.test(room) ? room.length - 1 : room.length;
  return `${withoutEnd(room.slice(0, end), OPEN_ENDS)}…`;
}

/** A word stands no further than this from the one before it. */
const MOST_BETWEEN = 60;

/** Where each word begins in its sentence; one that was folded beyond recognition begins where the last one ended. */
export function offsets({ text, words }: Sentence): readonly number[] {
  const lower = text.toLowerCase();
  let from = 0;
  return words.map(({ word }) => {
    const at = lower.slice(from, from + MOST_BETWEEN + word.length).indexOf(word);
    if (at < 0) return from;
    const start = from + at;
    from = start + word.length;
    return start;
  });
}
