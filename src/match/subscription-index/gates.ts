import { IT_SETTINGS } from '../../domain/procurement.ts';
import { NATIONWIDE, REGIONS } from '../../domain/region.ts';
import { isOpen, OPEN_STAGES, STAGES } from '../../domain/stage.ts';
import { CATEGORY_SLUGS } from '../categories.ts';
import type { MatchDocument } from '../document.ts';
import { fact } from '../facts.ts';
import { bandFact, BANDS, bandsBetween, NO_BAND, OPEN } from './facts.ts';

/**
 * A kind of fact as bits of one of two words, such that every document has at least one of them. A query lets some of the
 * values pass; a document that has none of these is done with after one `&`, before anything else of the query is looked at.
 */
export interface Gate {
  readonly word: 0 | 1;
  readonly bits: number;
  /** A document has one of the values at most: what a negated fact lets pass is known, too. */
  readonly single: boolean;
}

function run(first: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => 1 << (first + at));
}

function union(bits: readonly number[]): number {
  return bits.reduce((sum, bit) => sum | bit, 0);
}

const REGION_CODES = Object.keys(REGIONS);
const REGION_BITS = run(0, REGION_CODES.length + 3);
const BIT_OF_REGION = new Map(REGION_CODES.map((code, at) => [code, 1 << at]));
/** Stated for the whole country; not stated; stated as nothing known. */
const [NATIONWIDE_BIT = 0, NO_REGION_BIT = 0, ODD_REGION_BIT = 0] = REGION_BITS.slice(-3);

const CATEGORY_FACTS = CATEGORY_SLUGS.map((slug) => fact.of('category', slug));
/** The last for what is in none. */
const CATEGORY_BITS = run(REGION_BITS.length, CATEGORY_FACTS.length + 1);

/** The stages, and after them those that are open, once more while they are. */
const STAGE_BITS = run(0, STAGES.length + OPEN_STAGES.length);
/** From what no setting calls IT to `strict`. */
const IT_BITS = run(STAGE_BITS.length, IT_SETTINGS.length + 1);
/** The last for what states none. */
const BAND_BITS = run(STAGE_BITS.length + IT_BITS.length, BANDS + 1);

const REGION: Gate = { word: 0, bits: union(REGION_BITS), single: false };
const CATEGORY: Gate = { word: 0, bits: union(CATEGORY_BITS), single: false };
const STAGE: Gate = { word: 1, bits: union(STAGE_BITS), single: true };
const IT: Gate = { word: 1, bits: union(IT_BITS), single: true };
const BAND: Gate = { word: 1, bits: union(BAND_BITS), single: false };

/** What lets everything pass. */
export const OPEN_WORDS = [REGION.bits | CATEGORY.bits, STAGE.bits | IT.bits | BAND.bits] as const;

/** What a fact lets pass. `whole`: exactly what has the fact. */
export interface Pass {
  readonly gate: Gate;
  readonly bits: number;
  readonly whole: boolean;
}

const PASSES = new Map<string, Pass>([
  ...CATEGORY_FACTS.map((name, at) => [name, pass(CATEGORY, CATEGORY_BITS[at])] as const),
  ...IT_SETTINGS.map((setting, at) => [fact.it(setting), pass(IT, ...IT_BITS.slice(-1 - at))] as const),
  ...STAGES.map(
    (stage) => [fact.stage(stage), pass(STAGE, stageBit(stage, false), stageBit(stage, true))] as const,
  ),
  [OPEN, pass(STAGE, ...OPEN_STAGES.map((stage) => stageBit(stage, true)))],
  ...[...BAND_BITS.entries()].map(
    ([at, bit]) => [at < BANDS ? bandFact(at) : NO_BAND, pass(BAND, bit)] as const,
  ),
  ...REGION_CODES.map((code) => [fact.regionInside(code), pass(REGION, BIT_OF_REGION.get(code))] as const),
  [fact.regionInside(NATIONWIDE), pass(REGION, REGION.bits & ~NO_REGION_BIT)],
  [fact.regionExactly(NATIONWIDE), pass(REGION, NATIONWIDE_BIT)],
  [fact.regionNotStated, pass(REGION, NO_REGION_BIT)],
  [fact.regionStated, pass(REGION, REGION.bits & ~NO_REGION_BIT)],
]);

function pass(gate: Gate, ...bits: readonly (number | undefined)[]): Pass {
  return { gate, bits: union(bits.map((bit) => bit ?? 0)), whole: true };
}

function stageBit(stage: string, open: boolean): number {
  const at = (STAGES as readonly string[]).indexOf(stage);
  const openAt = (OPEN_STAGES as readonly string[]).indexOf(stage);
  return open && openAt >= 0 ? 1 << (STAGES.length + openAt) : 1 << at;
}

/** What a fact lets pass at its gate; undefined for what has none. */
export function passOf(name: string): Pass | undefined {
  const known = PASSES.get(name);
  if (known !== undefined) return known;
  // A part of a region, as `facts.ts` writes it.
  const code = /^_regx?_(uk[a-z])/.exec(name)?.[1]?.toUpperCase();
  const bit = code === undefined ? undefined : BIT_OF_REGION.get(code);
  return bit === undefined ? undefined : { gate: REGION, bits: bit, whole: false };
}

/** A document's values at each gate. */
export interface GateBits {
  readonly region: number;
  readonly category: number;
  readonly stage: number;
  readonly it: number;
  readonly band: number;
}

export function gateBitsOf(document: MatchDocument, now: number): GateBits {
  const { facts } = document;
  const category = union(CATEGORY_BITS.filter((_, at) => facts.has(CATEGORY_FACTS[at] ?? '')));
  const rank = IT_SETTINGS.filter((setting) => facts.has(fact.it(setting))).length;
  return {
    region: regionBits(document.regions),
    category: category === 0 ? (CATEGORY_BITS.at(-1) ?? 0) : category,
    stage: stageBit(document.stage, isOpen(document, now)),
    it: IT_BITS[rank] ?? 0,
    band: union(bandsOf(document).map((band) => BAND_BITS[band] ?? 0)),
  };
}

/** The bands of a document's value, the last for none. */
function bandsOf({ value }: MatchDocument): readonly number[] {
  return value === undefined ? [BANDS] : bandsBetween(value.min, value.max);
}

function regionBits(regions: readonly string[]): number {
  if (regions.length === 0) return NO_REGION_BIT;
  return union(
    regions.map((code) => {
      const known = code.slice(0, 3).toUpperCase();
      return known === NATIONWIDE ? NATIONWIDE_BIT : (BIT_OF_REGION.get(known) ?? ODD_REGION_BIT);
    }),
  );
}

/** Facts of a document that only this index asks for. */
export function ownFacts(document: MatchDocument, now: number): readonly string[] {
  const bands = bandsOf(document).map((band) => (band === BANDS ? NO_BAND : bandFact(band)));
  return isOpen(document, now) ? [...bands, OPEN] : bands;
}
