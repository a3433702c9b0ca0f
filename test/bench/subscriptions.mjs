import { parseQuery, seededRandom } from './built.mjs';
import { NOW } from './notices.mjs';

const CATEGORIES =
  'software digital cloud data security networks telecoms hardware support consultancy health smart av learning'.split(
    ' ',
  );
const REGIONS = 'wales scotland london england UKC UKD UKE UKF UKG UKH UKJ UKK UKN'.split(' ');
const DIVISIONS = '72 48 302 324 325 642 7226 7225 7241 484 4873 3023 503 322 488'.split(' ');
const WORDS = (
  'cyber penetration firewall SIEM cloud hosting migration backup Azure laptops servers storage broadband Wi-Fi ' +
  'network cabling telephony contact mobile website portal CMS app agile discovery dashboard warehouse analytics GIS ' +
  'AI chatbot payroll finance ERP HR CRM housing licensing planning library patient records telecare imaging LMS ' +
  'e-learning Moodle CCTV sensors parking printers helpdesk "service desk" "managed service" "access management" ' +
  '"open source" "case management" integrat* support consultancy architect* audit'
).split(/ (?=(?:[^"]*"[^"]*")*[^"]*$)/);
const UNWANTED = ['construction', 'cleaning', 'catering', '"care homes"', 'vehicles', 'printing'];
const BUYERS = ['council', 'NHS', 'university', 'police', 'housing', 'Wales', 'college', 'agency'];

/** @typedef {ReturnType<typeof seededRandom>} Random */

/**
 * A query as suppliers write them: kinds, codes or a few words, narrowed by place, size and what is not wanted.
 *
 * @param {Random} random
 */
function aQuery(random) {
  const parts = [aSubject(random)];
  if (random.chance(0.7)) parts.push(`region:stated,${listOf(random, REGIONS, 2)}`);
  if (random.chance(0.4)) parts.push(aValue(random));
  if (random.chance(0.25)) parts.push(`-${random.pick(UNWANTED)}`);
  if (random.chance(0.35)) parts.push(`buyer:${random.pick(BUYERS)}`);
  if (random.chance(0.1)) parts.push('it:broad');
  return parts.join(' ');
}

/** @param {Random} random */
function aSubject(random) {
  const kind = random.int(1, 20);
  if (kind <= 5) return `category:${listOf(random, CATEGORIES, 2)}`;
  if (kind <= 8) return `cpv:${listOf(random, DIVISIONS, 2)}`;
  if (kind <= 12) return `${random.pick(WORDS)} ${random.pick(WORDS)}`;
  if (kind <= 14) return `${random.pick(WORDS)} category:${listOf(random, CATEGORIES, 3)}`;
  return `(${Array.from({ length: random.int(1, 4) }, () => random.pick(WORDS)).join(' OR ')})`;
}

/**
 * @param {Random} random
 * @param {readonly string[]} from
 * @param {number} most
 */
function listOf(random, from, most) {
  return [...new Set(Array.from({ length: random.int(1, most) }, () => random.pick(from)))].join(',');
}

/** @param {Random} random */
function aValue(random) {
  const least = random.pick([10, 25, 50, 100, 250]);
  return random.chance(0.5) ? `value:stated,>${least}k` : `value:${least}k..${least * random.int(4, 20)}k`;
}

/**
 * Queries of as many suppliers, in canonical form as they are stored; the same for the same number.
 *
 * @param {number} count
 */
export function queries(count) {
  const random = seededRandom('bench subscriptions');
  return Array.from({ length: count }, () => parseQuery(aQuery(random)).canonical);
}

/**
 * One subscription each for as many subscribers, welcomed already, as those of a service that has run for a while are.
 *
 * @param {import('../../src/store/index.ts').SqliteStore} store
 * @param {{ readonly texts: readonly string[]; readonly cadence: (index: number) => 'instant' | 'weekly' }} wish
 */
export async function subscribeAll(store, { texts, cadence }) {
  await store.transaction(async (tx) => {
    /** @type {number[]} */
    const ids = [];
    for (const [index, query] of texts.entries()) {
      const subscription = await tx.subscriptions.add({
        address: { channel: 'email', email: `supplier-${index}@bench.example` },
        query,
        cadence: cadence(index),
        wanted: ['new', 'changes'],
        consent: { by: 'operator', at: NOW, words: 'bench', form: 'bench' },
      });
      if (subscription !== undefined) ids.push(subscription.id);
    }
    await tx.subscriptions.welcomed(ids, NOW);
  });
}
