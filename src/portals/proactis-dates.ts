import type { Deadline } from '../domain/stage.ts';
import { readMomentMidnightOpen } from './dates.ts';
import { text } from './json.ts';

/**
 * A date of the Proactis portals. Their `Z` is no offset: of 60 recorded Scottish deadlines, all in British Summer Time,
 * 53 are at `12:00:00Z`, and Find a Tender's copies say noon in London (`12:00:00+01:00`). So it is London wall time, and
 * midnight means that the day alone is known (docs/portals/public-contracts-scotland.md).
 */
export function readProactisMoment(value: unknown): Deadline | undefined {
  return readMomentMidnightOpen(text(value)?.trim().replace(/Z$/, ''));
}
