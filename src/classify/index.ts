import { IT_SETTINGS, type Assignment, type Classification, type View } from '../domain/procurement.ts';
import { createSpanKeeper } from './boilerplate.ts';
import { createGatherer, isFalseFriend, type Evidence, type Place } from './evidence.ts';
import { featuresOf } from './features.ts';
import { createScorer, probability, type Model, type Scorer } from './model.ts';
import { reasonsOf, type SayReasons } from './reasons.ts';
import { createSubcategoriser, type Subcategories, type SubcategoryText } from './subcategories.ts';
import { createSummary } from './summary.ts';
import { createTagger } from './tags/index.ts';
import type { Taxonomy } from './taxonomy.ts';
import { createTermBook, weighTerms, type Meaning } from './term-book.ts';

/**
 * `isThorough` (as without it) says why and what is wanted of everything; otherwise only of what some setting calls IT: nine
 * notices in ten are not, and nobody reads about them.
 */
export type Classify = (view: View, isThorough?: boolean) => Classification;

const MOST_CATEGORIES = 3;
/** Below this probability, or where nothing speaks for it, no kind is named, and something is "IT, kind unknown". */
const LEAST_CHANCE = 0.15;

/**
 * Where no term, framework or code speaks of IT, its raw score (log odds, before they are calibrated) is so much lower. Most notices that readers labelled were
 * chosen because something in them does, and most of them are IT; of open notices in which nothing does, one in a hundred
 * is. Without this a bare "School meals" would be as likely as the labelled notices are on average.
 */
const DOUBT = 3;

/** What is asked of the notices: the taxonomy, its second level, and a model that was learned with this taxonomy. */
export interface Knowledge {
  readonly taxonomy: Taxonomy;
  readonly subcategories: Subcategories;
  readonly model: Model;
}

/**
 * Compiles what is known; the answer says whether a procurement is IT, of which categories, and why. It runs in steps, each
 * a file: what speaks for and against (`evidence.ts`), as the numbers that the model knows (`features.ts`), what they come
 * to (`model.ts`), and the words for it (`reasons.ts`).
 */
export function createClassifier({ taxonomy, subcategories, model }: Knowledge): Classify {
  const standing = new Set(model.standing);
  const book = createTermBook(taxonomy);
  const gather = createGatherer(taxonomy, book, standing);
  const scorer = createScorer(model);
  const names = new Map(taxonomy.categories.map(({ slug, name }) => [slug, name]));
  const subcategorise = createSubcategoriser(subcategories, taxonomy.families);
  const tagsOf = createTagger(taxonomy.frameworks);
  const summarise = createSummary({
    keep: createSpanKeeper(taxonomy.boilerplate, taxonomy.families, standing),
    weigh: (words) => weighTerms(words, book),
  });

  return (view, isThorough = true) => {
    const evidence = gather(view);
    scorer.take(featuresOf(evidence));
    const { calibration, thresholds } = model.about;
    const it = probability(scorer.raw(0) - (namesIt(evidence) ? 0 : DOUBT), calibration.it);
    const setting = IT_SETTINGS.find((one) => it >= thresholds[one]);
    const tags = tagsOf(view);
    if (setting === undefined && !isThorough) return { it, setting, ...UNTOLD, tags };
    const sayReasons = reasonsOf(evidence);
    const categories = setting === undefined ? [] : assign(sayReasons, scorer, model, names);
    return {
      it,
      setting,
      reasons: sayReasons(scorer.contributions(0), calibration.it),
      categories,
      subcategories: categories.length === 0 ? [] : subcategorise(wordsOf(evidence), categories.map(slugOf)),
      tags,
      summary: summarise(view),
    };
  };
}

/** What is not looked for in a notice that is not IT. */
const UNTOLD = { reasons: [], categories: [], subcategories: [], summary: [] } as const;

function assign(
  sayReasons: SayReasons,
  scorer: Scorer,
  { about }: Model,
  names: ReadonlyMap<string, string>,
): readonly Assignment[] {
  const line = about.calibration.categories;
  return about.categories
    .map((slug, index) => ({ slug, output: index + 1, chance: probability(scorer.raw(index + 1), line) }))
    .toSorted((one, other) => other.chance - one.chance)
    .filter(({ chance }, place) => chance >= (place === 0 ? LEAST_CHANCE : about.second))
    .slice(0, MOST_CATEGORIES)
    .map(({ slug, output, chance }) => ({
      slug,
      name: names.get(slug) ?? slug,
      score: chance,
      reasons: sayReasons(scorer.contributions(output), line),
    }))
    .filter(({ reasons: [best] }) => best !== undefined && best.contribution > 0);
}

function slugOf({ slug }: Assignment): string {
  return slug;
}

/** True where a term, a framework or a code speaks of IT. */
function namesIt({ hits, codes }: Evidence): boolean {
  return (
    codes.some(({ meaning }) => meaning.it > 0) ||
    hits.some((hit) => !isFalseFriend(hit) && hit.meanings.some(speaksOfIt))
  );
}

function speaksOfIt(meaning: Meaning): boolean {
  if (meaning.kind === 'it' || meaning.kind === 'category') return meaning.tier !== 'hint';
  return meaning.kind === 'framework';
}

function wordsOf({ passages, codes }: Evidence): SubcategoryText {
  const wordsIn = (place: Place) =>
    passages.filter((passage) => passage.place === place).map(({ words }) => words);
  return {
    title: wordsIn('title').flat(),
    passages: wordsIn('description'),
    cpv: codes.map(({ cpv }) => cpv),
  };
}
