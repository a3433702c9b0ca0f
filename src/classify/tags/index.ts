import type { Tag, View } from '../../domain/procurement.ts';
import { readable } from '../boilerplate.ts';
import type { Framework } from '../taxonomy.ts';
import { CUE } from './cues.ts';
import { demandsOf } from './demands.ts';
import { saysSuits, type Fit } from './fit.ts';
import { insurancesOf } from './insurance.ts';
import { createFrameworkReader, type Named } from './named-frameworks.ts';
import { routesOf } from './routes.ts';
import type { ReadText } from './spots.ts';
import { turnoverOf } from './turnover.ts';
import { plainTag, TAG_IDS, TAG_PREFIXES, type PlainTagId } from './tag-ids.ts';
import { saidThreshold, statedThreshold } from './thresholds.ts';

export { TAG_IDS, TAG_PREFIXES } from './tag-ids.ts';

export type Tagger = (view: View) => readonly Tag[];

/** In the order in which they are shown. */
const PLAIN_IDS = TAG_IDS.map(({ id }) => id);

/** Demands stand in the boilerplate at the end, so all of a description is read, but no book. */
const MOST_CHARACTERS = 20_000;
const LONGEST_TITLES = 1_000;

const FITS: readonly Fit[] = ['sme', 'vcse'];

const NO_TEXT: ReadText = { title: '', body: '' };

/**
 * How something is bought and what a supplier must be or have, as its notices state it; what they do not say has no tag.
 * Fields come before words, and words that deny or only allow something say nothing.
 */
export function createTagger(frameworks: readonly Framework[]): Tagger {
  const readWords = createFrameworkReader(frameworks);
  return (view) => {
    const titles = capped(view.titles, LONGEST_TITLES);
    const texts = capped(view.descriptions, MOST_CHARACTERS).flatMap(inPieces);
    const words = readWords(titles, texts);
    const text = words.cues > CUE.name ? lowered(titles, texts) : NO_TEXT;
    const routes = routesOf(view, text, words);
    const threshold =
      statedThreshold(view) ?? ((words.cues & CUE.threshold) === 0 ? undefined : saidThreshold(text));
    if (threshold !== undefined) routes.add(threshold);
    for (const fit of FITS)
      if (view[fit] ?? ((words.cues & CUE.fit) !== 0 && saysSuits(text, fit))) routes.add(fit);
    const tags: Tag[] = PLAIN_IDS.filter((id) => routes.has(id)).map(plainTag);
    for (const one of words.named) tags.push(frameworkTag(one, routes));
    if ((words.cues & CUE.demand) !== 0) tags.push(...demandsOf(text));
    if ((words.cues & CUE.insurance) !== 0) tags.push(...insurancesOf(text));
    if ((words.cues & CUE.turnover) !== 0) tags.push(...turnoverOf(text));
    return tags;
  };
}

function capped(texts: readonly string[], most: number): readonly string[] {
  const kept: string[] = [];
  let left = most;
  for (const text of texts) {
    if (left <= 0) break;
    kept.push(text.length <= left ? text : text.slice(0, left));
    left -= text.length;
  }
  return kept;
}

/** As much as all others read, whose words are found once, and what is left. */
function inPieces(text: string): readonly string[] {
  const read = readable(text);
  return read.length === text.length ? [text] : [read, text.slice(read.length)];
}

function lowered(titles: readonly string[], texts: readonly string[]): ReadText {
  return { title: titles.join('\n').toLowerCase(), body: texts.join('\n').toLowerCase() };
}

function frameworkTag({ framework, inTitle }: Named, routes: ReadonlySet<PlainTagId>): Tag {
  const { name, slug } = framework;
  const id = `${TAG_PREFIXES.framework}${slug}`;
  if (routes.has('call-off')) return { id, words: `call-off from ${name}` };
  const setsUp = inTitle && (routes.has('framework') || routes.has('dynamic-market'));
  return { id, words: setsUp ? `sets up ${name}` : `names ${name}` };
}
