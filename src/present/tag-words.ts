import type { Tag } from '../domain/procurement.ts';
import { line } from './clean-text.ts';
import { LONGEST, MOST_ITEMS, listed } from './lengths.ts';

/** Sums hold commas. */
const BETWEEN = '; ';

const ROUTES: readonly string[] = ['framework', 'call-off', 'dynamic-market', 'direct-award'];
const FRAMEWORK = 'framework:';
const DEMANDS: readonly string[] = ['clearance:', 'cyber-essentials', 'iso-27001', 'insurance:', 'turnover:'];
/** Shown as a fact of their own. */
const FLAGS: readonly string[] = ['sme', 'vcse'];

/**
 * How it is bought, as far as it decides who may bid: `call-off from G-Cloud 14; direct award`. That it is called off is not
 * said twice where the framework is named, here or (`isNamed`) beside it.
 */
export function routeWords(tags: readonly Tag[], isNamed: boolean): string | undefined {
  const named = isNamed || tags.some(({ id }) => id.startsWith(FRAMEWORK));
  return joined(
    tags.filter(({ id }) => (id === 'call-off' ? !named : ROUTES.includes(id) || id.startsWith(FRAMEWORK))),
  );
}

/** What is asked of a supplier: `SC clearance; professional indemnity insurance of £5,000,000`. */
export function demandWords(tags: readonly Tag[]): string | undefined {
  return joined(
    tags
      .filter(({ id }) => DEMANDS.some((demand) => id.startsWith(demand)))
      .map(({ id, words }) => ({ id, words: words.replace(/^asks for (?:an? )?/, '') })),
  );
}

/** All of them but what is shown as a fact of its own. */
export function tagWords(tags: readonly Tag[]): string | undefined {
  return joined(tags.filter(({ id }) => !FLAGS.includes(id)));
}

function joined(tags: readonly Tag[]): string | undefined {
  const words = tags.map((tag) => line(tag.words, LONGEST.tag)).filter((one) => one !== '');
  return words.length === 0 ? undefined : listed(words, MOST_ITEMS.tags, BETWEEN);
}
