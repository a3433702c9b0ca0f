import { hashText } from '../base/text/hash.ts';
import type { Place } from '../domain/ports.ts';
import { SORTS, type Query, type Sort } from '../domain/query.ts';
import { printQuery } from './print.ts';

/** The search that a page of results belongs to. */
export interface PagedSearch {
  readonly query: Query;
  readonly sort: Sort;
}

const NUMBER = '-?[0-9a-z]{1,11}';
const WRITTEN = new RegExp(
  `^(?<sort>${SORTS.join('|')})\\.(?<check>[0-9a-z]{1,7})\\.(?<numbers>${NUMBER}\\.\\d\\.${NUMBER}\\.${NUMBER})$`,
);
const BASE = 36;

/** Where a page ended, as one word that people and programs carry to the next: of this search alone. */
export function placeText(place: Place, { query }: PagedSearch): string {
  const numbers = [place.at, place.part, place.key, place.id]
    .map((number) => number.toString(BASE))
    .join('.');
  return `${place.sort}.${checkOf(query, numbers)}.${numbers}`;
}

/** The place that `placeText` wrote; or, in a sentence, why it is none of this search's. */
export function readPlace(text: string, search: PagedSearch): Place | { readonly refused: string } {
  const { sort, check, numbers = '' } = WRITTEN.exec(text.trim())?.groups ?? {};
  const written = SORTS.find((one) => one === sort);
  if (written === undefined)
    return { refused: 'this is not where a page of results ended: take it from that page as it stands' };
  if (written !== search.sort)
    return {
      refused: `that page was sorted by ${written}, and this one is by ${search.sort}: begin with its first page`,
    };
  if (check !== checkOf(search.query, numbers))
    return { refused: 'that page is of another search: begin with the first page of this one' };
  const [at = 0, part = 0, key = 0, id = 0] = numbers
    .split('.')
    .map((number) => Number.parseInt(number, BASE));
  return { sort: written, at, part, key, id };
}

function checkOf(query: Query, numbers: string): string {
  return hashText(`${numbers} ${printQuery(query)}`).toString(BASE);
}
