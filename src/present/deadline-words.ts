import type { Deadline } from '../domain/stage.ts';
import { numberWords } from './lengths.ts';
import { dateTimeWords, dateWords, daysBetween } from './london-words.ts';

/** The furthest instant a JavaScript date can hold. */
const END_OF_TIME = 8.64e15;

function isShowable(at: number): boolean {
  return Math.abs(at) <= END_OF_TIME;
}

/** `Wed 30 Sep 2026, 12:00`, or `by the end of Wed 30 Sep 2026, time not stated`; without the days that are left. */
export function momentWords(deadline: Pick<Deadline, 'at' | 'timed'>): string {
  if (!isShowable(deadline.at)) return 'not stated';
  return deadline.timed
    ? dateTimeWords(deadline.at)
    : `by the end of ${dateWords(deadline.at)}, time not stated`;
}

function leftWords(at: number, now: number): string {
  const days = daysBetween(now, at);
  if (days === 0) return 'closes today';
  return days === 1 ? '1 day left' : `${numberWords(days)} days left`;
}

/** `Closes in 2 days, Thu 26 Nov 2026, 12:00`. */
export function closesWords(deadline: Pick<Deadline, 'at' | 'timed'>, now: number): string {
  const days = isShowable(deadline.at) ? daysBetween(now, deadline.at) : Number.NaN;
  if (!(days >= 0)) return 'Closing soon';
  const when = days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${numberWords(days)} days`;
  return `Closes ${when}, ${momentWords(deadline)}`;
}

/** `Wed 30 Sep 2026, 12:00 (29 days left)`, `… (closed)` once past, or `no deadline stated`. */
export function deadlineWords(deadline: Deadline | undefined, now: number): string {
  if (deadline === undefined || !isShowable(deadline.at)) return 'no deadline stated';
  const left = deadline.at <= now ? 'closed' : leftWords(deadline.at, now);
  return `${momentWords(deadline)} (${left})`;
}

/** `Wed 30 Sep 2026, 12:00`, `Wed 30 Sep 2026` or `no deadline stated`: without the days that are left. */
export function deadlineBrief(deadline: Deadline | undefined): string {
  if (deadline === undefined || !isShowable(deadline.at)) return 'no deadline stated';
  return deadline.timed ? dateTimeWords(deadline.at) : dateWords(deadline.at);
}

/** `30 Sept`; undefined where there is none to show. */
export function dayAndMonth(deadline: Deadline | undefined): string | undefined {
  if (deadline === undefined || !isShowable(deadline.at)) return undefined;
  return dateWords(deadline.at).split(' ').slice(1, 3).join(' ');
}
