import type { MessageItem, MessageLinks } from '../domain/delivery.ts';
import { isOpen } from '../domain/stage.ts';

/** Something to do about a procurement: a link to a page with a button. */
export interface Act {
  readonly label: string;
  readonly url: string;
}

/** What every item offers, as the page of each calls itself. */
const ACTS = [
  ['follow', 'Follow'],
  ['mute', 'Mute this'],
  ['mute-buyer', 'Mute buyer'],
  ['not-relevant', 'Not relevant'],
] as const;

/** None where a message has no pages about it. */
export function actsOf(
  { procurement: { id, view } }: MessageItem,
  links: MessageLinks | undefined,
): readonly Act[] {
  if (links === undefined) return [];
  return ACTS.filter(([act]) => act !== 'mute-buyer' || view.buyer !== undefined).map(([act, label]) => ({
    label,
    url: `${links.act}/${act}/${id}`,
  }));
}

/** Where a deadline is ahead: an alert alone offers it, for a digest's reader has the feed. */
export function calendarAct(
  { procurement: { id, view } }: MessageItem,
  links: MessageLinks | undefined,
  now: number,
): readonly Act[] {
  if (links === undefined || view.deadline === undefined || !isOpen(view, now)) return [];
  return [{ label: 'Add the deadline to your calendar', url: `${links.act}/calendar/${id}.ics` }];
}
