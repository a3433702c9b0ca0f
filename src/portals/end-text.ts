import { added, durationsIn, withFigures, type Length } from './durations.ts';
import { sentencesWith } from './sentences-with.ts';
import { readDay } from './written-day.ts';

/** When a contract runs, as its text says. */
export interface Span {
  readonly start: string | undefined;
  readonly end: string | undefined;
  readonly length: Length | undefined;
}

const NOTHING: Span = { start: undefined, end: undefined, length: undefined };

/** A date, and not the year of a law; it looks back only where it has found a year, since every text is searched. */
const DATED =
  /20\d\d\b(?<=(?:\d[/.]|uary|march|pril|may|june|july|gust|mber|ober|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec),? ?20\d\d)/gi;
const OF_THE_CONTRACT =
  /\b(?:contract|agreement|framework|term|commenc\w*|start\w*|run|award\w*|services? will)\b/i;
/** Another contract, or another date of this exercise. */
const ANOTHER_MATTER =
  /current|existing|incumbent|previous|expired|deadline|clos(?:es|ing)|submi|question|clarif|bidder|tenderers?\b|return|quot|publish|standstill|interview|evaluat|site visit|survey|exten|may be|\bbreak\b/i;

const DAY = String.raw`(?:\w+day,? )?(?:the )?(\d{1,2}(?:st|nd|rd|th)?(?: of)? [A-Za-z]{3,9},? \d{4}|\d{1,2}[/.]\d{1,2}[/.]\d{4})`;
const END = new RegExp(
  String.raw`\b(?:until|till|to|through to|and end(?:ing|s)?(?: on)?|end(?:ing|s)? on|end date(?: is| of|:)?|(?:will |to |and )?expir(?:e|es|ing)(?: on)?)\s+(?:and including\s+)?${DAY}`,
  'i',
);
const START = new RegExp(
  String.raw`\b(?:from|commenc\w+(?: date)?(?: is| of| on|:| from)*|start\w*(?: date)?(?: of the (?:contract|framework|agreement|services?))?(?: is| of| on|:| from)*|begin\w*(?: on)?)\s+${DAY}`,
  'i',
);

/** The first sentence that says when this contract ends, or when it starts and how long it runs. */
export function spanIn(text: string | undefined): Span {
  if (text === undefined) return NOTHING;
  let found = NOTHING;
  for (const { sentence } of sentencesWith(text, DATED)) {
    if (!OF_THE_CONTRACT.test(sentence)) continue;
    const told =
      sentence.split(/\bwith (?:an? |the )?(?:option|potential|possib)|, (?:and )?may be/i)[0] ?? '';
    if (ANOTHER_MATTER.test(told)) continue;
    const span = spanOfSentence(told);
    if (span.end !== undefined) return span;
    if (span.length !== undefined && found.length === undefined) found = span;
  }
  return found;
}

function spanOfSentence(sentence: string): Span {
  const start = dayAt(START, sentence);
  const end = dayAt(END, sentence);
  if (end !== undefined && (start === undefined || end >= start)) return { start, end, length: undefined };
  if (start === undefined) return NOTHING;
  const [only, ...others] = durationsIn(withFigures(sentence)).filter(({ parts }) => parts.length === 1);
  if (only === undefined || others.length > 0) return NOTHING;
  return { start, end: undefined, length: added(only.parts) };
}

/** The day on which something ends, as one sentence says it. */
export function endIn(sentence: string): string | undefined {
  return dayAt(END, sentence);
}

function dayAt(where: RegExp, sentence: string): string | undefined {
  const written = where.exec(sentence)?.[1];
  return written === undefined ? undefined : readDay(written);
}
