import { createRequire } from 'node:module';
import { resemblance, seededRandom, SKETCH_SIZE, sketchOf } from '../built.mjs';
import { textOf, WORDS } from '../crowd.mjs';
import { inTurns, timed } from '../measure.mjs';

/**
 * The package has no types of its own.
 *
 * @typedef {{ hashvalues: number[]; inithashvalues(): void; update(text: string): void; jaccard(other: Theirs): number }} Theirs
 */
const { Minhash } = /** @type {{ Minhash: new (given: { numPerm: number; seed?: number }) => Theirs }} */ (
  /** @type {unknown} */ (createRequire(import.meta.url)('minhash'))
);

const TEXTS = 2000;

/**
 * Near-duplicate sketches of texts of some fifty words, beside the package `minhash`: as many hashes over the same pairs
 * of neighbouring words. The pairs are made beforehand for the package, and one object of it serves all texts, for it
 * draws its hash functions anew with each.
 *
 * @param {import('../measure.mjs').Setting} setting
 * @returns {Promise<readonly import('../measure.mjs').Row[]>}
 */
export async function run({ quick }) {
  const pairs = pairsOfTexts(TEXTS / 2);
  const texts = pairs.flat();
  const shingled = texts.map(shinglesOf);
  const theirs = new Minhash({ numPerm: SKETCH_SIZE });
  let kept = 0;
  function ours() {
    return timed(() => {
      for (const words of texts) kept += sketchOf(words).length;
    });
  }
  function bare() {
    return timed(() => {
      for (const shingles of shingled) kept += sketchedBy(theirs, shingles).length;
    });
  }
  const took = await inTurns({ ours, bare }, { rounds: 15, seconds: quick ? 1 : 4 });
  if (kept === 0) throw new Error('nothing was sketched');
  const off = errors(pairs);
  return [
    {
      what: 'sketch, beside minhash',
      unit: 'µs/text',
      ours: (took.ours / TEXTS) * 1000,
      bare: (took.bare / TEXTS) * 1000,
      ratio: took.speed,
      of: 'speed',
      hold: '≥ 4 ×',
      holds: took.speed >= 4,
      note:
        `${SKETCH_SIZE} hashes each; mean error of the share in common: ours ${off.ours.toFixed(3)}, ` +
        `minhash ${off.theirs.toFixed(3)}, over ${pairs.length} pairs that share from none to all`,
    },
  ];
}

/** @param {readonly string[]} words */
function shinglesOf(words) {
  return words.slice(1).map((word, at) => `${words[at]} ${word}`);
}

/**
 * @param {Theirs} minhash
 * @param {readonly string[]} shingles
 */
function sketchedBy(minhash, shingles) {
  minhash.hashvalues = [];
  minhash.inithashvalues();
  for (const shingle of shingles) minhash.update(shingle);
  return minhash.hashvalues;
}

/** @param {readonly string[]} words */
function sketchOfTheirs(words) {
  const minhash = new Minhash({ numPerm: SKETCH_SIZE });
  sketchedBy(minhash, shinglesOf(words));
  return minhash;
}

/**
 * Texts and the same with some words changed, from none to all of them.
 *
 * @param {number} count
 * @returns {readonly (readonly [readonly string[], readonly string[]])[]}
 */
function pairsOfTexts(count) {
  const random = seededRandom('bench sketch');
  return Array.from({ length: count }, (_, number) => {
    const words = textOf(number);
    const changed = number / count / 2;
    return [words, words.map((word) => (random.chance(changed) ? random.pick(WORDS) : word))];
  });
}

/**
 * Mean distance of each estimate from the exact share of word pairs in common.
 *
 * @param {ReturnType<typeof pairsOfTexts>} pairs
 */
function errors(pairs) {
  let [ours, theirs] = [0, 0];
  for (const [a, b] of pairs) {
    const exact = jaccard(new Set(shinglesOf(a)), new Set(shinglesOf(b)));
    ours += Math.abs(resemblance(sketchOf(a), sketchOf(b)) - exact);
    theirs += Math.abs(sketchOfTheirs(a).jaccard(sketchOfTheirs(b)) - exact);
  }
  return { ours: ours / pairs.length, theirs: theirs / pairs.length };
}

/**
 * @param {ReadonlySet<string>} a
 * @param {ReadonlySet<string>} b
 */
function jaccard(a, b) {
  const shared = [...a].filter((one) => b.has(one)).length;
  return shared / (a.size + b.size - shared);
}
