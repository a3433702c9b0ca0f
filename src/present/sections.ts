import type { Message, MessageItem } from '../domain/delivery.ts';
import { grouped } from '../domain/grouped.ts';
import { isOpen } from '../domain/stage.ts';
import { line } from './clean-text.ts';
import { LONGEST, numberWords } from './lengths.ts';
import { daysBetween } from './london-words.ts';

/** A heading and its procurements, as every face shows them. */
export interface Section {
  readonly title: string;
  /** For a count: `3 closing soon`. What is new has one brief over all its sections. */
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
  if (item.kind === 'closing' || closesSoon(view, now)) return 'closing';
  if (item.kind !== 'new') return item.kind;
  return view.stage === 'tender' ? 'new' : 'coming';
}

function closesSoon(view: MessageItem['procurement']['view'], now: number): boolean {
  if (view.deadline === undefined || !isOpen(view, now)) return false;
  return daysBetween(now, view.deadline.at) <= CLOSING_SOON_DAYS;
}

/** Those without a deadline last. */
function byDeadline(a: MessageItem, b: MessageItem): number {
  const first = a.procurement.view.deadline?.at;
  const second = b.procurement.view.deadline?.at;
  if (first === undefined || second === undefined)
    return Number(first === undefined) - Number(second === undefined);
  return first - second;
}

/**
 * A message's procurements in reading order: what is most urgent first, each section by deadline; what is new by category, the
 * category first whose first deadline is; no empty section.
 */
export function sectionsOf(message: Message): readonly Section[] {
  const known = made.get(message);
  if (known !== undefined) return known;
  const sections = sectionsIn(message);
  made.set(message, sections);
  return sections;
}

/** Subject, heading, preview and body of one message each ask. */
const made = new WeakMap<Message, readonly Section[]>();

function sectionsIn(message: Message): readonly Section[] {
  const placed = grouped(message.items, (item) => sectionOf(item, message.now));
  return SECTIONS.flatMap(({ key, ...heading }) => {
    const items = (placed.get(key) ?? []).toSorted(byDeadline);
    if (items.length === 0) return [];
    return key === 'new' ? byCategory(items, heading) : [{ ...heading, items }];
  });
}

/** One section for each primary category; one for all where there is one category. */
function byCategory(
  items: readonly MessageItem[],
  { title, brief }: Omit<Section, 'items'>,
): readonly Section[] {
  const groups = [...grouped(items, primaryCategory)];
  if (groups.length === 1) return [{ title, brief, items }];
  return groups.map(([name, of]) => ({ title: `${title}: ${name}`, brief, items: of }));
}

function primaryCategory({ procurement: { classification } }: MessageItem): string {
  return line(classification.categories[0]?.name ?? '', LONGEST.category) || 'in no category';
}

/** `3 closing soon`, `2 changed`: how much there is of what, in reading order. */
export function countsOf(sections: readonly Section[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { brief, items } of sections) counts.set(brief, (counts.get(brief) ?? 0) + items.length);
  return [...counts].map(([brief, count]) => `${numberWords(count)} ${brief}`);
}
