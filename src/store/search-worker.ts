import { parentPort, workerData } from 'node:worker_threads';
import { openAnswers, type Question } from './search-answers.ts';

/** The file that a searching thread runs (`search-thread.ts`). `workerData` is the database's path. */
const answer = openAnswers(String(workerData));

parentPort?.on('message', (question: Question) => {
  void answer(question).then((found) => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- to a thread, not to a window
    parentPort?.postMessage(found);
  });
});
