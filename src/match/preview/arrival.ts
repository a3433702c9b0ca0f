import { londonDayAt } from '../../domain/london-day.ts';
import { isMoreThanPaperwork } from '../../domain/paperwork.ts';
import type { NoticeRef, Procurement } from '../../domain/procurement.ts';
import type { Query } from '../../domain/query.ts';
import { isDecided, isOpen } from '../../domain/stage.ts';
import type { Wanted } from '../../domain/subscription.ts';
import { documentOf, type MatchDocument } from '../document.ts';
import { matches } from '../evaluate.ts';

/** A procurement that would have come, as new or as an award, and when. */
export interface Arrival {
  readonly procurement: Procurement;
  /** UTC milliseconds. */
  readonly at: number;
  /** As it stood then, as far as that is known. */
  readonly document: MatchDocument;
}

/**
 * When a procurement would have come to somebody who had asked this all along: when the first of its notices was published that
 * the query met, at an open stage while it was open where what is new is wanted, at a decided one where awards are. Undefined
 * where that was never before `now`.
 *
 * Its stage is then that of this notice, only what was published by then counts as published, and a supplier is known from the
 * first award on. For the rest this is a near guess: title, texts, value, deadline, regions and categories are those of today's
 * view, whatever later notices changed in them. Every notice counts as audible, those of a portal's silent first pass, too. The
 * exact account is the replay.
 */
export function arrivalOf(
  query: Query,
  procurement: Procurement,
  now: number,
  wanted: readonly Wanted[] = ['new'],
): Arrival | undefined {
  const notices = procurement.view.notices
    .filter(({ published }) => published <= now)
    .toSorted((a, b) => a.published - b.published);
  if (notices.length === 0) return undefined;
  const today = documentOf(procurement);
  const past: NoticeRef[] = [];
  for (const notice of notices) {
    past.push(notice);
    const at = notice.published;
    const document = asOf(past, notice, today);
    if (isDue(document, past, at, wanted) && matches(query, document, at))
      return { procurement, at, document };
  }
  return undefined;
}

/** As what is told first (`firstTelling` of the flows) has it. */
function isDue(
  document: MatchDocument,
  past: readonly NoticeRef[],
  at: number,
  wanted: readonly Wanted[],
): boolean {
  if (isOpen(document, at)) return wanted.includes('new');
  return isDecided(document.stage) && wanted.includes('awards') && isMoreThanPaperwork(past);
}

function asOf(
  past: readonly NoticeRef[],
  { stage, published: at }: NoticeRef,
  today: MatchDocument,
): MatchDocument {
  const isAwarded = past.some((notice) => isDecided(notice.stage));
  return {
    ...today,
    stage,
    days: { ...today.days, published: daysBy(at, today) },
    parties: isAwarded ? today.parties : { ...today.parties, supplier: [] },
  };
}

function daysBy(at: number, { days }: MatchDocument): readonly string[] {
  const day = londonDayAt(at);
  return days.published.filter((published) => published <= day);
}
