import type { PortalHealth } from '../flows/portal-health.ts';

/** How many missing numbers and ids are named; the counts beside them are whole. */
const MOST_NAMED = 50;

/** A portal's health for other programs: instants in ISO 8601, `lag` in seconds, null for what is not known. */
export function healthJson(
  health: PortalHealth,
  { now, isOn }: { readonly now: number; readonly isOn: boolean },
): object {
  const { state, condition, lag, lastDay, quarantined } = health;
  const isPaused = state.pausedUntil !== undefined && state.pausedUntil > now;
  return {
    portal: state.portal,
    enabled: isOn,
    condition,
    lastSuccess: isoOf(state.lastSuccessAt),
    lastAttempt: isoOf(state.lastAttemptAt),
    lastNews: isoOf(state.lastNewAt),
    lastSweep: isoOf(state.sweptAt),
    releases: state.releases,
    rejects: state.rejects,
    quarantined,
    evicted: state.evicted ?? 0,
    pausedUntil: isPaused ? isoOf(state.pausedUntil) : null,
    throttles: state.throttles ?? 0,
    lag: lag ?? null,
    misses: state.misses,
    brokenSince: isoOf(state.brokenAt),
    stoodIn: isoOf(state.standInAt),
    lastFault: state.lastFault ?? null,
    lastDay: { ...lastDay, usual: lastDay.usual ?? null },
    ...lacksOf(health),
  };
}

/** What a portal is not known to have given whole, and what it was not known to write. */
function lacksOf({ gaps, numbers, reconciliations, surprises, unreadPages }: PortalHealth): object {
  return {
    gaps: gaps.map(({ from, to, part, state: is, reason, retryAt }) => ({
      from: isoOf(from),
      to: isoOf(to),
      part: part ?? null,
      state: is,
      reason: reason ?? null,
      retryAt: isoOf(retryAt),
    })),
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
    unreadPages,
    surprises: surprises.map(({ what, name, count, lastAt }) => ({
      what,
      name,
      count,
      lastAt: isoOf(lastAt),
    })),
  };
}

/** Null for what never was. */
export function isoOf(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString();
}
