import type { Assignment, Classification, ItSetting, View } from '../domain/procurement.ts';
import { createGatherer } from './evidence.ts';
import type { Evidence } from './evidence.ts';
import { categoryReasons, itReasons } from './reasons.ts';
import { score } from './score.ts';
import type { Scores } from './score.ts';
import type { Taxonomy } from './taxonomy.ts';

export type Classify = (view: View) => Classification;

/**
 * From which score on something is IT, by how sure a subscriber wants to be. Generic codes alone ("72000000") reach
 * balanced, not strict; a strong term in the title alone, under codes that say nothing, reaches broad.
 */
const THRESHOLDS: readonly (readonly [ItSetting, number])[] = [
  ['strict', 0.8],
  ['balanced', 0.5],
  ['broad', 0.25],
];

const MOST_CATEGORIES = 3;
/** Below this no kind is named: one hint in a description is none. */
const LEAST_SCORE = 0.1;
/** A further category needs something that names it, and a fair part of the primary one's score. */
const LEAST_SECOND_SCORE = 0.5;
const LEAST_SECOND_SHARE = 0.6;

/**
 * Compiles the taxonomy; the answer says whether a procurement is IT, of which categories, and why. It runs in three steps,
 * each a file: what speaks for and against (`evidence.ts`), how much that counts (`score.ts`), and the words for it
 * (`reasons.ts`). A trained model takes the place of `score` alone: it gets the same evidence and gives the same scores.
 */
export function createClassifier(taxonomy: Taxonomy): Classify {
  const gather = createGatherer(taxonomy);
  const names = new Map(taxonomy.categories.map(({ slug, name }) => [slug, name]));

  return (view) => {
    const evidence = gather(view);
    const scores = score(evidence);
    const setting = THRESHOLDS.find(([, threshold]) => scores.it >= threshold)?.[0];
    const categories = setting === undefined ? [] : assign(evidence, scores, names);
    return { it: scores.it, setting, reasons: reasonsFor(evidence, setting, categories), categories };
  };
}

function assign(
  evidence: Evidence,
  scores: Scores,
  names: ReadonlyMap<string, string>,
): readonly Assignment[] {
  const best = scores.categories[0]?.score ?? 0;
  const least = Math.max(LEAST_SECOND_SCORE, best * LEAST_SECOND_SHARE);
  return scores.categories
    .filter((category, index) => category.score >= (index === 0 ? LEAST_SCORE : least))
    .slice(0, MOST_CATEGORIES)
    .map(({ slug, score: scored }) => ({
      slug,
      name: names.get(slug) ?? slug,
      score: scored,
      reasons: categoryReasons(evidence, slug),
    }));
}

function reasonsFor(
  evidence: Evidence,
  setting: ItSetting | undefined,
  categories: readonly Assignment[],
): readonly string[] {
  const reasons = itReasons(evidence);
  return setting !== undefined && categories.length === 0 ? ['IT, kind not stated', ...reasons] : reasons;
}
