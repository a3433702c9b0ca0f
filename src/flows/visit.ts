import type { Portal } from '../domain/ports.ts';
import { collect, type CollectReport } from './collect.ts';
import { NOTHING, plus, type Counts } from './counts.ts';
import { fillIn } from './fill-in.ts';
import { mendNumbers } from './mend-numbers.ts';
import { readingOf, taskDue, type CollectDeps } from './portal-run.ts';
import { summaryPrefix } from './queue-tellings.ts';
import { reconcile } from './reconcile.ts';
import { standIn } from './stand-in.ts';

/**
 * One scheduled visit of a portal: read what is due; where that cannot be had, let the portal's web pages stand in; else
 * ask for numbers left out, compare with what the portal counts elsewhere, and fill in what releases lack.
 */
export async function visit(portal: Portal, deps: CollectDeps, signal: AbortSignal): Promise<CollectReport> {
  const report = await collect(portal, await taskDue(portal, deps.store, deps.clock.now()), deps, signal);
  const state = await deps.store.portals.state(portal.id);
  const reader = { portal, reading: readingOf(portal, state, deps.clock.now()) };
  let counts: Counts = NOTHING;
  if (state.misses > 0 || state.seededAt === undefined) {
    counts = await standIn(reader, report, deps, signal);
  } else {
    for (const step of [mendNumbers, reconcile, fillIn])
      counts = plus(counts, await step(reader, deps, signal));
  }
  await deps.store.transaction((tx) =>
    tx.deliveries.makeDue(summaryPrefix(reader.reading.run), deps.clock.now()),
  );
  return { ...report, ...plus(report, counts) };
}
