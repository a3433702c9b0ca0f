import { FACT_FIELDS } from '../domain/query.ts';
import { suggest } from './suggest.ts';

/** The fields of the query language. */
const FIELDS = [
  'it',
  ...FACT_FIELDS,
  'stage',
  'cpv',
  'region',
  'value',
  'closing',
  'ends',
  'published',
  'buyer',
  'supplier',
  'title',
] as const;
export type Field = (typeof FIELDS)[number];

/** Says in which order to answer, which is no part of what is looked for. */
export const SORT_FIELD = 'sort';

export const FIELD_NAMES: ReadonlySet<string> = new Set([...FIELDS, SORT_FIELD]);

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
  closes: 'closing',
  due: 'closing',
  posted: 'published',
  date: 'published',
  since: 'published',
  winner: 'supplier',
  incumbent: 'supplier',
  sector: 'buyer-type',
  route: 'procedure',
  order: 'sort',
  orderby: 'sort',
  type: 'stage',
  postcode: 'region',
  keyword: 'title',
  code: 'cpv',
  expires: 'ends',
  expiry: 'ends',
  source: 'portal',
};

/** The field that somebody who wrote `name:` probably meant. */
export function meantField(name: string): string | undefined {
  return Object.hasOwn(ELSEWHERE, name) ? ELSEWHERE[name] : suggest(name, [...FIELD_NAMES]);
}
