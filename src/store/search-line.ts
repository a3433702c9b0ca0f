import type { FoundIds, Unanswered } from '../domain/ports.ts';
import type { Question } from './search-answers.ts';
import { createHand, type Hand } from './search-hand.ts';

/** A question and who waits for its answer. */
export interface Asked extends Question {
  /** The first answer counts. */
  readonly answer: (answer: FoundIds | Unanswered | Error) => void;
  /** Aborts when its patience need not be watched any more. */
  readonly over: AbortController;
}

/** Who waits for the thread, first come first served. */
export interface Line {
  readonly waiting: Asked[];
  running: Asked | undefined;
  isClosed: boolean;
  readonly hand: Hand;
}

/** More than these would wait in vain. */
const MOST_WAITING = 100;

/** An empty line before a thread that searches the database at `path`; `file`: what it runs, where a test gives another. */
export function createLine(path: string, file: URL | undefined): Line {
  const line: Line = {
    waiting: [],
    running: undefined,
    isClosed: false,
    hand: createHand({
      path,
      file,
      onFree: () => next(line),
      onAnswer: (answer) => {
        if (answer instanceof Error) done(line, answer);
        else if (answer.number === line.running?.number)
          done(line, 'found' in answer ? answer.found : new Error(answer.failed));
      },
    }),
  };
  return line;
}

export function join(line: Line, asked: Asked): void {
  if (line.isClosed) return leave(line, asked, { unanswered: 'cancelled' });
  if (line.waiting.length >= MOST_WAITING) return leave(line, asked, { unanswered: 'busy' });
  line.waiting.push(asked);
  next(line);
}

/** Nobody wants the answer any more. One that runs is let run on, and its patience watched: others need its thread. */
export function cancel(line: Line, asked: Asked): void {
  if (asked === line.running) asked.answer({ unanswered: 'cancelled' });
  else leave(line, asked, { unanswered: 'cancelled' });
}

/** Its patience is over. */
export function lose(line: Line, asked: Asked): void {
  if (asked !== line.running) return leave(line, asked, { unanswered: 'busy' });
  line.hand.drop();
  done(line, { unanswered: 'too-slow' });
}

/** Who is here is answered `cancelled`, and so is who still comes. */
export async function close(line: Line): Promise<void> {
  line.isClosed = true;
  for (const asked of line.waiting.splice(0)) leave(line, asked, { unanswered: 'cancelled' });
  done(line, { unanswered: 'cancelled' });
  await line.hand.close();
}

function next(line: Line): void {
  const [first] = line.waiting;
  if (line.running !== undefined || first === undefined) return;
  const { number, query, options } = first;
  if (line.hand.take({ number, query, options })) line.running = line.waiting.shift();
}

function done(line: Line, answer: FoundIds | Unanswered | Error): void {
  const finished = line.running;
  line.running = undefined;
  if (finished !== undefined) leave(line, finished, answer);
  next(line);
}

function leave(line: Line, asked: Asked, answer: FoundIds | Unanswered | Error): void {
  const place = line.waiting.indexOf(asked);
  if (place >= 0) line.waiting.splice(place, 1);
  asked.over.abort();
  asked.answer(answer);
}
