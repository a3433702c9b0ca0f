/// <reference types="node" />
/// <reference lib="es2023" />
import { appendFileSync, existsSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';

/**
 * The searching thread, and a gate before it: a question about the word `gated` blocks the thread, as a slow search does, until
 * the file `<database>.open` is there. Which questions were run, and in which order, is written to `<database>.ran`.
 */
const { openAnswers } = /** @type {typeof import('../src/store/search-answers.ts')} */ (
  await import(new URL('../dist/store/search-answers.js', import.meta.url).href)
);
const path = String(workerData);
const answer = openAnswers(path);
const nobody = new Int32Array(new SharedArrayBuffer(4));

/** @param {import('../src/store/search-answers.ts').Question} question */
async function take(question) {
  appendFileSync(`${path}.ran`, `${question.number}\n`);
  if (JSON.stringify(question.query).includes('"gated"'))
    while (!existsSync(`${path}.open`)) Atomics.wait(nobody, 0, 0, 5);
  const found = await answer(question);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- to a thread, not to a window
  parentPort?.postMessage(found);
}

parentPort?.on('message', (/** @type {import('../src/store/search-answers.ts').Question} */ question) => {
  void take(question);
});
