import { itRank, type ItSetting } from '../../domain/procurement.ts';
import type { JudgedLine } from './judged-line.ts';

/**
 * What one line adds to the figures: numbers at fixed places (`AT`, then three for each category), so that the figures of
 * any lines, drawn and weighted however one likes, are ratios of sums.
 */
export type Tally = Float64Array;

export const AT = {
  lines: 0,
  yes: 1,
  no: 2,
  /** Called IT, and is. */
  right: { strict: 3, balanced: 4, broad: 5 },
  /** Called IT, and is not. */
  wrong: { strict: 6, balanced: 7, broad: 8 },
  primaryRight: 9,
  /** Is IT and is called so, of no kind. */
  kindless: 10,
  /** Is IT, and no kind is named: called not IT, or of no kind. */
  unnamed: 11,
  kinds: 12,
  kindsRight: 13,
  kindsWrong: 14,
} as const;
const FIXED = 15;

/** Of a category: how often it should be named, is rightly, and is wrongly. */
export interface KindPlaces {
  readonly due: number;
  readonly right: number;
  readonly wrong: number;
}

export function kindPlaces(index: number): KindPlaces {
  const first = FIXED + index * 3;
  return { due: first, right: first + 1, wrong: first + 2 };
}

/** The setting that `search` and subscriptions have unless somebody says otherwise: what categories are measured at. */
export const SETTING: ItSetting = 'balanced';

/** `slugs`: every category there is, in the order of their places. */
export function tallyOf(judged: JudgedLine, slugs: readonly string[]): Tally {
  const tally = new Float64Array(FIXED + slugs.length * 3);
  const { it } = judged.line.label;
  tally[AT.lines] = 1;
  if (it === 'borderline') return tally;
  tally[it === 'yes' ? AT.yes : AT.no] = 1;
  for (const setting of ['strict', 'balanced', 'broad'] as const)
    if (isCalled(judged, setting)) tally[AT[it === 'yes' ? 'right' : 'wrong'][setting]] = 1;
  if (it === 'yes') addKinds(tally, judged, slugs);
  return tally;
}

function isCalled({ found }: JudgedLine, setting: ItSetting): boolean {
  return itRank(found.setting) >= itRank(setting);
}

/**
 * A line called not IT names none. Of two primaries one is enough and they count as one: as the one that was named, or as
 * the first. What the readers left open (`maybe`) counts neither way.
 */
function addKinds(tally: Tally, judged: JudgedLine, slugs: readonly string[]): void {
  const { primary, cats, maybe } = judged.line.label;
  const called = isCalled(judged, SETTING);
  const named = called ? [...new Set(judged.found.categories)] : [];
  if (named.length === 0) {
    tally[AT.unnamed] = 1;
    if (called) tally[AT.kindless] = 1;
  }
  const [best] = named;
  if (best !== undefined && primary.includes(best)) tally[AT.primaryRight] = 1;

  const counts = (slug: string, place: keyof KindPlaces, total: number): void => {
    const index = slugs.indexOf(slug);
    const at = kindPlaces(index)[place];
    if (index >= 0) tally[at] = (tally[at] ?? 0) + 1;
    tally[total] = (tally[total] ?? 0) + 1;
  };
  const mainOne = named.find((slug) => primary.includes(slug)) ?? primary[0];
  const due = [...new Set([mainOne ?? [], cats.filter((slug) => !primary.includes(slug))].flat())];
  for (const slug of due) {
    counts(slug, 'due', AT.kinds);
    if (named.includes(slug)) counts(slug, 'right', AT.kindsRight);
  }
  for (const slug of named)
    if (![...primary, ...cats, ...maybe].includes(slug)) counts(slug, 'wrong', AT.kindsWrong);
}
