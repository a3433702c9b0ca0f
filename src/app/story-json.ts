import type { Conflict, NoticeRef, View } from '../domain/procurement.ts';
import type { Story } from '../domain/story.ts';
import type { NoticeName } from '../domain/tie.ts';
import { summaryOf } from './summary.ts';

/** What `show --json` prints: the summary, everything that is held, and what stands around it, each with the names of its notices. */
export function storyJson({ held, history, links, linkedFrom, possibly, joinedBecause }: Story): object {
  const { view } = held;
  return {
    ...summaryOf(held),
    ...held,
    history,
    sources: Object.fromEntries(
      Object.entries(view.sources).map(([field, place]) => [field, nameOf(view.notices[place])]),
    ),
    conflicts: view.conflicts.map((conflict) => conflictJson(view, conflict)),
    links,
    linkedFrom,
    possibly: possibly.map(({ other, tie }) => ({ ...other, ...tie })),
    joinedBecause,
  };
}

function conflictJson({ notices }: View, { field, notice, says }: Conflict): object {
  return { field, says, notice: nameOf(notices[notice]) };
}

function nameOf(notice: NoticeRef | undefined): NoticeName | undefined {
  return notice && { portal: notice.portal, noticeId: notice.noticeId };
}
