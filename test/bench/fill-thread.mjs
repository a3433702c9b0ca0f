import { parentPort, workerData } from 'node:worker_threads';
import { blocksOf, mergeVersions, packSignature, signatureOf } from './built.mjs';
import { createCrowd, textOf } from './crowd.mjs';
import { facts } from './crowd-notices.mjs';

/** @typedef {import('./crowd.mjs').Outline} Outline */
/** @typedef {import('../../src/dedupe/signature.ts').Signature} Signature */
/** @typedef {import('../../src/domain/notice.ts').Notice} Notice */

/**
 * Some notices as rows. `blocks` holds those of all of them in turn, `counts` how many each has.
 *
 * @typedef {object} Batch
 * @property {readonly Made[]} made
 * @property {Float64Array} blocks
 * @property {Uint8Array} counts
 */

/**
 * @typedef {Pick<Notice, 'portal' | 'noticeId' | 'ocid' | 'hash' | 'published'> &
 *   { deadlineAt: number | null, body: string, view: string, signature: string }} Made
 */

/** Descriptions that are signed for real; the others' sketches are made from these, unlike them and each other. */
const PATTERNS = 2000;
const TOGETHER = 2000;

/** A thread that makes the rows while another puts them in: one batch for each message that asks for one. */
const { size, sighted } = /** @type {{ size: number, sighted: ReadonlySet<number> }} */ (workerData);
const crowd = createCrowd({ seed: 'bench crowd held', size });
const sign = openSigner();
const viewOf = openViews();
let made = 0;
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.on('message', () => parentPort?.postMessage(nextBatch()));

/** @returns {Batch} */
function nextBatch() {
  /** @type {Made[]} */
  const rows = [];
  /** @type {number[]} */
  const blocks = [];
  const counts = new Uint8Array(TOGETHER);
  for (; rows.length < TOGETHER && made < size;) {
    made += 1;
    const outline = crowd.next();
    const notice = { ...facts(outline, made), description: outline.title.join(' ') };
    const signature = sign(outline, notice);
    const own = blocksOf(signature);
    blocks.push(...own);
    counts[rows.length] = own.length;
    const { portal, noticeId, ocid, hash, published, deadline } = notice;
    const written = {
      body: JSON.stringify(notice),
      view: viewOf(notice),
      signature: packSignature(signature),
    };
    rows.push({ portal, noticeId, ocid, hash, published, deadlineAt: deadline?.at ?? null, ...written });
  }
  return { made: rows, blocks: Float64Array.from(blocks), counts };
}

/** A notice alone as a view, as JSON: what `mergeVersions` makes of it, at a tenth of its time. */
function openViews() {
  const like = mergeVersions([facts(createCrowd({ seed: 'bench view', size: 1 }).next(), 1)]);
  return (/** @type {Notice} */ notice) => {
    const { portal, noticeId, ocid, form, stage, published, url, title = '', description = '' } = notice;
    const { buyer, deadline, value, cpv } = notice;
    const texts = { title, titles: [title], description: undefined, descriptions: [description] };
    const about = { buyer, deadline, value, cpv, url, published, updated: published, portals: [portal] };
    const notices = [{ portal, noticeId, ocid, form, stage, published, url }];
    return JSON.stringify({ ...like, ...texts, ...about, notices });
  };
}

/** @typedef {Pick<Signature, 'text' | 'words' | 'sketch' | 'telling'>} Text */

/**
 * Signatures at a fraction of the time of reading each text: the facts are signed as they are, and what comes of a text is
 * made from a few texts' by numbers. Members of a sighted family have the sketch of its real text.
 *
 * @returns {(outline: Outline, notice: Notice) => Signature}
 */
function openSigner() {
  const patterns = Array.from({ length: PATTERNS }, (_, seed) => signText(-seed));
  /** @type {Map<number, Text>} */
  const families = new Map();

  /**
   * @param {Outline} outline
   * @returns {Text}
   */
  function textOfOutline({ seed, family }) {
    const like = patterns[(family?.seed ?? seed) % PATTERNS] ?? signText(0);
    if (family === undefined) return unlike(like, seed);
    const own = sighted.has(family.seed) ? signText(family.seed) : unlike(like, family.seed);
    const common = families.get(family.seed) ?? own;
    families.set(family.seed, common);
    return family.isCopied ? common : partly(common, seed);
  }
  return (outline, notice) => ({
    ...signedWith({ ...notice, description: undefined }),
    ...textOfOutline(outline),
  });
}

/** @param {Notice} notice */
function signedWith(notice) {
  const signature = signatureOf(notice);
  if (signature === undefined) throw new Error('a notice was not signed');
  return signature;
}

/**
 * @param {number} seed
 * @returns {Text}
 */
function signText(seed) {
  const outline = createCrowd({ seed: 'bench text', size: 1 }).next();
  const description = textOf(seed).join(' ');
  const { text, words, sketch, telling } = signedWith({ ...facts(outline, 0), description });
  return { text, words, sketch, telling };
}

/**
 * As another text of the same length.
 *
 * @param {Text} like
 * @param {number} seed
 * @returns {Text}
 */
function unlike({ text, words, sketch, telling }, seed) {
  return {
    text: (text ^ seed) >>> 0,
    words,
    sketch: sketch.map((value) => value ^ Math.imul(seed, 0x9e3779b1)),
    telling: telling.map((value) => (value ^ seed) & 0x3ffff),
  };
}

/**
 * As the same text with two other words: one hash in twelve is another.
 *
 * @param {Text} like
 * @param {number} seed
 * @returns {Text}
 */
function partly(like, seed) {
  const sketch = like.sketch.slice();
  for (let place = seed % 12; place < sketch.length; place += 12) sketch[place] = seed >>> (place % 16);
  return { ...like, text: (like.text ^ seed) >>> 0, sketch };
}
