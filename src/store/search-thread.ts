import type { Clock, FoundIds, ProcurementReads, Search, SearchHits, Unanswered } from '../domain/ports.ts';
import type { Question } from './search-answers.ts';
import { cancel, close, createLine, join, lose, type Asked } from './search-line.ts';

/** A search in a thread of its own (docs/adr/0015-searching-in-a-thread.md). */
export interface SearchThread extends Search {
  /** Who still waits is answered `cancelled`. */
  close(): Promise<void>;
}

export interface ThreadOptions {
  /** Of the database. */
  readonly path: string;
  readonly clock: Clock;
  /** Loads what was found: on the main connection, whose cache the rest of the program shares. */
  readonly procurements: Pick<ProcurementReads, 'byIds'>;
  /** What the thread runs, where a test gives another. */
  readonly file?: URL | undefined;
}

/** How long who says nothing of it waits. */
const PATIENCE_MS = 5000;

/**
 * One thread answers one question after the other, so that no search holds up the program. Who gives up before its turn is
 * never run. A search that takes too long loses its thread, and the next one gets another.
 */
export function createSearchThread({ path, clock, procurements, file }: ThreadOptions): SearchThread {
  const line = createLine(path, file, clock);
  let numbers = 0;

  async function found(
    query: Question['query'],
    { signal, withinMs = PATIENCE_MS, ...options }: Parameters<Search['ask']>[1],
  ): Promise<FoundIds | Unanswered> {
    if (signal?.aborted === true) return { unanswered: 'cancelled' };
    numbers += 1;
    const number = numbers;
    const over = new AbortController();
    return new Promise((resolve, reject) => {
      const answer: Asked['answer'] = (given) => (given instanceof Error ? reject(given) : resolve(given));
      const asked: Asked = { number, query, options, withinMs, answer, over };
      signal?.addEventListener('abort', () => cancel(line, asked), { once: true, signal: over.signal });
      clock.sleep(withinMs, over.signal).then(
        () => lose(line, asked),
        () => undefined,
      );
      join(line, asked);
    });
  }

  return {
    ask: async (query, options): Promise<SearchHits | Unanswered> => {
      const answer = await found(query, options);
      if ('unanswered' in answer) return answer;
      const { ids, ...rest } = answer;
      return { ...rest, procurements: await procurements.byIds(ids) };
    },
    close: async () => close(line),
  };
}
