import { createGatherer, type Evidence, type NoticeText } from '../src/classify/evidence.ts';
import type { Taxonomy } from '../src/classify/taxonomy.ts';
import { createTermBook } from '../src/classify/term-book.ts';
import { aTaxonomy } from './small-taxonomy.ts';

/** A notice as the classifier reads it; codes in their order, the first the main one. */
export function aNoticeText(title: string, description = '', ...codes: readonly string[]): NoticeText {
  return {
    titles: title === '' ? [] : [title],
    descriptions: description === '' ? [] : [description],
    cpv: codes.map((code, index) => ({ code, description: undefined, main: index === 0 })),
    buyer: undefined,
  };
}

/** What the small taxonomy finds in a notice. */
export function evidenceOf(text: NoticeText, taxonomy: Taxonomy = aTaxonomy()): Evidence {
  return createGatherer(taxonomy, createTermBook(taxonomy), new Set())(text);
}
