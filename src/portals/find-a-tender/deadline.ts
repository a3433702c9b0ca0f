import type { Deadline, Stage } from '../../domain/stage.ts';
import { believed, readMoment } from '../dates.ts';
import { list, object, type Json } from '../json.ts';
import type { Stated } from '../read-release.ts';
import { correctedDeadline } from '../tender-parts.ts';

/** A tender period beyond this is a slip of the pen, and not an invitation. */
const LONGEST_YEARS = 15;

/**
 * By when somebody must act. Two-stage procedures state only the deadline for interest; a planned procurement's tender
 * period is an estimate and no deadline; an engagement ends with its milestone.
 */
export function readDeadline(stated: Stated, stage: Stage): Deadline | undefined {
  const { tender, json, published, flags } = stated;
  if (stage === 'pipeline' || stage === 'planned') return undefined;
  const period = object(tender['tenderPeriod'])['endDate'];
  const candidates =
    stage === 'engagement'
      ? engagementEnds(json)
      : [period ?? correctedDeadline(tender), tender['expressionOfInterestDeadline']];
  const limits = { published, years: LONGEST_YEARS, flags };
  return candidates
    .flatMap((candidate) => believed(readMoment(candidate), 'deadline', limits) ?? [])
    .toSorted((a, b) => a.at - b.at)[0];
}

function engagementEnds(release: Json): readonly unknown[] {
  return list(object(release['planning'])['milestones'])
    .filter((milestone) => milestone['type'] === 'engagement')
    .map((milestone) => milestone['dueDate']);
}
