import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { tokens } from '../base/text/tokens.ts';
import type { Framework } from '../classify/taxonomy.ts';
import { spellings } from './reference-spellings.ts';
import { parseTermFile, terms } from './term-file.ts';

/** Two folders up from `src/app` and from `dist/app` alike. */
const SHIPPED = fileURLToPath(new URL('../../config/frameworks.yaml', import.meta.url));

const day = z.iso.date('must be a day, 2026-10-28 in quotes');

const named = {
  name: z.string().regex(/[a-z]/i, 'must hold a word'),
  references: terms.default([]),
  aliases: terms.default([]),
  plain: terms.default([]),
  from: day.optional(),
  until: day.optional(),
};
const iteration = z.strictObject(named);
const agreement = z.strictObject({
  ...named,
  operator: z.string(),
  it: z.enum(['yes', 'no']),
  category: z.string().optional(),
  iterations: z.array(iteration).default([]),
});
const schema = z.strictObject({
  asOf: day,
  operators: z.record(z.string(), terms),
  frameworks: z.array(agreement),
});

type Agreement = z.infer<typeof agreement>;
type Iteration = z.infer<typeof iteration>;

/**
 * Reads the frameworks that ship with the program, or another file of their shape.
 *
 * @throws Error where the file is missing or breaks a rule, with the key: the file is part of the program, so that is a bug.
 */
export function loadFrameworks(path: string = SHIPPED): readonly Framework[] {
  return parseFrameworks(readFileSync(path, 'utf8'), path);
}

/** @throws Error naming the key of the first thing that is wrong; `name` is what the message calls the file. */
export function parseFrameworks(text: string, name: string): readonly Framework[] {
  const read = parseTermFile(text, name, schema);
  const { operators } = read;
  const stranger = read.frameworks.find(({ operator }) => operators[operator] === undefined);
  if (stranger !== undefined) {
    throw new Error(`${name}: frameworks: ${stranger.name}: operator '${stranger.operator}' is not listed`);
  }
  const frameworks = read.frameworks.flatMap((stated) =>
    withIterations(stated, operators[stated.operator] ?? []),
  );
  const wrong = firstContradiction(frameworks);
  if (wrong !== undefined) throw new Error(`${name}: frameworks: ${wrong}`);
  return frameworks;
}

function withIterations(stated: Agreement, operatorNames: readonly string[]): readonly Framework[] {
  const { operator, category } = stated;
  const shared = { operator, operatorNames, category, it: stated.it === 'yes' };
  const family = { ...shared, ...own(stated, operatorNames), family: undefined };
  return [
    family,
    ...stated.iterations.map((one) => {
      const found = own(one, operatorNames);
      const aliases = distinct([...found.aliases, ...numbered(stated.aliases, one.name)]);
      return { ...shared, ...found, aliases, family: family.slug };
    }),
  ];
}

function own({ name, references, aliases, plain, from, until }: Iteration, operatorNames: readonly string[]) {
  const slug = wordsOf(name).join('-');
  const numbers = references.flatMap((reference) => spellings(reference, operatorNames));
  return { name, slug, aliases: distinct([...aliases, ...numbers]), plain, from, until };
}

/** `G-Cloud 14` under the aliases of G-Cloud: `g cloud 14`, `gcloud14`… */
function numbered(aliases: readonly string[], name: string): readonly string[] {
  const number = /\d+$/.exec(name)?.[0];
  return number === undefined ? [] : aliases.flatMap((alias) => [`${alias} ${number}`, `${alias}${number}`]);
}

function wordsOf(name: string): readonly string[] {
  return tokens(name).map(({ word }) => word);
}

function distinct(all: readonly string[]): readonly string[] {
  return [...new Set(all)];
}

/** What the shape alone cannot say: a slug, and a name that counts by itself, mean one framework each. */
function firstContradiction(frameworks: readonly Framework[]): string | undefined {
  const slugs = new Set<string>();
  const owners = new Map<string, string>();
  for (const { name, slug, aliases, plain } of frameworks) {
    if (slugs.has(slug)) return `'${slug}' stands twice`;
    slugs.add(slug);
    const empty = [...aliases, ...plain].find((alias) =>
      alias.split(/[\s|]+/).some((word) => tokens(word).length === 0),
    );
    if (empty !== undefined) return `${name}: '${empty}' holds a word without letters`;
    for (const alias of aliases) {
      const owner = owners.get(alias);
      if (owner !== undefined) return `${name}: '${alias}' is also ${owner}`;
      owners.set(alias, name);
    }
  }
  return undefined;
}
