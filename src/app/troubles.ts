import { londonDateTime } from '../base/london.ts';
import { MISSES_UNTIL_ILL, PORTAL_NAMES } from '../domain/portal.ts';
import type { PortalState } from '../domain/ports.ts';

/** A sentence for each portal that could not be read lately, so that silence is never mistaken for a quiet market. */
export function troublesOf(states: readonly PortalState[], now: number): readonly string[] {
  return states
    .filter((state) => state.misses >= MISSES_UNTIL_ILL)
    .map((state) => {
      const since = state.lastSuccessAt ?? state.firstPassAt ?? now;
      return `${PORTAL_NAMES[state.portal]} could not be read since ${londonDateTime(since)}.`;
    });
}
