import type { Cpv } from '../domain/cpv.ts';
import type { Reason, ReasonPlace } from '../domain/procurement.ts';
import { isFalseFriend, type Evidence, type Hit, type Passage } from './evidence.ts';
import { NOWHERE } from './feature-list.ts';
import type { Contributions, Line } from './model.ts';
import { codeIndex } from './parts.ts';
import type { Meaning } from './term-book.ts';

/** More than these say nothing new to a reader. */
const MOST_FOR = 4;
const MOST_AGAINST = 2;
/** In log odds: less moves nothing. */
const LEAST_FOR = 0.15;
const LEAST_AGAINST = -0.4;
/**
 * A single word that no list knows must say more to be named, be more than a connective, and is named only where terms and
 * codes are few: the model may have it from chance company (`bournemouth`), which explains nothing. Where there are none, it is
 * all there is to say.
 */
const LEAST_FOR_WORD = 0.5;
const LEAST_AGAINST_FOR_WORD = -0.8;
const ENOUGH_TERMS = 2;
const SHORTEST_WORD = 3;
const CONNECTIVES: ReadonlySet<string> = new Set(
  `the and for with from into onto over under this that these those which who whose our their its his her are was were
  has have had been being will shall would should can may must not all any each per via new other also such more most
  provision supply delivery services service contract award notice tender procurement framework year years lot 2019 2020
  2021 2022 2023 2024 2025 2026`.split(/\s+/),
);

/** Puts what speaks for or against one output into words. */
export type SayReasons = (contributions: Contributions, line: Line) => readonly Reason[];

/**
 * What the contributions come to, in words: terms of the taxonomy as the notice writes them, single words that the model
 * learned, and codes; what speaks for it first, best first, and then what speaks against it. What stands there twice is
 * named once.
 */
export function reasonsOf(evidence: Evidence): SayReasons {
  const things = thingsIn(evidence);
  return (contributions, { slope }) => {
    const sums = sumsOf(things, contributions, slope);
    const { speakFor, against } = worthNaming(things, sums);
    const seen = new Set<string>();
    return [
      ...inWords(speakFor, MOST_FOR, { evidence, things, sums, seen }),
      ...inWords(against, MOST_AGAINST, { evidence, things, sums, seen }),
    ];
  };
}

/**
 * What can be a reason, numbered: the words of the evidence by their places, and after them its codes. A word that is part
 * of a phrase speaks as the phrase, which has the number of its first word, in the title where it stands in both places; a
 * code that is stated again speaks as the first one.
 */
interface Things {
  readonly words: number;
  /** By number: the number under which it speaks. */
  readonly as: Int32Array;
  /** By the number of its first word. */
  readonly hits: ReadonlyMap<number, Hit>;
  /** In the order of the codes: whether it is one that IT is bought under. Others speak for a kind by chance company alone. */
  readonly isItCode: readonly boolean[];
}

function thingsIn({ passages, hits, codes }: Evidence): Things {
  const last = passages.at(-1);
  const words = last === undefined ? 0 : last.start + last.words.length;
  const as = new Int32Array(words + codes.length);
  for (let at = 0; at < words; at += 1) as[at] = at;
  const first = new Map<Hit['meanings'], number>();
  for (const { from, to, meanings } of hits) {
    const number = first.get(meanings) ?? from;
    first.set(meanings, number);
    as.fill(number, from, to);
  }
  const numbers = new Map<string, number>();
  for (const [index, { cpv }] of codes.entries()) {
    const number = numbers.get(cpv.code) ?? words + index;
    numbers.set(cpv.code, number);
    as[words + index] = number;
  }
  const isItCode = codes.map(({ meaning }) => meaning.it > 0 || meaning.categories.length > 0);
  return { words, as, hits: new Map(hits.map((hit) => [hit.from, hit])), isItCode };
}

/** By number, in log odds. */
function sumsOf(
  { words, as }: Things,
  { count, sources, amounts }: Contributions,
  slope: number,
): Float64Array {
  const sums = new Float64Array(as.length);
  for (let index = 0; index < count; index += 1) {
    const source = sources[index] ?? NOWHERE;
    if (source === NOWHERE) continue;
    const code = codeIndex(source);
    const thing = as[code < 0 ? source : words + code] ?? 0;
    sums[thing] = (sums[thing] ?? 0) + (amounts[index] ?? 0) * slope;
  }
  return sums;
}

interface Worth {
  readonly speakFor: readonly number[];
  readonly against: readonly number[];
}

