import type { Framework, Taxonomy, TaxonomyCategory, Terms } from '../src/classify/taxonomy.ts';

const NO_TERMS: Terms = { strong: [], fair: [], hint: [] };

function aCategory(
  slug: string,
  name: string,
  terms: Partial<Terms>,
  codes: readonly string[],
): TaxonomyCategory {
  return {
    slug,
    name,
    description: '',
    codes: { strong: codes, weak: [] },
    terms: { ...NO_TERMS, ...terms },
  };
}

const BELL_FRAMEWORK: Framework = {
  name: 'Bell Cloud 3',
  slug: 'bell-cloud-3',
  family: undefined,
  operator: 'Bell Buying',
  operatorNames: ['bell buying'],
  it: true,
  category: 'cloud',
  aliases: ['bell cloud 3', 'rm9999'],
  plain: [],
  from: undefined,
  until: undefined,
};

/** Two kinds of IT, one framework, one false friend, one other trade: all that a test has to know by heart. */
export function aTaxonomy(with_: Partial<Taxonomy> = {}): Taxonomy {
  return {
    families: {},
    it: {
      codes: { strong: ['72'], weak: ['48'] },
      terms: { strong: ['software'], fair: ['digital'], hint: ['system'] },
    },
    categories: [
      aCategory('security', 'Cyber security', { strong: ['penetration test'], fair: ['firewall'] }, ['7281']),
      aCategory('cloud', 'Cloud', { strong: ['cloud hosting'], hint: ['hosting'] }, ['7241']),
    ],
    frameworks: [BELL_FRAMEWORK],
    falseFriends: ['heat network'],
    otherTrades: ['roof', 'network'],
    otherTradeCodes: { blocking: ['45', '90'], neutral: ['4531'] },
    boilerplate: { portal: ['tendering portal'] },
    ...with_,
  };
}
