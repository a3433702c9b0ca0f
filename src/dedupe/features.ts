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
import { CHANGE, CORRECTION, FRAMEWORK, LOTS, RETRY, SEVERAL } from './marks.ts';
import { areTwoProcesses } from './processes.ts';
import type { Signature } from './signature.ts';

/** What is seen of two notices side by side, each in a few words: `deadline: 'same'`. */
export interface Observed {
  /** `one` portal or `two`, and whether each is `decided`, `open` or `any`. */
  readonly kind: string;
  readonly phase: string;
  readonly buyer: string;
  readonly title: TitleMeasure;
  readonly deadline: string;
  readonly value: string;
  readonly published: string;
  readonly code: string;
  readonly callOff: string;
  /** 1 for equal texts; undefined where one has none. */
  readonly text: number | undefined;
  readonly swap: string;
}

export function observe(a: Signature, b: Signature): Observed {
  const kind = pairKind(a, b);
  const text = textLikeness(a, b);
  return {
    kind,
    phase: kind.slice(4),
    buyer: buyerBucket(a, b),
    title: measureTitles(a.title, b.title),
    deadline: deadlineBucket(a, b),
    value: valueBucket(a, b),
    published: publishedBucket(a, b),
    code: codeBucket(a, b),
    callOff: callOffBucket(a, b),
    text,
    swap: text === undefined ? 'unknown' : step(swapped(a, b), SWAPS),
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
/** A range that holds the other sum says no more than none at all. */
const SUMS: Readonly<Record<string, string>> = {
  equal: 'equal',
  near: 'off',
  within: 'unknown',
  unknown: 'unknown',
};
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
  const { kind, phase, buyer, code, callOff, value, swap } = seen;
  const title = titleStep(seen.title);
  const text = seen.text === undefined ? 'unknown' : step(seen.text, TEXTS);
  const alike = coarse(text);
  const day =
    seen.deadline === 'minute' ? 'same' : ['same', 'unknown'].includes(seen.deadline) ? seen.deadline : 'off';
  const sum = SUMS[value] ?? 'off';
  return [
    'always',
    kind,
    `buyer ${buyer === 'id' ? 'same' : buyer}`,
    `title ${title}`,
    `title words swapped ${step(Math.min(seen.title.restA, seen.title.restB), RESTS)}`,
    `title and text ${title === 'same' || title === 'near' ? 'same' : 'other'} ${alike}`,
    `text ${text}`,
    `text words swapped ${swap}`,
    `text and words swapped ${alike} ${swap}`,
    `deadline ${seen.deadline}`,
    `value ${value}`,
    `value ${value} ${kind}`,
    `published ${publishedStep(seen)} ${phase}`,
    `call-off ${callOff}`,
    `call-off ${callOff} ${phase}`,
    `reference ${code}`,
    `reference ${code} call-off ${callOff}`,
    `reference ${code} deadline ${day} value ${sum} ${kind}`,
    `reference ${code} deadline ${day === 'same' ? 'same' : 'off'} value ${sum === 'equal' ? 'equal' : 'off'}`,
    ...courseSeen(a, b, seen),
    ...marksSeen(a, b, seen, alike),
    ...rules(a, b, seen, text),
  ];
}

/** What portals, references and dates say of the two together. */
function courseSeen(a: Signature, b: Signature, seen: Observed): readonly string[] {
  const { kind, phase, buyer, deadline, published } = seen;
  return [
    `${kind.slice(0, 3)}: buyer ${buyer === 'id' ? 'same' : buyer}`,
    `references ${formBucket(a, b)}`,
    `pace ${paceBucket(a, b)} ${phase}`,
    `lots ${howMany(a, b, LOTS)} ${phase}`,
    `several suppliers ${howMany(a, b, SEVERAL)} ${phase}`,
    ...(deadline === 'unknown' ? [`no deadline, published ${published} ${kind}`] : []),
  ];
}

/** In how many of the two texts. */
function howMany(a: Signature, b: Signature, mark: number): string {
  return ['none', 'one', 'both'][Number((a.marks & mark) !== 0) + Number((b.marks & mark) !== 0)] ?? '';
}

/** Awards come minutes apart in series; of what is open, a copy comes as soon as a sister. */
function publishedStep({ published, phase }: Observed): string {
  return published === 'hours' && phase !== 'decided decided' ? 'day' : published;
}

function titleStep(title: TitleMeasure): string {
  return title.alike < 0.6 && title.held >= 0.95 ? 'held' : step(title.alike, TITLES);
}

function coarse(text: string): string {
  if (text === 'unknown' || text === 'other') return text;
  return text === 'half' || text === 'some' ? 'half' : 'alike';
}

function marksSeen(a: Signature, b: Signature, seen: Observed, alike: string): readonly string[] {
  const found: string[] = [];
  const either = a.marks | b.marks;
  if ((a.marks & b.marks & FRAMEWORK) !== 0) {
    found.push(`framework ${seen.phase} ${alike}`);
    if (seen.phase === 'decided decided') found.push(`framework reference ${seen.code}`);
  }
  if ((either & CHANGE) !== 0) found.push('change');
  if (((a.marks ^ b.marks) & RETRY) !== 0) found.push('retry');
  if (partsSwapped(a, b)) found.push('numbers swapped', `numbers swapped ${alike}`);
  if (backwards(a, b)) found.push('backwards');
  return found;
}

/** Rules of the field, with weights set by hand. */
function rules(a: Signature, b: Signature, seen: Observed, text: string): readonly string[] {
  const found: string[] = [];
  const copied = isCopied(seen, text);
  if (seen.buyer === 'other') found.push('veto: other buyers');
  else if (copied && seen.kind !== 'one decided decided') found.push('rule: a copy');
  if (isNumbered(seen)) found.push('veto: other numbers in the titles');
  if (areTwoProcesses(a, b) && seen.code !== 'same' && !copied) found.push('veto: other processes');
  if (((a.marks | b.marks) & CORRECTION) !== 0 && seen.title.alike >= ALIKE) found.push('rule: a correction');
  if (isRenamed(seen)) found.push('veto: other words in the titles');
  if (isUnrecognisable(seen, text)) found.push('veto: other title and other text');
  if (isUnderFramework(a, b, seen, text)) found.push('veto: works under one framework');
  if (isSister(seen, text)) found.push('veto: other names and sums in like texts');
  return [...found, ...AREAS[areaOf(a, b)]];
}

const AREAS = { same: ['rule: same region'], other: ['veto: other regions'], unknown: [] } as const;

/** Of two notices that both state where: `same` where they have a region in common. */
export function areaOf(a: Signature, b: Signature): 'same' | 'other' | 'unknown' {
  if (a.regions.length === 0 || b.regions.length === 0) return 'unknown';
  return a.regions.some((code) => b.regions.includes(code)) ? 'same' : 'other';
}

const ALIKE = 0.8;

/** Published within a week with the same title, and text, deadline, value and reference as far as they are stated. */
function isCopied(seen: Observed, text: string): boolean {
  return (
    seen.title.alike >= 0.97 &&
    ['same', 'near', 'unknown'].includes(text) &&
    ['same', 'minute', 'unknown'].includes(seen.deadline) &&
    SUMS[seen.value] !== undefined &&
    !seen.code.endsWith('other') &&
    ['hours', 'day', 'week'].includes(seen.published)
  );
}

/** Each title has a number, year or place that the other has not; of what has one reference those are lots. */
function isNumbered({ title, code }: Observed): boolean {
  return title.onlyA.length > 0 && title.onlyB.length > 0 && code !== 'same';
}

/** On one portal, where a notice is copied and not retyped, each title has a telling word that the other has not. */
function isRenamed({ kind, title, code }: Observed): boolean {
  return (
    kind.startsWith('one') && Math.min(title.restA, title.restB) >= 2 && code !== 'same' && code !== 'lot'
  );
}

/** Neither the title nor the text says that it is the same: a buyer puts out several things on one day. */
function isUnrecognisable({ title, code }: Observed, text: string): boolean {
  const isOtherTitle = title.alike < 0.4 && title.held < 0.95;
  return isOtherTitle && text === 'other' && !['same', 'lot', 'shared', 'text'].includes(code);
}

/** Awards of one portal that carry a framework's title and are about something else each. */
function isUnderFramework(a: Signature, b: Signature, seen: Observed, text: string): boolean {
  if (seen.kind !== 'one decided decided' || (a.marks & b.marks & FRAMEWORK) === 0) return false;
  return coarse(text) === 'half' || coarse(text) === 'other';
}

/** Awards whose texts are alike but for names and numbers, and whose sums are apart, with no reference in common. */
function isSister(seen: Observed, text: string): boolean {
  const named =
    ['some', 'many', 'most'].includes(seen.swap) && ['near', 'most', 'half', 'some'].includes(text);
  const apart = ['off', 'far'].includes(seen.value) && !['same', 'lot', 'shared'].includes(seen.code);
  return seen.phase === 'decided decided' && named && apart;
}
