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
/**
 * A run on record for a slot that is further ahead than this is the work of a clock that ran ahead and was put right: it
 * must not silence the job until then. A smaller step back is waited for.
 */
const AHEAD_MS = 86_400_000;
/** A clock that goes back by more than this is worth a line: what is due waits until it has caught up. */
const BACK_MS = 5 * 60_000;

export interface Schedule {
  /** Starts what is due and not running. A tick that is lost or doubled changes nothing: persisted runs decide. */
  tick(signal: AbortSignal): Promise<void>;
  /** Resolves when everything that was started has ended. */
  idle(): Promise<void>;
  /** How often a job was due while its last run was still going. */
  skipped(): number;
}

interface Running {
  readonly slot: number;
  readonly ends: Promise<void>;
}

/** What is due follows from the last run on record, so downtime, sleep and clock changes cost at most one late run each. */
export function createSchedule(jobs: readonly Job[], deps: ScheduleDeps): Schedule {
  const running = new Map<string, Running>();
  const skipped = new Set<string>();
  const failedAt = new Map<string, number>();
  /** The slot that this process ran last. */
  const ranHere = new Map<string, number>();
  let lastTick = -Infinity;

  function skip({ name }: Job, slot: number): void {
    const key = `${name} ${slot}`;
    if (skipped.has(key)) return;
    skipped.add(key);
    deps.log.warn({ job: name, skipped: skipped.size }, 'job still running: a run of it is skipped');
  }

  async function isDue({ name }: Job, slot: number, now: number): Promise<boolean> {
    if (isResting(failedAt.get(name), now)) return false;
    const last = await deps.store.runs.lastDue(name);
    if (last === undefined || last < slot) return true;
    return last > now + AHEAD_MS && ranHere.get(name) !== slot;
  }

  function start(job: Job, slot: number, signal: AbortSignal): void {
    const ends = runOnce(job, { slot, signal }, deps).then((isDone) => {
      if (isDone) ranHere.set(job.name, slot);
      else failedAt.set(job.name, deps.clock.now());
      running.delete(job.name);
    });
    running.set(job.name, { slot, ends });
  }

  async function look(signal: AbortSignal): Promise<void> {
    const now = deps.clock.now();
    if (now < lastTick - BACK_MS) deps.log.warn({ backMs: lastTick - now }, 'the clock went back');
    lastTick = now;
    for (const job of jobs) {
      const slot = job.slot(now);
      const current = running.get(job.name);
      if (current === undefined) {
        if ((await isDue(job, slot, now)) && !signal.aborted) start(job, slot, signal);
      } else if (slot > current.slot) skip(job, slot);
    }
  }

  return {
    tick: asOne(look),
    idle: async () => {
      await Promise.all([...running.values()].map((one) => one.ends));
    },
    skipped: () => skipped.size,
  };
}

/** Ticks that come at once, after the process was blocked, are one: between asking and starting nothing else may start. */
function asOne(look: (signal: AbortSignal) => Promise<void>): Schedule['tick'] {
  let looking: Promise<void> | undefined;
  return async (signal) => {
    looking ??= look(signal).finally(() => {
      looking = undefined;
    });
    await looking;
  };
}

/** A failure that a clock put at a later time than now is over. */
function isResting(failedAt: number | undefined, now: number): boolean {
  return failedAt !== undefined && now >= failedAt && now - failedAt < REST_MS;
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
