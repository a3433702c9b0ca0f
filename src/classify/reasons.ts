import type { Evidence, Hit, Meaning } from './evidence.ts';
import { isFalseFriend } from './evidence.ts';
import { TIERS } from './taxonomy.ts';
import type { Tier } from './taxonomy.ts';

/** More than these say nothing new to a reader. */
const MOST_REASONS = 4;

/** Why this may be IT at all, best first, and then what spoke against it. */
export function itReasons(evidence: Evidence): readonly string[] {
  const terms = ranked(evidence.hits, (meaning) =>
    meaning.kind === 'it' || meaning.kind === 'category' ? meaning.tier : undefined,
  );
  const codes = evidence.codes
    .filter(({ meaning }) => meaning.it > 0)
    .toSorted((one, other) => other.share * other.meaning.it - one.share * one.meaning.it)
    .map(({ cpv }) => codeReason(cpv));
  const names = frameworks(evidence.hits);
  return [...interleaved([...names, ...terms], codes).slice(0, MOST_REASONS), ...against(evidence)];
}

/** Why it is of this kind: terms of the title before those of the description, codes after; hints only where nothing better is found. */
export function categoryReasons(evidence: Evidence, slug: string): readonly string[] {
  const terms = ranked(evidence.hits, (meaning) =>
    meaning.kind === 'category' && meaning.slug === slug ? meaning.tier : undefined,
  );
  const codes = evidence.codes
    .filter(({ meaning }) => meaning.categories.some((category) => category.slug === slug))
    .map(({ cpv }) => codeReason(cpv));
  const named = evidence.hits.filter((hit) =>
    hit.meanings.some((meaning) => meaning.kind === 'framework' && meaning.category === slug),
  );
  return interleaved([...terms, ...frameworks(named)], codes).slice(0, MOST_REASONS);
}

/** At most half of the reasons are codes as long as there are terms, and the other way round. */
function interleaved(terms: readonly string[], codes: readonly string[]): readonly string[] {
  const half = MOST_REASONS / 2;
  const shown = terms.slice(0, Math.max(half, MOST_REASONS - codes.length));
  return [...shown, ...codes.slice(0, MOST_REASONS - shown.length)];
}

function ranked(hits: readonly Hit[], tierOf: (meaning: Meaning) => Tier | undefined): readonly string[] {
  const found = hits.flatMap((hit) => {
    if (isFalseFriend(hit)) return [];
    const tiers = hit.meanings.map(tierOf).filter((tier) => tier !== undefined);
    const best = TIERS.find((tier) => tiers.includes(tier));
    return best === undefined ? [] : [{ hit, best }];
  });
  const said = found.some(({ best }) => best !== 'hint');
  const seen = new Set<string>();
  return found
    .filter(({ best }) => !said || best !== 'hint')
    .toSorted((one, other) => rank(one) - rank(other))
    .filter(({ hit }) => !seen.has(hit.words) && seen.add(hit.words))
    .map(({ hit }) => termReason(hit));
}

function rank({ hit, best }: { readonly hit: Hit; readonly best: Tier }): number {
  return TIERS.indexOf(best) * 2 + (hit.place === 'title' ? 0 : 1);
}

function frameworks(hits: readonly Hit[]): readonly string[] {
  const names = hits.flatMap((hit) =>
    hit.meanings.flatMap((meaning) => (meaning.kind === 'framework' ? [meaning.name] : [])),
  );
  return [...new Set(names)].map((name) => `framework ${name}`);
}

function against(evidence: Evidence): readonly string[] {
  const titled = evidence.hits.filter((hit) => hit.place === 'title');
  const friend = titled.find(isFalseFriend);
  const trade = titled.find((hit) => hit.meanings.every((meaning) => meaning.kind === 'other-trade'));
  const first = evidence.codes[0];
  return [
    ...(friend === undefined ? [] : [`not counted: ${termReason(friend)}`]),
    ...(trade === undefined ? [] : [`against: ${termReason(trade)}`]),
    ...(first !== undefined && first.meaning.it < 0 ? [`against: ${codeReason(first.cpv)}`] : []),
  ];
}

function termReason(hit: Hit): string {
  return `'${hit.words}' in the ${hit.place}`;
}

function codeReason(cpv: { readonly code: string; readonly description: string | undefined }): string {
  return `CPV ${cpv.code}${cpv.description === undefined ? '' : ` ${cpv.description}`}`;
}
