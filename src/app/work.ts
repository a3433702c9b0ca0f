import { schedule as everyTick } from 'node-cron';
import type { Clock } from '../domain/ports.ts';
import { dispatch } from '../flows/dispatch.ts';
import { recover } from '../flows/recover.ts';
import { collectDeps } from './collect-deps.ts';
import type { Ground } from './ground.ts';
import { jobsOf } from './jobs.ts';
import type { OpenPortals } from './portals.ts';
import { createSchedule } from './schedule.ts';
import { openDispatch, tellingDeps } from './telling.ts';

/** Often enough that an alert leaves within seconds; what is due is decided by persisted runs, not by this. */
const TICK = '*/5 * * * * *';
/** Fault 23: what is being sent may finish for this long. */
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
  const collecting = collectDeps(ground);
  const sending = isDry ? undefined : openDispatch(ground);
  if (sending === undefined) context.say(DRY);
  await recover(tellingDeps(ground), { atStart: true });
  const schedule = createSchedule(jobsOf(ground, portals, collecting), { ...ground, log });
  let dispatching = Promise.resolve();
  let isDispatching = false;

  async function send(): Promise<void> {
    if (isDispatching || sending === undefined) return;
    isDispatching = true;
    try {
      await dispatch(sending, signal);
    } catch (error) {
      log.error({ err: error }, 'dispatch failed');
    } finally {
      isDispatching = false;
    }
  }

  async function tick(): Promise<void> {
    try {
      await schedule.tick(signal);
    } catch (error) {
      // The database may be busy for a moment; the next tick asks again.
      log.error({ err: error }, 'tick failed');
    }
    dispatching = send();
    await dispatching;
  }

  const task = everyTick(TICK, tick, { noOverlap: true });
  try {
    await tick();
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      else signal.addEventListener('abort', () => resolve(), { once: true });
    });
    context.say('tenderbell: stopping');
  } finally {
    await task.stop();
    await withinGrace(Promise.all([dispatching, schedule.idle()]), context.clock);
    await sending?.closeChannels();
  }
}

/** Waits for `ending`, but not for ever; the timer itself must not hold up the process. */
async function withinGrace(ending: Promise<unknown>, clock: Clock): Promise<void> {
  const over = new AbortController();
  await Promise.race([ending, clock.sleep(GRACE_MS, over.signal).catch(() => undefined)]);
  over.abort();
}
