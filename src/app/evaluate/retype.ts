import type { Random } from '../../sandbox/generate/random.ts';

/** What happens to a title when somebody types it once more. */

/** A slip of the fingers in one or two of its longer words. */
export function mistyped(title: string, random: Random): string {
  const words = title.split(' ');
  const long = words.flatMap((word, at) => (word.length >= 6 ? [at] : []));
  const slips = new Set(random.shuffled(long).slice(0, random.int(1, 2)));
  return words.map((word, at) => (slips.has(at) ? slipped(word, random) : word)).join(' ');
}

function slipped(word: string, random: Random): string {
  const at = random.int(1, word.length - 3);
  const [before, one, two, after] = [
    word.slice(0, at),
    word[at] ?? '',
    word[at + 1] ?? '',
    word.slice(at + 2),
  ];
  return random.pick([
    before + two + one + after,
    before + two + after,
    before + one + one + two + after,
    `${before}${one} ${two}${after}`,
  ]);
}

/** Other capitals and signs, no other words. */
export function restyled(title: string, random: Random): string {
  const styles: readonly ((text: string) => string)[] = [
    (text) => text.toUpperCase(),
    (text) => text.replaceAll(' and ', ' & '),
    (text) => text.replace(/[:,] /, ' – '),
    (text) => text.replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase()),
    (text) => `${text}.`,
  ];
  return random.pick(styles)(title);
}

/** The first three words at least, and no more than two of three where there are many. */
export function shortened(title: string): string {
  const words = title.split(' ');
  const kept = words.slice(0, Math.max(3, Math.ceil((words.length * 2) / 3))).join(' ');
  return kept.replace(/[\s,:;–-]*(?:\b(?:of|and|for|in|at|the|with)\b)?[\s,:;–-]*$/, '');
}

const OPENINGS = ['Provision of', 'The supply of', 'Tender for', 'Contract for the'];

/** With the words that buyers put in front, or a department's reference. */
export function introduced(title: string, random: Random): string {
  return random.chance(0.6)
    ? `${random.pick(OPENINGS)} ${title}`
    : `${random.pick(['PRC', 'T', 'CA'])}${String(random.int(1000, 9999))} - ${title}`;
}

/** Somewhat rounded, with VAT on top, or a range around it. */
export function otherwiseStated(value: number, random: Random): number | { min: number; max: number } {
  const magnitude = 10 ** Math.floor(Math.log10(value));
  return random.pick([
    Math.round((value / magnitude) * 10) * (magnitude / 10),
    value * 1.2,
    { min: Math.round(value * 0.9), max: Math.round(value * 1.15) },
    value + random.int(1, 900),
  ]);
}

export function firstSentences(text: string, count: number): string {
  return text
    .split(/(?<=\.)\s/)
    .slice(0, count)
    .join(' ');
}
