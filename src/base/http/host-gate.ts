import type { WallClock } from '../clock.ts';

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
  admit(host: string, spacingMs: number, signal: AbortSignal): Promise<HostState | undefined>;
  /** Notes a pause from now on; answers when it ends. */
  pause(host: string, ms: number, reason: string): Promise<number>;
}

interface GateOptions {
  readonly clock: WallClock;
  readonly memory: HostMemory;
  readonly patienceMs: number;
}

export function createHostGate({ clock, memory, patienceMs }: GateOptions): HostGate {
  const last = new Map<string, Promise<unknown>>();

  async function wait(state: HostState, spacingMs: number, signal: AbortSignal): Promise<void> {
    // A clock set back must not turn a few seconds of spacing into hours.
    const latest = state.reason === undefined ? clock.now() + spacingMs : state.nextAllowedAt;
    const until = Math.min(state.nextAllowedAt, latest);
    // Twice, because a timer may fire a millisecond early.
    for (let turn = 0; turn < 2 && clock.now() < until; turn += 1)
      await clock.sleep(until - clock.now(), signal);
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
    admit: async (host, spacingMs, signal) => {
      const state = await memory.load(host);
      if (state !== undefined) {
        if (state.reason !== undefined && state.nextAllowedAt - clock.now() > patienceMs) return state;
        await wait(state, spacingMs, signal);
      }
      if (spacingMs > 0 || state?.reason !== undefined)
        await memory.save(host, { nextAllowedAt: clock.now() + spacingMs, reason: undefined });
      return undefined;
    },
    pause: async (host, ms, reason) => {
      const nextAllowedAt = clock.now() + ms;
      await memory.save(host, { nextAllowedAt, reason });
      return nextAllowedAt;
    },
  };
}
