import {
  itRank,
  type Assignment,
  type Classification,
  type ItSetting,
  type Reason,
} from '../domain/procurement.ts';
import { categoryLine, speaksFor } from '../present/class-words.ts';
import { line } from '../present/clean-text.ts';
import { LONGEST } from '../present/lengths.ts';
import { wrapped } from './wrapped.ts';

/** A notice that was classified, for somebody who asks with this setting. */
export interface Classified {
  /** As given. */
  readonly id: unknown;
  /** For people. */
  readonly name: string;
  readonly title: string;
  readonly classification: Classification;
  readonly asked: ItSetting;
}

/** What a program reads: one object to a line; why it is IT or not only where that is asked for. */
export function classifiedJson(one: Classified, isExplained: boolean): string {
  const { reasons, categories, subcategories, tags, summary } = one.classification;
  const it = isIt(one);
  return JSON.stringify({
    id: one.id,
    it,
    score: shownScore(one),
    categories: it ? categories.map(categoryJson) : [],
    subcategories: it ? subcategories : [],
    tags: tags.map(({ id }) => id),
    summary: summary.join(' '),
    ...(isExplained ? { reasons: reasons.map(reasonJson) } : {}),
  });
}

function categoryJson({ slug, score, reasons }: Assignment): object {
  return { id: slug, score: rounded(score), reasons: reasons.map(reasonJson) };
}

function reasonJson({ words, place, contribution }: Reason): Reason {
  return { words, place, contribution: rounded(contribution) };
}

function isIt({ classification, asked }: Classified): boolean {
  return itRank(classification.setting) >= itRank(asked);
}

const PLACES = 1000;

/** What 0.57 × 1000 lacks of 570. */
const EPSILON = 1e-9;

/** Three places, up for what is IT and down for what is not: so no score crosses the threshold that decided. */
function shownScore(one: Classified): number {
  const exact = one.classification.it * PLACES;
  return (isIt(one) ? Math.ceil(exact - EPSILON) : Math.floor(exact + EPSILON)) / PLACES;
}

function rounded(figure: number): number {
  return Math.round(figure * PLACES) / PLACES;
}

/** `a1  IT 0.971  Cyber security and identity  Penetration testing`. */
export function briefLine(one: Classified): string {
  const kinds = isIt(one) ? one.classification.categories.map(({ name }) => name).join(', ') : '';
  const verdict = `${isIt(one) ? 'IT' : 'not IT'} ${shownScore(one).toFixed(3)}`;
  return [one.name, verdict, kinds, one.title]
    .filter((words) => words !== '')
    .map(brief)
    .join('  ');
}

function brief(words: string): string {
  return line(words, LONGEST.title);
}

/** The same with all that speaks for and against it. */
export function explainedLines(one: Classified): readonly string[] {
  const { reasons, categories, subcategories, tags, summary } = one.classification;
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ['for', reasons.filter(speaksFor).map(weighed)],
    ['against', reasons.filter((reason) => !speaksFor(reason)).map(weighed)],
    ['subcategories', isIt(one) ? subcategories : []],
    ['tags', tags.map(({ words }) => words)],
    ['summary', summary.length === 0 ? [] : [summary.join(' ')]],
  ];
  const [why, ofIt] = [rows.slice(0, 2), rows.slice(2)].map((some) => some.flatMap(rowLine));
  return [
    [brief(one.name), brief(one.title) || '(no title)'].join('  '),
    verdictWords(one),
    ...(why ?? []),
    ...(isIt(one) ? kindLines(categories) : []),
    ...(ofIt ?? []),
  ].map((words, at) => wrapped(words, at === 0 ? 0 : 2));
}

/** A summary has two sentences. */
const LONGEST_ENTRY = 2 * LONGEST.summary;

function rowLine([label, words]: readonly [string, readonly string[]]): readonly string[] {
  const clean = words.map((one) => line(one, LONGEST_ENTRY)).filter((one) => one !== '');
  return clean.length === 0 ? [] : [`${label}: ${clean.join('; ')}`];
}

/** `IT in the setting balanced, score 0.971 (also in strict)`. */
function verdictWords(one: Classified): string {
  const { asked, classification } = one;
  const { setting } = classification;
  const verdict = `${isIt(one) ? 'IT' : 'not IT'} in the setting ${asked}, score ${shownScore(one).toFixed(3)}`;
  if (setting === undefined || setting === asked) return verdict;
  return `${verdict} (${isIt(one) ? 'also' : 'but IT'} in ${setting})`;
}

function kindLines(categories: readonly Assignment[]): readonly string[] {
  if (categories.length === 0) return ['kind unknown'];
  return categories.map((category) => {
    const words = categoryLine(category) ?? line(category.name, LONGEST.category);
    const against = category.reasons.filter((reason) => !speaksFor(reason));
    const but = against.map((reason) => line(reason.words, LONGEST.reason)).join('; ');
    return but === '' ? words : `${words}; against: ${but}`;
  });
}

/** `'penetration testing' in the title (+2.31)`. */
function weighed({ words, contribution }: Reason): string {
  const sign = contribution < 0 ? '−' : '+';
  return `${line(words, LONGEST.reason)} (${sign}${Math.abs(contribution).toFixed(2)})`;
}
