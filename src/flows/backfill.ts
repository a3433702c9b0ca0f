import type { Portal } from '../domain/ports.ts';
import type { Window } from '../domain/portal.ts';
import { collect, type CollectReport } from './collect.ts';
import type { CollectDeps } from './portal-run.ts';

export interface BackfillWish {
  /** UTC milliseconds, `to` exclusive. */
  readonly span: Window;
  /** Reads also what has been read to its end before. */
  readonly isAgain: boolean;
  /** UTC milliseconds; undefined tells nobody. */
  readonly alertSince: number | undefined;
}

/** The windows of a span that are not known to be complete, oldest first, and how many the span has. */
export async function backfillDue(
  portal: Portal,
  { span, isAgain }: Pick<BackfillWish, 'span' | 'isAgain'>,
  { store }: Pick<CollectDeps, 'store'>,
): Promise<{ readonly windows: readonly Window[]; readonly total: number }> {
  const all = portal.windows(span);
  if (isAgain) return { windows: all, total: all.length };
  const complete = await store.portals.complete(portal.id);
  const windows = all.filter(
    (window) =>
      !complete.some((read) => read.part === window.part && read.from <= window.from && read.to >= window.to),
  );
  return { windows, total: all.length };
}

/**
 * Reads a portal's past at its own pace. Each window that was read to its end is remembered, so that the same wish goes on
 * where a stop or a pause cut it off. Seeds nothing, and is silent unless `alertSince` is given.
 */
export async function backfill(
  portal: Portal,
  wish: BackfillWish,
  deps: CollectDeps,
  signal: AbortSignal,
): Promise<CollectReport> {
  const { windows } = await backfillDue(portal, wish, deps);
  const pastUntil = wish.alertSince ?? Infinity;
  return await collect(portal, { windows, scheduled: false, pastUntil }, deps, signal);
}
