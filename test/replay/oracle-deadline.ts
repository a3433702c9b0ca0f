import type { PortalId } from '../../src/domain/portal.ts';
import { at, textAt, textsAt } from './oracle-json.ts';
import { dayOf, endOfDay, wallToInstant } from './oracle-london.ts';

/** As one line: `2026-09-30T11:00:00.000Z day 2026-09-30 timed`. */
export function deadlineLine(instant: number, day: string, isTimed: boolean): string {
  return `${new Date(instant).toISOString()} day ${day}${isTimed ? ' timed' : ''}`;
}

/** By when somebody must act: by the tender's end, or by the engagement's. A planned tender's period is an estimate. */
export function deadlineOf(portal: PortalId, release: unknown, stage: string): string {
  if (stage === 'pipeline' || stage === 'planned') return '';
  const written = stage === 'engagement' ? engagementEnd(release) : tenderEnd(release);
  if (written === undefined) return '';
  const [day = '', time = ''] = written.split('T');
  if (time === '' || (portal === 'contracts-finder' && isEdgeOfDay(time)))
    return deadlineLine(endOfDay(day), day, false);
  // The national portals write London wall time with a Z: noon, the customary hour, stands there in summer and winter.
  const isWall = portal === 'public-contracts-scotland' || portal === 'sell2wales';
  const instant = isWall ? wallToInstant(written.slice(0, 19)) : Date.parse(written);
  return deadlineLine(instant, dayOf(instant), true);
}

/**
 * A day's first and last second on Contracts Finder mean that the time is not known: it has the one on all deadlines of 2017 to
 * 2021, the other on all of October 2022, and a chosen 23:59 as `23:59:00` (docs/portals/contracts-finder.md).
 */
function isEdgeOfDay(time: string): boolean {
  return time.startsWith('00:00:00') || time.startsWith('23:59:59');
}

function engagementEnd(release: unknown): string | undefined {
  const milestone = at(release, 'planning.milestones.*').find((one) => textAt(one, 'type') === 'engagement');
  return textAt(milestone, 'dueDate');
}

/** A corrigendum (standard form F14) gives a new time limit only as a change to section IV.2.2. */
function tenderEnd(release: unknown): string | undefined {
  const moved = at(release, 'tender.amendments.*')
    .flatMap((amendment) => at(amendment, 'unstructuredChanges.*'))
    .filter((change) => textAt(change, 'where.section')?.startsWith('IV.2.2') === true)
    .flatMap((change) => textsAt(change, 'newValue.date'));
  return (
    textAt(release, 'tender.tenderPeriod.endDate') ??
    textAt(release, 'tender.expressionOfInterestDeadline') ??
    moved[0]
  );
}
