import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';

/** Three folders up from `src/app/evaluate` and from `dist/app/evaluate` alike. */
const SHIPPED = fileURLToPath(new URL('../../../data/evaluation/purchases.yaml', import.meta.url));

const words = z.string().min(1);
const two = z.tuple([words, words]).readonly();
const schema = z.array(
  z.strictObject({
    titles: two,
    buyers: z.array(words).min(2).readonly(),
    places: z.array(words).min(2).readonly(),
    lots: two,
    cpv: z.tuple([z.string().regex(/^\d{8}$/), z.string().regex(/^\d{8}$/)]).readonly(),
    value: z.number().positive(),
    text: z.array(two).min(2).readonly(),
  }),
);

/** An invented purchase from which notices are made; the file says what its fields are. */
export type Purchase = z.output<typeof schema>[number];

/** @throws Error where the file is missing or of another shape: it is part of the program, so that is a bug. */
export function loadPurchases(): readonly Purchase[] {
  return schema.parse(parse(readFileSync(SHIPPED, 'utf8')));
}
