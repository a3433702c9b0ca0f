import { parse } from 'yaml';
import { z } from 'zod';
import { tokens } from '../base/text/tokens.ts';
import { expandTerm } from '../classify/phrases.ts';
import type { Families } from '../classify/phrases.ts';

const term = z.string().regex(/[\p{L}\p{N}]/u, 'must hold a word');

/** A list of terms, as `config/taxonomy.yaml` explains them. */
export const terms = z.array(term).readonly();

/** A list of CPV prefixes. */
export const prefixes = z
  .array(z.string().regex(/^\d{2,8}$/, 'must be a CPV prefix, 2 to 8 digits in quotes'))
  .readonly();

/**
 * Reads a file of terms that ships with the program.
 *
 * @throws Error naming the key of the first thing that is not of the file's shape; `name` is what the message calls the file.
 */
export function parseTermFile<T extends z.ZodType>(text: string, name: string, schema: T): z.output<T> {
  const read = schema.safeParse(parse(text));
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  throw new Error(`${name}: ${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? 'is wrong'}`);
}

/** What is wrong with the first term that cannot be compiled or stands twice. */
export function firstBadTerm(list: readonly string[], families: Families): string | undefined {
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

/** The first word that stands twice. */
export function firstRepeated(words: readonly string[]): string | undefined {
  return words.find((word, index) => words.indexOf(word) !== index);
}
