import type { Assignment, Classification, Reason } from '../domain/procurement.ts';
import { line } from './clean-text.ts';
import { LONGEST, MOST_ITEMS, listed } from './lengths.ts';

/** What stands between reasons: a CPV code's name may hold commas. */
const BETWEEN = '; ';

export function speaksFor({ contribution }: Reason): boolean {
  return contribution > 0;
}

/** What the title says, the description often says again: once is enough for a reader. */
function saidOnce(reasons: readonly Reason[]): readonly Reason[] {
  const titled = new Set(reasons.filter(({ place }) => place === 'title').map(termOf));
  return reasons.filter((reason) => reason.place !== 'description' || !titled.has(termOf(reason)));
}

/** The words without their place: `'penetration testing'`. */
function termOf({ words, place }: Reason): string {
  return words.replace(` in the ${place}`, '');
}

/** `Cyber security and identity: 'penetration testing' in the title; CPV 72810000 Computer audit services`; undefined where nothing speaks for it. */
export function categoryLine({ name, reasons }: Assignment): string | undefined {
  const why = saidOnce(reasons.filter(speaksFor)).map(({ words }) => line(words, LONGEST.reason));
  if (why.length === 0) return undefined;
  return `${line(name, LONGEST.category)}: ${listed(why, MOST_ITEMS.reasons, BETWEEN)}`;
}

/** Whether it is IT: `no (0.04)`, `yes (0.71), but not in the setting strict`. */
export function itWords({ it, setting }: Pick<Classification, 'it' | 'setting'>): string {
  const score = `(${it.toFixed(2)})`;
  if (setting === undefined) return `no ${score}`;
  if (setting === 'strict') return `yes ${score}`;
  return setting === 'balanced'
    ? `yes ${score}, but not in the setting strict`
    : `yes ${score}, in the setting broad alone`;
}

/** As many whole sentences as a card has room for; undefined where there is none. */
export function summaryWords(summary: readonly string[]): string | undefined {
  const [first = '', ...more] = summary
    .map((sentence) => line(sentence, LONGEST.summary))
    .filter((sentence) => sentence !== '');
  const both = [first, ...more].join(' ');
  return (both.length <= LONGEST.summary ? both : first) || undefined;
}
