import { sentences, stems } from '../base/text/tokens.ts';
import { rangeOf, netOf } from '../domain/money.ts';
import { NATIONWIDE } from '../domain/region.ts';
import { STAGES } from '../domain/stage.ts';
import { buyerForms, type BuyerForm } from './buyer-name.ts';
import type { Comparable } from './comparable.ts';
import { marksOf } from './marks.ts';
import { mix } from '../base/text/hash.ts';
import { codesIn, numberOf, ownReference, type OwnReference } from './references.ts';
import { sketchOfHashes, type Sketch } from './sketch.ts';
import { titleWords } from './title.ts';
import { factsOf, type WordFacts } from './word-facts.ts';

export { packSignature, unpackSignature } from './packed-signature.ts';

/** What a notice is compared by: everything `likenessOf` and `blocksOf` need, and nothing else. */
export interface Signature {
  readonly portal: string;
  readonly noticeId: string;
  readonly ocid: string | undefined;
  /** Place in `STAGES`; -1 where it is not said. */
  readonly stage: number;
  /** Minutes since 1970. */
  readonly published: number | undefined;
  /** Days since 1970. */
  readonly deadline: number | undefined;
  /** Minute of that day, UTC; -1 where no time is stated. */
  readonly minute: number;
  /** Pence net of VAT; 0 where none is stated. */
  readonly low: number;
  readonly high: number;
  /** What it was awarded for, where that is known apart. */
  readonly paid: number;
  readonly buyers: readonly BuyerForm[];
  readonly buyerId: string;
  readonly title: readonly string[];
  readonly own: OwnReference;
  /** Codes in the title, then codes in the text. */
  readonly titleCodes: readonly string[];
  readonly textCodes: readonly string[];
  /** CPV divisions, at most three. */
  readonly divisions: readonly string[];
  /** ITL 1 regions, in order; empty where none is stated, or the whole country is. */
  readonly regions: readonly string[];
  /** Hash of the description's words; 0 where there is none. */
  readonly text: number;
  /** How many words the description has that the title has not. */
  readonly words: number;
  readonly sketch: Sketch;
  /** 18 bits of each telling word of the description, in its order. */
  readonly telling: readonly number[];
  /** `CALL_OFF`, `FRAMEWORK` (in the title), `CORRECTION`, `CHANGE`, `RETRY`, `RENEWED`. */
  readonly marks: number;
}

const DAY = 86_400_000;
const MINUTE = 60_000;
const MINUTES = 24 * 60;
/** The beginning of a description says what is bought; what follows is lots, terms and instructions. */
const READ = 600;
/** So many words are hardly ever longer than `READ`, so a text and its beginning alone are one. */
const MOST_WORDS = 80;
const MOST_TELLING = 40;
/** What a word of a title weighs at least to be the buyer's name. */
const NAME = 3.5;

/** Undefined where the notice says too little to be compared: neither a title nor a description with words. */
export function signatureOf(notice: Comparable): Signature | undefined {
  const buyers = buyerForms(notice.buyer?.name ?? '');
  const title = withoutBuyer(titleWords(notice.title ?? ''), buyers);
  const words = wordsOf(notice.description ?? '');
  if (title.length === 0 && words.length === 0) return undefined;
  const description = (notice.description ?? '').slice(0, READ);
  const facts = words.map(factsOf);
  return {
    portal: notice.portal,
    noticeId: notice.noticeId,
    ocid: notice.ocid,
    stage: notice.stage === undefined ? -1 : STAGES.indexOf(notice.stage),
    ...timesOf(notice),
    ...money(notice),
    buyers,
    buyerId: notice.buyer?.id ?? '',
    title,
    own: ownReference(notice),
    titleCodes: codesIn(notice.title ?? ''),
    textCodes: [...new Set([...listOf(numberOf(notice.noticeId)), ...codesIn(description)])],
    divisions: divisionsOf(notice),
    regions: regionsOf(notice),
    ...textOf(words, facts, title),
    marks: marksOf(notice, description, signsIn(facts) | signsIn(stems(notice.title ?? '').map(factsOf))),
  };
}

