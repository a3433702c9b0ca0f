import { endOfLondonDay, fromLondonWall } from '../../base/london.ts';

/**
 * A day or a London wall time; `Z` is ignored, as on Find a Tender, which is the same platform
 * (docs/portals/contracts-finder.md). An offset counts, but only where its plus sign arrives: unencoded it is a space, and
 * the date invalid.
 */
export function instantOf(text: string): number | undefined {
  if (/T\d\d:\d\d:\d\d(?:\.\d+)?[+-]\d\d:\d\d$/.test(text)) {
    const at = Date.parse(text);
    return Number.isNaN(at) ? undefined : at;
  }
  return fromLondonWall(text.replace(/(?:\.\d+)?Z?$/, ''));
}

/** The same as an upper bound: a day counts to its end. */
export function inclusiveInstantOf(text: string): number | undefined {
  return /^\d{4}-\d\d-\d\d$/.test(text) ? endOfLondonDay(text) : instantOf(text);
}
