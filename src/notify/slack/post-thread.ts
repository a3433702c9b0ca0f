import type { Clock, Log } from '../../domain/ports.ts';
import { clampBlocks, clampText } from '../../present/clamp-blocks.ts';
import type { SlackThreaded } from '../../present/slack-digest.ts';
import type { Answered } from './web-api.ts';

export interface ThreadDeps {
  /** Posts a reply. */
  readonly reply: (fields: Readonly<Record<string, unknown>>, signal: AbortSignal) => Promise<Answered>;
  readonly clock: Clock;
  readonly log: Log;
}

/** A delivery in hands is taken for lost after three minutes: its thread has one of them. */
const PATIENCE_MS = 60_000;
const MOST_TRIES = 4;
const FIRST_WAIT_MS = 1_000;

/**
 * Posts what stands in a thread, each reply once: whatever may have arrived is not sent again. Answers the procurements of the
 * replies that were not taken. Never throws.
 */
export async function postThread(
  thread: readonly SlackThreaded[],
  deps: ThreadDeps,
  signal: AbortSignal,
): Promise<readonly number[]> {
  const end = deps.clock.now() + PATIENCE_MS;
  const left: number[] = [];
  let isOver = false;
  for (const reply of thread) {
    const answer: 'posted' | 'lost' | 'over' = isOver ? 'over' : await post(reply, { ...deps, end, signal });
    if (answer !== 'posted') left.push(...reply.holds);
    isOver ||= answer === 'over';
  }
  if (left.length > 0) deps.log.warn({ left: left.length }, 'part of a Slack thread could not be posted');
  return left;
}

interface Posting extends ThreadDeps {
  readonly end: number;
  readonly signal: AbortSignal;
}

/** `over`: nothing that follows would be taken either. */
async function post(
  { text, blocks }: SlackThreaded,
  { reply, clock, log, end, signal }: Posting,
): Promise<'posted' | 'lost' | 'over'> {
  const fields = { text: clampText(text), blocks: clampBlocks(blocks, 'message') };
  for (let tried = 1; ; tried += 1) {
    const answer = await reply(fields, signal);
    if (answer.ok) return 'posted';
    const { code, ambiguous, permanent, scope, retryAfterMs } = answer.refusal;
    log.warn({ code, tried }, 'Slack did not take a reply');
    if (signal.aborted) return 'over';
    if (ambiguous) return 'lost';
    if (permanent) return scope === 'message' ? 'lost' : 'over';
    const wait = retryAfterMs ?? FIRST_WAIT_MS * 2 ** tried;
    if (tried === MOST_TRIES || clock.now() + wait > end) return 'over';
    try {
      await clock.sleep(wait, signal);
    } catch {
      return 'over';
    }
  }
}
