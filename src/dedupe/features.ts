import {
  backwards,
  buyerBucket,
  callOffBucket,
  codeBucket,
  deadlineBucket,
  formBucket,
  measureTitles,
  paceBucket,
  pairKind,
  partsSwapped,
  publishedBucket,
  swapped,
  textLikeness,
  valueBucket,
  type TitleMeasure,
} from './measures.ts';
import { CHANGE, FRAMEWORK, LOTS, RETRY, SEVERAL } from './marks.ts';
import { numberFeatures, type Gist } from './number-features.ts';
import { areTwoProcesses } from './processes.ts';
import type { Signature } from './signature.ts';
import { coarse, wordRules } from './word-rules.ts';

/** What the words of two notices say side by side, and where the two stand, each in a few words: `buyer: 'same'`. */
export interface SeenWords {
  /** `one` portal or `two`, and whether each is `decided`, `open` or `any`. */
  readonly kind: string;
  readonly phase: string;
  readonly buyer: string;
  readonly title: TitleMeasure;
  readonly code: string;
  readonly callOff: string;
  /** 1 for equal texts; undefined where one has none. */
  readonly text: number | undefined;
  readonly swap: string;
}

/** What their dates and sums say: `deadline: 'same'`. */
export interface SeenNumbers {
  readonly deadline: string;
  readonly value: string;
  readonly published: string;
  readonly pace: string;
  readonly backwards: boolean;
}

export interface Observed extends SeenWords, SeenNumbers {}

export function observe(a: Signature, b: Signature): Observed {
  return { ...observeWords(a, b), ...observeNumbers(a, b) };
}

export function observeWords(a: Signature, b: Signature): SeenWords {
  return { ...observeTexts(a, b), code: codeBucket(a, b) };
}

/** What references have no part in. */
export function observeTexts(a: Signature, b: Signature): Omit<SeenWords, 'code'> {
  const kind = pairKind(a, b);
  const text = textLikeness(a, b);
  return {
    kind,
    phase: kind.slice(4),
    buyer: buyerBucket(a, b),
    title: measureTitles(a.title, b.title),
    callOff: callOffBucket(a, b),
    text,
    swap: text === undefined ? 'unknown' : step(swapped(a, b), SWAPS),
  };
}

export function observeNumbers(a: Signature, b: Signature): SeenNumbers {
  return {
    deadline: deadlineBucket(a, b),
    value: valueBucket(a, b),
    published: publishedBucket(a, b),
    pace: paceBucket(a, b),
    backwards: backwards(a, b),
  };
}

type Steps = readonly (readonly [number, string])[];

const SWAPS: Steps = [
  [0.6, 'most'],
  [0.25, 'many'],
  [0.08, 'some'],
  [1e-9, 'few'],
  [0, 'none'],
];
const TEXTS: Steps = [
  [1, 'same'],
  [0.9, 'near'],
  [0.65, 'most'],
  [0.35, 'half'],
  [0.1, 'some'],
  [0, 'other'],
];
const TITLES: Steps = [
  [0.97, 'same'],
  [0.8, 'near'],
  [0.6, 'most'],
  [0.4, 'half'],
  [0.2, 'some'],
  [0, 'other'],
];
const RESTS: Steps = [
  [10, 'heavy'],
  [5, 'some'],
  [1e-9, 'light'],
  [0, 'none'],
];

/** The first step that a measure reaches. */
function step(measure: number, steps: Steps): string {
  return steps.find(([least]) => measure >= least)?.[1] ?? '';
}

/** The observations that have a weight (`weights.ts`), by name. */
export function featuresOf(a: Signature, b: Signature, seen = observe(a, b)): readonly string[] {
  const words = stepsOf(a, b, seen);
  return [...wordFeatures(words), ...numberFeatures(words, seen)];
}

/** What the words say, in so few steps that many pairs have the same. */
export interface WordSteps extends Gist {
  readonly title: string;
  readonly titleRest: string;
  readonly callOff: string;
  readonly form: string;
  readonly lots: string;
  readonly several: string;
  readonly isFramework: boolean;
  readonly isChange: boolean;
  readonly isRetry: boolean;
  readonly isPartsSwapped: boolean;
  readonly rules: string;
}

export function stepsOf(a: Signature, b: Signature, seen: SeenWords): WordSteps {
  const { kind, buyer, code, callOff, swap } = seen;
  const text = seen.text === undefined ? 'unknown' : step(seen.text, TEXTS);
  return {
    kind,
    buyer,
    code,
    callOff,
    swap,
    text,
    isSameTitle: seen.title.alike >= 0.97,
    isTwo: areTwoProcesses(a, b),
    title: titleStep(seen.title),
    titleRest: step(Math.min(seen.title.restA, seen.title.restB), RESTS),
    form: formBucket(a, b),
    lots: howMany(a, b, LOTS),
    several: howMany(a, b, SEVERAL),
    isFramework: (a.marks & b.marks & FRAMEWORK) !== 0,
    isChange: ((a.marks | b.marks) & CHANGE) !== 0,
    isRetry: ((a.marks ^ b.marks) & RETRY) !== 0,
    isPartsSwapped: partsSwapped(a, b),
    rules: wordRules(a, b, seen, text).join(RULE),
  };
}

/** Stands between two rules. */
const RULE = '; ';

/** The observations that dates and sums have no part in. They depend on the argument alone. */
export function wordFeatures(seen: WordSteps): readonly string[] {
  const { kind, code, callOff, swap, title, text } = seen;
  const phase = kind.slice(4);
  const alike = coarse(text);
  const buyer = seen.buyer === 'id' ? 'same' : seen.buyer;
  return [
    'always',
    kind,
    `buyer ${buyer}`,
    `${kind.slice(0, 3)}: buyer ${buyer}`,
    `title ${title}`,
    `title words swapped ${seen.titleRest}`,
    `title and text ${title === 'same' || title === 'near' ? 'same' : 'other'} ${alike}`,
    `text ${text}`,
    `text words swapped ${swap}`,
    `text and words swapped ${alike} ${swap}`,
    `call-off ${callOff}`,
    `call-off ${callOff} ${phase}`,
    `reference ${code}`,
    `reference ${code} call-off ${callOff}`,
    `references ${seen.form}`,
    `lots ${seen.lots} ${phase}`,
    `several suppliers ${seen.several} ${phase}`,
    ...(seen.isFramework ? [`framework ${phase} ${alike}`] : []),
    ...(seen.isFramework && phase === 'decided decided' ? [`framework reference ${code}`] : []),
    ...(seen.isChange ? ['change'] : []),
    ...(seen.isRetry ? ['retry'] : []),
    ...(seen.isPartsSwapped ? ['numbers swapped', `numbers swapped ${alike}`] : []),
    ...(seen.rules === '' ? [] : seen.rules.split(RULE)),
  ];
}

/** In how many of the two texts. */
function howMany(a: Signature, b: Signature, mark: number): string {
  return ['none', 'one', 'both'][Number((a.marks & mark) !== 0) + Number((b.marks & mark) !== 0)] ?? '';
}

function titleStep(title: TitleMeasure): string {
  return title.alike < 0.6 && title.held >= 0.95 ? 'held' : step(title.alike, TITLES);
}
