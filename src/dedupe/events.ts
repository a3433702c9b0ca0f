import type { Change, EventKind, MaterialField, NewEvent } from '../domain/event.ts';
import type { Notice } from '../domain/notice.ts';
import type { View } from '../domain/procurement.ts';
import { OPEN_STAGES, isDecided, type Stage } from '../domain/stage.ts';
import { isBeside } from './belief.ts';
import { changesBetween, materialState } from './material.ts';
import { mergeVersions } from './merge.ts';

type MakeEvent = (kind: EventKind, changes?: readonly Change[]) => NewEvent;

/** What a notice did: the procurement as it was (undefined before its first notice), the notice, and how many others it drew in. */
export interface Arrival {
  readonly notice: Notice;
  readonly before: readonly Notice[];
  readonly viewBefore: View | undefined;
  readonly viewAfter: View;
  /** Procurements that this notice showed to be one, as they were; empty where it came to one alone. */
  readonly parts: readonly View[];
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
  const isBridge = arrival.parts.length > 1;
  const isCopy = isBridge || !arrival.before.some((known) => isSameProcess(known, notice));
  const changed = isSuperseded(arrival) ? [] : changesOf(arrival, viewBefore, event);
  if (isBridge && !changed.some(({ kind }) => isEnd(kind))) {
    const ended = endOf(arrival.parts, viewAfter);
    return [event('merged'), ...(ended === undefined ? [] : [event(ended.kind, ended.changes)]), ...changed];
  }
  if (isCopy) return [event('merged'), ...changed];
  // News for no one who was told already, but it may match somebody for the first time, and digests count by events.
  return changed.length === 0 && saysMore(viewBefore, viewAfter) ? [event('merged')] : changed;
}

/** Another version of the notice, or another notice of its process: what differs between the two was changed. */
function isSameProcess(a: Notice, b: Notice): boolean {
  return a.portal === b.portal && (a.ocid === b.ocid || a.noticeId === b.noticeId);
}

function isEnd(kind: EventKind): boolean {
  return kind === 'awarded' || kind === 'cancelled';
}

/**
 * What somebody who was told of one part alone has yet to hear when it proves to be one with another: that it was awarded, or
 * came to nothing.
 */
export function endOf(
  parts: readonly View[],
  after: View,
): { readonly kind: EventKind; readonly changes: readonly Change[] } | undefined {
  for (const part of parts) {
    const kind = stageEvent(part, after);
    if (kind !== undefined && isEnd(kind)) return { kind, changes: [stageChange(part, after)] };
  }
  return undefined;
}

function changesOf(arrival: Arrival, viewBefore: View, event: MakeEvent): readonly NewEvent[] {
  const moved = stageEvent(viewBefore, arrival.viewAfter);
  const stage = moved === undefined ? [] : [event(moved, [stageChange(viewBefore, arrival.viewAfter)])];
  return moved === 'cancelled' ? stage : [...stage, ...amendments(arrival, moved !== undefined, event)];
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
 * Versions are compared within one portal: another portal's copy, or a better source for a field, changes nothing
 * (docs/adr/0004-what-makes-two-notices-one.md). Within a portal a notice is compared with its own process; what another
 * process says in other words is a copy, too (docs/adr/0010-joining-by-likeness.md).
 */
function amendments(arrival: Arrival, isNextStage: boolean, event: MakeEvent): readonly NewEvent[] {
  const { notice, before } = arrival;
  const own = before.filter((known) => known.portal === notice.portal);
  if (own.length === 0) return [];
  const process = own.filter((known) => isSameProcess(known, notice));
  const known = process.length === 0 ? own : process;
  const was = mergeVersions(known);
  const now = mergeVersions([...known, notice]);
  const isPartial = isBeside(notice) || own.every(isBeside);
  const isOwn = process.length > 0 && !isFurtherAward(notice, process);
  const standing = isOwn ? 'own' : isNextStage ? 'next' : 'copy';
  const changes = changesBetween(materialState(was), materialState(now))
    .filter(({ field }) => isTold(field, standing, now) && (!isPartial || field === 'deadline'))
    .filter(({ field }) => field !== 'deadline' || isMoved(own, notice, isPartial));
  return told({ was, now, changes }, event);
}

interface Difference {
  readonly was: View;
  readonly now: View;
  readonly changes: readonly Change[];
}

/** A deadline that moves is an event of its own; one that is stated for the first time is not. */
function told({ was, now, changes }: Difference, event: MakeEvent): readonly NewEvent[] {
  const moved = changes.filter(
    ({ field, was: before }) => field === 'deadline' && before !== '' && was.stage === now.stage,
  );
  const others = changes.filter((change) => !moved.includes(change));
  const later = (now.deadline?.at ?? 0) > (was.deadline?.at ?? 0);
  return [
    ...(moved.length === 0 ? [] : [event(later ? 'deadline-later' : 'deadline-earlier', moved)]),
    ...(others.length === 0 ? [] : [event('amended', others)]),
  ];
}

/**
 * What a notice can change: anything of its own process; of what stands under another ocid, everything but the wording where
 * that goes a stage further, and where it does not, the deadline of what is open.
 */
function isTold(field: MaterialField, standing: 'own' | 'next' | 'copy', { stage }: View): boolean {
  if (field === 'stage') return false;
  if (standing === 'copy') return field === 'deadline' && OPEN_STAGES.includes(stage);
  return standing === 'own' || field !== 'title';
}

/** One process may be awarded to one supplier after another, each by a notice with a sum of its own: no change of the first. */
function isFurtherAward({ stage, awards = [] }: Notice, process: readonly Notice[]): boolean {
  const known = new Set(process.flatMap((one) => (isDecided(one.stage) ? (one.awards ?? []) : [])));
  return isDecided(stage) && awards.length > 0 && known.size > 0 && !awards.some((id) => known.has(id));
}

/**
 * Whether a notice moves what its portal says of the deadline: where another process stands as it did, it moves nothing. Of
 * what a web page says, only another day counts.
 */
function isMoved(own: readonly Notice[], notice: Notice, isPartial: boolean): boolean {
  const [was, now] = [mergeVersions(own).deadline, mergeVersions([...own, notice]).deadline];
  return isPartial ? was?.day !== now?.day : was?.at !== now?.at;
}
