import { dayWords } from '../domain/london-day.ts';
import type { DayMark } from '../domain/query.ts';
import { calendarPart, TODAY, type DaySpan } from './day-span.ts';

/** The span as the query language writes it; '' where both ends are open. */
export function printDaySpan(span: DaySpan): string {
  const { from, to } = span;
  if (from === undefined) return to === undefined ? '' : `..${printMark(to)}`;
  if (to === undefined) return 'day' in from ? `${printMark(from)}..` : `>${printMark(from)}`;
  if (isToday(from) && 'after' in to) return `<${printMark(to)}`;
  return calendarPart(span) ?? `${printMark(from)}..${printMark(to)}`;
}

function printMark(mark: DayMark): string {
  return 'day' in mark ? mark.day : `${mark.after}${mark.unit.charAt(0)}`;
}

function isToday(mark: DayMark): boolean {
  return 'after' in mark && mark.after === TODAY.after && mark.unit === TODAY.unit;
}

/** When something ends that ends in the span: `in 6 to 18 months`, `within 12 months`, `in March 2027`; '' where both ends are open. */
export function describeDaySpan(span: DaySpan): string {
  const { from, to } = span;
  if (from === undefined) return to === undefined ? '' : `${soleMark(to)} or earlier`;
  if (to === undefined) return `${soleMark(from)} or later`;
  if ('after' in from && 'after' in to) return describeCounts(from, to);
  const part = calendarPart(span);
  return part === undefined ? `from ${markWords(from)} to ${markWords(to)}` : partWords(part);
}

/** The same of what lies behind, counted back from today: `within the last 7 days`, `2 to 4 weeks ago`, `in March 2026`. */
export function describePastSpan(span: DaySpan): string {
  const { from, to } = span;
  // Only counts turn round: further back is earlier, but a day is a day.
  if (from === undefined)
    return to === undefined ? '' : `${pastSole(to)} or ${'day' in to ? 'earlier' : 'later'}`;
  if (to === undefined) return `${pastSole(from)} or ${'day' in from ? 'later' : 'earlier'}`;
  if ('after' in from && 'after' in to) {
    if (isToday(from)) return isToday(to) ? 'today' : `within the last ${countWords(to)}`;
    return from.unit === to.unit
      ? `${from.after === to.after ? '' : `${from.after} to `}${countWords(to)} ago`
      : `${countWords(from)} to ${countWords(to)} ago`;
  }
  const part = calendarPart(span);
  return part === undefined ? `from ${pastMark(from)} to ${pastMark(to)}` : partWords(part);
}

function pastSole(mark: DayMark): string {
  return 'day' in mark ? `on ${dayWords(mark.day)}` : pastMark(mark);
}

function pastMark(mark: DayMark): string {
  if (isToday(mark)) return 'today';
  return 'day' in mark ? dayWords(mark.day) : `${countWords(mark)} ago`;
}

type Counted = Extract<DayMark, { after: number }>;

function describeCounts(from: Counted, to: Counted): string {
  if (isToday(from)) return isToday(to) ? 'today' : `within ${countWords(to)}`;
  if (from.unit !== to.unit) return `in ${countWords(from)} to ${countWords(to)}`;
  return from.after === to.after ? `in ${countWords(to)}` : `in ${from.after} to ${countWords(to)}`;
}

/** `6 months`, `1 month`. */
function countWords({ after, unit }: Counted): string {
  return `${after} ${after === 1 ? unit.slice(0, -1) : unit}`;
}

function soleMark(mark: DayMark): string {
  if (isToday(mark)) return 'today';
  return 'day' in mark ? `on ${dayWords(mark.day)}` : `in ${countWords(mark)}`;
}

function markWords(mark: DayMark): string {
  if (isToday(mark)) return 'today';
  return 'day' in mark ? dayWords(mark.day) : `${countWords(mark)} from now`;
}

/** `on 31 March 2027`, `in March 2027`, `in 2027`. */
function partWords(part: string): string {
  if (part.length === 10) return `on ${dayWords(part)}`;
  return `in ${part.length === 4 ? part : dayWords(`${part}-01`).replace(/^1 /, '')}`;
}
