import type { Sentence, Token } from '../base/text/tokens.ts';
import type { View } from '../domain/procurement.ts';
import { readableTitle, type KeepSpans, type Span } from './boilerplate.ts';
import { createJudge } from './summary-score.ts';
import { undenied } from './negation.ts';
import type { Judgement } from './summary-score.ts';
import { offsets, OPEN_ENDS, readerSentences, shortened, tidied, withoutEnd } from './summary-sentences.ts';

/** Two sentences of a notice's own text that say what is wanted, in the text's order; fewer where it holds fewer. */
export type Summarise = (view: Pick<View, 'title' | 'description' | 'descriptions'>) => readonly string[];

export interface SummaryNeeds {
  /** What of a sentence is not standing text. */
  readonly keep: KeepSpans;
  /** How much the taxonomy finds in these words: 0 for nothing, 1 for one term that names a thing by itself. */
  readonly weigh: (words: readonly Token[]) => number;
}

const MOST_SENTENCES = 2;
/** What is wanted is said before: in characters, of what is no standing text. */
const MOST_CHARACTERS = 4000;
/** A longer sentence is a text without full stops: read in pieces. */
const LONGEST_WHOLE = 320;
const LONGEST_SHOWN = 240;
/** A second sentence must stand up beside the first. */
const LEAST_SHARE_OF_BEST = 0.4;
/** Two sentences that have more of their words in common say one thing. */
const MOST_IN_COMMON = 0.6;

const CONTACT = /@|https?:|www\.|\b0\d{2,4}[\s)]*\d{3}|\+44/i;

interface Candidate extends Judgement {
  /** Its place among the sentences. */
  readonly index: number;
  readonly text: string;
}

/** Compiles the cues of wanting; the answer picks sentences, and leaves them as the buyer wrote them. */
export function createSummary({ keep, weigh }: SummaryNeeds): Summarise {
  const judge = createJudge(weigh);
  return ({ title, description, descriptions }) => {
    const judgeFor = judge(readableTitle(title));
    for (const text of new Set([description, ...descriptions.slice(0, 2)])) {
      const found = chosen(candidates(text, keep, judgeFor));
      if (found.length > 0) return found;
    }
    return [];
  };
}

type JudgeWords = (words: readonly Token[], index: number) => Judgement | undefined;

function candidates(text: string, keep: KeepSpans, judge: JudgeWords): readonly Candidate[] {
  const found: Candidate[] = [];
  let left = MOST_CHARACTERS;
  const all = readerSentences(text);
  for (const [index, alone] of all.entries()) {
    if (left <= 0) break;
    const sentence = isLeadIn(alone) ? withList(alone, all, index) : alone;
    if (sentence === undefined) continue;
    const spans = keptOf(sentence.words, keep);
    if (spans.length === 0) continue;
    left -= alone.text.length;
    const isWhole = lengthOf(spans) === sentence.words.length;
    for (const piece of piecesOf(sentence, spans, left + alone.text.length)) {
      const judged = judge(piece.words, index);
      // What is left of a sentence must stand by itself.
      if (judged !== undefined && (isWhole || judged.wants))
        found.push({ ...judged, index, text: piece.text });
    }
  }
  return found;
}

/** What of a sentence is neither standing text nor said to be not wanted. */
function keptOf(words: readonly Token[], keep: KeepSpans): readonly Span[] {
  return keep(words).flatMap((span) => {
    const kept = undenied(words.slice(span.from, span.to));
    return kept?.map(({ from, to }) => ({ from: from + span.from, to: to + span.from })) ?? [span];
  });
}

function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** How a sentence ends that only opens a list. */
const LEAD_IN =
  /(?::|\b(?:are|include|includes|including|comprises?|following|follows|below|to))[ .:-]{0,4}$/i;
const LEAD_IN_LENGTH = 20;
const MOST_ENTRY_WORDS = 25;

