import type { View } from '../domain/procurement.ts';
import { isOpen } from '../domain/stage.ts';
import { daysBetween } from './london-words.ts';

const DAYS_BEFORE = [1, 2, 3, 5, 7, 14, 30];

/** How many days before it closes somebody can be reminded; none where it states no deadline, is closed, or closes too soon. */
export function remindDaysOf(view: Pick<View, 'stage' | 'deadline'>, now: number): readonly number[] {
  const { deadline } = view;
  if (deadline === undefined || !isOpen(view, now)) return [];
  const left = daysBetween(now, deadline.at);
  return DAYS_BEFORE.filter((days) => days < left);
}
