import { flag, list, type Json } from '../json.ts';

/**
 * Whether the tender is above the threshold; or, where an award or a contract is told, whether that is. Of several that differ
 * nothing is said of the whole.
 */
export function readAboveThreshold(release: Json, tender: Json): boolean | undefined {
  return flag(tender['aboveThreshold']) ?? alike(release['awards']) ?? alike(release['contracts']);
}

function alike(parts: unknown): boolean | undefined {
  let all: boolean | undefined;
  for (const part of list(parts)) {
    const one = flag(part['aboveThreshold']);
    if (one !== undefined && all !== undefined && one !== all) return undefined;
    all ??= one;
  }
  return all;
}
