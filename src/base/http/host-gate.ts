import type { WallClock } from '../clock.ts';
import type { Burst, HttpPolicy } from './policy.ts';

/** When a host may be asked again, UTC milliseconds; `reason` is set where the host itself asked for the wait. */
export interface HostState {
  readonly nextAllowedAt: number;
  readonly reason: string | undefined;
}

/** What must be remembered of a host over restarts. */
export interface HostMemory {
  load(host: string): Promise<HostState | undefined>;
  save(host: string, state: HostState): Promise<void>;
}

export interface HostGate {
  /** Runs `work` when no other work for this host runs. */
  inTurn<T>(host: string, work: () => Promise<T>): Promise<T>;
  /** Waits until the host may be asked and notes that it is; answers the pause instead where that is too long to wait for. */
  admit(host: string, pace: Pace, signal: AbortSignal): Promise<HostState | undefined>;
  /** Notes a pause from now on; answers when it ends. */
  pause(host: string, ms: number, reason: string): Promise<number>;
}

type Pace = Pick<HttpPolicy, 'spacingMs' | 'most'>;

interface GateOptions {
  readonly clock: WallClock;
  readonly memory: HostMemory;
  readonly patienceMs: number;
}

export function createHostGate({ clock, memory, patienceMs }: GateOptions): HostGate {
  const last = new Map<string, Promise<unknown>>();
  const recent = new Map<string, readonly number[]>();

  async function wait(state: HostState, { spacingMs, most }: Pace, signal: AbortSignal): Promise<void> {
    // A clock set back must not turn a few seconds of spacing into hours.
    const longest = Math.max(spacingMs, most?.withinMs ?? 0);
    const latest = state.reason === undefined ? clock.now() + longest : state.nextAllowedAt;
    const until = Math.min(state.nextAllowedAt, latest);
    // Twice, because a timer may fire a millisecond early.
    for (let turn = 0; turn < 2 && clock.now() < until; turn += 1)
      await clock.sleep(until - clock.now(), signal);
  }

  /** When the next request may go out after one that goes out now. */
  function nextAfter(host: string, { spacingMs, most }: Pace): number {
    const now = clock.now();
    if (most === undefined) return now + spacingMs;
    const times = [...(recent.get(host) ?? []), now].slice(-most.requests);
    recent.set(host, times);
    return Math.max(now + spacingMs, endOfBurst(times, most));
  }

  return {
    inTurn: async (host, work) => {
      const before = last.get(host) ?? Promise.resolve();
      const mine = before.then(work, work);
      last.set(host, mine);
      try {
        return await mine;
      } finally {
        if (last.get(host) === mine) last.delete(host);
      }
    },
    admit: async (host, pace, signal) => {
      const state = await memory.load(host);
      // How often it was asked before this process is not known: as often as may be.
      if (state !== undefined && pace.most !== undefined && !recent.has(host))
        recent.set(
          host,
          Array.from({ length: pace.most.requests - 1 }, () => clock.now()),
        );
      if (state !== undefined) {
        if (state.reason !== undefined && state.nextAllowedAt - clock.now() > patienceMs) return state;
        await wait(state, pace, signal);
      }
      if (pace.spacingMs > 0 || pace.most !== undefined || state?.reason !== undefined)
        await memory.save(host, { nextAllowedAt: nextAfter(host, pace), reason: undefined });
      return undefined;
    },
    pause: async (host, ms, reason) => {
      const nextAllowedAt = clock.now() + ms;
      await memory.save(host, { nextAllowedAt, reason });
      return nextAllowedAt;
    },
  };
}

/** A full burst ends when its first request is out of the span. */
function endOfBurst(times: readonly number[], { requests, withinMs }: Burst): number {
  const [first] = times;
  return first === undefined || times.length < requests ? 0 : first + withinMs;
}
