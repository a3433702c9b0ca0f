import { added, durationsIn, inMonths, withFigures, type Duration, type Length } from './durations.ts';
import { endIn } from './end-text.ts';
import { sentenceBefore, sentencesWith } from './sentences-with.ts';
import { readDay } from './written-day.ts';

/** What a text says of how long a contract runs. */
export interface Terms {
  /** Before any extension. */
  readonly initial: Length | undefined;
  /** Every extension taken. */
  readonly extension: Length | undefined;
  /** The day up to which it may be extended. */
  readonly until: string | undefined;
  /** The day on which it ends without. */
  readonly day: string | undefined;
  /** The initial term and every extension together. */
  readonly whole: Length | undefined;
}

const NOTHING: Terms = {
  initial: undefined,
  extension: undefined,
  until: undefined,
  day: undefined,
  whole: undefined,
};

/** Where a sentence may speak of it; cheap, since every text is searched. */
const MARK = /[xX][tT][eE][nN](?:[dD]|[sS][iI][oO])|\+(?<=\d\)?\s?\+)/g;
const MAY_EXTEND = /exten[ds]|\d\)?\s*\+\s*\(?\d/i;
/** A length, a sum or a year. */
const HAS_LENGTH = /year|month|week|day|y(?:ea)?rs?\b|mths?\b|\d\)?\s*\+|20\d\d/i;
/** A notice of an extension that was taken: its own dates say so, and its words tell of another term. */
const IS_AN_EXTENSION =
  /\b(?:is|notice (?:of|for)|confirm\w*|notif\w* of) (?:an?|the|this)(?: \w+)? (?:contract )?(?:extension|modification|variation)\b|\b(?:is|are|was|were|has|have)(?: now)?(?: been| to be| being)? (?:extended|exercised)\b|\bextension (?:of|to|for) (?:an |the |our )?(?:existing|current|original)|(?:award|order|notice|purchase|procure\w*|approv\w+) to extend\b|\bextend (?:the |our |an? )?(?:current|existing|original)\b|\bagreed\b/i;
/** What else is extended: the time for tenders, a building, a range of goods. */
const ANOTHER_MATTER =
  /deadline|closing date|submission|tender period|return date|clarification|building|house|school|scope|hours|warrant|notice period|standstill/i;
const NOT_OPEN =
  /exten\w+[^.;]{0,40}\b(?:has|have|is|are|will) not\b|\bno (?:further |provision |option)|\bwithout (?:an? |any )?(?:option|extension)/i;
/** Without one of these an extension is one that was made, or a building's. */
const IS_OPEN =
  /option|possib|potential|\b(?:may|can|could|might|right|plus|with an?)\b|discretion|up to|provision|further|additional|\+|entitle|permit|allow|abilit|scope to/i;
const INCLUDED = /end date[^.]{0,60}(?:includ|inclusive|reflect)|includ[^.]{0,60}end date/i;

/** The terms that a text states; what it says in two ways that differ is not stated. `open` tells what may come about. */
export function termsIn(text: string | undefined, open = IS_OPEN): Terms {
  if (text === undefined || !mayTell(text)) return NOTHING;
  const told = sentencesWith(text, MARK);
  if (told.some(({ sentence }) => IS_AN_EXTENSION.test(sentence) || INCLUDED.test(sentence))) return NOTHING;
  const found = told.flatMap(({ sentence, from }) => {
    if (!open.test(sentence) || !isOfTerm(sentence)) return [];
    const terms = termsOfSentence(sentence);
    if (terms === undefined) return [];
    return [{ ...terms, initial: terms.initial ?? initialIn(sentenceBefore(text, from)) }];
  });
  const [first = NOTHING, ...others] = found;
  return others.every((other) => agrees(first, other)) ? first : NOTHING;
}

