import type { Clock, FoundIds, Unanswered } from '../domain/ports.ts';
import type { Question } from './search-answers.ts';
import { createHand, type Hand } from './search-hand.ts';

/** A question and who waits for its answer. */
export interface Asked extends Question {
  /** The first answer counts. */
  readonly answer: (answer: FoundIds | Unanswered | Error) => void;
  /** How long it may take, milliseconds. */
  readonly withinMs: number;
  /** Aborts when its patience need not be watched any more. */
  readonly over: AbortController;
}

/** Who waits for the thread, first come first served. */
export interface Line {
  readonly waiting: Asked[];
  running: Asked | undefined;
  /** Since when that runs, UTC milliseconds. */
  since: number;
  isClosed: boolean;
  readonly hand: Hand;
  readonly clock: Clock;
}

/** More than these would wait in vain. */
const MOST_WAITING = 100;

/** An empty line before a thread that searches the database at `path`; `file`: what it runs, where a test gives another. */
export function createLine(path: string, file: URL | undefined, clock: Clock): Line {
  const line: Line = {
    waiting: [],
    running: undefined,
    since: 0,
    isClosed: false,
    clock,
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

/** Two readings of a clock of whole milliseconds may be so far off. */
const GRAIN_MS = 2;

/**
 * Its patience is over. Where most of that was spent in the line, it may run on, for as long as one that never waited: under load
 * everybody begins with little left, and a thread that was given up for each of them would answer nobody.
 */
export function lose(line: Line, asked: Asked): void {
  if (asked !== line.running) return leave(line, asked, { unanswered: 'busy' });
  const ran = line.clock.now() - line.since;
  const waited = asked.withinMs - ran;
  if (waited <= Math.max(ran, GRAIN_MS)) return giveUp(line);
  asked.answer({ unanswered: 'busy' });
  line.clock.sleep(waited, asked.over.signal).then(
    () => giveUp(line),
    () => undefined,
  );
}

function giveUp(line: Line): void {
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
  if (!line.hand.take({ number, query, options })) return;
  line.running = line.waiting.shift();
  line.since = line.clock.now();
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
