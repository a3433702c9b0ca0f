import { londonDay } from '../base/london.ts';
import type { Gap, Portal, PortalState, Store } from '../domain/ports.ts';
import type { Window } from '../domain/portal.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What one run reads. */
export interface Task {
  readonly windows: readonly Window[];
  /** Read after those: what was left incomplete before, and once a night the last days for safety. */
  readonly again?: readonly Window[];
  /** Parts that failed lately: they are left alone until their rest is over. */
  readonly resting?: readonly Resting[];
  /** True for the schedule's runs, which move the portal's mark; false for a window somebody asked for. */
  readonly scheduled: boolean;
  /** Reads the nightly sweep. */
  readonly sweeps?: boolean;
  /** A reading of the past: it seeds nothing, says nothing of the portal's health, and tells of nothing dated before this. */
  readonly pastUntil?: number;
}

interface Resting {
  readonly window: Window;
  readonly retryAt: number;
  readonly reason: string | undefined;
}

/** As many old gaps as one run tries again: a portal that refuses everything must not be asked for ever more of it. */
const MOST_GAPS = 10;

/**
 * The windows a scheduled run reads: everything since the last run, with an overlap; then what was left incomplete; and
 * in the first run of a night the last days once more, since long walks are known to lose releases.
 */
export async function taskDue(portal: Portal, store: Store, now: number): Promise<Task> {
  const { firstPassDays, overlapMs, sweepDays = 0 } = portal.facts;
  const state = await store.portals.state(portal.id);
  const gaps = await store.portals.gaps(portal.id);
  // A clock that ran ahead may have left the mark in the future.
  const from =
    state.readTo === undefined ? now - firstPassDays * DAY : Math.min(state.readTo, now) - overlapMs;
  const resting = (await store.portals.incomplete(portal.id)).filter((gap) => isResting(gap, now));
  const restOf = (window: Window) =>
    window.part === undefined ? undefined : resting.find((gap) => overlap(gap, window));
  const due = portal.windows({ from, to: now });
  const sweeps = sweepDays > 0 && isSweepDue(state, now);
  const again = [
    ...gaps
      .filter((gap) => (gap.retryAt ?? 0) <= now)
      .slice(0, MOST_GAPS)
      .flatMap((gap) => cut(portal, gap)),
    ...(sweeps ? portal.windows({ from: now - sweepDays * DAY, to: now }) : []),
  ].filter((window) => restOf(window) === undefined);
  return {
    windows: due.filter((window) => restOf(window) === undefined),
    again: besides(again, due),
    resting: due.flatMap((window) => {
      const rest = restOf(window);
      return rest?.retryAt === undefined ? [] : [{ window, retryAt: rest.retryAt, reason: rest.reason }];
    }),
    scheduled: true,
    sweeps,
  };
}

/** Whether a window is to be left alone still. */
export function isResting({ retryAt }: Gap, now: number): boolean {
  return retryAt !== undefined && retryAt > now;
}

/** Whether two windows are about the same notices of the same time. */
export function overlap(one: Window, other: Window): boolean {
  return one.part === other.part && one.from < other.to && one.to > other.from;
}

/** A gap in windows that the portal answers. */
function cut(portal: Portal, { from, to, part }: Window): readonly Window[] {
  return portal.windows({ from, to }).filter((window) => window.part === part);
}

/** Those that nothing before them in the list, and none of `others`, holds already. */
function besides(windows: readonly Window[], others: readonly Window[]): readonly Window[] {
  const kept: Window[] = [];
  for (const window of windows) {
    const isHeld = [...others, ...kept].some(
      (other) => other.part === window.part && other.from <= window.from && other.to >= window.to,
    );
    if (!isHeld) kept.push(window);
  }
  return kept;
}

/** Nobody is at their desk before this hour of the London day, and portals change at midnight. */
const SWEEP_HOUR = 2;

function isSweepDue({ seededAt, sweptAt }: PortalState, now: number): boolean {
  const night = londonDay(now - SWEEP_HOUR * HOUR);
  const last = sweptAt ?? seededAt;
  return last !== undefined && londonDay(last - SWEEP_HOUR * HOUR) < night;
}
