import { createCodeReader } from '../../classify/codes.ts';
import type { Taxonomy } from '../../classify/taxonomy.ts';
import type { Cpv } from '../../domain/cpv.ts';
import type { View } from '../../domain/procurement.ts';
import type { Found } from './judged-line.ts';

/**
 * What an alert by code would list: software (48), computer services (72), computers (302), radio, telephone and network
 * equipment (32), repair of telephones, computers and networks (5031 to 5033), installing software (516) and
 * telecommunications services (642), as https://ted.europa.eu/en/simap/cpv names them. The strata `…/itcpv` of the
 * labelled notices were drawn by this list, so all of their lines have such a code and no other line has one.
 */
const IT_PREFIXES = ['48', '72', '302', '32', '5031', '5032', '5033', '516', '642'] as const;

const MOST_CATEGORIES = 3;

export interface CpvBaselines {
  /** IT where any code is. */
  readonly any: (view: Pick<View, 'cpv'>) => Found;
  /** IT where the main code is, or the first if none is marked; the others are not looked at. */
  readonly first: (view: Pick<View, 'cpv'>) => Found;
}

/** What codes alone would say, without a word of text: the kind is that of the codes which mean one category by themselves. */
export function createCpvBaselines(taxonomy: Taxonomy): CpvBaselines {
  const readCodes = createCodeReader(taxonomy);
  const judge = (codes: readonly Cpv[]): Found => {
    const isIt = codes.some(({ code }) => IT_PREFIXES.some((prefix) => code.startsWith(prefix)));
    if (!isIt) return { score: 0, setting: undefined, categories: [] };
    const worth = new Map<string, number>();
    for (const { share, meaning } of readCodes(codes))
      for (const { slug, weight } of meaning.categories)
        if (weight === 1) worth.set(slug, (worth.get(slug) ?? 0) + share);
    const categories = [...worth]
      .toSorted(([, one], [, other]) => other - one)
      .map(([slug]) => slug)
      .slice(0, MOST_CATEGORIES);
    return { score: 1, setting: 'strict', categories };
  };
  return {
    any: ({ cpv }) => judge(cpv),
    first: ({ cpv }) =>
      judge((cpv.some(({ main }) => main) ? cpv.filter(({ main }) => main) : cpv).slice(0, 1)),
  };
}
