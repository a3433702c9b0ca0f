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
 * The largest and smallest amounts believed, in pounds. £9,999,999,999 and the like are placeholders
 * (reference/peers.md §0 row 19), and so are 0, 0.01 and 1 (portals.md §2.8).
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
