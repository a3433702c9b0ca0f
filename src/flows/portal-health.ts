import { londonDay } from '../base/london.ts';
import { missingNumbers } from '../domain/numbers.ts';
import type { PortalId } from '../domain/portal.ts';
import type { Gap, PortalReads, PortalState, Reconciliation, SurpriseSeen } from '../domain/ports.ts';

const DAY = 86_400_000;
const WEEK = 7 * DAY;
/** A month of the same weekday: long enough to level a bank holiday, short enough to follow a portal's growth. */
const WEEKS_COMPARED = 4;
/** As far back as numbers left out are asked for. */
const NUMBERS_BACK = 3 * DAY;

/**
 * One word for where a portal stands. `no news`: it was reached and had nothing new. `not reached`: nobody knows what it
 * has. They look alike to whoever only counts alerts.
 */
export type PortalCondition = 'never read' | 'fresh' | 'no news' | 'not reached' | 'paused' | 'standing in';

export interface PortalHealth {
  readonly state: PortalState;
  readonly condition: PortalCondition;
  /** Seconds behind now up to which the portal has been read; undefined before its first scheduled run. */
  readonly lag: number | undefined;
  readonly gaps: readonly Gap[];
  /** Releases of the last whole London day, and the median of that weekday over the weeks before; undefined without history. */
  readonly lastDay: { readonly day: string; readonly releases: number; readonly usual: number | undefined };
  /** Notice numbers of the last three days that ought to exist, and those that are not held; undefined where ids are no numbers. */
  readonly numbers: { readonly expected: number; readonly missing: readonly string[] } | undefined;
  /** Newest first. */
  readonly reconciliations: readonly Reconciliation[];
  readonly surprises: readonly SurpriseSeen[];
  /** Why web pages of notices could not be read in the last 24 hours, commonest reason first. */
  readonly unreadPages: readonly { readonly reason: string; readonly count: number }[];
  /** Pages and releases kept aside. */
  readonly quarantined: number;
}

/** How a portal has been doing, from what is remembered of it. */
export async function portalHealth(
  portal: PortalId,
  { portals, now }: { readonly portals: PortalReads; readonly now: number },
): Promise<PortalHealth> {
  const state = await portals.state(portal);
  const span = { from: now - NUMBERS_BACK, to: now };
  const since = londonDay(now - (WEEKS_COMPARED + 1) * WEEK);
  return {
    state,
    condition: conditionOf(state, now),
    lag: state.readTo === undefined ? undefined : Math.max(0, Math.round((now - state.readTo) / 1000)),
    gaps: await portals.gaps(portal),
    lastDay: lastDayOf(await portals.days(portal, since), now),
    numbers: numbersOf(await portals.noticeIds(portal, span)),
    reconciliations: await portals.reconciliations(portal),
    surprises: await portals.surprises(portal),
    unreadPages: await portals.detailsTroubles(portal, now - DAY),
    quarantined: (await portals.quarantined(portal)).length,
  };
}

/** Ids that are no numbers leave nothing to expect. */
function numbersOf(noticeIds: readonly string[]): PortalHealth['numbers'] {
  const found = missingNumbers(noticeIds);
  return found.expected === 0 ? undefined : found;
}

function conditionOf(state: PortalState, now: number): PortalCondition {
  const { pausedUntil, misses, lastSuccessAt, lastAttemptAt, lastNewAt, standInAt } = state;
  if (pausedUntil !== undefined && pausedUntil > now) return 'paused';
  if (standInAt !== undefined) return 'standing in';
  if (misses > 0) return 'not reached';
  if (lastSuccessAt === undefined) return 'never read';
  return lastNewAt !== undefined && lastNewAt >= (lastAttemptAt ?? lastSuccessAt) ? 'fresh' : 'no news';
}

function lastDayOf(
  days: readonly { readonly day: string; readonly releases: number }[],
  now: number,
): PortalHealth['lastDay'] {
  const byDay = new Map(days.map(({ day, releases }) => [day, releases]));
  const yesterday = now - DAY;
  const day = londonDay(yesterday);
  const first = days[0]?.day;
  const compared = Array.from({ length: WEEKS_COMPARED }, (_, back) =>
    londonDay(yesterday - (back + 1) * WEEK),
  )
    // Before the first day on record nothing was read, which says nothing about the portal.
    .filter((one) => first !== undefined && one >= first)
    .map((one) => byDay.get(one) ?? 0);
  return { day, releases: byDay.get(day) ?? 0, usual: median(compared) };
}

function median(counts: readonly number[]): number | undefined {
  const sorted = counts.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const pair = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  const [low, high] = pair;
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}
