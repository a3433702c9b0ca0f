import { seededRandom } from './built.mjs';
import { textOf, WORDS } from './crowd.mjs';

/** @typedef {import('./crowd.mjs').Outline} Outline */
/** @typedef {import('../../src/domain/notice.ts').Notice} Notice */

const DAY = 86_400_000;

/**
 * The notice that an outline is, whole, as a portal's reader makes it.
 *
 * @param {Outline} outline
 * @param {number} number Of its own, for its names.
 * @returns {Notice}
 */
export function noticeOf(outline, number) {
  return { ...facts(outline, number), description: descriptionOf(outline) };
}

/**
 * Members of a family say the same with a few words of their own.
 *
 * @param {Outline} outline
 */
function descriptionOf({ seed, family }) {
  if (family === undefined) return textOf(seed).join(' ');
  const random = seededRandom(`member ${seed}`);
  const words = [...textOf(family.seed)];
  for (let more = family.isCopied ? 0 : 2; more > 0; more -= 1)
    words.splice(random.int(0, words.length), 1, random.pick(WORDS));
  return words.join(' ');
}

/**
 * Without a description, and much cheaper.
 *
 * @param {Outline} outline
 * @param {number} number
 * @returns {Notice}
 */
export function facts(outline, number) {
  const { title, buyer, published, deadline, cpv, pounds } = outline;
  const portal = number % 2 === 0 ? 'contracts-finder' : 'find-a-tender';
  const noticeId = portal === 'find-a-tender' ? fttNumber(number) : guid(number);
  const day = new Date(deadline * DAY).toISOString().slice(0, 10);
  const pence = pounds * 100;
  return {
    portal,
    noticeId,
    ocid: `ocds-${portal === 'find-a-tender' ? 'h6vhtk' : 'b5fd17'}-${digits(number, 10)}`,
    releaseId: noticeId,
    hash: digits(number, 16),
    published: published * DAY + 36_000_000,
    form: 'tender',
    stage: 'tender',
    outcome: undefined,
    sparse: false,
    title: title.join(' '),
    description: undefined,
    buyer: { name: buyer, id: undefined },
    cpv: [{ code: cpv, description: undefined, main: true }],
    value: { min: pence, max: pence, gross: undefined, currency: 'GBP' },
    deadline: deadline === 0 ? undefined : { at: deadline * DAY + 43_200_000, day, timed: true },
    regions: ['UKI'],
    sme: true,
    vcse: undefined,
    procedure: 'Open procedure',
    contract: undefined,
    lots: [],
    suppliers: [],
    documents: [],
    cites: [],
    url: `https://portal.example/Notice/${noticeId}`,
    flags: [],
  };
}

/** @param {number} number */
function fttNumber(number) {
  return `${digits(number % 1_000_000, 6)}-${2000 + Math.floor(number / 1_000_000)}`;
}

/** @param {number} number */
function guid(number) {
  return `${number.toString(16).padStart(8, '0')}-0000-4000-a000-000000000000`;
}

/**
 * @param {number} number
 * @param {number} count
 */
function digits(number, count) {
  return String(number).padStart(count, '0');
}
