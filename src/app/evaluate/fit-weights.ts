/** What was observed of a pair (`dedupe/features.ts`), and what it is. */
export interface Example {
  readonly observed: readonly string[];
  readonly isSame: boolean;
  /** How much it counts beside the others. */
  readonly counts: number;
}

type Weights = Readonly<Record<string, number>>;

const ROUNDS = 150;
/** Pulls weights of what was seldom observed towards 0 (ridge). */
const PULL = 1;
/** The least curvature believed, so that no step is wild. */
const LEAST = 1e-3;

/**
 * Weights of a logistic regression: Newton's method on the diagonal, with a ridge. Those in `fixed` are set by hand and
 * stay; the same examples give the same weights.
 */
export function fitWeights(examples: readonly Example[], fixed: Weights): Weights {
  const names = [...new Set(examples.flatMap(({ observed }) => observed))].filter(
    (name) => fixed[name] === undefined,
  );
  const placeOf = new Map(names.map((name, at) => [name, at]));
  const rows = examples.map(({ observed, isSame, counts }) => ({
    places: observed.flatMap((name) => placeOf.get(name) ?? []),
    start: observed.reduce((sum, name) => sum + (fixed[name] ?? 0), 0),
    isSame,
    counts,
  }));
  const weights = new Float64Array(names.length);
  for (let round = 0; round < ROUNDS; round += 1) {
    const slopes = new Float64Array(names.length);
    const curves = new Float64Array(names.length);
    for (const { places, start, isSame, counts } of rows) {
      const odds = places.reduce((sum, at) => sum + (weights[at] ?? 0), start);
      const likely = 1 / (1 + Math.exp(-odds));
      const curve = Math.max(likely * (1 - likely), LEAST) * counts * places.length;
      for (const at of places) {
        slopes[at] = (slopes[at] ?? 0) + (likely - (isSame ? 1 : 0)) * counts;
        curves[at] = (curves[at] ?? 0) + curve;
      }
    }
    for (const at of weights.keys())
      weights[at] =
        (weights[at] ?? 0) - ((slopes[at] ?? 0) + PULL * (weights[at] ?? 0)) / ((curves[at] ?? 0) + PULL);
  }
  return { ...fixed, ...Object.fromEntries(names.map((name, at) => [name, weights[at] ?? 0])) };
}

/** 0 to 1, as `dedupe/score.ts` makes it of weights. */
export function confidenceOf(observed: readonly string[], weights: Weights): number {
  return 1 / (1 + Math.exp(-observed.reduce((sum, name) => sum + (weights[name] ?? 0), 0)));
}
