import { parseQuery } from '../match/parse.ts';
import type { Preview } from '../match/preview/preview.ts';
import { isTooBroad, saysLittle, type Volume } from '../match/preview/volume.ts';
import type { Heard } from '../match/proposal/heard.ts';
import { narrowerRungs, widerRungs, type Rung, type Why } from '../match/proposal/rungs.ts';
import { cameIn, spanHeld, type PreviewDeps } from './came-lately.ts';
import { hear, type Ears } from './hear.ts';
import { LATELY, preview, volumeLately } from './preview.ts';
import { relatedTerms } from './related-terms.ts';

export type SuggestDeps = PreviewDeps & { readonly ears: Ears };

/** A query for what a supplier says of itself. */
export interface Suggestion {
  /** Of the proposed query. */
  readonly preview: Preview;
  /** Its parts, and why each is there. */
  readonly whys: readonly Why[];
  /** How it departs from what was said (`whoever buys`), and why: that would have brought nothing, or too much. */
  readonly departs: { readonly how: string; readonly because: 'nothing' | 'too-much' } | undefined;
  readonly wider: Alternative | undefined;
  readonly narrower: Alternative | undefined;
}

/** Another query; `volume` undefined where nothing is held. */
export interface Alternative extends Rung {
  readonly volume: Volume | undefined;
}

/** A query for a supplier's own words. Undefined where they say nothing that could be looked for. */
export async function suggest(text: string, deps: SuggestDeps): Promise<Suggestion | undefined> {
  const heard = await hear(text, deps);
  const isEmpty = (await spanHeld(LATELY, deps)) === undefined;
  const wider = widerRungs(heard, isEmpty ? [] : await relatedTo(heard, deps));
  const [closest] = wider;
  if (closest === undefined) return undefined;
  const found = isEmpty ? unheld(closest, wider) : await chosenOf({ closest, wider }, deps);
  const { query, whys } = found.chosen;
  return { ...found, whys, preview: await preview({ query: parseQuery(query).query }, deps) };
}

/** What related terms are read from. */
const MOST_READ = 300;
const MOST_RELATED = 2;
const FEWEST_MORE = 2;

/**
 * The closest terms to what was heard in words: few, only such as the taxonomy knows in the same categories, and none that finds
 * more than the words themselves.
 */
async function relatedTo({ words, isIt, categories }: Heard, deps: SuggestDeps): Promise<readonly string[]> {
  const span = await spanHeld(LATELY, deps);
  if (words.length === 0 || span === undefined) return [];
  const { query } = parseQuery(`(${words.join(' OR ')})${isIt ? '' : ' it:any'}`);
  const asked = { span, by: undefined, most: MOST_READ };
  const { hits } = await cameIn(query, asked, deps);
  const related = await relatedTerms(query, hits, asked, deps);
  const heard = new Set(categories.map(({ slug }) => slug));
  return related
    .filter(({ held }) => held >= FEWEST_MORE && held <= hits.length)
    .filter(({ term }) =>
      deps.ears.termsIn(term).terms.some((one) => one.categories.some((slug) => heard.has(slug))),
    )
    .slice(0, MOST_RELATED)
    .map(({ term }) => term);
}

interface Chosen {
  readonly chosen: Alternative;
  readonly departs: Suggestion['departs'];
  readonly wider: Alternative | undefined;
  readonly narrower: Alternative | undefined;
}

/** Nothing is held to check it against. */
function unheld(closest: Rung, wider: readonly Rung[]): Chosen {
  const [, next] = wider;
  const less = narrowerRungs(closest.asks).find(({ query }) => query !== closest.query);
  return {
    chosen: { ...closest, volume: undefined },
    departs: undefined,
    wider: next && { ...next, volume: undefined },
    narrower: less && { ...less, volume: undefined },
  };
}

interface Rungs {
  readonly closest: Rung;
  readonly wider: readonly Rung[];
}

/** The query closest to what was said that brings something and not too much, with one that is wider and one that is narrower. */
async function chosenOf({ closest, wider }: Rungs, deps: SuggestDeps): Promise<Chosen> {
  const count = counter(deps);
  const chosen = (await firstOf(wider, count, isUsual)) ?? (await narrowed(closest, count, deps));
  const often = chosen.volume?.perWeek ?? 0;
  const place = wider.findIndex(({ query }) => query === chosen.query);
  const further = place === -1 ? [] : wider.slice(place + 1);
  const because = (await count(closest.query))?.came === 0 ? 'nothing' : 'too-much';
  return {
    chosen,
    departs: chosen.query === closest.query ? undefined : { how: chosen.how, because },
    wider: await firstOf(further, count, (volume) => volume.perWeek > often && !isTooBroad(volume)),
    narrower: await firstOf(
      narrowerRungs(chosen.asks),
      count,
      (volume) => volume.came > 0 && volume.perWeek < often,
    ),
  };
}

const MOST_NARROWED = 3;

/** The closest brings nothing, and so do all others but those that bring too much; or it brings too much itself. */
async function narrowed(closest: Rung, count: Count, deps: SuggestDeps): Promise<Alternative> {
  let best: Alternative = { ...closest, volume: await count(closest.query) };
  if (!bringsTooMuch(best)) return best;
  const said = await firstOf(narrowerRungs(closest.asks), count, isUsual);
  if (said !== undefined) return said;
  for (let tries = 0; tries < MOST_NARROWED && bringsTooMuch(best); tries += 1) {
    const [proposal] = (await preview({ query: parseQuery(best.query).query }, deps)).proposals;
    if (proposal === undefined) break;
    const because = 'without it, too much would come';
    best = {
      ...proposal,
      asks: best.asks,
      whys: [...best.whys, { part: proposal.how.replace(/^with /, ''), because }],
    };
  }
  return best;
}

function bringsTooMuch({ volume }: Alternative): boolean {
  return volume !== undefined && isTooBroad(volume);
}

/** What brings nothing is kept where too little is held to hold that against it. */
function isUsual(volume: Volume): boolean {
  return (volume.came > 0 || saysLittle(volume)) && !isTooBroad(volume);
}

type Count = (query: string) => Promise<Volume | undefined>;

/** Each query is counted once, as its preview does. */
function counter(deps: SuggestDeps): Count {
  const known = new Map<string, Volume | undefined>();
  return async (text) => {
    if (!known.has(text)) known.set(text, await volumeLately(parseQuery(text).query, deps));
    return known.get(text);
  };
}

async function firstOf(
  rungs: readonly Rung[],
  count: Count,
  isRight: (volume: Volume) => boolean,
): Promise<Alternative | undefined> {
  for (const rung of rungs) {
    const volume = await count(rung.query);
    if (volume !== undefined && isRight(volume)) return { ...rung, volume };
  }
  return undefined;
}
