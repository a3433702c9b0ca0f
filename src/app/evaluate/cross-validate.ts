import { blocksOf } from '../../dedupe/blocks.ts';
import type { Comparable } from '../../dedupe/comparable.ts';
import { featuresOf, observe } from '../../dedupe/features.ts';
import { likenessOf } from '../../dedupe/score.ts';
import { signatureOf, type Signature } from '../../dedupe/signature.ts';
import { WEIGHTS } from '../../dedupe/weights.ts';
import { confidenceOf, fitWeights, type Example } from './fit-weights.ts';
import { withoutOcid } from './judge.ts';
import type { LabelledPair } from './labelled-pair.ts';

const FOLDS = 10;
/** How much a generated pair counts beside a real one. */
const GENERATED = 0.15;

interface Observed extends Example, Pick<LabelledPair, 'label'> {
  readonly fold: number;
  /** They are compared, and not so unlike that no weight is asked. */
  readonly meets: boolean;
}

/** A pair, and the confidence that weights give it which were fitted without its buyer's pairs. */
export interface CrossValidated extends Pick<LabelledPair, 'label'> {
  readonly confidence: number;
}

/**
 * Ten times over: weights are fitted anew on the pairs of nine tenths of the buyers, each pair also without references and
 * without what was awarded, and on generated ones, and used on the pairs of the last tenth. What was observed, and the
 * threshold, stay as they are.
 */
export function crossValidated(
  pairs: readonly LabelledPair[],
  generated: readonly LabelledPair[],
): readonly CrossValidated[] {
  const real = pairs.flatMap((pair) => observedIn(pair, 1 / 3) ?? []);
  const poorer = [withoutReference, withoutAwarded].flatMap((without) =>
    pairs.flatMap(({ a, b, ...pair }) => observedIn({ ...pair, a: without(a), b: without(b) }, 1 / 3) ?? []),
  );
  const made = generated.flatMap((pair) => observedIn(pair, GENERATED) ?? []);
  return Array.from({ length: FOLDS }, (_, fold) => {
    const weights = fitWeights(
      [...[...real, ...poorer].filter((one) => one.fold !== fold), ...made],
      byHand(),
    );
    return real
      .filter((one) => one.fold === fold)
      .map(({ label, meets, observed }) => ({
        label,
        confidence: meets ? confidenceOf(observed, weights) : 0,
      }));
  }).flat();
}

function withoutReference(notice: Comparable): Comparable {
  return { ...notice, reference: '' };
}

function withoutAwarded(notice: Comparable): Comparable {
  return { ...notice, awarded: undefined };
}

/** The rules of the field have weights that were set by hand. */
function byHand(): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(WEIGHTS).filter(([name]) => /^(?:rule|veto): /.test(name)));
}

function observedIn({ a, b, label }: LabelledPair, counts: number): Observed | undefined {
  const [one, other] = [signatureOf(withoutOcid(a)), signatureOf(withoutOcid(b))];
  if (one === undefined || other === undefined) return undefined;
  const blocks = new Set(blocksOf(one));
  return {
    label,
    isSame: label === 'same',
    counts,
    observed: featuresOf(one, other, observe(one, other)),
    meets: blocksOf(other).some((block) => blocks.has(block)) && likenessOf(one, other).confidence > 0,
    fold: foldOf(one, a),
  };
}

/** All pairs of one buyer, however spelt, fall into one fold. */
function foldOf({ buyers }: Signature, { buyer }: Comparable): number {
  const name = buyers[0]?.core ?? buyer?.name ?? '';
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003;
  return sum % FOLDS;
}
