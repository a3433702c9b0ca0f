import { sentences, stems as stemsOf, tokens, type Token } from '../../base/text/tokens.ts';
import type { Procurement } from '../../domain/procurement.ts';
import type { Query } from '../../domain/query.ts';
import { leavesOf } from '../combine.ts';

/** A word or a phrase of two words that stands in what a query finds. */
export interface Term {
  /** One or two. */
  readonly stems: readonly string[];
  /** As the query language takes it: `wireless`, `"access points"`, `SIEM`. */
  readonly written: string;
  /** In how many of the procurements that were looked at it stands, and in how many of their titles. */
  readonly found: number;
  readonly inTitles: number;
}

/** What no related term is: stems. */
export interface Unwanted {
  /** Words of no meaning and words of buying, place names. */
  readonly never: ReadonlySet<string>;
  /** Too vague to stand alone: `customer`, but `"customer relationship"`. */
  readonly alone: ReadonlySet<string>;
  /** The query's own. */
  readonly own: ReadonlySet<string>;
}

interface Seen {
  readonly stems: readonly string[];
  found: number;
  inTitles: number;
  readonly buyers: Set<string>;
  /** How it is written, and how often: titles count for more. */
  readonly forms: Map<string, number>;
}

/** What fewer buyers write is the name of something of theirs, or chance. */
const LEAST_BUYERS = 3;

/** The words and two-word phrases of what was found that may be worth asking for, too, each with how often it stands there. */
export function termsOf(procurements: readonly Procurement[], unwanted: Unwanted): readonly Term[] {
  const all = new Map<string, Seen>();
  for (const procurement of procurements) readTerms(procurement, unwanted, all);
  return [...all.values()]
    .filter(({ buyers, inTitles }) => buyers.size >= LEAST_BUYERS && inTitles > 0)
    .map(({ stems, found, inTitles, forms }) => ({ stems, found, inTitles, written: commonest(forms) }));
}

function readTerms({ view }: Procurement, unwanted: Unwanted, all: Map<string, Seen>): void {
  const names = new Set(
    [view.buyer?.name ?? '', ...view.suppliers].flatMap((name) => tokens(name).map(({ stem }) => stem)),
  );
  const isMeant = (token: Token): boolean =>
    !names.has(token.stem) && !unwanted.never.has(token.stem) && isTelling(token);
  const isVague = ({ stem: one }: Token): boolean => unwanted.alone.has(one);
  const here = new Map<string, boolean>();
  const read = (text: string, inTitle: boolean): void => {
    for (const run of runsOf(text)) {
      for (const words of termsIn(run, isMeant)) {
        if (words.every(isVague)) continue;
        const stems = words.map(({ stem }) => stem);
        if (stems.every((stem) => unwanted.own.has(stem))) continue;
        const key = stems.join(' ');
        const seen = all.get(key) ?? newlySeen(stems);
        all.set(key, seen);
        const form = writtenAs(words);
        seen.forms.set(form, (seen.forms.get(form) ?? 0) + (inTitle ? 3 : 1));
        here.set(key, inTitle || here.get(key) === true);
      }
    }
  };
  for (const title of view.titles) read(title, true);
  for (const text of view.descriptions) read(text, false);
  for (const [key, inTitle] of here) {
    const seen = all.get(key);
    if (seen === undefined) continue;
    seen.found += 1;
    seen.buyers.add(view.buyer?.name ?? view.url);
    if (inTitle) seen.inTitles += 1;
  }
}

function newlySeen(stems: readonly string[]): Seen {
  return { stems, found: 0, inTitles: 0, buyers: new Set(), forms: new Map() };
}

/** Marks between which no phrase runs. */
const BREAKS = /[,;:()[\]|/•"“”]|\s[-–—]\s/u;

function runsOf(text: string): readonly (readonly Token[])[] {
  const shouts = isLoud(text);
  return sentences(text).flatMap((sentence) =>
    sentence.text.split(BREAKS).map((piece) => {
      const words = tokens(piece);
      // Among capitals alone, a word's own say nothing.
      const isLost = shouts || (words.length > 2 && isLoud(piece));
      return isLost ? words.map((word) => ({ ...word, capitals: false })) : words;
    }),
  );
}

function isLoud(text: string): boolean {
  return !/\p{Ll}/u.test(text);
}

function* termsIn(run: readonly Token[], isMeant: (token: Token) => boolean): Generator<readonly Token[]> {
  for (const [at, word] of run.entries()) {
    if (!isMeant(word)) continue;
    yield [word];
    const next = run[at + 1];
    if (next !== undefined && isMeant(next) && next.stem !== word.stem) yield [word, next];
  }
}

/** No number, and no scrap of two letters that is not written in capitals. */
function isTelling({ word, capitals }: Token): boolean {
  return /^[a-z][a-z0-9]*[a-z][a-z0-9]*$/.test(word) && (word.length > 2 || capitals) && !/\d{3}/.test(word);
}

function writtenAs(words: readonly Token[]): string {
  const [first] = words;
  if (first !== undefined && words.length === 1)
    return first.capitals ? first.word.toUpperCase() : first.word;
  return `"${words.map(({ word }) => word).join(' ')}"`;
}

function commonest(forms: ReadonlyMap<string, number>): string {
  const [best] = [...forms].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return best?.[0] ?? '';
}

/** The stems of the words of a query. */
export function stemsAsked(text: Query): ReadonlySet<string> {
  return new Set(
    leavesOf(text).flatMap((leaf) => {
      if (leaf.kind === 'capitals') return stemsOf(leaf.word);
      if (leaf.kind !== 'text') return [];
      return leaf.joined === undefined ? leaf.tokens : [...leaf.tokens, leaf.joined];
    }),
  );
}