function isLeadIn({ text }: Sentence): boolean {
  return LEAD_IN.test(text.slice(-LEAD_IN_LENGTH));
}

/** `The service includes:` with what its list says, as far as there is room; undefined where no list follows. */
function withList(lead: Sentence, all: readonly Sentence[], index: number): Sentence | undefined {
  let text = `${withoutEnd(lead.text, ' .:-')}:`;
  let words = lead.words;
  for (let next = index + 1; text.length < LONGEST_SHOWN; next += 1) {
    const entry = all[next];
    if (entry === undefined || entry.words.length > MOST_ENTRY_WORDS || isLeadIn(entry)) break;
    const line = withoutEnd(tidied(entry.text), '.');
    text += next === index + 1 ? ` ${line}` : `; ${line}`;
    words = [...words, ...entry.words];
  }
  return words === lead.words ? undefined : { text, words };
}

/** A whole sentence where most of it is kept; else each kept stretch, a long one from clause to clause. */
function piecesOf(sentence: Sentence, spans: readonly Span[], room: number): readonly Sentence[] {
  const { text, words } = sentence;
  const kept = lengthOf(spans);
  const isShort = text.length <= LONGEST_WHOLE;
  if (isShort && kept === words.length) return [sentence];
  if (isShort && kept * 2 >= words.length && spans[0]?.from === 0) {
    return [{ text, words: spans.flatMap(({ from, to }) => words.slice(from, to)) }];
  }
  const starts = offsets(sentence);
  return spans.flatMap((span) => pieces(sentence, span, starts, room));
}

const CLAUSE = /[,;:.)]\s*$|\s[-–—]\s*$/;
/** A clause that ends earlier is read on. */
const SHORTEST_PIECE = 100;

/** Pieces of at most about 240 characters, each ended by a clause's end where there is one. */
function pieces(
  { text, words }: Sentence,
  span: Span,
  starts: readonly number[],
  room: number,
): readonly Sentence[] {
  const found: Sentence[] = [];
  const startOf = (at: number): number => starts[at] ?? text.length;
  let from = span.from;
  let clause = from;
  for (let at = from + 1; at <= span.to && startOf(from) < room; at += 1) {
    const size = startOf(at) - startOf(from);
    if (size > SHORTEST_PIECE && CLAUSE.test(text.slice(startOf(at) - 4, startOf(at)))) clause = at;
    if (at < span.to && size < LONGEST_SHOWN) continue;
    const to = at < span.to && clause > from ? clause : at;
    found.push({ text: shownPiece(text, startOf(from), startOf(to)), words: words.slice(from, to) });
    from = to;
    at = to;
  }
  return found;
}

function shownPiece(text: string, from: number, to: number): string {
  const piece = withoutEnd(text.slice(from, to), OPEN_ENDS);
  return `${from > 0 ? '…' : ''}${piece}${to < text.length ? '…' : ''}`;
}

function chosen(all: readonly Candidate[]): readonly string[] {
  const byScore = all.toSorted((one, other) => other.score - one.score || one.index - other.index);
  const taken: Candidate[] = [];
  const shown = new Map<Candidate, string>();
  const [best] = byScore;
  for (const one of byScore) {
    if (best !== undefined && one.score < best.score * LEAST_SHARE_OF_BEST) break;
    if (CONTACT.test(one.text) || taken.some((other) => isLike(one, other))) continue;
    taken.push(one);
    shown.set(one, shortened(tidied(one.text)));
    if (taken.length === MOST_SENTENCES) break;
  }
  return taken
    .toSorted((one, other) => all.indexOf(one) - all.indexOf(other))
    .map((one) => shown.get(one) ?? '');
}

function isLike(one: Candidate, other: Candidate): boolean {
  const [few, many] = one.telling.size < other.telling.size ? [one, other] : [other, one];
  let common = 0;
  for (const stem of few.telling) if (many.telling.has(stem)) common += 1;
  return common > few.telling.size * MOST_IN_COMMON;
}
