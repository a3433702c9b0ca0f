/// <reference types="node" />
/// <reference lib="es2023" />
/**
 * One line of the table. `ours` and `bare` are medians of the same work in the same `unit`, measured in turns.
 *
 * @typedef {object} Row
 * @property {string} what
 * @property {string} unit
 * @property {number} ours
 * @property {number} [bare]
 * @property {number} [ratio] As the number to hold is stated: `speed` is bare time ÷ our time, `time` is our time ÷ bare time.
 * @property {'speed' | 'time' | 'memory'} [of] What the ratio is of.
 * @property {string} [hold] The number to hold, in words.
 * @property {boolean} [holds]
 * @property {string} [note]
 */

/**
 * What a case is given.
 *
 * @typedef {object} Setting
 * @property {string} scratch A directory of its own for this run, prepared by `prepare.mjs`.
 * @property {boolean} quick A tenth of the size: for trying the bench itself.
 * @property {string | undefined} realData A directory of real notices, where there is one.
 */

/** @param {readonly number[]} values */
export function median(values) {
  return percentile(values, 0.5);
}

/**
 * @param {readonly number[]} values
 * @param {number} share 0 to 1
 */
export function percentile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  const place = Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1));
  return sorted[place] ?? NaN;
}

/**
 * Milliseconds that `work` takes.
 *
 * @param {() => unknown} work May answer a promise.
 */
export async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/**
 * Runs two ways of doing the same work in turns, so that whatever else the machine does meets both; one turn of each is
 * thrown away. Each answers its own milliseconds. Ends after `rounds`, or earlier when `seconds` are over.
 *
 * @param {{ readonly ours: (round: number) => Promise<number>; readonly bare: (round: number) => Promise<number> }} ways
 * @param {{ readonly rounds: number; readonly seconds: number }} most
 */
export async function inTurns({ ours, bare }, { rounds, seconds }) {
  await ours(0);
  await bare(0);
  const end = performance.now() + seconds * 1000;
  /** @type {{ ours: number; bare: number }[]} */
  const turns = [];
  for (let round = 1; round <= rounds && (turns.length < 2 || performance.now() < end); round += 1) {
    collectGarbage();
    // Who goes first changes from round to round.
    if (round % 2 === 1) {
      const mine = await ours(round);
      turns.push({ ours: mine, bare: await bare(round) });
    } else {
      const theirs = await bare(round);
      turns.push({ ours: await ours(round), bare: theirs });
    }
  }
  return {
    ours: median(turns.map((turn) => turn.ours)),
    bare: median(turns.map((turn) => turn.bare)),
    /** Median of the rounds' own ratios: bare time ÷ our time. */
    speed: median(turns.map((turn) => turn.bare / turn.ours)),
    rounds: turns.length,
  };
}

/** Cases run with `--expose-gc`: what one way left behind must not be collected at the other's expense. */
export function collectGarbage() {
  globalThis.gc?.();
}

/** The most memory this process has held, megabytes. */
export function peakMegabytes() {
  return process.resourceUsage().maxRSS / 1024;
}
