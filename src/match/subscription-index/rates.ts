import type { Space } from './needs.ts';

/**
 * How often a feature is expected before documents were seen: what names one notice is rarest, then names, words (the longer,
 * the rarer), and facts from a framework's name to a setting of `it:`. It decides how fast the first answers are, never
 * which.
 */
export function priorRate(space: Space, text: string): number {
  switch (space) {
    case 'key':
      return 0.000_01;
    case 'in title':
    case 'in buyer':
    case 'in supplier':
      return 0.001;
    case 'supplier':
    case 'in text':
      return 0.002;
    case 'buyer':
      return 0.02;
    case 'title':
      return 0.02 / text.length;
    case 'word':
      return 0.15 / text.length;
    case 'beginning':
      return 0.3 / text.length;
    case 'fact':
    default:
      return factRate(text);
  }
}

const FACT_RATES: readonly (readonly [RegExp, number])[] = [
  [/^_framework_is_|^_t?caps_/, 0.01],
  [/^_subcategory_/, 0.02],
  [/^_category_/, 0.05],
  [/^_regx?_|^_buyer_type_/, 0.1],
  [/^_it_/, 0.3],
];
const COMMON = 0.4;
const CPV = '_cpv_';

function factRate(name: string): number {
  // Each further digit of a code halves what it covers.
  if (name.startsWith(CPV)) return COMMON / 2 ** (name.length - CPV.length);
  return FACT_RATES.find(([pattern]) => pattern.test(name))?.[1] ?? COMMON;
}
