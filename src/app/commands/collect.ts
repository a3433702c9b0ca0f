import { z } from 'zod';
import type { Portal } from '../../domain/ports.ts';
import { collect, type CollectReport } from '../../flows/collect.ts';
import { PORTAL_NAMES } from '../../domain/portal.ts';
import { collectOne } from '../../flows/collect-one.ts';
import type { CollectDeps } from '../../flows/portal-run.ts';
import { visit } from '../../flows/visit.ts';
import { withPortals } from '../asked-portals.ts';
import { collectDeps } from '../collect-deps.ts';
import { exitOf, printCollected, type Collected } from '../collected.ts';
import type { Context } from '../context.ts';
import { countsLine } from '../counts-line.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { refuse, type Ground } from '../ground.ts';
import { LondonTime } from '../london-time.ts';
import { startProgress } from '../progress.ts';
import { readOptions } from '../read-options.ts';

const Options = z.object({
  from: LondonTime.optional(),
  to: LondonTime.optional(),
  notice: z.string().trim().min(1).optional(),
  json: z.boolean().default(false),
});
type Wish = z.output<typeof Options>;

export async function run(given: readonly string[], options: unknown, context: Context): Promise<ExitCode> {
  const read = readOptions(Options, options, context);
  if ('exit' in read) return read.exit;
  const wish = read.options;
  const wrong = wrongUsage(given, wish, context);
  if (wrong !== undefined) return refuse(context, wrong, EXIT.usage).exit;
  return await withPortals({ given, lock: 'collect', context }, async (ground, portals) => {
    const [portal] = portals;
    if (wish.notice !== undefined && portal !== undefined)
      return await collectNotice(portal, wish.notice, { wish, ground });
    const collected = await collectAll(portals, wish, ground);
    printCollected(collected, { json: wish.json, next: 'a later run' }, context);
    return exitOf(collected);
  });
}

function wrongUsage(given: readonly string[], wish: Wish, { clock }: Context): string | undefined {
  if (wish.to !== undefined && wish.from === undefined) return '--to needs --from';
  if (wish.from !== undefined && wish.from >= (wish.to ?? clock.now()))
    return '--from must be before --to (or before now)';
  if (wish.notice !== undefined && (given.length !== 1 || wish.from !== undefined))
    return '--notice needs one portal, and no --from';
  return undefined;
}

async function collectNotice(
  portal: Portal,
  id: string,
  { wish: { json }, ground }: { readonly wish: Wish; readonly ground: Ground },
): Promise<ExitCode> {
  const { context } = ground;
  const report = await collectOne(portal, id, collectDeps(ground), context.signal);
  const { windows, pages: _pages, retryAt: _retryAt, ...counts } = report;
  const name = PORTAL_NAMES[portal.id];
  const [{ fault, reason = 'nothing was answered' } = { fault: undefined, reason: undefined }] = windows;
  if (json) context.out(JSON.stringify({ notice: id, ...counts }));
  if (fault === undefined && counts.releases > 0) {
    if (!json) context.out(`${name}: ${countsLine(counts)}`);
    return EXIT.done;
  }
  if (fault === undefined || fault === 'refused')
    return refuse(context, `${name} has no notice '${id}': ${reason}`, EXIT.data).exit;
  const exit = exitOf([{ portal: portal.id, report }]);
  return refuse(context, `${name} could not be asked for '${id}': ${reason}`, exit).exit;
}

async function collectAll(
  portals: readonly Portal[],
  wish: Wish,
  ground: Ground,
): Promise<readonly Collected[]> {
  const progress = startProgress('windows', portals.length);
  const waiting = new Map<string, number>();
  const deps = collectDeps(ground);
  const watched = (portal: Portal): CollectDeps => ({
    ...deps,
    onWindow: (at) => {
      progress.add(1);
      waiting.set(portal.id, at.waiting);
      progress.left(
        [...waiting.values()].reduce((sum, count) => sum + count, 0),
        '',
      );
    },
  });
  try {
    return await allEnded(
      portals.map(async (portal) => ({
        portal: portal.id,
        report: await collectAsked(portal, wish, watched(portal), ground),
      })),
    );
  } finally {
    progress.stop();
  }
}

async function collectAsked(
  portal: Portal,
  { from, to }: Wish,
  deps: CollectDeps,
  { clock, context }: Ground,
): Promise<CollectReport> {
  if (from === undefined) return await visit(portal, deps, context.signal);
  const windows = portal.windows({ from, to: to ?? clock.now() });
  return await collect(portal, { windows, scheduled: false }, deps, context.signal);
}

/** Waits for every portal before a bug in one of them ends the verb: the others' pages are kept whole. */
async function allEnded<T>(runs: readonly Promise<T>[]): Promise<readonly T[]> {
  await Promise.allSettled(runs);
  return await Promise.all(runs);
}
