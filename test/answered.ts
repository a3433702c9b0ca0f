import type { Found, Searched } from '../src/flows/search.ts';

/** What was found, of a search that nothing can have stopped. */
export function answered(searched: Searched): Found {
  if ('procurements' in searched) return searched;
  throw new Error(`not answered: ${JSON.stringify(searched)}`);
}
