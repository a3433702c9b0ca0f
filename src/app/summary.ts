import type { Value } from '../domain/money.ts';
import type { Expiry, Procurement } from '../domain/procurement.ts';
import type { Highlighted } from '../match/highlight.ts';

/** A procurement as `search --json` and other programs see it: pounds, ISO instants, London days. */
export interface Summary {
  readonly id: number;
  readonly title: string;
  readonly buyer: string | null;
  readonly stage: string;
  readonly outcome: string | null;
  readonly deadline: string | null;
  readonly value: {
    readonly min: number | null;
    readonly max: number | null;
    readonly currency: string;
  } | null;
  /** Who holds or held the contract. */
  readonly suppliers: readonly string[];
  /** When the contract ends, without and with every extension that is stated, and how far to trust it. */
  readonly ends: {
    readonly day: string;
    readonly latest: string | null;
    readonly confidence: Expiry['confidence'];
  } | null;
  readonly categories: readonly string[];
  readonly subcategories: readonly string[];
  /** Their ids: `call-off`, `framework:g-cloud-14`. */
  readonly tags: readonly string[];
  /** What is wanted, in at most two sentences of its own text; '' where none says it. */
  readonly summary: string;
  readonly portals: readonly string[];
  readonly url: string;
  readonly published: string;
}

/** Takes from a procurement what a list of results shows of it. */
export function summaryOf({ id, view, classification }: Procurement): Summary {
  const { title, buyer, stage, outcome, deadline, value, suppliers, ends, portals, url, updated } = view;
  return {
    id,
    title,
    buyer: buyer?.name ?? null,
    stage,
    outcome: outcome ?? null,
    deadline:
      deadline === undefined ? null : deadline.timed ? new Date(deadline.at).toISOString() : deadline.day,
    value: value === undefined ? null : poundsOf(value),
    suppliers,
    ends:
      ends === undefined ? null : { day: ends.day, latest: ends.latest ?? null, confidence: ends.confidence },
    categories: classification.categories.map((category) => category.slug),
    subcategories: classification.subcategories,
    tags: classification.tags.map((tag) => tag.id),
    summary: classification.summary.join(' '),
    portals,
    url,
    published: new Date(updated).toISOString(),
  };
}

/** A hit of a search, with why it was found: title and snippet in pieces, hits marked. */
export function hitOf(
  procurement: Procurement,
  highlighted: Highlighted,
): Summary & { readonly highlighted: Highlighted } {
  return { ...summaryOf(procurement), highlighted };
}

function poundsOf({ min, max, currency }: Value): Summary['value'] {
  return { min: pounds(min), max: pounds(max), currency };
}

function pounds(pence: number | undefined): number | null {
  return pence === undefined ? null : pence / 100;
}