/** Whether `MARK` may find anything: engines look for an x, or a plus, ten times as fast as for an expression. */
function mayTell(text: string): boolean {
  return text.includes('xten') || text.includes('+') || text.includes('XTEN') || text.includes('Xten');
}

/** Tells of a length, or a day, by which the contract itself may go on. */
function isOfTerm(sentence: string): boolean {
  if (!MAY_EXTEND.test(sentence) || !HAS_LENGTH.test(sentence)) return false;
  return !ANOTHER_MATTER.test(sentence) && !NOT_OPEN.test(sentence);
}

/** What stands under "renewal" speaks of nothing but extending, in however few words: `2 x 12 months`, `1+1`. */
export function extensionIn(renewal: string | undefined): Terms {
  if (renewal === undefined || /^\W*(?:n\/?a\b|none\b|not applicable)/i.test(renewal)) return NOTHING;
  if (/exten/i.test(renewal)) return termsIn(renewal, /./);
  const durations = durationsIn(withFigures(renewal));
  const [only] = durations;
  return only === undefined || durations.length > 1 ? NOTHING : { ...NOTHING, extension: added(only.parts) };
}

function agrees(a: Terms, b: Terms): boolean {
  return size(a.extension) === size(b.extension) && a.until === b.until;
}

function size(length: Length | undefined): number {
  return length === undefined ? 0 : inMonths(length);
}

/** The verb, or the noun, where something may come about. */
const KEYWORD = /exten(?:d(?:ed|able|ing)?|sions?)\b/g;
/** Only what may be extended; what was, has its new end in the data. */
const MAY_BE = /\b(?:may|can|could|might|option|possibly|potentially)\b[^.;]{0,40}$/;
/** So far before and behind the word its length may stand. */
const BEHIND = 110;
const BEFORE = 60;

function termsOfSentence(sentence: string): Terms | undefined {
  const text = withFigures(sentence);
  const durations = durationsIn(text);
  for (const keyword of text.matchAll(KEYWORD)) {
    const [at, after] = [keyword.index, keyword.index + keyword[0].length];
    if (keyword[0] === 'extended' && !MAY_BE.test(text.slice(0, at))) continue;
    const until = untilIn(text.slice(after, after + BEHIND), durations, after);
    if (until !== undefined) return { ...NOTHING, until };
    const own = ownDuration(text, durations, { at, after, isNoun: keyword[0].startsWith('extens') });
    if (own === undefined) continue;
    const before = durations.findLast(({ to, parts }) => to <= Math.min(at, own.from) && parts.length === 1);
    const initial = lengthOf(before);
    const spelt = speltOut(durations, initial);
    const more = spelt === undefined ? extending(text, durations, own) : { extension: spelt };
    return { ...NOTHING, initial, day: endIn(text.slice(0, at)), ...more };
  }
  return sumTerms(durations);
}

function lengthOf(duration: Duration | undefined): Length | undefined {
  return duration === undefined ? undefined : added(duration.parts);
}

/** The length that is the extension's: around the word, just before the noun, or behind. */
function ownDuration(
  text: string,
  durations: readonly Duration[],
  word: { readonly at: number; readonly after: number; readonly isNoun: boolean },
): Duration | undefined {
  const around = durations.find(({ from, to }) => from < word.at && to > word.after);
  if (around !== undefined) return around;
  const before = durations.findLast(({ from, to }) => to <= word.at && word.at - from <= BEFORE);
  if (before !== undefined) {
    const between = text.slice(before.to, word.at);
    if (word.isNoun ? isFiller(between) : OPTION_TO.test(between)) return before;
  }
  const next = durations.find(({ from }) => from >= word.after && from - word.after <= BEHIND);
  if (next === undefined || /\bfrom\s*$|notice\s*$/.test(text.slice(word.after, next.from))) return undefined;
  return /^\s*(?:written\s+)?notice/.test(text.slice(next.to)) ? undefined : next;
}

/** `24 month option to extend`. */
const OPTION_TO = /^\s*(?:optional |further )*options? to (?:further )?$/;

