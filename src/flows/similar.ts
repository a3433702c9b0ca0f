import { LITTLE, PROCEDURAL } from '../classify/standing-words.ts';
import type { Clock, Reads, Store } from '../domain/ports.ts';
import type { Procurement } from '../domain/procurement.ts';
import { VAGUE_STEMS } from '../match/preview/common-words.ts';
import { tellingWords } from '../match/telling-words.ts';
import { firstNamed } from './named.ts';
import { searchProcurements } from './search.ts';

export interface SimilarDeps {
  readonly store: Pick<Store, 'search'> & Pick<Reads, 'procurements' | 'frequencies'>;
  readonly clock: Clock;
}

/** What reads like a text. */
export interface Similar {
  /** What the text named, where that is held. */
  readonly to: Procurement | undefined;
  /** As it was looked for, in the query language: it can be searched and saved. */
  readonly query: string;
  /** The likest first, without what was named. */
  readonly procurements: readonly Procurement[];
}

const MOST_FOUND = 5;
/** The rarest words of a text say what it is about; more of them find what shares only the common ones. */
const MOST_WORDS = 6;
/** A message may be long; what it is about stands at its beginning. */
const MOST_READ = 2_000;
const MOST_WAIT_MS = 5_000;

/**
 * Open procurements that read like what a text names, or like the text itself: those that say its rarest words, most of them
 * first. Undefined where the text says nothing that could be looked for, or the search does not answer in time.
 */
export async function similarTo(text: string, deps: SimilarDeps): Promise<Similar | undefined> {
  const to = await firstNamed(text, deps.store);
  const words = await rarest(to === undefined ? text.slice(0, MOST_READ) : wordsOf(to), deps);
  if (words.length === 0) return undefined;
  const [category] = to?.classification.categories ?? [];
  const query = [
    `(${words.join(' OR ')})`,
    ...(category === undefined ? [] : [`category:${category.slug}`]),
  ].join(' ');
  const wish = { limit: MOST_FOUND + 1, sort: 'relevance', stage: 'open', withinMs: MOST_WAIT_MS } as const;
  const found = await searchProcurements(query, deps, wish);
  if (!('procurements' in found)) return undefined;
  const others = found.procurements.filter((one) => one.id !== to?.id).slice(0, MOST_FOUND);
  return { to, query: found.parsed.canonical, procurements: others };
}

function wordsOf({ view, classification }: Procurement): string {
  return [view.title, ...classification.summary].join('. ');
}

/** By how few procurements say them; what none says finds nothing. */
async function rarest(text: string, { store }: SimilarDeps): Promise<readonly string[]> {
  const words = tellingWords(
    text,
    (stem) => LITTLE.has(stem) || PROCEDURAL.has(stem) || VAGUE_STEMS.has(stem),
  );
  const counts = await store.frequencies.of(words.map((one) => one.stem));
  return words
    .map(({ stem, written }) => ({ written, count: counts.get(stem) ?? 0 }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => a.count - b.count)
    .slice(0, MOST_WORDS)
    .map(({ written }) => written);
}
