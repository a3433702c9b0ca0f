import type { Query } from '../domain/query.ts';
import type { Subscription, Wanted } from '../domain/subscription.ts';
import { describeQuery } from '../match/describe.ts';
import type { Span } from '../match/preview/held-span.ts';
import { wantedBy } from '../match/preview/asks-for-awards.ts';
import { narrowings } from '../match/preview/narrow.ts';
import type { Preview, Proposal } from '../match/preview/preview.ts';
import { wordsAsked } from '../match/preview/text-part.ts';
import { isTooBroad, MOST_A_WEEK, perWeek, type Volume } from '../match/preview/volume.ts';
import { widenings } from '../match/preview/widen.ts';
import { printQuery } from '../match/print.ts';
import { cameIn, spanHeld, type Lately, type PreviewDeps } from './came-lately.ts';
import { relatedTerms } from './related-terms.ts';

/** What is counted, in days: what is lately usual, and what shows that hardly anything ever comes. */
export const LATELY = 30;
const LONG = 90;

const MOST_LATEST = 5;
const MOST_PROPOSALS = 5;
/** Looked at for each wider query. */
const MOST_TRIED = 150;

export interface PreviewWish {
  readonly query: Query;
  /** Whose it is, or would be. */
  readonly by?: Subscription | undefined;
}

/** What would have come in the last 30 days, and what to do where that is too much or nothing. Saves nothing. */
export async function preview({ query, by }: PreviewWish, deps: PreviewDeps): Promise<Preview> {
  const wanted = by?.wanted ?? wantedBy(query);
  const said = { query: printQuery(query), described: describeQuery(query), wanted };
  const spans = await spansHeld(deps);
  if (spans === undefined) return { ...said, ...NOTHING };
  const { lately, longer } = await countBoth({ query, by }, spans, deps);
  const found = longer ?? lately;
  const verdict = verdictOf(found.volume);
  return {
    ...said,
    volume: lately.volume,
    longer: longer?.volume,
    latest: found.arrivals.slice(0, MOST_LATEST),
    verdict,
    proposals: await proposalsFor(verdict, query, { found, by, wanted, long: spans.long }, deps),
    unheard: verdict === 'too-narrow' ? await unheardOf(query, deps) : [],
    related: await relatedTerms(query, found.hits, { span: spans.span, by, wanted }, deps),
  };
}

/** What would have come in the last 30 days, or where that is nothing in the last 90; undefined where nothing is held. */
export async function volumeLately(query: Query, deps: PreviewDeps): Promise<Volume | undefined> {
  const spans = await spansHeld(deps);
  if (spans === undefined) return undefined;
  const { lately, longer } = await countBoth({ query }, spans, deps);
  return (longer ?? lately).volume;
}

interface Spans {
  readonly span: Span;
  readonly long: Span;
}

async function spansHeld(deps: PreviewDeps): Promise<Spans | undefined> {
  const [span, long] = [await spanHeld(LATELY, deps), await spanHeld(LONG, deps)];
  return span === undefined || long === undefined ? undefined : { span, long };
}

/** The longer span is counted only where the short one brought nothing. */
async function countBoth(
  { query, by }: PreviewWish,
  { span, long }: Spans,
  deps: PreviewDeps,
): Promise<{ readonly lately: Lately; readonly longer: Lately | undefined }> {
  const lately = await cameIn(query, { span, by }, deps);
  if (lately.volume.came > 0) return { lately, longer: undefined };
  return { lately, longer: await cameIn(query, { span: long, by }, deps) };
}

const NOTHING = {
  volume: undefined,
  longer: undefined,
  latest: [],
  verdict: 'nothing-held',
  proposals: [],
  unheard: [],
  related: [],
} as const;

function verdictOf(volume: Volume): Preview['verdict'] {
  if (volume.came === 0) return 'too-narrow';
  return isTooBroad(volume) ? 'too-broad' : 'well';
}

async function unheardOf(query: Query, { store }: PreviewDeps): Promise<readonly string[]> {
  const words = wordsAsked(query);
  const counts = await store.frequencies.of(words.flatMap(({ stems }) => stems));
  return words
    .filter(({ stems }) => stems.every((stem) => counts.get(stem) === 0))
    .map(({ written }) => written);
}

interface Known {
  readonly found: Lately;
  readonly by: Subscription | undefined;
  readonly wanted: readonly Wanted[];
  readonly long: Span;
}

async function proposalsFor(
  verdict: Preview['verdict'],
  query: Query,
  known: Known,
  deps: PreviewDeps,
): Promise<readonly Proposal[]> {
  if (verdict === 'too-broad') return narrower(query, known.found);
  return verdict === 'too-narrow' ? await wider(query, known, deps) : [];
}

/** Counted among what came: nothing needs to be asked again. */
function narrower(query: Query, { arrivals, volume }: Lately): readonly Proposal[] {
  const { span } = volume;
  const most = Math.floor(MOST_A_WEEK / Math.max(perWeek(1, span), Number.MIN_VALUE));
  return narrowings(query, arrivals, most)
    .slice(0, MOST_PROPOSALS)
    .map((one) => ({
      query: printQuery(one.query),
      how: one.how,
      volume: { ...volume, came: one.came, perWeek: perWeek(one.came, span) },
    }));
}

/** What brings something, but not too much, before what brings too much; more before less. */
async function wider(
  query: Query,
  { by, wanted, long }: Known,
  deps: PreviewDeps,
): Promise<readonly Proposal[]> {
  const tried: Proposal[] = [];
  for (const widening of widenings(query)) {
    const { volume } = await cameIn(widening.query, { span: long, by, wanted, most: MOST_TRIED }, deps);
    if (volume.came > 0) tried.push({ query: printQuery(widening.query), how: widening.how, volume });
  }
  return tried.toSorted((a, b) => worth(b) - worth(a)).slice(0, MOST_PROPOSALS);
}

function worth({ volume }: Proposal): number {
  return isTooBroad(volume) ? -volume.perWeek : volume.perWeek;
}
