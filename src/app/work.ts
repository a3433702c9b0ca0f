import { schedule as everyTick } from 'node-cron';
import type { Clock, Log } from '../domain/ports.ts';
import { recover } from '../flows/recover.ts';
import { collectDeps } from './collect-deps.ts';
import type { Ground } from './ground.ts';
import { jobsOf } from './jobs.ts';
import type { OpenPortals } from './portals.ts';
import { createSchedule, type Schedule } from './schedule.ts';
import { createSending, type Sending } from './sending.ts';
import { openDispatch, tellingDeps } from './telling.ts';

/** Often enough that an alert leaves within seconds; what is due is decided by persisted runs, not by this. */
const TICK = '*/5 * * * * *';
/** What has begun may take so long to end; what is being sent is cut off a second before, to be recorded (`flows/grace.ts`). */
const GRACE_MS = 10_000;
const DRY =
  'tenderbell: a dry run: what is due is queued and stays so, and neither the mail server nor Slack is asked for anything (`tenderbell dispatch --dry-run` shows it)';

export interface WorkOptions {
  /** Collect and queue, and send nothing: no channel is even opened. */
  readonly isDry?: boolean;
}

/** Collects, tells and sends until the process is asked to stop; then finishes what is being sent. */
export async function work(
  ground: Ground,
  { portals }: OpenPortals,
  { isDry = false }: WorkOptions = {},
): Promise<void> {
  const { context } = ground;
  const { signal, log } = context;
  const channels = isDry ? undefined : openDispatch(ground);
  if (channels === undefined) context.say(DRY);
  await recover(tellingDeps(ground), { atStart: true });
  const schedule = createSchedule(jobsOf(ground, portals, collectDeps(ground)), { ...ground, log });
  const sending = channels && createSending(channels, signal);
  const tick = createTick({ schedule, sending, log }, signal);
  const task = everyTick(TICK, tick, { noOverlap: true });
  const first = tick();
  try {
    await stopped(signal);
    context.say('tenderbell: stopping');
  } finally {
    await task.stop();
    const ending = first.then(async () => await Promise.all([sending?.idle(), schedule.idle()]));
    await withinGrace(ending, context.clock);
    await channels?.closeChannels();
  }
}

/** Begins what is due, and waits for none of it: what takes long must not keep the rest from beginning. */
export function createTick(
  {
    schedule,
    sending,
    log,
  }: {
    readonly schedule: Pick<Schedule, 'tick'>;
    readonly sending: Sending | undefined;
    readonly log: Log;
  },
  signal: AbortSignal,
): () => Promise<void> {
  return async () => {
    try {
      await schedule.tick(signal);
    } catch (error) {
      // The database may be busy for a moment; the next tick asks again.
      log.error({ err: error }, 'tick failed');
    }
    if (!signal.aborted) sending?.begin();
  };
}

async function stopped(signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** Waits for `ending`, but not for ever; the timer itself must not hold up the process. */
async function withinGrace(ending: Promise<unknown>, clock: Clock): Promise<void> {
  const over = new AbortController();
  await Promise.race([ending, clock.sleep(GRACE_MS, over.signal).catch(() => undefined)]);
  over.abort();
}
