import { seededRandom } from './built.mjs';

/** @typedef {ReturnType<typeof seededRandom>} Random */

/**
 * What one invented notice is about, before it is a notice.
 *
 * @typedef {object} Outline
 * @property {number} seed Of whatever it has of its own.
 * @property {string} buyer
 * @property {readonly string[]} title In words.
 * @property {Family | undefined} family
 * @property {number} deadline Days since 1970; 0 where none is stated.
 * @property {number} published Days since 1970.
 * @property {string} cpv
 * @property {number} pounds
 */

/**
 * Notices of one buyer that read alike: one title over and over, or one text under many titles.
 *
 * @typedef {object} Family
 * @property {number} seed
 * @property {string} buyer
 * @property {readonly string[]} title
 * @property {boolean} oneTitle
 * @property {boolean} isCopied Two portals' notices of one procurement.
 * @property {Facts} facts
 */

/** @typedef {Pick<Outline, 'published' | 'deadline' | 'cpv' | 'pounds'>} Facts */

const BUYERS = 3000;
const VOCABULARY = 20_000;

/**
 * How many others a notice meets by its blocks, as counted over the 52,648 real notices of `classify/notices.jsonl.gz` in
 * November 2026: 60 in 100 meet nobody, one in a hundred meets more than 150. Shares of notices, and how many are in a
 * family with them.
 *
 * @type {readonly (readonly [number, number])[]}
 */
const FAMILIES = [
  [0.144, 2],
  [0.107, 4],
  [0.042, 8],
  [0.036, 16],
  [0.024, 35],
  [0.023, 72],
  [0.018, 140],
  [0.005, 250],
];

/** A family is whole among so many notices that follow one another. */
const STRETCH = 50_000;

/** Notices published on one day: some 120,000 a year. */
const A_DAY = 330;
const NEWEST = Math.floor(Date.parse('2026-09-01') / 86_400_000);
const DIVISIONS = '45 72 48 85 79 80 50 71 90 33 60 73 55 34 98'.split(' ');

const STARTS = 'bra cal dor fen gar hal ker lin mor nor pen ral sel tor var wes'.split(' ');
const MIDDLES = 'bi co da fe gu ha lo mi no pa ri so te vu wa xo'.split(' ');
const ENDS = 'by den don ford ham ley mere ness port row shaw sted ton vale wick worth'.split(' ');
const COMMON = (
  'services provision supply of and for the maintenance support system framework software works school equipment care road ' +
  'repair cleaning training management home security design building delivery contract health transport housing review park ' +
  'data network hire vehicle waste energy consultancy replacement refurbishment survey installation digital community young ' +
  'people centre hospital library water fire licence platform removal heating window roof street play medical'
).split(' ');

/** The commonest first: words of every title, then words that mean nothing. */
export const WORDS = [
  ...COMMON,
  ...Array.from({ length: VOCABULARY - COMMON.length }, (_, place) => {
    const at = (place * 40_503) % 65_536;
    return `${STARTS[at % 16]}${MIDDLES[(at >> 4) % 16]}${MIDDLES[(at >> 8) % 16]}${ENDS[at >> 12]}`;
  }),
];

const KINDS = [
  (/** @type {string} */ place) => `${place} Borough Council`,
  (/** @type {string} */ place) => `${place} County Council`,
  (/** @type {string} */ place) => `NHS ${place} Foundation Trust`,
  (/** @type {string} */ place) => `University of ${place}`,
  (/** @type {string} */ place) => `${place} Police`,
  (/** @type {string} */ place) => `${place} Housing Association`,
  (/** @type {string} */ place) => `${place} Academy Trust`,
  (/** @type {string} */ place) => `Office for ${place} Standards`,
];

/** The biggest first. */
export const BUYER_NAMES = Array.from({ length: BUYERS }, (_, place) => {
  const at = (place * 2_531) % 4096;
  const town = `${STARTS[at % 16]}${MIDDLES[(at >> 4) % 16]}${ENDS[at >> 8]}`;
  const name = `${town.charAt(0).toUpperCase()}${town.slice(1)}`;
  return KINDS[place % KINDS.length]?.(name) ?? name;
});

