import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { expandTerm } from '../classify/phrases.ts';
import type { Families } from '../classify/phrases.ts';
import type { Subcategories, Subcategory } from '../classify/subcategories.ts';
import type { Taxonomy } from '../classify/taxonomy.ts';
import { firstBadTerm, firstRepeated, parseTermFile, prefixes, terms } from './term-file.ts';

/** Two folders up from `src/app` and from `dist/app` alike. */
const SHIPPED = fileURLToPath(new URL('../../config/subcategories.yaml', import.meta.url));

const slug = z.string().regex(/^[a-z]+(-[a-z]+)*$/, 'must be lower-case words joined by hyphens');

const schema = z.strictObject({
  falseFriends: terms,
  categories: z.record(
    z.string(),
    z.record(
      slug,
      z.strictObject({
        name: z.string().min(1),
        terms,
        codes: prefixes,
        other: z.boolean().default(false),
      }),
    ),
  ),
});

/** What the taxonomy says that the second level builds on. */
export type FirstLevel = Pick<Taxonomy, 'families' | 'categories'>;

/**
 * Reads the subcategories that ship with the program, or another file of their shape.
 *
 * @throws Error where the file is missing or breaks a rule, with the key: the file is part of the program, so that is a bug.
 */
export function loadSubcategories(taxonomy: FirstLevel, path: string = SHIPPED): Subcategories {
  return parseSubcategories(readFileSync(path, 'utf8'), path, taxonomy);
}

/** @throws Error naming the key of the first thing that is wrong; `name` is what the message calls the file. */
export function parseSubcategories(text: string, name: string, taxonomy: FirstLevel): Subcategories {
  const read = parseTermFile(text, name, schema);
  const categories = new Map(
    Object.entries(read.categories).map(([category, own]) => [
      category,
      Object.entries(own).map(([named, rest]) => ({ slug: named, ...rest })),
    ]),
  );
  const subcategories = { falseFriends: read.falseFriends, categories };
  const wrong = firstContradiction(subcategories, taxonomy);
  if (wrong !== undefined) throw new Error(`${name}: ${wrong}`);
  return subcategories;
}

/** What the shape alone cannot say: names that must exist, and what may stand only once. */
function firstContradiction(
  { falseFriends, categories }: Subcategories,
  { families, categories: known }: FirstLevel,
): string | undefined {
  const stranger = [...categories.keys()].find((category) => known.every((one) => one.slug !== category));
  if (stranger !== undefined) return `categories: category '${stranger}' does not exist`;
  const slugs = [...categories.values()].flat().map((own) => own.slug);
  const twice = firstRepeated(slugs);
  if (twice !== undefined) return `categories: '${twice}' stands twice`;
  const wrong = firstBadTerm(falseFriends, families);
  if (wrong !== undefined) return `falseFriends: ${wrong}`;
  for (const [category, own] of categories) {
    const found = wrongIn(own, families);
    if (found !== undefined) return `categories.${category}${found}`;
  }
  return undefined;
}

/** In one category a phrase and a prefix mean one subcategory, and one at most takes what is left. */
function wrongIn(own: readonly Subcategory[], families: Families): string | undefined {
  for (const { slug: named, terms: written } of own) {
    const wrong = firstBadTerm(written, families);
    if (wrong !== undefined) return `.${named}.terms: ${wrong}`;
  }
  const phrases = own.flatMap(({ terms: written }) => phrasesOf(written, families));
  const shared = firstRepeated(phrases);
  if (shared !== undefined) return `: '${shared}' stands twice`;
  const prefix = firstRepeated(own.flatMap(({ codes }) => codes));
  if (prefix !== undefined) return `: code '${prefix}' stands twice`;
  const others = own.filter(({ other }) => other).map((one) => one.slug);
  return others.length > 1 ? `: '${others.join("', '")}' are both other` : undefined;
}

/** What the terms of one subcategory stand for, as it is compared: each once, for two of them may meet. */
function phrasesOf(written: readonly string[], families: Families): readonly string[] {
  const phrases = written.flatMap((one) => expandTerm(one, families));
  return [...new Set(phrases.map((phrase) => phrase.toLowerCase()))];
}
