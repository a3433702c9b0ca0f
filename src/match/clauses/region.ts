import type { LeafOf } from '../../domain/query.ts';
import { ENGLAND, NATIONWIDE, REGIONS, regionMeets, regionName } from '../../domain/region.ts';
import { list, type Clause } from './clause.ts';

type RegionLeaf = LeafOf<'region'>;

export const region: Clause<RegionLeaf> = {
  print: ({ any, stated }) => `region:${[...wordsOf(any), ...(stated ? ['stated'] : [])].join(',')}`,
  says: (leaf) => (leaf.any.length === 0 ? 'state a region' : `are ${placeOf(leaf)}`),
  denies: (leaf) => (leaf.any.length === 0 ? 'state no region' : `are not for ${namesOf(leaf)} alone`),
  meets: (leaf, { regions }) => meets(leaf, regions),
  because: ({ any }, { regions }) =>
    regions
      .filter((stated) => any.some((wanted) => regionMeets(wanted, stated)))
      .map((stated) => (stated === NATIONWIDE ? 'nationwide' : `region ${regionName(stated)}`)),
};

/** A place that is not stated is kept, unless the query asks that one is; negated, only what is stated for nowhere else goes. */
function meets({ any, stated, negated }: RegionLeaf, regions: readonly string[]): boolean {
  const known = regions.length > 0;
  if (any.length === 0) return stated ? known !== negated : !negated;
  if (!known) return negated || !stated;
  if (!negated) return regions.some((one) => any.some((wanted) => regionMeets(wanted, one)));
  return !regions.every((one) => any.some((unwanted) => one.startsWith(unwanted)));
}

/** Names where there are any, as people write them: `wales`, `north-west`, `england`, `UKD61`. */
function wordsOf(codes: readonly string[]): readonly string[] {
  return [...(isEngland(codes) ? ['england'] : []), ...besideEngland(codes).map(word)];
}

function word(code: string): string {
  if (code === NATIONWIDE) return 'uk';
  return REGIONS[code]?.toLowerCase().replaceAll(' ', '-') ?? code;
}

function namesOf({ any }: RegionLeaf): string {
  return list([...(isEngland(any) ? ['England'] : []), ...besideEngland(any).map(placeName)], 'or');
}

/** Below an ITL 1 region the code says more than the region's name. */
function placeName(code: string): string {
  return code === NATIONWIDE || code.length <= 3 ? regionName(code) : `${code} (${regionName(code)})`;
}

/** `in Wales or nationwide (or where no region is stated)`. */
export function placeOf(leaf: RegionLeaf): string {
  const everywhere = leaf.any.includes(NATIONWIDE) ? '' : ' or nationwide';
  return `in ${namesOf(leaf)}${everywhere}${leaf.stated ? '' : ' (or where no region is stated)'}`;
}

function isEngland(codes: readonly string[]): boolean {
  return ENGLAND.every((code) => codes.includes(code));
}

function besideEngland(codes: readonly string[]): readonly string[] {
  return isEngland(codes) ? codes.filter((code) => !(ENGLAND as readonly string[]).includes(code)) : codes;
}
