import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Framework, Taxonomy } from '../classify/taxonomy.ts';
import { loadFrameworks } from './load-frameworks.ts';
import { firstBadTerm, firstRepeated, parseTermFile, prefixes, terms } from './term-file.ts';

/** Two folders up from `src/app` and from `dist/app` alike. */
const SHIPPED = fileURLToPath(new URL('../../config/taxonomy.yaml', import.meta.url));

const codes = z.strictObject({ strong: prefixes, weak: prefixes });
const tiers = z.strictObject({ strong: terms, fair: terms, hint: terms });

const schema = z.strictObject({
  families: z.record(z.string(), terms),
  it: z.strictObject({ codes, terms: tiers }),
  categories: z.array(
    z.strictObject({
      slug: z.string().regex(/^[a-z]+$/, 'must be lower-case letters'),
      name: z.string().min(1),
      description: z.string().min(1),
      codes,
      terms: tiers,
    }),
  ),
  falseFriends: terms,
  otherTrades: terms,
  otherTradeCodes: z.strictObject({ blocking: prefixes, neutral: prefixes }),
  boilerplate: z.record(z.string(), terms),
});

/**
 * Reads the taxonomy that ships with the program, or another file of its shape, with the frameworks of `config/frameworks.yaml`.
 *
 * @throws Error where the file is missing or breaks a rule, with the key: the file is part of the program, so that is a bug.
 */
export function loadTaxonomy(path: string = SHIPPED): Taxonomy {
  return parseTaxonomy(readFileSync(path, 'utf8'), path);
}

/** @throws Error naming the key of the first thing that is wrong; `name` is what the message calls the file. */
export function parseTaxonomy(
  text: string,
  name: string,
  frameworks: readonly Framework[] = loadFrameworks(),
): Taxonomy {
  const read = parseTermFile(text, name, schema);
  const taxonomy = { ...read, frameworks };
  const wrong = firstContradiction(taxonomy);
  if (wrong !== undefined) throw new Error(`${name}: ${wrong}`);
  return taxonomy;
}

/** What the shape alone cannot say: names that must exist, and terms that may stand only once. */
function firstContradiction(taxonomy: Taxonomy): string | undefined {
  const slugs = taxonomy.categories.map(({ slug }) => slug);
  const twice = firstRepeated(slugs);
  if (twice !== undefined) return `categories: '${twice}' stands twice`;
  for (const { name, category } of taxonomy.frameworks) {
    if (category !== undefined && !slugs.includes(category)) {
      return `frameworks: ${name}: category '${category}' does not exist`;
    }
  }
  for (const [key, list] of termLists(taxonomy)) {
    const wrong = firstBadTerm(list, taxonomy.families);
    if (wrong !== undefined) return `${key}: ${wrong}`;
  }
  return undefined;
}

function termLists(taxonomy: Taxonomy): readonly (readonly [string, readonly string[]])[] {
  return [
    ['it.terms', Object.values(taxonomy.it.terms).flat()],
    ...taxonomy.categories.map(
      ({ slug, terms: own }) => [`categories.${slug}.terms`, Object.values(own).flat()] as const,
    ),
    ['falseFriends', taxonomy.falseFriends],
    ['otherTrades', taxonomy.otherTrades],
    ['boilerplate', Object.values(taxonomy.boilerplate).flat()],
  ];
}
