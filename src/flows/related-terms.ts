import { LITTLE, PROCEDURAL } from '../classify/standing-words.ts';
import type { Procurement } from '../domain/procurement.ts';
import type { Query } from '../domain/query.ts';
import { combine } from '../match/combine.ts';
import { matches } from '../match/evaluate.ts';
import { parseQuery } from '../match/parse.ts';
import { atAnyTime, EVERYTHING } from '../match/preview/at-any-time.ts';
import { VAGUE_STEMS } from '../match/preview/common-words.ts';
import { closest, standOut, type Commonness, type Finds } from '../match/preview/keenness.ts';
import type { Related } from '../match/preview/preview.ts';
import { stemsAsked, termsOf, type Term } from '../match/preview/related.ts';
import { halvesOf, without, withText, type Halves } from '../match/preview/text-part.ts';
import { PLACE_STEMS } from '../match/proposal/places.ts';
import { cameIn, type Asked, type PreviewDeps } from './came-lately.ts';

/** What related terms are read from. */
const MOST_READ = 150;
/** Fewer say nothing about what is usual among them. */
const FEWEST_READ = 4;
/** So many words, and so many phrases, are counted exactly, each with a search. */
const MOST_COUNTED = 16;
const MOST_RELATED = 6;

const NEVER: ReadonlySet<string> = new Set([...LITTLE, ...PROCEDURAL, ...PLACE_STEMS]);

/**
 * Terms that could be asked for besides a query's words, the keenest first: they are read from what it finds (`hits`, of any
 * time), held against everything that is held, and those that stand out are counted among what the query asks but for its words.
 */
export async function relatedTerms(
  query: Query,
  hits: readonly Procurement[],
  asked: Asked,
  deps: PreviewDeps,
): Promise<readonly Related[]> {
  const halves = halvesOf(query);
  const read = hits.slice(0, MOST_READ);
  if (halves.text === undefined || read.length < FEWEST_READ) return [];
  const terms = termsOf(read, { never: NEVER, alone: VAGUE_STEMS, own: stemsAsked(halves.text) });
  const finds = { read: read.length, hits: await countOf(atAnyTime(query), deps) };
  const likely = await standingOut(terms, finds, deps);
  const kept = await closestOf(likely, finds, { halves, asked, deps });
  return await added(kept, { halves, asked, deps });
}

/** Those that are far commoner in what was read than in everything held. A phrase is at most as common as the rarer of its words. */
async function standingOut(
  terms: readonly Term[],
  finds: Finds,
  { store }: PreviewDeps,
): Promise<readonly Term[]> {
  const stems = [...new Set(terms.flatMap((term) => term.stems))];
  const [of, common] = [await store.frequencies.held(), await store.frequencies.of(stems)];
  const commonness: Commonness = {
    of,
    some: (term) => Math.min(...term.stems.map((stem) => common.get(stem) ?? 0)),
  };
  const likely = standOut(terms, finds, commonness);
  return [1, 2].flatMap((words) =>
    likely.filter((term) => term.stems.length === words).slice(0, MOST_COUNTED),
  );
}

interface Around {
  readonly halves: Halves;
  readonly asked: Asked;
  readonly deps: PreviewDeps;
}

/** Against IT everything of IT stands out: so once more, against what the query would find without its words. */
async function closestOf(likely: readonly Term[], finds: Finds, around: Around): Promise<readonly Term[]> {
  const all = atAnyTime(withText(around.halves, undefined) ?? EVERYTHING);
  const of = await countOf(all, around.deps);
  const counts = new Map<Term, number>();
  for (const term of likely) counts.set(term, await countOf(and(all, leafOf(term)), around.deps));
  return closest(likely, finds, { of, some: (term) => counts.get(term) ?? 0 });
}

async function added(terms: readonly Term[], { halves, asked, deps }: Around): Promise<readonly Related[]> {
  const { text } = halves;
  if (text === undefined || terms.length === 0) return [];
  const besides = withText(halves, without(text)) ?? EVERYTHING;
  const found: Related[] = [];
  for (const term of terms) {
    const held = await countOf(atAnyTime(and(besides, leafOf(term))), deps);
    const query = withText(halves, combine('or', [text, leafOf(term)])) ?? text;
    if (held > 0) found.push({ term: term.written, query, came: 0, held });
    if (found.length === MOST_RELATED) break;
  }
  const any = combine(
    'or',
    found.map(({ term }) => leafOf({ written: term })),
  );
  if (any === undefined) return [];
  const { arrivals } = await cameIn(and(besides, any), asked, deps);
  return found.map((one) => {
    const leaf = leafOf({ written: one.term });
    const came = arrivals.filter(({ document, at }) => matches(leaf, document, at)).length;
    return { ...one, came };
  });
}

function and(one: Query, other: Query): Query {
  return combine('and', [one, other]) ?? one;
}

function leafOf({ written }: Pick<Term, 'written'>): Query {
  return halvesOf(parseQuery(written).query).text ?? EVERYTHING;
}

async function countOf(query: Query, { store, clock }: PreviewDeps): Promise<number> {
  const { total } = await store.procurements.search(query, { limit: 0, now: clock.now() });
  return total;
}
