import { z } from 'zod';
import { dispatch, type DispatchReport } from '../../flows/dispatch.ts';
import { recover } from '../../flows/recover.ts';
import type { Context } from '../context.ts';
import { rehearseDispatch, type Leaving } from '../dry-run.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Ground } from '../ground.ts';
import { grounded } from '../grounded.ts';
import { openDispatch, tellingDeps } from '../telling.ts';

const Options = z.object({
  once: z.boolean().default(false),
  dryRun: z.boolean().default(false),
  json: z.boolean().default(false),
});
const PAUSE_MS = 5000;

/** A dry run changes nothing, and runs beside `serve`. */
const VERB = {
  options: Options,
  lock: ({ dryRun }: z.output<typeof Options>) => (dryRun ? undefined : 'dispatch'),
};

export const run = grounded(VERB, async ({ options, ground, context }) => {
  if (options.dryRun) return await sayOnly(options.json, ground);
  const deps = openDispatch(ground);
  try {
    await recover(tellingDeps(ground), { atStart: true });
    let report = await dispatch(deps, context.signal);
    while (!options.once && !context.signal.aborted) {
      await context.clock.sleep(PAUSE_MS, context.signal).catch(() => undefined);
      report = added(report, await dispatch(deps, context.signal));
    }
    context.out(options.json ? JSON.stringify(report) : `${report.sent} sent, ${restOf(report)}`);
    return await exitOf(ground, context);
  } finally {
    await deps.closeChannels();
  }
});

/** Nothing is sent, so that nothing can be out of reach. */
async function sayOnly(isJson: boolean, ground: Ground): Promise<ExitCode> {
  const { context } = ground;
  const { leaving, report, isWhole } = await rehearseDispatch(ground);
  if (isJson) context.out(JSON.stringify({ ...report, isWhole, deliveries: leaving.map(leavingJson) }));
  else {
    for (const one of leaving) context.out(leavingLine(one));
    context.out(`${report.sent} would be sent, ${restOf(report)}`);
  }
  if (!isWhole) context.say(FIRST_ONLY);
  await exitOf(ground, context);
  return EXIT.done;
}

const FIRST_ONLY =
  'tenderbell: these go first, and more waits: looking at all of it would hold up whoever writes to the database (`tenderbell outbox list`)';

/** Subscribers by number: whoever looks over a shoulder reads no addresses. */
function leavingLine({ delivery, subject, bytes, refused }: Leaving): string {
  const { id, kind, subscriberId, channel } = delivery;
  const to = `${id}  ${kind}  to subscriber ${subscriberId} by ${channel}`;
  return refused === undefined ? `${to}, ${bytes} bytes: ${subject}` : `${to}, not sent: ${refused}`;
}

function leavingJson({ delivery, subject, bytes, refused }: Leaving): object {
  const { id, kind, subscriberId: subscriber, channel } = delivery;
  return { id, kind, subscriber, channel, subject, bytes, refused: refused ?? null };
}

/** 69 where a channel is down as a whole: everything waits, nothing is lost. */
async function exitOf({ store, clock }: Ground, context: Context): Promise<ExitCode> {
  const down = (await store.deliveries.channels()).filter((one) => (one.pausedUntil ?? 0) > clock.now());
  for (const { channel, reason } of down)
    context.say(`tenderbell: ${channel} is paused: ${reason ?? 'no reason given'}; what waits is sent later`);
  return down.length === 0 ? EXIT.done : EXIT.unavailable;
}

function restOf({ postponed, held, ended }: DispatchReport): string {
  return `${postponed} postponed, ${held} held, ${ended} ended`;
}

function added(a: DispatchReport, b: DispatchReport): DispatchReport {
  return {
    sent: a.sent + b.sent,
    postponed: a.postponed + b.postponed,
    held: a.held + b.held,
    ended: a.ended + b.ended,
  };
}
