import type { PortalChange, PortalState } from '../domain/ports.ts';
import { MISSES_UNTIL_ILL } from '../domain/portal.ts';
import type { PortalNote } from './operator-note.ts';
import type { Task } from './task-due.ts';
import { hasStopped, type WindowReport } from './window-report.ts';

export interface Turn {
  readonly change: PortalChange;
  readonly note: Omit<PortalNote, 'portal'>;
}

/** A portal breaks after a few misses in a row and mends when something of it is read: each is said once. */
export function turnOf(state: PortalState, now: number): Turn | undefined {
  const { misses, brokenAt, lastSuccessAt, firstPassAt } = state;
  if (brokenAt === undefined && misses >= MISSES_UNTIL_ILL) {
    const since = lastSuccessAt ?? firstPassAt ?? now;
    return { change: { brokenAt: now }, note: { turn: 'broke', since, at: now } };
  }
  if (brokenAt !== undefined && misses === 0)
    return { change: { brokenAt: undefined }, note: { turn: 'mended', since: brokenAt, at: now } };
  return undefined;
}

/**
 * What a run says of its portal. One that read no window is a miss, whatever the portal answered; one that was broken off
 * behind something it read is neither a miss nor a success; and one that fell into a pause asked nothing.
 */
export function resultOf(
  { task, wasPaused }: { readonly task: Task; readonly wasPaused: boolean },
  { windows, isCutShort }: { readonly windows: readonly WindowReport[]; readonly isCutShort: boolean },
  { state, now }: { readonly state: PortalState; readonly now: number },
): PortalChange {
  const resting = task.resting ?? [];
  const lastFault = windows.find((window) => !window.complete)?.reason ?? resting[0]?.reason;
  const hasRead = windows.some((window) => window.complete);
  const hasAsked = task.windows.length > 0 && !(wasPaused && !hasRead);
  if (!hasAsked && (wasPaused || resting.length > 0)) return { lastFault };
  if (hasAsked && !hasRead) return { misses: state.misses + 1, lastFault };
  if (isCutShort) return { misses: 0, lastFault };
  const back = { misses: 0, lastSuccessAt: now, standInAt: undefined };
  return { ...back, ...sweptAt(task, windows, now), lastFault, seededAt: state.seededAt ?? now };
}

function sweptAt(task: Task, windows: readonly WindowReport[], now: number): PortalChange {
  return task.sweeps === true && !windows.some(hasStopped) ? { sweptAt: now } : {};
}
