/** Facts of a document that only the index of subscriptions asks for; the others are in `facts.ts`. */

/** Open at the instant of asking. */
export const OPEN = '_open';

/** Where bands of value end, pence: each about as frequent as the next among values that notices state. */
const BAND_ENDS = [10, 25, 50, 100, 150, 250, 500, 1000, 2000, 5000, 10_000, 50_000].map((k) => k * 100_000);

export const BANDS = BAND_ENDS.length + 1;
/** No value is stated. */
export const NO_BAND = '_band_none';

/** The bands that a span of pence touches. */
export function bandsBetween(min: number, max: number): readonly number[] {
  const [first, last] = [bandOf(Math.min(min, max)), bandOf(Math.max(min, max))];
  return Array.from({ length: last - first + 1 }, (_, more) => first + more);
}

function bandOf(pence: number): number {
  const band = BAND_ENDS.findIndex((end) => pence < end);
  return band < 0 ? BAND_ENDS.length : band;
}

export function bandFact(band: number): string {
  return BAND_FACTS[band] ?? NO_BAND;
}

const BAND_FACTS = Array.from({ length: BANDS }, (_, band) => `_band_${band}`);
