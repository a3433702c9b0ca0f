import { londonDayAt } from '../../domain/london-day.ts';
import type { Procurement } from '../../domain/procurement.ts';
import type { Query } from '../../domain/query.ts';
import { isOpen, OPEN_STAGES } from '../../domain/stage.ts';
import { documentOf, type MatchDocument } from '../document.ts';
import { matches } from '../evaluate.ts';

/** A procurement that would have come as new, and when. */
export interface Arrival {
  readonly procurement: Procurement;
  /** UTC milliseconds. */
  readonly at: number;
  /** As it stood then, as far as that is known. */
  readonly document: MatchDocument;
}

/**
 * When a procurement would have come as new to somebody who had asked this all along: when the first of its notices at an open
 * stage was published while it was open and the query met it. Undefined where that was never before `now`.
 *
 * Its stage is then that of this notice, and only what was published by then counts as published. For the rest this is a near
 * guess: title, texts, value, deadline, regions and categories are those of today's view, whatever later notices changed in
 * them. Every notice counts as audible, those of a portal's silent first pass, too. The exact account is the replay.
 */
export function arrivalOf(query: Query, procurement: Procurement, now: number): Arrival | undefined {
  const { notices } = procurement.view;
  const open = notices.filter(({ stage, published }) => published <= now && OPEN_STAGES.includes(stage));
  if (open.length === 0) return undefined;
  const today = documentOf(procurement);
  for (const { stage, published: at } of open.toSorted((a, b) => a.published - b.published)) {
    const document = { ...today, stage, days: { ...today.days, published: daysBy(at, today) } };
    if (isOpen(document, at) && matches(query, document, at)) return { procurement, at, document };
  }
  return undefined;
}

function daysBy(at: number, { days }: MatchDocument): readonly string[] {
  const day = londonDayAt(at);
  return days.published.filter((published) => published <= day);
}