/** `12 month optional contract extension`: nothing that parts the length from the word. */
function isFiller(between: string): boolean {
  return /^['’)\s]*(?:(?:optional|possible|potential|contract|framework|period|further|additional|term|of|possible)s?['’]?\s*)*$/.test(
    between,
  );
}

const AND_MORE =
  /^[^.]{0,30}?(?:\band\b|\bplus\b|\+|followed by|then)[^.]{0,40}?(?:further|additional|another|second|final|extension)[^.]{0,40}$/;

/** `up to a total of 48 months`, `to five years`: how long all of it may last. */
const OF_THE_WHOLE =
  /\btotal (?:\w+ ){0,2}(?:of|to)\s*(?:up to\s*)?$|\b(?:maximum|full|overall) (?:total |contract )?(?:term|duration|length) of\s*$|(?<!up )\bto(?: \d+ or)?\s*$/;

/** With what is added in the same breath ("and an additional 12 months"); a length said to be the total is that of the whole. */
function extending(
  text: string,
  durations: readonly Duration[],
  own: Duration,
): Pick<Terms, 'extension' | 'whole'> {
  const lead = text.slice(Math.max(0, own.from - 40), own.from);
  if (OF_THE_WHOLE.test(lead)) return { extension: undefined, whole: added(own.parts) };
  const parts = [...own.parts];
  let end = own.to;
  for (const more of durations.filter(({ from }) => from >= own.to)) {
    const between = text.slice(end, more.from);
    if (!AND_MORE.test(between) || /total|maximum|notice|increment|interval/.test(between)) break;
    parts.push(...more.parts);
    end = more.to;
  }
  return { extension: added(parts), whole: undefined };
}

/** A sum that begins with the initial term says it all: `(5+2+2+1)`. */
function speltOut(durations: readonly Duration[], initial: Length | undefined): Length | undefined {
  if (initial === undefined) return undefined;
  const sum = durations.find(
    ({ parts: [first, ...rest] }) => rest.length > 0 && size(first) === size(initial),
  );
  return sum === undefined ? undefined : added(sum.parts.slice(1));
}

/** `3+1+1 years` with nothing else said: the first is the initial term, if the dates bear it out. */
function sumTerms(durations: readonly Duration[]): Terms | undefined {
  const sums = durations.filter(({ parts }) => parts.length > 1);
  const [initial, ...extensions] = sums[0]?.parts ?? [];
  if (initial === undefined || sums.length > 1) return undefined;
  return { ...NOTHING, initial, extension: added(extensions), whole: added([initial, ...extensions]) };
}

/** `extended until 31 July 2030`, where no length comes before the date. */
function untilIn(tail: string, durations: readonly Duration[], from: number): string | undefined {
  const found =
    /^[^.;]{0,70}?\b(?:until|till|up to|to)\s+(?:the\s+|and including\s+|\w+day,?\s+)?(?=\d)/.exec(tail);
  if (found === null) return undefined;
  const end = found[0].length;
  if (durations.some((one) => one.from >= from && one.from < from + end)) return undefined;
  const written = tail.slice(end, end + 20);
  return /^\d{1,2}(?:st|nd|rd|th)?(?:[/.]| (?:of )?[a-z])/.test(written) ? readDay(written) : isoIn(written);
}

function isoIn(written: string): string | undefined {
  return /^\d{4}-\d\d-\d\d/.exec(written)?.[0];
}

const TERM = /initial|term|period|duration|contract|agreement|framework/;

/** The length of the term in the sentence before. */
function initialIn(sentence: string): Length | undefined {
  if (ANOTHER_MATTER.test(sentence)) return undefined;
  const text = withFigures(sentence);
  if (!TERM.test(text)) return undefined;
  const single = durationsIn(text).filter(({ parts }) => parts.length === 1);
  return single.length === 1 ? lengthOf(single[0]) : undefined;
}
