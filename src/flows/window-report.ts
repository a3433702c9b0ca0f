import type { Window } from '../domain/portal.ts';
import type { PortalFault } from '../domain/ports.ts';

/** What became of a window in one run. */
export interface WindowReport extends Window {
  /** False where the portal failed before the window's end: it will be read again. */
  readonly complete: boolean;
  readonly fault: PortalFault['fault'] | undefined;
  readonly reason: string | undefined;
}

/** A portal that stopped answering ends its run; a window that cannot be read is left as a gap, and the run goes on. */
export function hasStopped({ fault }: Pick<WindowReport, 'fault'>): boolean {
  return fault === 'paused' || fault === 'down';
}
