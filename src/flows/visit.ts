import type { Portal } from '../domain/ports.ts';
import { askSingly, spanOf } from './ask-singly.ts';
import { collect, type CollectReport } from './collect.ts';
import { NOTHING, plus, type Counts } from './counts.ts';
import { fillIn } from './fill-in.ts';
import { openReader, type CollectDeps, type Reader } from './portal-run.ts';
import { taskDue } from './task-due.ts';
import { summaryPrefix } from './queue-tellings.ts';
import { reconcile } from './reconcile.ts';
import { isOutForLong, standIn } from './stand-in.ts';

/**
 * One scheduled visit of a portal: read what is due; where that cannot be had for long, let the portal's web pages stand
 * in; else ask singly for what pages lost, compare with what the portal counts elsewhere, and fill in what releases lack.
 */
export async function visit(portal: Portal, deps: CollectDeps, signal: AbortSignal): Promise<CollectReport> {
  const first = await openReader(portal, deps);
  // A host that names a pause with each refusal would never be free for its web pages: they come before the next refusal.
  const ahead = (await isOutForLong(portal, deps)) ? await standIn(first, deps, signal) : NOTHING;
  const report = await collect(portal, await taskDue(portal, deps.store, deps.clock.now()), deps, signal);
  const reader = await openReader(portal, deps);
  const counts = plus(ahead, await behind(report, reader, { deps, signal, hasStoodIn: ahead !== NOTHING }));
  await deps.store.transaction(async (tx) => {
    for (const { reading } of [first, reader])
      await tx.deliveries.makeDue(summaryPrefix(reading.run), deps.clock.now());
  });
  return { ...report, ...plus(report, counts) };
}

interface Behind {
  readonly deps: CollectDeps;
  readonly signal: AbortSignal;
  readonly hasStoodIn: boolean;
}

async function behind(
  report: CollectReport,
  reader: Reader,
  { deps, signal, hasStoodIn }: Behind,
): Promise<Counts> {
  const { misses, seededAt } = await deps.store.portals.state(reader.portal.id);
  if (misses > 0 || seededAt === undefined) {
    const isPaused = report.windows.some((window) => window.fault === 'paused');
    const standsIn = !hasStoodIn && !isPaused && (await isOutForLong(reader.portal, deps));
    return standsIn ? await standIn(reader, deps, signal) : NOTHING;
  }
  let counts = await askSingly(reader, spanOf(report.windows, deps.clock.now()), deps, signal);
  for (const step of [reconcile, fillIn]) counts = plus(counts, await step(reader, deps, signal));
  return counts;
}
