import type { Deadline, Stage } from '../../domain/stage.ts';
import { believed, readMoment } from '../dates.ts';
import { list, object, text } from '../json.ts';
import type { Stated } from '../read-release.ts';

/** A tender period beyond this is a slip of the pen, and not an invitation. */
const LONGEST_YEARS = 15;

/** By when somebody must act. A planned tender's period is an estimate, and no deadline. */
export function readDeadline({ json, tender, published, flags }: Stated, stage: Stage): Deadline | undefined {
  if (stage === 'pipeline' || stage === 'planned') return undefined;
  const ends = stage === 'engagement' ? engagementEnds(json) : [object(tender['tenderPeriod'])['endDate']];
  const end = ends.map(readClosing).find((one) => one !== undefined);
  return believed(end, 'deadline', { published, years: LONGEST_YEARS, flags });
}

function engagementEnds(json: Stated['json']): readonly unknown[] {
  return list(object(json['planning'])['milestones'])
    .filter((milestone) => milestone['type'] === 'engagement')
    .map((milestone) => milestone['dueDate']);
}

/**
 * The first or the last second of a day: all 327 recorded deadlines of 2017 to 2021 and 29 of 193 of 2025 are the one, all 198
 * of October 2022 the other. Nobody chooses either: the day is meant, and no time of it. Buyers do write 23:59, which is
 * served as `23:59:00` (15 in 2025) and stays the time that it is.
 */
const EDGE_OF_DAY = /^\s*(\d{4}-\d\d-\d\d)[T ](?:00:00(?::00)?|23:59:59)(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?\s*$/;

function readClosing(value: unknown): Deadline | undefined {
  const written = text(value) ?? '';
  return readMoment(EDGE_OF_DAY.exec(written)?.[1] ?? written);
}
