import { Worker } from 'node:worker_threads';
import type { Answer, Question } from './search-answers.ts';

/** Compiled, whether this file is or not: Node 20 runs no TypeScript in a thread. */
const FILE = new URL('search-worker.js', import.meta.url);

/**
 * SQLite cannot be stopped in the middle of a statement: a thread that is told to end goes on until its statement has. So
 * many may do so before the next one is started.
 */
const MOST_ENDING = 2;

export interface HandOptions {
  /** Of the database. */
  readonly path: string;
  /** What the thread runs, where a test gives another. */
  readonly file?: URL | undefined;
  /** An error where the thread died. */
  readonly onAnswer: (answer: Answer | Error) => void;
  /** It may be able to take a question that it could not take before. */
  readonly onFree: () => void;
}

/** The thread that searches, and the next one where that had to be given up. */
export interface Hand {
  /** Hands the thread a question; false where it cannot take one now. */
  take(question: Question): boolean;
  /** Ends the thread, whatever it does. */
  drop(): void;
  close(): Promise<void>;
}

export function createHand({ path, file = FILE, onAnswer, onFree }: HandOptions): Hand {
  const ending = new Set<Worker>();
  let worker: Worker | undefined = start();

  function start(): Worker {
    const started = new Worker(file, { workerData: path });
    // The program may end while nobody asks anything.
    started.unref();
    started.on('message', (answer: Answer) => {
      if (started === worker) onAnswer(answer);
    });
    started.on('error', (error: unknown) => {
      if (started !== worker) return;
      worker = undefined;
      onAnswer(error instanceof Error ? error : new Error(String(error)));
    });
    started.on('exit', () => {
      if (ending.delete(started)) onFree();
    });
    return started;
  }

  function drop(): void {
    if (worker === undefined) return;
    const dropped = worker;
    worker = undefined;
    ending.add(dropped);
    void dropped.terminate();
    if (ending.size < MOST_ENDING) worker = start();
  }

  return {
    take: (question) => {
      if (worker === undefined && ending.size >= MOST_ENDING) return false;
      worker ??= start();
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- to a thread, not to a window
      worker.postMessage(question);
      return true;
    },
    drop,
    close: async () => {
      const last = worker;
      worker = undefined;
      await last?.terminate();
    },
  };
}
