import { z } from 'zod';
import { londonDateTime } from '../../base/london.ts';
import { PORTAL_NAMES } from '../../domain/portal.ts';
import type { Portal } from '../../domain/ports.ts';
import { backfill, backfillDue, type BackfillDue, type BackfillWish } from '../../flows/backfill.ts';
import { withPortals } from '../asked-portals.ts';
import { collectDeps } from '../collect-deps.ts';
import { exitOf, printCollected } from '../collected.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { refuse, type Ground } from '../ground.ts';
import { LondonTime } from '../london-time.ts';
import { startProgress } from '../progress.ts';
import { readOptions } from '../read-options.ts';
import { tidyAfter } from '../tidy-after.ts';

const Options = z.object({
  portal: z.string({ error: 'must name the portal to read, such as find-a-tender' }),
  from: LondonTime,
  to: LondonTime.optional(),
  again: z.boolean().default(false),
  alertSince: LondonTime.optional(),
  hours: z.coerce
    .number({ error: 'must be a number of hours' })
    .positive({ error: 'must be more than 0 hours' })
    .optional(),
  json: z.boolean().default(false),
});
type Wish = z.output<typeof Options>;

/** Reads a portal's past at its own pace; the same call goes on where it stopped. */
export async function run(_given: readonly string[], options: unknown, context: Context): Promise<ExitCode> {
  const read = readOptions(Options, options, context);
  if ('exit' in read) return read.exit;
  const wish = read.options;
  const span = { from: wish.from, to: Math.min(wish.to ?? Infinity, context.clock.now()) };
  if (span.from >= span.to)
    return refuse(context, '--from must be before --to (or before now)', EXIT.usage).exit;
  return await withPortals({ given: [wish.portal], lock: 'backfill', context }, async (ground, [portal]) => {
    if (portal === undefined) return EXIT.done;
    return await fill(portal, { span, isAgain: wish.again, alertSince: wish.alertSince }, { wish, ground });
  });
}

async function fill(
  portal: Portal,
  asked: BackfillWish,
  { wish, ground }: { readonly wish: Wish; readonly ground: Ground },
): Promise<ExitCode> {
  const { context, clock } = ground;
  const due = await backfillDue(portal, asked, ground);
  for (const line of aboutDue(portal, due)) context.say(`tenderbell: ${line}`);
  const signal = lasting(wish.hours, context.signal);
  const progress = startProgress('windows', due.windows.length);
  const startedAt = clock.now();
  try {
    const deps = {
      ...collectDeps(ground),
      onWindow: (at: { readonly waiting: number; readonly releases: number }) => {
        progress.add(1);
        progress.left(
          at.waiting,
          ` · ${at.releases} releases, ${rate(at.releases, clock.now() - startedAt)}`,
        );
      },
    };
    const report = await backfill(portal, asked, deps, signal);
    await tidyAfter(report, ground);
    progress.stop();
    const collected = [{ portal: portal.id, report }];
    printCollected(collected, { json: wish.json, next: 'the same call' }, context);
    if (signal.aborted) return refuse(context, 'stopped; the same call goes on from here', EXIT.later).exit;
    return due.resting > 0 ? EXIT.later : exitOf(collected);
  } finally {
    progress.stop();
  }
}

/** What is not read now, and why. */
function aboutDue({ id }: Portal, { windows, total, resting, restUntil }: BackfillDue): readonly string[] {
  const name = PORTAL_NAMES[id];
  const held = total - windows.length - resting;
  const rests =
    resting === 1 ? '1 window failed lately and rests' : `${resting} windows failed lately and rest`;
  return [
    ...(total === 0 ? [`${name} has nothing to read there that its own visits do not read`] : []),
    ...(total > 0 && held === total
      ? [`all ${total} windows of ${name} were read before; --again reads them once more`]
      : []),
    ...(held > 0 && held < total
      ? [`${held} of ${total} windows of ${name} were read before, or are left to its visits`]
      : []),
    ...(resting > 0 && restUntil !== undefined
      ? [`${rests} until ${londonDateTime(restUntil)}; the same call reads them after that`]
      : []),
  ];
}

/** A night's share: it ends like any stop, and the same call goes on from there. */
function lasting(hours: number | undefined, signal: AbortSignal): AbortSignal {
  return hours === undefined ? signal : AbortSignal.any([signal, AbortSignal.timeout(hours * 3_600_000)]);
}

function rate(releases: number, ms: number): string {
  return `${Math.round((releases / Math.max(ms, 1)) * 60_000).toLocaleString('en-GB')} a minute`;
}
