import type { Change, EventKind, NewEvent } from '../domain/event.ts';
import type { Notice } from '../domain/notice.ts';
import type { View } from '../domain/procurement.ts';
import { isDecided, type Stage } from '../domain/stage.ts';
import { changesBetween, materialState } from './material.ts';
import { mergeVersions } from './merge.ts';

type MakeEvent = (kind: EventKind, changes?: readonly Change[]) => NewEvent;

/** What a notice did: the procurement as it was (undefined before its first notice), the notice, and how many others it drew in. */
export interface Arrival {
  readonly notice: Notice;
  readonly before: readonly Notice[];
  readonly viewBefore: View | undefined;
  readonly viewAfter: View;
  /** Procurements that this notice showed to be one. */
  readonly absorbed: number;
}

/** The events of one notice's arrival, in the order in which they are numbered. */
export function eventsOf(arrival: Arrival): readonly NewEvent[] {
  const { notice, viewBefore, viewAfter } = arrival;
  const event: MakeEvent = (kind, changes = []) => ({
    kind,
    portal: notice.portal,
    noticeId: notice.noticeId,
    published: notice.published,
    changes,
  });
  if (viewBefore === undefined) return [event(firstSight(viewAfter.stage))];
  const copied = arrival.absorbed > 0 || arrival.before.every((known) => known.portal !== notice.portal);
  const changed = isSuperseded(arrival) ? [] : changesOf(arrival, viewBefore, event);
  if (copied) return [event('merged'), ...changed];
  // News for no one who was told already, but it may match somebody for the first time, and digests count by events.
  return changed.length === 0 && saysMore(viewBefore, viewAfter) ? [event('merged')] : changed;
}

function changesOf(arrival: Arrival, viewBefore: View, event: MakeEvent): readonly NewEvent[] {
  const moved = stageEvent(viewBefore, arrival.viewAfter);
  const stage = moved === undefined ? [] : [event(moved, [stageChange(viewBefore, arrival.viewAfter)])];
  return moved === 'cancelled' ? stage : [...stage, ...amendments(arrival, event)];
}

/** Whether anything that queries look at differs. */
function saysMore(before: View, after: View): boolean {
  return searchable(before) !== searchable(after);
}

function searchable({ titles, descriptions, buyer, cpv, regions, value, stage }: View): string {
  const codes = cpv.map((one) => one.code).toSorted();
  return JSON.stringify([
    titles.toSorted(),
    descriptions.toSorted(),
    buyer?.name,
    codes,
    regions,
    value,
    stage,
  ]);
}

/** A procurement first seen at its award is awarded, never opened. */
function firstSight(stage: Stage): EventKind {
  if (isDecided(stage)) return 'awarded';
  return stage === 'closed' ? 'cancelled' : 'opened';
}

/** Older than what the same portal has said already: its news is no news. */
function isSuperseded({ notice, before }: Arrival): boolean {
  return before.some((known) => known.portal === notice.portal && known.published > notice.published);
}

function stageEvent(before: View, after: View): EventKind | undefined {
  if (before.stage === after.stage) return undefined;
  if (after.stage === 'closed') return 'cancelled';
  if (isDecided(after.stage) && !isDecided(before.stage)) return 'awarded';
  return 'stage-changed';
}

function stageChange(before: View, after: View): Change {
  return { field: 'stage', was: materialState(before).stage, now: materialState(after).stage };
}

/**
 * Read from the portal's web pages and not from a release: it says less, or says it in other words, and only a date that
 * moved is news between the two.
 */
function isBeside({ via }: Notice): boolean {
  return via === 'page' || via === 'row';
}

function isAnotherDay(was: View, now: View): boolean {
  return was.deadline?.day !== now.deadline?.day;
}

/**
 * Versions are compared within one portal: another portal's copy, or a better source for a field, changes nothing
 * (docs/adr/0004-what-makes-two-notices-one.md).
 */
function amendments(arrival: Arrival, event: MakeEvent): readonly NewEvent[] {
  const { notice, before } = arrival;
  const own = before.filter((known) => known.portal === notice.portal);
  if (own.length === 0) return [];
  const was = mergeVersions(own);
  const now = mergeVersions([...own, notice]);
  const isPartial = isBeside(notice) || own.every(isBeside);
  const changes = changesBetween(materialState(was), materialState(now)).filter(
    ({ field }) => field !== 'stage' && (!isPartial || (field === 'deadline' && isAnotherDay(was, now))),
  );
  const deadline =
    was.stage === now.stage
      ? changes.filter((change) => change.field === 'deadline' && change.was !== '')
      : [];
  const others = changes.filter((change) => !deadline.includes(change));
  const later = (now.deadline?.at ?? 0) > (was.deadline?.at ?? 0);
  return [
    ...(deadline.length === 0 ? [] : [event(later ? 'deadline-later' : 'deadline-earlier', deadline)]),
    ...(others.length === 0 ? [] : [event('amended', others)]),
  ];
}
