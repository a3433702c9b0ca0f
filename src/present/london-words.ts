import { londonDate, londonWall } from '../base/london.ts';
import { remembered } from '../base/text/remembered.ts';

const DAY = 86_400_000;

/** The same deadlines come in thousands of mails, and a zone's rules take longer to ask than all the rest of an item. */
const MOST_REMEMBERED = 20_000;

/** `2026-08-24T12:00:00`. */
const wallOf = remembered(MOST_REMEMBERED, londonWall);
const wordsOfDay = remembered(MOST_REMEMBERED, (day: string) => londonDate(Date.parse(`${day}T12:00:00Z`)));

/** `Mon 24 Aug 2026`: by the day, of which there are few. */
export function dateWords(at: number): string {
  const day = wallOf(at).slice(0, 10);
  // A year of more than four digits is written another way.
  return /^\d{4}-/.test(day) ? wordsOfDay(day) : londonDate(at);
}

/** `Mon 24 Aug 2026, 12:00`. */
export function dateTimeWords(at: number): string {
  return `${dateWords(at)}, ${wallOf(at).slice(11, 16)}`;
}

/** Whole London calendar days from `from` to `to`; 0 on the same day. */
export function daysBetween(from: number, to: number): number {
  // The days' names as UTC midnights: no clock change lies between those.
  return (Date.parse(wallOf(to).slice(0, 10)) - Date.parse(wallOf(from).slice(0, 10))) / DAY;
}
