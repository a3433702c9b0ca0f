import { endOfLondonDay, fromLondonWall, londonDay } from '../../base/london.ts';
import type { Window } from '../../domain/portal.ts';

/**
 * A portal that answers whole months, one notice type at a time: a window for each, oldest month first, types in the order
 * given. A window begins with its month, since that is what is read whatever the span asks for.
 */
export function monthsByType(span: Window, types: readonly string[]): readonly Window[] {
  return monthsOf(span).flatMap(({ from, to }) =>
    types.map((part) => ({ from, to: Math.min(span.to, to), part })),
  );
}

/** A London month: `name` is `2026-09`, its bounds are UTC milliseconds, `to` exclusive. */
export interface Month {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** The London months that a span touches, oldest first; none where it is empty. */
export function monthsOf(span: Window): readonly Month[] {
  const months: Month[] = [];
  for (let at = span.from; at < span.to;) {
    const month = monthOf(at);
    months.push(month);
    at = month.to;
  }
  return months;
}

function monthOf(at: number): Month {
  const name = londonDay(at).slice(0, 7);
  const [year, month] = name.split('-').map(Number);
  // Day 0 of the month after is the last of this one.
  const last = new Date(Date.UTC(year ?? 0, month ?? 0, 0)).getUTCDate();
  const from = fromLondonWall(`${name}-01`);
  const end = endOfLondonDay(`${name}-${String(last)}`);
  if (from === undefined || end === undefined) throw new Error(`${name} is no month`);
  return { name, from, to: end + 1 };
}
