import { z } from 'zod';
import { londonWall } from '../../base/london.ts';
import { isPortalId, PORTALS, PORTAL_NAMES, type PortalId } from '../../domain/portal.ts';
import type { Portal } from '../../domain/ports.ts';
import { collect, type CollectReport } from '../../flows/collect.ts';
import { taskDue, type CollectDeps, type Task } from '../../flows/portal-run.ts';
import { NOTHING, plus } from '../../flows/counts.ts';
import { BUILT_PORTALS, type BuiltPortal } from '../../portals/index.ts';
import { openClassifier } from '../classifier.ts';
import { contactRefusal, portalsNeedingContact } from '../config.ts';
import type { Context } from '../context.ts';
import { countsLine } from '../counts-line.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { configOf, openGround, refuse, type Ended, type Ground } from '../ground.ts';
import { LondonTime } from '../london-time.ts';
import { enabledPortals, isBuilt, openPortals } from '../portals.ts';
import { startProgress } from '../progress.ts';
import { readOptions } from '../read-options.ts';

const Options = z.object({
  from: LondonTime.optional(),
  to: LondonTime.optional(),
  json: z.boolean().default(false),
});
type Wish = z.output<typeof Options>;

interface Collected {
  readonly portal: PortalId;
  readonly report: CollectReport;
}

export async function run(given: readonly string[], options: unknown, context: Context): Promise<ExitCode> {
  const read = readOptions(Options, options, context);
  if ('exit' in read) return read.exit;
  const asked = askedPortals(given, read.options, context);
  if ('exit' in asked) return asked.exit;
  const loaded = configOf(context);
  if ('exit' in loaded) return loaded.exit;
  const { config } = loaded;
  const off = given.length === 0 ? undefined : asked.portals.find((id) => !config.portals[id].enabled);
  if (off !== undefined)
    return refuse(
      context,
      `${PORTAL_NAMES[off]} is switched off: portals.${off}.enabled is false`,
      EXIT.config,
    ).exit;
  const ids = enabledPortals(config).filter((id) => asked.portals.includes(id));
  const anonymous = portalsNeedingContact(config, ids);
  if (anonymous.length > 0) return refuse(context, contactRefusal(anonymous), EXIT.config).exit;

  const ground = await openGround(context, { lock: 'collect', config });
  if ('exit' in ground) return ground.exit;
  const { portals, close } = await openPortals(ground, ids);
  try {
    const collected = await collectAll(portals, read.options, ground);
    print(collected, read.options, context);
    return exitOf(collected);
  } finally {
    await close();
    await ground.close();
  }
}

async function collectAll(
  portals: readonly Portal[],
  wish: Wish,
  ground: Ground,
): Promise<readonly Collected[]> {
  const { context } = ground;
  const tasks = await Promise.all(portals.map((portal) => taskOf(portal, wish, ground)));
  const progress = startProgress(
    'windows',
    tasks.reduce((sum, task) => sum + task.windows.length, 0),
  );
  const deps: CollectDeps = {
    ...ground,
    classify: openClassifier(),
    log: context.log,
    onWindow: () => progress.add(1),
  };
  try {
    return await allEnded(
      portals.map(async (portal, index) => ({
        portal: portal.id,
        report: await collect(portal, tasks[index] ?? NO_TASK, deps, context.signal),
      })),
    );
  } finally {
    progress.stop();
  }
}

const NO_TASK: Task = { windows: [], scheduled: false };

function askedPortals(
  given: readonly string[],
  wish: Wish,
  context: Context,
): { readonly portals: readonly BuiltPortal[] } | Ended {
  const unknown = given.find((name) => !isPortalId(name));
  if (unknown !== undefined)
    return refuse(context, `'${unknown}' is not a portal; they are ${PORTALS.join(', ')}`, EXIT.usage);
  const named = given.filter(isPortalId);
  const unbuilt = named.find((id) => !isBuilt(id));
  if (unbuilt !== undefined)
    return refuse(
      context,
      `${PORTAL_NAMES[unbuilt]} cannot be read yet; ${BUILT_PORTALS.join(' and ')} can`,
      EXIT.usage,
    );
  if (wish.to !== undefined && wish.from === undefined)
    return refuse(context, '--to needs --from', EXIT.usage);
  if (wish.from !== undefined && wish.from >= (wish.to ?? context.clock.now()))
    return refuse(context, '--from must be before --to (or before now)', EXIT.usage);
  return { portals: named.length === 0 ? BUILT_PORTALS : named.filter(isBuilt) };
}

async function taskOf(portal: Portal, { from, to }: Wish, { store, clock }: Ground): Promise<Task> {
  if (from === undefined) return await taskDue(portal, store, clock.now());
  return { windows: portal.windows({ from, to: to ?? clock.now() }), scheduled: false };
}

function print(collected: readonly Collected[], { json }: Wish, context: Context): void {
  const counts = collected.reduce((sum, { report }) => plus(sum, report), NOTHING);
  const windows = collected.flatMap(({ portal, report }) =>
    report.windows.map((window) => ({
      portal,
      from: londonWall(window.from),
      to: londonWall(window.to),
      complete: window.complete,
      ...(window.reason === undefined ? {} : { reason: window.reason }),
    })),
  );
  if (json) context.out(JSON.stringify({ ...counts, windows }));
  else {
    for (const { portal, report } of collected) context.out(`${PORTAL_NAMES[portal]}: ${countsLine(report)}`);
  }
  for (const { portal } of collected) {
    const [first, ...more] = windows.filter((window) => window.portal === portal && !window.complete);
    if (first === undefined) continue;
    const others = more.length === 0 ? '' : `, and ${more.length} more windows`;
    const why = first.reason ?? 'it stopped answering';
    context.say(
      `tenderbell: ${PORTAL_NAMES[portal]} ${first.from} to ${first.to} is incomplete (${why})${others}; a later run reads it again`,
    );
  }
}

/** 69 where no portal answered at all, 75 where one broke off with what was read kept. */
function exitOf(collected: readonly Collected[]): ExitCode {
  const isBroken = collected.some(({ report }) => report.windows.some((window) => !window.complete));
  if (!isBroken) return EXIT.done;
  const isPaused = collected.some(({ report }) => report.retryAt !== undefined);
  const answered = collected.some(({ report }) => report.pages > 0);
  return answered || isPaused ? EXIT.later : EXIT.unavailable;
}

/** Waits for every portal before a bug in one of them ends the verb: the others' pages are kept whole. */
async function allEnded<T>(runs: readonly Promise<T>[]): Promise<readonly T[]> {
  await Promise.allSettled(runs);
  return await Promise.all(runs);
}
