import type { CodeEvidence } from './codes.ts';
import { isFalseFriend, type Evidence, type Hit } from './evidence.ts';
import type { Tier } from './taxonomy.ts';
import type { Meaning } from './term-book.ts';

/**
 * What one phrase or code adds to one sum of the taxonomy: `amount` is −ln(1 − chance), so that several add up as
 * independent chances do (noisy or).
 */
export interface Part {
  readonly amount: number;
  /** Where it stands: a word's place among all words of the evidence, or what `codeSource` says. */
  readonly source: number;
}

/** How surely a term makes something IT. */
const IT_CHANCE: Readonly<Record<Tier, number>> = { strong: 0.75, fair: 0.35, hint: 0.08 };
/** How surely a term names its category. */
const CATEGORY_CHANCE: Readonly<Record<Tier, number>> = { strong: 0.75, fair: 0.4, hint: 0.12 };
const FRAMEWORK_CHANCE = 0.8;
const FRAMEWORK_HINT = 0.3;
const OTHER_TRADE_CHANCE = 0.5;

/** The place of the code at `index`: below all words. */
export function codeSource(index: number): number {
  return -2 - index;
}

/** The code that stands at this source; -1 for a word. */
export function codeIndex(source: number): number {
  return source <= -2 ? -2 - source : -1;
}

/** The sums of what speaks for IT and for other trades. Their names are part of the features: a model knows them by these. */
export const IT_PARTS = [
  'title',
  'description',
  'framework',
  'tradeInTitle',
  'tradeInDescription',
  'falseFriends',
  'codes',
  'tradeCodes',
] as const;

/** The parts of each sum; those of codes are shares, not chances. */
export type ItParts = Readonly<Record<(typeof IT_PARTS)[number], readonly Part[]>>;

/** The parts that speak of IT or of another trade. */
export function itParts({ hits, codes }: Evidence): ItParts {
  const parts = {
    title: [] as Part[],
    description: [] as Part[],
    framework: [] as Part[],
    tradeInTitle: [] as Part[],
    tradeInDescription: [] as Part[],
    falseFriends: [] as Part[],
  };
  for (const hit of hits) {
    const add = (to: Part[], chance: number): void => {
      if (chance > 0) to.push({ amount: -Math.log(1 - chance), source: hit.from });
    };
    if (isFalseFriend(hit)) {
      add(parts.falseFriends, OTHER_TRADE_CHANCE);
      continue;
    }
    add(parts[hit.place], bestChance(hit, itChance));
    add(parts.framework, bestChance(hit, frameworkChance));
    if (isTradeAlone(hit))
      add(hit.place === 'title' ? parts.tradeInTitle : parts.tradeInDescription, OTHER_TRADE_CHANCE);
  }
  return {
    ...parts,
    codes: codeParts(codes, (it) => Math.max(0, it)),
    tradeCodes: codeParts(codes, (it) => Math.max(0, -it)),
  };
}

function isTradeAlone({ meanings }: Hit): boolean {
  return meanings.every(({ kind }) => kind === 'other-trade');
}

function bestChance({ meanings }: Hit, chanceOf: (meaning: Meaning) => number): number {
  let found = 0;
  for (const meaning of meanings) found = Math.max(found, chanceOf(meaning));
  return found;
}

function itChance(meaning: Meaning): number {
  return meaning.kind === 'it' || meaning.kind === 'category'
    ? IT_CHANCE[meaning.tier]
    : frameworkChance(meaning);
}

function frameworkChance({ kind }: Meaning): number {
  return kind === 'framework' ? FRAMEWORK_CHANCE : 0;
}

function codeParts(codes: readonly CodeEvidence[], of: (it: number) => number): readonly Part[] {
  return codes
    .map(({ share, meaning }, index) => ({ amount: share * of(meaning.it), source: codeSource(index) }))
    .filter(({ amount }) => amount > 0);
}

/** What speaks for one category. */
export interface CategoryParts {
  readonly title: Part[];
  readonly description: Part[];
  readonly codes: Part[];
}

/** By slug; a category that nothing names is not in it. */
export function categoryParts({ hits, codes }: Evidence): ReadonlyMap<string, CategoryParts> {
  const found = new Map<string, CategoryParts>();
  const partsFor = (slug: string): CategoryParts => {
    const held = found.get(slug);
    if (held !== undefined) return held;
    const made = { title: [], description: [], codes: [] };
    found.set(slug, made);
    return made;
  };
  for (const hit of hits) {
    if (isFalseFriend(hit)) continue;
    for (const [slug, chance] of bestBySlug(hit.meanings))
      partsFor(slug)[hit.place].push({ amount: -Math.log(1 - chance), source: hit.from });
  }
  for (const [index, { share, meaning }] of codes.entries()) {
    for (const { slug, weight } of meaning.categories)
      partsFor(slug).codes.push({ amount: share * weight, source: codeSource(index) });
  }
  return found;
}

function bestBySlug(meanings: readonly Meaning[]): ReadonlyMap<string, number> {
  const best = new Map<string, number>();
  for (const meaning of meanings) {
    const slug =
      meaning.kind === 'category' || meaning.kind === 'framework' ? categoryOf(meaning) : undefined;
    if (slug === undefined) continue;
    const chance = meaning.kind === 'category' ? CATEGORY_CHANCE[meaning.tier] : FRAMEWORK_HINT;
    best.set(slug, Math.max(best.get(slug) ?? 0, chance));
  }
  return best;
}

function categoryOf(meaning: Extract<Meaning, { kind: 'category' | 'framework' }>): string | undefined {
  return meaning.kind === 'category' ? meaning.slug : meaning.category;
}
