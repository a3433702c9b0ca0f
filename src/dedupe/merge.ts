import type { Cpv } from '../domain/cpv.ts';
import type { Document, Notice } from '../domain/notice.ts';
import { PORTALS, portalRank } from '../domain/portal.ts';
import type { View } from '../domain/procurement.ts';
import { isOpen, stageRank, type Deadline, type Outcome, type Stage } from '../domain/stage.ts';

/**
 * The current view of a procurement from every version of its notices: portal priority first, newest first within a
 * portal (docs/adr/0004-what-makes-two-notices-one.md). It depends on the set of versions alone, never on the order in which they came.
 */
export function mergeVersions(versions: readonly Notice[]): View {
  const believed = versions.toSorted(byBelief);
  const first = believed[0];
  if (first === undefined) throw new Error('a procurement has at least one notice');
  const full = [
    ...believed.filter((notice) => !notice.sparse),
    ...believed.filter((notice) => notice.sparse),
  ];
  const { stage, outcome } = stageOf(versions);
  return {
    title: stated(full, (notice) => notice.title) ?? `Untitled notice ${first.noticeId}`,
    description: stated(full, (notice) => notice.description) ?? '',
    titles: distinct(full.map((notice) => notice.title)),
    descriptions: distinct(full.map((notice) => notice.description)),
    buyer: stated(believed, (notice) => notice.buyer),
    stage,
    outcome,
    deadline: deadlineOf(deadlineSources(believed, stage)),
    value: stated(believed, (notice) => notice.value),
    cpv: unionOfCpv(full),
    regions: stated(full, (notice) => nonEmpty(notice.regions)) ?? [],
    sme: stated(believed, (notice) => notice.sme),
    vcse: stated(believed, (notice) => notice.vcse),
    procedure: stated(full, (notice) => notice.procedure),
    contract: stated(believed, (notice) => notice.contract),
    lots: stated(full, (notice) => nonEmpty(notice.lots)) ?? [],
    suppliers: distinct(believed.flatMap((notice) => notice.suppliers)),
    documents: unionOfDocuments(full),
    url: (full[0] ?? first).url,
    published: Math.min(...versions.map((notice) => notice.published)),
    updated: Math.max(...versions.map((notice) => notice.published)),
    portals: PORTALS.filter((portal) => versions.some((notice) => notice.portal === portal)),
    notices: latestOfEach(versions).map(({ portal, noticeId, ocid, form, stage: at, published, url }) => ({
      portal,
      noticeId,
      ocid,
      form,
      stage: at,
      published,
      url,
    })),
  };
}

function byBelief(a: Notice, b: Notice): number {
  return portalRank(a.portal) - portalRank(b.portal) || newestFirst(a, b);
}

/** Total, so that equal dates cannot let arrival order decide. */
function newestFirst(a: Notice, b: Notice): number {
  return b.published - a.published || compare(b.releaseId, a.releaseId) || compare(b.hash, a.hash);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function stated<T>(notices: readonly Notice[], read: (notice: Notice) => T | undefined): T | undefined {
  for (const notice of notices) {
    const value = read(notice);
    if (value !== undefined) return value;
  }
  return undefined;
}

function nonEmpty<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}

function distinct(texts: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(texts.flatMap((text) => (text === undefined || text === '' ? [] : [text])))];
}

/**
 * The furthest stage any notice states; closed when something ended it and nothing was published for it afterwards
 * (a tender put out again under the same ocid opens it again).
 */
function stageOf(versions: readonly Notice[]): {
  readonly stage: Stage;
  readonly outcome: Outcome | undefined;
} {
  const newest = versions.toSorted(newestFirst);
  const closing = newest.find((notice) => notice.stage === 'closed');
  const live = newest.filter((notice) => notice.stage !== 'closed');
  const since =
    closing === undefined
      ? live
      : live.filter((notice) => notice.published > closing.published && !notice.sparse);
  if (closing !== undefined && since.length === 0)
    return { stage: 'closed', outcome: closing.outcome ?? 'cancelled' };
  const stage = since.reduce<Stage>(
    (furthest, notice) => (stageRank(notice.stage) > stageRank(furthest) ? notice.stage : furthest),
    'pipeline',
  );
  return { stage, outcome: undefined };
}

/** While something is open, the deadline is that of its present stage: an engagement's date says nothing of the tender's. */
function deadlineSources(believed: readonly Notice[], stage: Stage): readonly Notice[] {
  const stillOpen = isOpen({ stage, deadline: undefined }, 0);
  return stillOpen ? believed.filter((notice) => notice.stage === stage) : believed;
}

/** Where the source believed first gives a day alone, and another the time on that very day, the time. */
function deadlineOf(sources: readonly Notice[]): Deadline | undefined {
  const first = stated(sources, (notice) => notice.deadline);
  if (first === undefined || first.timed) return first;
  return (
    stated(sources, ({ deadline }) =>
      deadline?.timed === true && deadline.day === first.day ? deadline : undefined,
    ) ?? first
  );
}

function unionOfCpv(notices: readonly Notice[]): readonly Cpv[] {
  const byCode = new Map<string, Cpv>();
  for (const cpv of notices.flatMap((notice) => notice.cpv)) {
    const held = byCode.get(cpv.code);
    if (held === undefined) byCode.set(cpv.code, { ...cpv, main: cpv.main && byCode.size === 0 });
    else if (held.description === undefined) byCode.set(cpv.code, { ...held, description: cpv.description });
  }
  return [...byCode.values()];
}

function unionOfDocuments(notices: readonly Notice[]): readonly Document[] {
  const byUrl = new Map(
    notices.flatMap((notice) => notice.documents).map((document) => [document.url, document] as const),
  );
  return [...byUrl.values()];
}

/** The newest version of each notice, oldest notice first. */
function latestOfEach(versions: readonly Notice[]): readonly Notice[] {
  const newest = new Map<string, Notice>();
  for (const notice of versions.toSorted(newestFirst)) {
    const key = `${notice.portal} ${notice.noticeId}`;
    if (!newest.has(key)) newest.set(key, notice);
  }
  return [...newest.values()].toReversed();
}
