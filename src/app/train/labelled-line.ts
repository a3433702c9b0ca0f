import { z } from 'zod';
import type { Label } from '../../classify/learn/label.ts';
import type { View } from '../../domain/procurement.ts';
import { loadTaxonomy } from '../load-taxonomy.ts';
import { readPortal } from '../notice-lines/line-fields.ts';
import { viewLineOf } from '../notice-lines/line-view.ts';
import { readLineFields, type Refused } from '../notice-lines/notice-line.ts';

/** A notice, and what a reader said it is. */
export interface LabelledLine {
  readonly id: string;
  readonly portal: string;
  /** The portal's own number of it. */
  readonly notice: string | undefined;
  /** What it was drawn from, where it was drawn by lot. */
  readonly stratum: string | undefined;
  readonly view: View;
  readonly label: Label;
  /** How much it counts beside the others, where that is not as usual. */
  readonly weight?: number;
}

let known: ReadonlySet<string> | undefined;

/** Read once, and only where labels are read. */
function categories(): ReadonlySet<string> {
  known ??= new Set(loadTaxonomy().categories.map(({ slug }) => slug));
  return known;
}

const slug = z.string().refine((value) => categories().has(value), {
  error: ({ input }) => `'${String(input)}' is no category; they are ${[...categories()].join(', ')}`,
});
const slugs = z
  .array(slug)
  .nullish()
  .transform((list) => list ?? []);
const Labelled = z.object({
  it: z.enum(['yes', 'no', 'borderline'], { error: 'must be yes, no or borderline' }),
  primary: slugs,
  cats: slugs,
  maybe: slugs,
  notice: z.string().nullish(),
  stratum: z.string().nullish(),
});

/** Reads a line of JSON as `tenderbell classify` takes it, with `it`, `primary`, `cats` and `maybe` besides; `number` counts from 1. */
export function readLabelledLine(text: string, number: number): LabelledLine | Refused {
  const read = readLineFields(text);
  if ('refused' in read) return read;
  const labelled = Labelled.safeParse(read.fields);
  if (!labelled.success) {
    const [issue] = labelled.error.issues;
    return { refused: `has no label: ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'is wrong'}` };
  }
  const { name, view } = viewLineOf(read.fields, number);
  const { notice, stratum, ...label } = labelled.data;
  return {
    id: name,
    portal: readPortal(read.fields['portal'] ?? read.fields['source']),
    notice: notice ?? undefined,
    stratum: stratum ?? undefined,
    view,
    label,
  };
}
