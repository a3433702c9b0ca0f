import type { Store } from '../domain/ports.ts';
import type { Address, OthersCallOffs, Subscriber } from '../domain/subscription.ts';
import { suggestions } from '../match/suggest.ts';

/** A framework that can be named: config/frameworks.yaml. */
export interface KnownFramework {
  readonly slug: string;
  /** The slug of the family that it is an iteration of. */
  readonly family: string | undefined;
}

export interface FrameworksSaid {
  /** As typed; undefined to leave them as they are, `[]` for none. */
  readonly on: readonly string[] | undefined;
  readonly others: OthersCallOffs | undefined;
}

/** A subscriber says which frameworks it is on, and what becomes of call-offs from others. */
export async function sayFrameworks(
  address: Address,
  said: FrameworksSaid,
  deps: { readonly store: Store; readonly frameworks: readonly KnownFramework[] },
): Promise<{ readonly subscriber: Subscriber } | { readonly refused: string }> {
  const on = said.on === undefined ? undefined : readSlugs(said.on, deps.frameworks);
  if (on !== undefined && 'refused' in on) return on;
  return await deps.store.transaction(async (tx) => {
    const before = await tx.subscriptions.subscriber(address);
    await tx.subscriptions.state(before.id, {
      frameworks: on === undefined ? before.frameworks : on.values,
      othersCallOffs: said.others ?? before.othersCallOffs,
    });
    return { subscriber: (await tx.subscriptions.subscriberAt(address)) ?? before };
  });
}

/** Slugs that are known; where one is not, the one that may be meant. */
function readSlugs(
  typed: readonly string[],
  frameworks: readonly KnownFramework[],
): { readonly values: readonly string[] } | { readonly refused: string } {
  const known = new Map(frameworks.map((one) => [one.slug, one]));
  const values: string[] = [];
  for (const text of typed) {
    const slug = text
      .trim()
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
      .replaceAll(/^-|-$/g, '');
    const found = known.get(slug);
    if (found === undefined) {
      const meant = suggestions(slug, [...known.keys()]).join(' or ');
      const advice = meant === '' ? 'config/frameworks.yaml lists them' : `did you mean ${meant}?`;
      return { refused: `'${text.trim()}' is no framework that is known here; ${advice}` };
    }
    values.push(...valuesOf(found, frameworks));
  }
  return { values: [...new Set(values)] };
}

/**
 * A call-off that names "G-Cloud" and no number may be from the iteration that somebody is on; whoever is on a family is on each
 * of its iterations, whatever those are called.
 */
function valuesOf(
  { slug, family }: KnownFramework,
  frameworks: readonly KnownFramework[],
): readonly string[] {
  const iterations = frameworks.filter((one) => one.family === slug && !one.slug.startsWith(`${slug}-`));
  return [slug, ...iterations.map((one) => one.slug), ...(family === undefined ? [] : [`=${family}`])];
}

/** The frameworks that a subscriber is on, as it said so. */
export function frameworksSaid({
  frameworks,
}: Pick<Subscriber, 'frameworks'>): readonly string[] | undefined {
  return frameworks?.filter((value) => !value.startsWith('='));
}