/** Numbers of what says enough, what says most first. */
function worthNaming(things: Things, sums: Float64Array): Worth {
  const enough: number[] = [];
  for (const [thing, sum] of sums.entries()) if (sum >= LEAST_FOR || sum <= LEAST_AGAINST) enough.push(thing);
  const sorted = enough.toSorted((one, other) => (sums[other] ?? 0) - (sums[one] ?? 0));
  const says = (thing: number, most: number) => (sums[thing] ?? 0) * Math.sign(most) >= Math.abs(most);
  const terms = sorted.filter((thing) => isTerm(thing, things) && says(thing, LEAST_FOR));
  const least = terms.length === 0 ? LEAST_FOR : LEAST_FOR_WORD;
  const words = sorted.filter((thing) => isMereWord(thing, things) && says(thing, least));
  const against = sorted
    .toReversed()
    .filter((thing) => says(thing, isMereWord(thing, things) ? LEAST_AGAINST_FOR_WORD : LEAST_AGAINST));
  return {
    speakFor: [...withCode(terms, things), ...words.slice(0, Math.max(0, ENOUGH_TERMS - terms.length))],
    against,
  };
}

/** The best code is always among what is shown: buyers and suppliers look for it. */
function withCode(terms: readonly number[], { words }: Things): readonly number[] {
  const code = terms.findIndex((thing) => thing >= words);
  if (code < MOST_FOR) return terms;
  return [...terms.slice(0, MOST_FOR - 1), terms[code] ?? 0];
}

/** A phrase that names something, or a code of IT. What looks like IT and is not can only speak against it. */
function isTerm(thing: number, { words, hits, isItCode }: Things): boolean {
  const hit = hits.get(thing);
  if (hit === undefined) return thing >= words && isItCode[thing - words] === true;
  return !isFalseFriend(hit) && hit.meanings.some(namesSomething);
}

/** A word that no list knows, or one that only hints ("system", "procurement"). */
function isMereWord(thing: number, { words, hits }: Things): boolean {
  const hit = hits.get(thing);
  return hit === undefined ? thing < words : !hit.meanings.some(namesSomething);
}

function namesSomething(meaning: Meaning): boolean {
  return meaning.kind === 'it' || meaning.kind === 'category' ? meaning.tier !== 'hint' : true;
}

interface Naming {
  readonly evidence: Evidence;
  readonly things: Things;
  readonly sums: Float64Array;
  /** What was named, in lower case. */
  readonly seen: Set<string>;
}

function inWords(
  numbers: readonly number[],
  most: number,
  { evidence, things, sums, seen }: Naming,
): readonly Reason[] {
  const reasons: Reason[] = [];
  for (const thing of numbers) {
    if (reasons.length === most) break;
    const name = nameOf(thing, evidence, things);
    if (name === undefined || seen.has(name.words.toLowerCase())) continue;
    seen.add(name.words.toLowerCase());
    reasons.push({ ...name, contribution: Math.round((sums[thing] ?? 0) * 100) / 100 });
  }
  return reasons;
}

type Name = Omit<Reason, 'contribution'>;

function nameOf(thing: number, evidence: Evidence, { words, hits }: Things): Name | undefined {
  const hit = hits.get(thing);
  if (hit !== undefined) return hitWords(hit, evidence);
  if (thing < words) return singleWord(thing, evidence.passages);
  const cpv = evidence.codes[thing - words]?.cpv;
  return cpv === undefined ? undefined : said(codeWords(cpv), 'code');
}

function said(words: string, place: ReasonPlace): Name {
  return { words, place };
}

function hitWords(hit: Hit, { passages }: Evidence): Name | undefined {
  const framework = hit.meanings.find((meaning) => meaning.kind === 'framework');
  if (framework !== undefined) return said(`framework ${framework.name}`, 'framework');
  const words = written(hit.from, hit.to, passages);
  if (words === undefined) return undefined;
  const what = isFalseFriend(hit) ? `'${words}', which is something else,` : `'${words}'`;
  return said(`${what} in the ${hit.place}`, hit.place);
}

function singleWord(at: number, passages: readonly Passage[]): Name | undefined {
  const passage = passageAt(at, passages);
  const token = passage?.words[at - passage.start];
  if (passage === undefined || token === undefined) return undefined;
  if (token.word.length < SHORTEST_WORD || CONNECTIVES.has(token.word) || /^\d+$/.test(token.word))
    return undefined;
  return said(`'${written(at, at + 1, passages) ?? token.word}' in the ${passage.place}`, passage.place);
}

function passageAt(at: number, passages: readonly Passage[]): Passage | undefined {
  return passages.find(({ start, words }) => at >= start && at < start + words.length);
}

/** As the notice writes it, in lower case but for words in capitals. */
function written(from: number, to: number, passages: readonly Passage[]): string | undefined {
  const passage = passageAt(from, passages);
  if (passage === undefined) return undefined;
  const words = passage.words.slice(from - passage.start, to - passage.start);
  const shouts = passage.words.every(({ capitals }) => capitals);
  return words.map(({ word, capitals }) => (capitals && !shouts ? word.toUpperCase() : word)).join(' ');
}

function codeWords({ code, description }: Cpv): string {
  return `CPV ${code}${description === undefined ? '' : ` ${description}`}`;
}
