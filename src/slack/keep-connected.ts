import type { Clock, Log } from '../domain/ports.ts';
import { errorCode } from './error-code.ts';

export type SlackState = 'up' | 'down' | 'starting';

/** One way of being connected to Slack. */
export interface Link {
  /** Rejects where Slack cannot be reached. `over` resolves when it is time to open again. */
  open(signal: AbortSignal): Promise<{ readonly over: Promise<void> }>;
}

export interface Connection {
  /** Resolves after the first attempt, whether it succeeded or not. */
  start(): Promise<void>;
  /** Opens nothing more. */
  stop(): void;
  state(): SlackState;
}

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60_000;
/** A link that ends sooner than this was not up: without this rule a peer that hangs up at once is called in a tight loop. */
const LASTING_MS = 5000;

/** Opens a link again and again, waiting longer after each failure; never throws, so that Slack's trouble stays Slack's. */
export function keepConnected(link: Link, deps: { clock: Clock; log: Log }): Connection {
  const stopping = new AbortController();
  let state: SlackState = 'starting';
  const stopped = (): boolean => stopping.signal.aborted;

  async function run(tried: () => void): Promise<void> {
    let failures = 0;
    while (!stopped()) {
      const outcome = await attempt(() => {
        if (failures > 0) deps.log.info({ failures }, 'Slack answers again');
        state = 'up';
        tried();
      });
      failures = outcome === 'lasted' ? 0 : failures + 1;
      if (outcome === 'lasted') continue;
      state = 'down';
      tried();
      if (failures === 1 && !stopped())
        deps.log.warn({ code: outcome }, 'Slack cannot be reached; trying again until it can');
      await wait(Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1)));
    }
  }

  /** `lasted`, or a word for what went wrong. */
  async function attempt(opened: () => void): Promise<string> {
    const from = deps.clock.now();
    try {
      const { over } = await link.open(stopping.signal);
      opened();
      await over;
      return deps.clock.now() - from >= LASTING_MS ? 'lasted' : 'ended_at_once';
    } catch (error) {
      return errorCode(error);
    }
  }

  async function wait(ms: number): Promise<void> {
    try {
      await deps.clock.sleep(ms, stopping.signal);
    } catch {
      // Stopped while waiting: the loop ends by itself.
    }
  }

  return {
    start: () => new Promise((tried) => void run(tried)),
    stop: () => {
      state = 'down';
      stopping.abort();
    },
    state: () => state,
  };
}
