import type { Window } from '../domain/portal.ts';
import type { Task } from './task-due.ts';
import { hasStopped, type WindowReport } from './window-report.ts';

/** A maintenance page with status 200 looks like this; one page that stays bad must not end a run, a row of them must. */
const MOST_SPOILT = 3;

export interface Patience {
  /** What follows a window: read on, let it rest by itself and read on, or end the run. */
  after(
    window: Window,
    read: { readonly window: WindowReport; readonly pages: number },
  ): 'on' | 'rest' | 'end';
  /** The run ended before all that is due was asked for. */
  isCutShort(): boolean;
}

/** How much trouble one run puts up with. */
export function createPatience({ again = [] }: Task): Patience {
  let spoilt = 0;
  let hasRead = false;
  let hasRested = false;
  let isCutShort = false;
  return {
    after: (asked, { window, pages }) => {
      const isOld = again.includes(asked);
      // Nothing of it could be read, for what came was no page.
      spoilt = window.fault === 'unusable' && pages === 0 ? spoilt + 1 : 0;
      hasRead ||= window.complete;
      // The portal answers for others: an old window that it fails at is that window's trouble. Two are the portal's.
      if (isOld && window.fault === 'down' && hasRead && !hasRested) {
        hasRested = true;
        return 'rest';
      }
      if (!hasStopped(window)) return spoilt >= MOST_SPOILT ? 'end' : 'on';
      isCutShort = !isOld;
      return 'end';
    },
    isCutShort: () => isCutShort,
  };
}
