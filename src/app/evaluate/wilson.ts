/** A share of `whole`, and how far it may be off by chance: the ends of its 95 % interval. */
export interface Share {
  readonly part: number;
  readonly whole: number;
  /** 0 to 1; undefined of nothing. */
  readonly share: number | undefined;
  readonly low: number;
  readonly high: number;
}

/** Of the normal distribution, for 95 %. */
const Z = 1.959964;

/** Wilson's score interval, which holds also near 0 and 1 (https://doi.org/10.1080/01621459.1927.10502953). */
export function shareOf(part: number, whole: number): Share {
  if (whole === 0) return { part, whole, share: undefined, low: 0, high: 1 };
  const share = part / whole;
  const spread = Z ** 2 / whole;
  const middle = share + spread / 2;
  const half = Z * Math.sqrt((share * (1 - share) + spread / 4) / whole);
  return {
    part,
    whole,
    share,
    low: Math.max(0, (middle - half) / (1 + spread)),
    high: Math.min(1, (middle + half) / (1 + spread)),
  };
}
