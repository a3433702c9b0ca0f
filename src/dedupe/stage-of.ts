import type { Notice } from '../domain/notice.ts';
import { portalRank } from '../domain/portal.ts';
import { isDecided, stageRank, type Outcome, type Stage } from '../domain/stage.ts';
import { newestFirst } from './belief.ts';

/**
 * The furthest stage any notice states; closed when something ended it and nothing was published for it afterwards (a tender
 * put out again under the same ocid opens it again); a tender once more when a further round is invited after an award.
 */
export function stageOf(versions: readonly Notice[]): {
  readonly stage: Stage;
  readonly outcome: Outcome | undefined;
} {
  const newest = versions.toSorted(newestFirst);
  const closing = newest.find((notice) => notice.stage === 'closed');
  const live = newest.filter((notice) => notice.stage !== 'closed');
  const since = closing === undefined ? live : live.filter((notice) => reopens(notice, closing));
  if (closing !== undefined && since.length === 0)
    return { stage: 'closed', outcome: closing.outcome ?? 'cancelled' };
  if (isInvitedAnew(since)) return { stage: 'tender', outcome: undefined };
  const stage = since.reduce<Stage>(
    (furthest, notice) => (stageRank(notice.stage) > stageRank(furthest) ? notice.stage : furthest),
    'pipeline',
  );
  return { stage, outcome: undefined };
}

/** A copy on another portal lags by a day or more: only a portal that is believed at least as much can open what was ended. */
function reopens(notice: Notice, closing: Notice): boolean {
  const isBelieved = portalRank(notice.portal) <= portalRank(closing.portal);
  return isBelieved && notice.published > closing.published && !notice.sparse;
}

/** Open frameworks and dynamic markets invite again after they were awarded, until a day that was still to come then. */
function isInvitedAnew(newest: readonly Notice[]): boolean {
  const award = newest.find(({ stage }) => isDecided(stage));
  return (
    award !== undefined &&
    newest.some(
      ({ stage, sparse, portal, published, deadline }) =>
        stage === 'tender' &&
        !sparse &&
        portal === award.portal &&
        published > award.published &&
        (deadline?.at ?? 0) > award.published,
    )
  );
}
