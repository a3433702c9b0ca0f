import { londonDaysBetween } from '../base/london.ts';
import type { Message, MessageItem } from '../domain/delivery.ts';
import { isOpen } from '../domain/stage.ts';

/** A heading and its procurements, as every face shows them. */
export interface Section {
  readonly title: string;
  /** For a subject: `3 closing soon`. */
  readonly brief: string;
  readonly items: readonly MessageItem[];
}

/** London days within which something "closes soon": a supplier has about a week to decide and write. */
const CLOSING_SOON_DAYS = 7;

/** In reading order. */
const SECTIONS = [
  { key: 'closing', title: 'Closing soon', brief: 'closing soon' },
  { key: 'changed', title: 'Changed or cancelled', brief: 'changed' },
  { key: 'new', title: 'New', brief: 'new' },
  { key: 'coming', title: 'Coming up: market engagement and plans', brief: 'coming up' },
  { key: 'awarded', title: 'Awarded', brief: 'awarded' },
  { key: 'offered', title: 'Open when you subscribed', brief: 'open already' },
] as const;
type SectionKey = (typeof SECTIONS)[number]['key'];

function sectionOf(item: MessageItem, now: number): SectionKey {
  const { view } = item.procurement;
  if (item.kind === 'awarded') return 'awarded';
  if (item.kind === 'cancelled') return 'changed';
  if (closesSoon(view, now)) return 'closing';
  if (item.kind !== 'new') return item.kind;
  return view.stage === 'tender' ? 'new' : 'coming';
}

function closesSoon(view: MessageItem['procurement']['view'], now: number): boolean {
  if (view.deadline === undefined || !isOpen(view, now)) return false;
  return londonDaysBetween(now, view.deadline.at) <= CLOSING_SOON_DAYS;
}

/** Those without a deadline last. */
function byDeadline(a: MessageItem, b: MessageItem): number {
  const first = a.procurement.view.deadline?.at;
  const second = b.procurement.view.deadline?.at;
  if (first === undefined || second === undefined)
    return Number(first === undefined) - Number(second === undefined);
  return first - second;
}

/** A message's procurements in reading order: what is most urgent first, each section by deadline; no empty section. */
export function sectionsOf(message: Message): readonly Section[] {
  const placed = message.items.map((item) => ({ item, key: sectionOf(item, message.now) }));
  return SECTIONS.map(({ key, title, brief }) => ({
    title,
    brief,
    items: placed
      .filter((place) => place.key === key)
      .map(({ item }) => item)
      .toSorted(byDeadline),
  })).filter(({ items }) => items.length > 0);
}
