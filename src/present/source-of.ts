import type { MessageItem, ToldKind } from '../domain/delivery.ts';
import type { NoticeRef } from '../domain/procurement.ts';
import { portalOf } from '../domain/story.ts';

/** What is new is told by what the portal says of it now; these by the one notice that brought them. */
const BROUGHT: ReadonlySet<ToldKind> = new Set(['changed', 'cancelled', 'awarded']);

/**
 * The notice that brought what is told: of the stage at which it stands now the newest, on the portal that is believed first
 * where that has one. Undefined where no single notice did.
 */
export function sourceOf({ kind, procurement: { view } }: MessageItem): NoticeRef | undefined {
  if (!BROUGHT.has(kind)) return undefined;
  const newestFirst = view.notices.toSorted((a, b) => b.published - a.published);
  const ofStage = newestFirst.filter(({ stage }) => stage === view.stage);
  const believed = portalOf(view);
  return ofStage.find(({ portal }) => portal === believed) ?? ofStage[0] ?? newestFirst[0];
}
