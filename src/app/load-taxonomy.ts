import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { tokens } from '../base/text/tokens.ts';
import { expandTerm } from '../classify/phrases.ts';
import type { Families } from '../classify/phrases.ts';
import type { Framework, Taxonomy } from '../classify/taxonomy.ts';
import { loadFrameworks } from './load-frameworks.ts';

/** Two folders up from `src/app` and from `dist/app` alike. */
const SHIPPED = fileURLToPath(new URL('../../config/taxonomy.yaml', import.meta.url));

const term = z.string().regex(/[\p{L}\p{N}]/u, 'must hold a word');
const terms = z.array(term).readonly();
const prefixes = z
  .array(z.string().regex(/^\d{2,8}$/, 'must be a CPV prefix, 2 to 8 digits in quotes'))
  .readonly();
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
  const read = schema.safeParse(parse(text));
  if (!read.success) {
    const issue = read.error.issues[0];
    throw new Error(`${name}: ${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? 'is wrong'}`);
  }
  const taxonomy = { ...read.data, frameworks };
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

function firstBadTerm(list: readonly string[], families: Families): string | undefined {
  const repeated = firstRepeated(list.map((written) => written.toLowerCase()));
  if (repeated !== undefined) return `'${repeated}' stands twice`;
  const unknown = list
    .flatMap((written) => written.split(/[\s|]+/))
    .find((word) => word.startsWith('$') && families[word.slice(1)] === undefined);
  if (unknown !== undefined) return `'${unknown}' is no family`;
  const empty = list.find((written) =>
    expandTerm(written, families).some((phrase) =>
      phrase.split(' ').some((word) => tokens(word).length === 0),
    ),
  );
  return empty === undefined ? undefined : `'${empty}' holds a word without letters`;
}

function firstRepeated(words: readonly string[]): string | undefined {
  return words.find((word, index) => words.indexOf(word) !== index);
}
