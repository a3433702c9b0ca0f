import { suggest } from './suggest.ts';

/** The fields of the query language that are built. */
const FIELDS = ['it', 'category', 'stage', 'cpv', 'region', 'value', 'ends', 'buyer'] as const;
export type Field = (typeof FIELDS)[number];

/** Fields of the full language that a query may name already; they are not understood yet. */
export const LATER_FIELDS = [
  'closing',
  'published',
  'portal',
  'sme',
  'vcse',
  'framework',
  'procedure',
  'threshold',
  'title',
  'subcategory',
  'buyer-type',
] as const;

export const FIELD_NAMES: ReadonlySet<string> = new Set([...FIELDS, ...LATER_FIELDS]);

export function isField(name: string): name is Field {
  return (FIELDS as readonly string[]).includes(name);
}

/** What other services call these fields. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  location: 'region',
  place: 'region',
  nuts: 'region',
  itl: 'region',
  budget: 'value',
  price: 'value',
  amount: 'value',
  authority: 'buyer',
  organisation: 'buyer',
  customer: 'buyer',
  status: 'stage',
  deadline: 'closing',
  expires: 'ends',
  expiry: 'ends',
  source: 'portal',
};

/** The field that somebody who wrote `name:` probably meant. */
export function meantField(name: string): string | undefined {
  return suggest(name, [...FIELD_NAMES]) ?? (Object.hasOwn(ELSEWHERE, name) ? ELSEWHERE[name] : undefined);
}
