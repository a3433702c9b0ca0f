import { stems } from '../base/text/tokens.ts';
import { MATERIAL_FIELDS, type Change, type MaterialField, type MaterialState } from '../domain/event.ts';
import { londonDayAt } from '../domain/london-day.ts';
import type { Document } from '../domain/notice.ts';
import type { View } from '../domain/procurement.ts';
import { deadlineText, lotsText, periodText, regionsText, titleText, valueText } from './canonical.ts';

/** The parts of a view that a reader acts on, in canonical text (see `MaterialState`). */
export function materialState(view: View): MaterialState {
  return {
    stage: view.outcome === undefined ? view.stage : `${view.stage}:${view.outcome}`,
    deadline: deadlineText(view.deadline),
    title: titleText(view.title),
    value: valueText(view.value),
    regions: regionsText(view.regions),
    lots: lotsText(view.lots),
    documents: documentsText(view.documents),
    contract: periodText(view.contract),
  };
}

/** How many, and a fingerprint of which: a ledger row must not hold fifty URLs. */
function documentsText(documents: readonly Document[]): string {
  if (documents.length === 0) return '';
  const urls = documents.map((document) => document.url).toSorted();
  return `${urls.length} #${fingerprint(urls.join(' '))}`;
}

/** FNV-1a, 32 bits: enough to notice that a list changed (http://www.isthe.com/chongo/tech/comp/fnv/). */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/** What differs between two states in a way that a reader would care about. */
export function changesBetween(was: MaterialState, now: MaterialState): readonly Change[] {
  return MATERIAL_FIELDS.filter((field) => !alike(field, was[field], now[field])).map((field) => ({
    field,
    was: was[field],
    now: now[field],
  }));
}

/** True when telling `now` to somebody who was told `was` would tell nothing. */
export function saysNothingNew(was: MaterialState, now: MaterialState): boolean {
  return changesBetween(was, now).length === 0;
}

function alike(field: MaterialField, was: string, now: string): boolean {
  if (was === now) return true;
  // A field that fell silent was not withdrawn: sparse notices leave gaps (docs/portals/find-a-tender.md).
  if (now === '') return true;
  if (field === 'title' || field === 'lots') return stems(was).join(' ') === stems(now).join(' ');
  if (field === 'deadline') return sameDayOncePrecise(was, now);
  return false;
}

/** A date that gains (or loses) its time within the same London day has not moved. */
function sameDayOncePrecise(was: string, now: string): boolean {
  if (was === '' || (was.includes('T') && now.includes('T'))) return false;
  return londonDayOf(was) === londonDayOf(now);
}

function londonDayOf(deadline: string): string {
  return deadline.includes('T') ? londonDayAt(Date.parse(deadline)) : deadline;
}
