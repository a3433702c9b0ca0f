import type { PortalHealth } from '../flows/portal-health.ts';

/** How many missing numbers, ids and surprises `--json` names; the counts beside them are whole. */
const MOST_NAMED = 50;

/** A portal's health for other programs: instants in ISO 8601, `lag` in seconds, nothing left out. */
export function healthJson(health: PortalHealth, now: number): object {
  const { state, condition, lag, gaps, lastDay, numbers, reconciliations, surprises, quarantined } = health;
  const isPaused = state.pausedUntil !== undefined && state.pausedUntil > now;
  return {
    portal: state.portal,
    condition,
    lastSuccess: isoOf(state.lastSuccessAt),
    lastAttempt: isoOf(state.lastAttemptAt),
    lastNews: isoOf(state.lastNewAt),
    lastSweep: isoOf(state.sweptAt),
    releases: state.releases,
    rejects: state.rejects,
    quarantined,
    pausedUntil: isPaused ? isoOf(state.pausedUntil) : null,
    throttles: state.throttles ?? 0,
    lag: lag ?? null,
    misses: state.misses,
    brokenSince: isoOf(state.brokenAt),
    standingInSince: isoOf(state.standInAt),
    lastFault: state.lastFault ?? null,
    gaps: gaps.map(({ from, to, part, state: is, reason, retryAt }) => ({
      from: isoOf(from),
      to: isoOf(to),
      part: part ?? null,
      state: is,
      reason: reason ?? null,
      retryAt: isoOf(retryAt),
    })),
    lastDay: { ...lastDay, usual: lastDay.usual ?? null },
    numbers:
      numbers === undefined
        ? null
        : {
            expected: numbers.expected,
            missing: numbers.missing.length,
            named: numbers.missing.slice(0, MOST_NAMED),
          },
    reconciliations: reconciliations.map((one) => ({
      ...one,
      missing: one.missing.length,
      named: one.missing.slice(0, MOST_NAMED),
      at: isoOf(one.at),
    })),
    surprises: surprises
      .slice(0, MOST_NAMED)
      .map(({ what, name, count, lastAt }) => ({ what, name, count, lastAt: isoOf(lastAt) })),
  };
}

/** Null for what never was. */
export function isoOf(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString();
}
