import { stems } from '../base/text/tokens.ts';
import type { Token } from '../base/text/tokens.ts';
import { LITTLE, PROCEDURAL } from './standing-words.ts';
import { createCueBook, LEANING } from './summary-cues.ts';

export interface Judgement {
  /** Above 0. */
  readonly score: number;
  /** Whether it says outright that something is wanted. */
  readonly wants: boolean;
  /** Its stems that carry meaning. */
  readonly telling: ReadonlySet<string>;
}

/** Judges sentences of the notice that has this title; undefined for one that does not say what is wanted. */
export type Judge = (title: string) => (words: readonly Token[], index: number) => Judgement | undefined;

const FEWEST_WORDS = 4;
/** Of words that carry meaning, how many may speak of the procedure. */
const MOST_PROCEDURAL = 0.6;
const LEAST_SCORE = 2;
const LEANING_WEIGHT = -1.5;
/** Where nothing says outright that something is wanted, one new word may be a place or a name. */
const FEWEST_NOVEL = 2;

/** Beside the title these say nothing new: everybody who wants something writes them. */
const EXPECTED = stems(
  `seek appoint wish look provide provision supply service require requirement need council trust university authority
    company organisation suitably qualified experienced undertake work carry deliver delivery range various associated
    procurement purchase new within across area project buy provider supplier contractor consultant framework lot agreement`,
);

/** What a stem is, in one look; one that is not here says something. */
type Kind = 'little' | 'procedural' | 'expected';
const KINDS: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ...EXPECTED.map((stem) => [stem, 'expected'] as const),
  ...[...PROCEDURAL].map((stem) => [stem, 'procedural'] as const),
  ...[...LITTLE].map((stem) => [stem, 'little'] as const),
]);

const TITLE_WEIGHT = 3;
const TERMS_WEIGHT = 1;
const MOST_TERMS = 2;
const MOST_AGAINST = -4;
const FIRST_WEIGHT = 2;
/** How fast that is lost from sentence to sentence. */
const DECAY = 0.4;
const PROCEDURAL_WEIGHT = 4;
const FREE_PROCEDURAL = 0.3;
const GOOD_LENGTH = { from: 8, to: 40 } as const;
const LENGTH_WEIGHT = 1;

export function createJudge(weigh: (words: readonly Token[]) => number): Judge {
  const cues = createCueBook();

  function cueScore(words: readonly Token[]): number {
    let best = 0;
    let against = 0;
    for (let at = 0; at < words.length; at += 1) {
      const found = cues.longestAt(words, at);
      const weight = found?.values[0] ?? 0;
      if (weight > best) best = weight;
      if (weight < 0) against = Math.max(MOST_AGAINST, against + weight);
    }
    return best + against;
  }

  return (title) => {
    const inTitle = new Set(stems(title).filter((stem) => !LITTLE.has(stem)));
    return (words, index) => {
      if (words.length < FEWEST_WORDS) return undefined;
      const read = readWords(words, inTitle);
      const cue = cueScore(words);
      if (read.novel < (cue > 0 ? 1 : FEWEST_NOVEL) || read.procedural > MOST_PROCEDURAL) return undefined;
      const terms = Math.min(MOST_TERMS, weigh(words));
      if (cue <= 0 && read.shared === 0 && terms === 0) return undefined;
      const { from, to } = GOOD_LENGTH;
      const score =
        cue +
        (LEANING.has(words[0]?.stem ?? '') ? LEANING_WEIGHT : 0) +
        TITLE_WEIGHT * read.shared +
        TERMS_WEIGHT * terms +
        FIRST_WEIGHT / (1 + DECAY * index) +
        (words.length >= from && words.length <= to ? LENGTH_WEIGHT : 0) -
        PROCEDURAL_WEIGHT * Math.max(0, read.procedural - FREE_PROCEDURAL);
      return score < LEAST_SCORE ? undefined : { score, wants: cue > 0, telling: read.telling };
    };
  };
}

interface ReadWords {
  readonly telling: ReadonlySet<string>;
  /** The share of telling words that speak of the procedure. */
  readonly procedural: number;
  /** How much of the title is in it, 0 to 1. */
  readonly shared: number;
  /** Words that say something which the title does not. */
  readonly novel: number;
}

function readWords(words: readonly Token[], inTitle: ReadonlySet<string>): ReadWords {
  const telling = new Set<string>();
  let procedural = 0;
  let shared = 0;
  let novel = 0;
  for (const { stem } of words) {
    const kind = KINDS.get(stem);
    if (kind === 'little' || telling.has(stem) || isNumber(stem)) continue;
    telling.add(stem);
    if (kind === 'procedural') procedural += 1;
    if (inTitle.has(stem)) shared += 1;
    else if (kind === undefined) novel += 1;
  }
  const count = Math.max(1, telling.size);
  return { telling, procedural: procedural / count, shared: shared / Math.max(1, inTitle.size), novel };
}

function isNumber(stem: string): boolean {
  const code = stem.charCodeAt(0);
  return code >= 0x30 && code <= 0x39;
}
