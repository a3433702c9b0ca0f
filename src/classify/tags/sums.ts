/** A sum in pounds: `£5m`, `£5 million`, `£5,000,000.00`, `GBP 250,000`, `5,000,000`; and `5 million pounds`, `10 000 000 GBP`. */
const SUM =
  /(?:(?:£|\bgbp)\s?(\d{1,3}(?:[, ]\d{3}){1,3}|\d{1,10})|\b(\d{1,3}(?:,\d{3}){1,3}))(\.\d{1,3})?(?:\s?(m(?:illions?|n|ill)?|k|thousand)\b)?|\b((?:\d{1,3}(?:[ ,]\d{3}){1,3}|\d{1,10})(?:\.\d{1,3})?)\s?(m|million|k|thousand)?\s?(?:pounds|gbp)\b/g;
const LEAST = 10_000;
const MOST = 1_000_000_000;

export interface Sum {
  /** Whole pounds. */
  readonly pounds: number;
  readonly start: number;
  readonly end: number;
}

/** The sums in a text that a demand may be of, in order. */
export function sumsIn(text: string): readonly Sum[] {
  const sums: Sum[] = [];
  for (const found of text.matchAll(SUM)) {
    const [whole, marked, grouped, fraction, unit, spoken, spokenUnit] = found;
    const digits = Number((marked ?? grouped ?? spoken ?? '').replaceAll(/[, ]/g, '') + (fraction ?? ''));
    const pounds = Math.round(digits * scaleOf(unit ?? spokenUnit));
    if (pounds >= LEAST && pounds <= MOST) {
      sums.push({ pounds, start: found.index, end: found.index + whole.length });
    }
  }
  return sums;
}

function scaleOf(unit: string | undefined): number {
  if (unit === undefined) return 1;
  return unit.startsWith('m') ? 1_000_000 : 1_000;
}

/** `£5,000,000`. */
export function asPounds(pounds: number): string {
  return `£${String(pounds).replaceAll(/\B(?=(?:\d{3})+$)/g, ',')}`;
}
