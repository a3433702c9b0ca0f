import type { Clock, Log, Store } from '../domain/ports.ts';

/** Something to do once for each due slot. */
export interface Job {
  /** Names its persisted run; never changes. */
  readonly name: string;
  /** The latest instant at which it was due, UTC milliseconds. */
  slot(now: number): number;
  run(signal: AbortSignal): Promise<unknown>;
}

export interface ScheduleDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
}

/** A job that failed is tried again after this. */
const REST_MS = 60_000;

export interface Schedule {
  /** Starts what is due and not running. A tick that is lost or doubled changes nothing: persisted runs decide. */
  tick(signal: AbortSignal): Promise<void>;
  /** Resolves when everything that was started has ended. */
  idle(): Promise<void>;
  /** How often a job was due while its last run was still going. */
  skipped(): number;
}

/** What is due follows from the last run on record, so downtime, sleep and clock changes cost at most one late run each. */
export function createSchedule(jobs: readonly Job[], deps: ScheduleDeps): Schedule {
  const running = new Map<string, { readonly slot: number; readonly ends: Promise<void> }>();
  const skippedSlots = new Set<string>();
  const restUntil = new Map<string, number>();
  return {
    tick: async (signal) => {
      const now = deps.clock.now();
      for (const job of jobs) {
        const slot = job.slot(now);
        const current = running.get(job.name);
        if (current !== undefined) {
          if (current.slot !== slot) skippedSlots.add(`${job.name} ${slot}`);
          continue;
        }
        if ((restUntil.get(job.name) ?? 0) > now) continue;
        const last = await deps.store.runs.lastDue(job.name);
        if (signal.aborted || (last !== undefined && last >= slot)) continue;
        const ends = runOnce(job, { slot, signal }, deps).then((isDone) => {
          if (!isDone) restUntil.set(job.name, deps.clock.now() + REST_MS);
          running.delete(job.name);
        });
        running.set(job.name, { slot, ends });
      }
    },
    idle: async () => {
      await Promise.all([...running.values()].map((one) => one.ends));
    },
    skipped: () => skippedSlots.size,
  };
}

/** Answers whether it is done with: a run that failed, or was cut short by a stop, is not on record, and so is due again. */
async function runOnce(
  job: Job,
  { slot, signal }: { readonly slot: number; readonly signal: AbortSignal },
  { store, clock, log }: ScheduleDeps,
): Promise<boolean> {
  try {
    await job.run(signal);
    if (signal.aborted) return false;
    await store.transaction((tx) => tx.runs.ran(job.name, slot, clock.now()));
    return true;
  } catch (error) {
    if (!signal.aborted) log.error({ job: job.name, err: error }, 'job failed');
    return false;
  }
}
