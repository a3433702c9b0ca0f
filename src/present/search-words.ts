import type { Count, SearchCounts, Unanswered } from '../domain/ports.ts';
import type { Sort } from '../domain/query.ts';
import { NATIONWIDE, regionName } from '../domain/region.ts';
import { line } from './clean-text.ts';
import { dotted, LONGEST } from './lengths.ts';

/** Why there is no answer, and what to do, in one or two sentences. */
export function unansweredWords({ unanswered }: Unanswered): string {
  return UNANSWERED[unanswered];
}

const UNANSWERED: Readonly<Record<Unanswered['unanswered'], string>> = {
  'too-slow':
    'This search took too long and was stopped. Narrow it: add a category or a region (category:security region:wales), or leave out a very common word.',
  busy: 'Many searches are waiting just now. Please try again in a minute.',
  cancelled: 'The search was stopped.',
};

/** In which order the answers come. */
export const SORT_WORDS: Readonly<Record<Sort, string>> = {
  newest: 'newest first',
  relevance: 'best match first',
  deadline: 'soonest deadline first',
  value: 'largest value first',
};

/** `by stage: tender 12 · award 4`: one line for each of what was counted; as words of the query language where it has them. */
export function countLines({ stages, categories, regions, buyers }: SearchCounts): readonly string[] {
  const rows: readonly (readonly [string, readonly Count[]])[] = [
    ['by stage', stages],
    ['by category', categories],
    ['by region', regions.map(({ key, count }) => ({ key: regionWords(key), count }))],
    ['by buyer', buyers.map(({ key, count }) => ({ key: line(key, LONGEST.buyer), count }))],
  ];
  return rows
    .filter(([, counts]) => counts.length > 0)
    .map(
      ([by, counts]) =>
        `${by}: ${dotted(counts.map(({ key, count }) => `${key} ${count.toLocaleString('en-GB')}`))}`,
    );
}

function regionWords(key: string): string {
  if (key === 'none') return 'not stated';
  return key === NATIONWIDE ? 'nationwide' : regionName(key);
}
