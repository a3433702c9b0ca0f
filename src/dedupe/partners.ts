import type { NoticeName } from '../domain/tie.ts';
import { nameOf, saidToBelong, type Evidence } from './partition.ts';
import { SAME } from './score.ts';

/** The keys of the notices that ties, or people's words, join a notice to. */
export function partnersIn({ ties, words }: Evidence): (notice: NoticeName) => readonly string[] {
  const partners = new Map<string, string[]>();
  const note = (from: string, to: string): void => {
    const known = partners.get(from);
    if (known === undefined) partners.set(from, [to]);
    else known.push(to);
  };
  const joined = ties.filter(({ confidence }) => confidence >= SAME).map(({ a, b }) => [a, b] as const);
  for (const [a, b] of [...joined, ...words.flatMap(saidToBelong)].map((pair) => pair.map(nameOf))) {
    if (a === undefined || b === undefined) continue;
    note(a, b);
    note(b, a);
  }
  return (notice) => partners.get(nameOf(notice)) ?? [];
}