/** @param {Random} random From 0 to 1, exclusive. */
function share(random) {
  return random.int(0, 999_999) / 1_000_000;
}

/**
 * @param {Random} random
 * @param {number} count
 */
function wordsOf(random, count) {
  return Array.from({ length: count }, () => {
    const from = random.chance(0.4) ? COMMON.length : VOCABULARY;
    return WORDS[Math.floor(from * share(random) ** 2)] ?? 'works';
  });
}

/** One buyer in 3,000 publishes 7 notices in a hundred, the middle one one in 10,000. @param {Random} random */
function buyerOf(random) {
  return BUYER_NAMES[Math.floor(BUYERS * share(random) ** 3)] ?? '';
}

/**
 * The words of a description: forty to sixty.
 *
 * @param {number} seed
 */
export function textOf(seed) {
  const random = seededRandom(`text ${seed}`);
  return wordsOf(random, random.int(40, 60));
}

/**
 * An endless run of notices as a portal that holds `size` of them would have them: buyers and words with a long tail, and
 * families as large, and as many for their number, as real ones. Of equal size, equal families.
 *
 * @param {{ readonly seed: string; readonly size: number; readonly among?: number }} given `among`: its families are those
 *   of any of the first so many, and not of one stretch after the other.
 * @returns {{ next(): Outline }}
 */
export function createCrowd({ seed, size, among }) {
  const random = seededRandom(seed);
  /** @type {Map<string, Family>} */
  const families = new Map();
  const days = Math.ceil(size / A_DAY);
  const stretch = Math.min(size, STRETCH);
  let count = 0;

  function anyFamily() {
    let left = share(random);
    count += 1;
    const at = Math.floor((among === undefined ? count : random.int(1, among)) / stretch);
    for (const [of, members] of FAMILIES) {
      if (left < of) {
        const name = `${members} ${at} ${random.int(1, Math.max(1, Math.round((stretch * of) / members)))}`;
        const family = families.get(name) ?? familyNamed(name, members === 2, days);
        families.set(name, family);
        return family;
      }
      left -= of;
    }
    return undefined;
  }
  return {
    next() {
      const family = anyFamily();
      const facts = factsOf(random, days);
      return {
        seed: random.int(1, 2 ** 31),
        family,
        buyer: family?.buyer ?? buyerOf(random),
        title: titleOf(random, family),
        ...facts,
        ...(family === undefined ? {} : { cpv: family.facts.cpv }),
        ...(family?.isCopied === true ? family.facts : {}),
      };
    },
  };
}

/**
 * Titles over one text begin alike.
 *
 * @param {Random} random
 * @param {Family | undefined} family
 */
function titleOf(random, family) {
  if (family === undefined) return wordsOf(random, random.int(4, 9));
  return family.oneTitle ? family.title : [...family.title.slice(0, 4), ...wordsOf(random, random.int(2, 5))];
}

/**
 * @param {Random} random
 * @param {number} days
 * @returns {Facts}
 */
function factsOf(random, days) {
  const published = NEWEST - random.int(0, days);
  return {
    published,
    deadline: random.chance(0.6) ? published + random.int(10, 45) : 0,
    cpv: `${DIVISIONS[Math.floor(DIVISIONS.length * share(random) ** 2)]}${random.int(100, 999)}000`,
    pounds: random.int(10, 900) * 1000,
  };
}

/**
 * @param {string} name
 * @param {boolean} isCopied
 * @param {number} days
 * @returns {Family}
 */
function familyNamed(name, isCopied, days) {
  const random = seededRandom(`family ${name}`);
  return {
    seed: random.int(1, 2 ** 31),
    buyer: buyerOf(random),
    title: wordsOf(random, random.int(4, 9)),
    oneTitle: isCopied || random.chance(0.5),
    isCopied,
    facts: factsOf(random, days),
  };
}