/** Found in the sentences of the whole, which the classifier asks for too, so that each notice's words are found once. */
function wordsOf(description: string): readonly string[] {
  const found: string[] = [];
  for (const { words } of sentences(description))
    for (const { stem } of words) if (found.push(stem) === MOST_WORDS) return found;
  return found;
}

/** A title with the buyer's own name in it is the same title without; a name that is most of it stays. */
function withoutBuyer(title: readonly string[], buyers: readonly BuyerForm[]): readonly string[] {
  const own = namesOf(buyers);
  const rest = title.filter((word) => !own.has(word));
  if (rest.length === title.length) return title;
  return rest.filter((word) => factsOf(word).weight >= NAME).length >= 2 ? rest : title;
}

/** `buyerForms` gives the same list for the same name. */
const names = new WeakMap<readonly BuyerForm[], ReadonlySet<string>>();

function namesOf(buyers: readonly BuyerForm[]): ReadonlySet<string> {
  const held = names.get(buyers);
  if (held !== undefined) return held;
  const words = buyers.flatMap((form) => form.core.split(' ').flatMap(stems));
  const made = new Set(words.filter((word) => factsOf(word).weight >= NAME));
  names.set(buyers, made);
  return made;
}

function listOf<T>(one: T | undefined): readonly T[] {
  return one === undefined ? [] : [one];
}

function whole(ms: number | undefined, unit: number): number | undefined {
  return ms === undefined || !Number.isFinite(ms) ? undefined : Math.floor(ms / unit);
}

function timesOf(notice: Comparable): Pick<Signature, 'published' | 'deadline' | 'minute'> {
  const { deadline } = notice;
  return {
    published: whole(notice.published, MINUTE),
    deadline: deadline === undefined ? undefined : dayNumber(deadline.day),
    minute: deadline?.timed === true ? minuteOf(deadline.at) : -1,
  };
}

function textOf(
  words: readonly string[],
  facts: readonly WordFacts[],
  title: readonly string[],
): Pick<Signature, 'text' | 'words' | 'sketch' | 'telling'> {
  let hash = 0;
  for (const word of facts) hash = mix(Math.imul(hash, 31) + word.hash);
  const own = new Set(words);
  let more = own.size;
  for (const word of title) if (own.has(word)) more -= 1;
  return {
    text: hash,
    words: more,
    sketch: sketchOfHashes(facts.map((word) => word.hash)),
    telling: tellingOf(facts),
  };
}

function regionsOf({ regions = [] }: Comparable): readonly string[] {
  if (regions.includes(NATIONWIDE)) return [];
  return [...new Set(regions.map((code) => code.slice(0, 3)))].toSorted();
}

function divisionsOf(notice: Comparable): readonly string[] {
  return [...new Set(notice.cpv.map(({ code }) => code.slice(0, 2)))].toSorted().slice(0, 3);
}

function minuteOf(at: number): number {
  return Number.isFinite(at) ? Math.floor(at / MINUTE) % MINUTES : -1;
}

function dayNumber(day: string): number | undefined {
  const at = Date.parse(day.slice(0, 10));
  return Number.isFinite(at) ? Math.round(at / DAY) : undefined;
}

function money(notice: Comparable): Pick<Signature, 'low' | 'high' | 'paid'> {
  const { value } = notice;
  const range = rangeOf(value) ?? (value?.gross === undefined ? undefined : single(netOf(value.gross)));
  const low = positive(range?.min);
  const high = positive(range?.max);
  return { low: low === 0 ? high : low, high: high === 0 ? low : high, paid: positive(notice.awarded) };
}

function single(net: number): { readonly min: number; readonly max: number } {
  return { min: net, max: net };
}

/** £1 and the like stand for "not stated". */
function positive(pence: number | undefined): number {
  return pence !== undefined && Number.isFinite(pence) && pence > 1000 ? Math.round(pence) : 0;
}

/** The most telling words, in the text's order. */
function tellingOf(words: readonly WordFacts[]): readonly number[] {
  const found = new Set<number>();
  for (const { telling } of words) {
    if (telling >= 0) found.add(telling);
    if (found.size === MOST_TELLING) break;
  }
  return [...found];
}

function signsIn(words: readonly WordFacts[]): number {
  let signs = 0;
  for (const word of words) signs |= word.signs;
  return signs;
}
