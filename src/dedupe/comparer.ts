import {
  observeNumbers,
  observeTexts,
  type SeenNumbers,
  type SeenWords,
  type WordSteps,
} from './features.ts';
import { codeBucket, formBucket } from './measures.ts';
import { hashText } from '../base/text/hash.ts';
import { packSignature } from './packed-signature.ts';
import { areApart, areTwoProcesses, hasProcesses } from './processes.ts';
import { confidenceOf, oddsOf, wordStepsOf } from './score.ts';
import type { Signature } from './signature.ts';

/** A signature, and what of it was seen before. */
export interface Comparand {
  readonly signature: Signature;
  /** Equal for signatures with equal words: all but references, dates and sums. */
  readonly words: number;
  /** Of the words. */
  readonly hash: number;
  /** Equal for signatures that are equal in everything that is compared. */
  readonly key: string;
}

/** Compares many: what two notices' words say is found once, and so is what a set of observations weighs. */
export interface Comparer {
  enter(signature: Signature): Comparand;
  /** As `likenessOf` says. Quickest where one after the other is compared with the same `one`. */
  confidence(one: Comparand, other: Comparand): number;
}

/** Where the words are no reason to look on. */
const UNLIKE = -1;

export function openComparer(): Comparer {
  const wordIds = numbered();
  const { all: steps, idOf } = openSteps();
  const known = new Map<number, number>();
  let rowOf = -1;
  /** What `rowOf` says with each other's words; and the number of the steps of that, by `placeOfReferences`. */
  let row: Omit<SeenWords, 'code'>[] = [];
  let rowSteps = new Map<number, number>();
  const compareWords = (one: Comparand, other: Comparand): number => {
    // Which comes first must not depend on the order in which they came.
    const [{ signature: a }, { signature: b }] = one.hash < other.hash ? [one, other] : [other, one];
    if (rowOf !== one.words) {
      [rowOf, row] = [one.words, []];
      rowSteps = new Map();
    }
    const texts = (row[other.words] ??= observeTexts(a, b));
    const code = codeBucket(a, b);
    const place = other.words * REFERENCES + placeOfReferences(a, b, code);
    const held = rowSteps.get(place);
    if (held !== undefined) return held;
    const id = idOf(wordStepsOf(a, b, { ...texts, code }));
    rowSteps.set(place, id);
    return id;
  };
  return {
    enter: (signature) => {
      const text = wordsText(signature);
      const { own, ocid, portal, published, deadline, minute, low, high, paid } = signature;
      // An ocid counts only where two of them are two procurements.
      const references = [own.scheme, own.value, own.part, hasProcesses(portal) ? ocid : undefined];
      const numbers = [published, deadline, minute, low, high, paid];
      const key = `${text}\n${JSON.stringify(references)}\n${numbers.join(' ')}`;
      return { signature, words: wordIds(text), hash: hashText(text), key };
    },
    confidence: (one, other) => {
      if (areApart(one.signature, other.signature)) return 0;
      const id = compareWords(one, other);
      const words = steps[id];
      if (words === undefined) return 0;
      const seen = observeNumbers(one.signature, other.signature);
      const place = id * NUMBERS + placeOf(seen);
      const held = known.get(place);
      if (held !== undefined) return held;
      const confidence = confidenceOf(oddsOf(words, seen));
      known.set(place, confidence);
      return confidence;
    },
  };
}

/** Each set of steps once, by number. */
function openSteps(): {
  readonly all: readonly WordSteps[];
  readonly idOf: (found: WordSteps | undefined) => number;
} {
  const ids = numbered();
  const all: WordSteps[] = [];
  const idOf = (found: WordSteps | undefined): number => {
    if (found === undefined) return UNLIKE;
    const id = ids(textOf(found));
    all[id] ??= found;
    return id;
  };
  return { all, idOf };
}

const NO_REFERENCE = { scheme: '', value: '', part: '' } as const;

function wordsText(s: Signature): string {
  return packSignature({
    ...s,
    noticeId: '',
    ocid: undefined,
    own: NO_REFERENCE,
    published: undefined,
    deadline: undefined,
    minute: -1,
    low: 0,
    high: 0,
    paid: 0,
  });
}

/** The same number for the same text: 0, 1, 2 as they come. */
function numbered(): (text: string) => number {
  const known = new Map<string, number>();
  return (text) => {
    const held = known.get(text);
    if (held !== undefined) return held;
    known.set(text, known.size);
    return known.size - 1;
  };
}

/** Every step of them. */
function textOf(s: WordSteps): string {
  const marks =
    Number(s.isSameTitle) +
    Number(s.isTwo) * 2 +
    Number(s.isFramework) * 4 +
    Number(s.isChange) * 8 +
    Number(s.isRetry) * 16 +
    Number(s.isPartsSwapped) * 32;
  const words = `${s.title}|${s.titleRest}|${s.text}|${s.swap}|${s.rules}`;
  return `${marks}|${s.kind}|${s.buyer}|${s.code}|${s.callOff}|${s.form}|${s.lots}|${s.several}|${words}`;
}

const CODES = [
  'unknown',
  'other',
  'same',
  'lot',
  'shared',
  'text',
  'clash',
  'renumbered',
  'shared other',
  'text other',
  'shared renumbered',
  'text renumbered',
];
const FORMS = [
  'unknown',
  'form of one length',
  'form of two lengths',
  'no form of one length',
  'no form of two lengths',
];

/** More than there are sets of what two notices' references say. */
const REFERENCES = 16 * 8 * 2;

/** A number for each such set. */
function placeOfReferences(a: Signature, b: Signature, code: string): number {
  return (CODES.indexOf(code) * 8 + FORMS.indexOf(formBucket(a, b))) * 2 + Number(areTwoProcesses(a, b));
}

const DEADLINES = ['unknown', 'far', 'months', 'month', 'days', 'same', 'minute', 'times'];
const VALUES = ['unknown', 'far', 'off', 'within', 'near', 'equal'];
const PUBLISHED = ['unknown', 'far', 'year', 'half', 'month', 'week', 'day', 'hours'];
const PACES = ['unknown', 'parallel', 'crossed', 'apart', 'near'];
/** More than there are sets of observations. */
const NUMBERS = 8 * 8 * 8 * 8 * 2;

/** A number for each set of observations. */
function placeOf({ deadline, value, published, pace, backwards }: SeenNumbers): number {
  const days = DEADLINES.indexOf(deadline) * 8 + PUBLISHED.indexOf(published);
  return ((days * 8 + VALUES.indexOf(value)) * 8 + PACES.indexOf(pace)) * 2 + Number(backwards);
}
