/**
 * What a procurement is worth, in pence so that sums stay exact. `min` and `max` are net of VAT (equal when one figure
 * was stated); `gross` is the figure including VAT where the portal gives one.
 */
export interface Value {
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly gross: number | undefined;
  readonly currency: string;
}

/** The standard rate since 4 January 2011 (https://www.gov.uk/vat-rates): net = gross / 1.2 where gross alone is stated. */
const VAT_DIVISOR = 1.2;

/**
 * The largest and smallest amounts believed, in pounds. £9,999,999,999 and the like are placeholders, and so are 0, 0.01
 * and 1 (docs/portals).
 */
const LARGEST_POUNDS = 5_000_000_000;
const SMALLEST_POUNDS = 2;

/** Pounds to pence; undefined for what is no believable sum (not finite, negative, placeholder). */
export function pence(pounds: number | undefined): number | undefined {
  if (pounds === undefined || !Number.isFinite(pounds)) return undefined;
  if (pounds < SMALLEST_POUNDS || pounds > LARGEST_POUNDS) return undefined;
  return Math.round(pounds * 100);
}

/** Net pence from gross pence. */
export function netOf(grossPence: number): number {
  return Math.round(grossPence / VAT_DIVISOR);
}

/** Both ends of a value, in pence: a single stated end counts for both; undefined where none is stated. */
export function rangeOf(
  value: Value | undefined,
): { readonly min: number; readonly max: number } | undefined {
  const min = value?.min ?? value?.max;
  const max = value?.max ?? value?.min;
  return min === undefined || max === undefined ? undefined : { min, max };
}
