import type { Cpv } from '../domain/cpv.ts';
import { noticeKey, ocidKey } from '../domain/keys.ts';
import type { Document, Notice, Period, Relation } from '../domain/notice.ts';
import { PORTALS, portalRank } from '../domain/portal.ts';
import { SOURCED_FIELDS, type NoticeRef, type SourcedField, type View } from '../domain/procurement.ts';
import { isDecided, isOpen, type Stage } from '../domain/stage.ts';
import { byBelief, latestOfEach } from './belief.ts';
import { titleText } from './canonical.ts';
import { conflictsOf, type Sayers } from './conflicts.ts';
import { expiryOf } from './expiry.ts';
import { stageOf } from './stage-of.ts';

/**
 * The current view of a procurement from every version of its notices: portal priority first, newest first within a
 * portal (docs/adr/0004-what-makes-two-notices-one.md). It depends on the set of versions alone, never on the order in which they came.
 */
export function mergeVersions(versions: readonly Notice[]): View {
  const believed = versions.toSorted(byBelief);
  const [first] = believed;
  if (first === undefined) throw new Error('a procurement has at least one notice');
  const full = fullFirst(believed);
  const { stage, outcome } = stageOf(versions);
  const expiry = expiryOf(believed, stage);
  const said = sayersOf(believed, full, { stage, ends: expiry?.notice });
  const latest = latestOfEach(versions);
  const placeOf = placesIn(latest);
  const fields = fieldsOf(said);
  // Named one by one: an object of this size that is spread together takes ten times as long to make.
  return {
    title: said.title?.title ?? `Untitled notice ${first.noticeId}`,
    description: fields.description,
    titles: distinct(full.map(({ title }) => title)),
    descriptions: distinct(full.map(({ description }) => description)),
    buyer: fields.buyer,
    stage,
    outcome,
    deadline: fields.deadline,
    value: fields.value,
    cpv: unionOfCpv(full),
    regions: fields.regions,
    sme: fields.sme,
    vcse: fields.vcse,
    procedure: fields.procedure,
    aboveThreshold: aboveThresholdOf(believed),
    technique: full.find(({ technique }) => technique !== undefined)?.technique,
    contract: contractOf(believed),
    ends: expiry?.expiry,
    lots: fields.lots,
    suppliers: distinctNames(standingAwards(believed).flatMap(({ suppliers }) => suppliers)),
    documents: unionOfDocuments(full),
    relations: relationsOf(believed),
    sources: placesOf(said, placeOf),
    conflicts: conflictsOf(said, believed, placeOf),
    url: (full[0] ?? first).url,
    published: Math.min(...versions.map(({ published }) => published)),
    updated: Math.max(...versions.map(({ published }) => published)),
    portals: PORTALS.filter((portal) => versions.some((notice) => notice.portal === portal)),
    notices: latest.map(refOf),
  };
}

function fieldsOf(said: Sayers): Pick<View, Exclude<SourcedField, 'title' | 'ends' | 'contract'>> {
  return {
    description: said.description?.description ?? '',
    buyer: said.buyer?.buyer,
    deadline: said.deadline?.deadline,
    value: said.value?.value,
    regions: said.regions?.regions ?? [],
    sme: said.sme?.sme,
    vcse: said.vcse?.vcse,
    procedure: said.procedure?.procedure,
    lots: said.lots?.lots ?? [],
  };
}

function refOf({ portal, noticeId, ocid, form, stage, published, url }: Notice): NoticeRef {
  return { portal, noticeId, ocid, form, stage, published, url };
}

/** What is sparse comes after what is whole: it speaks of its own change, in fewer words. */
function fullFirst(believed: readonly Notice[]): readonly Notice[] {
  return [...believed.filter((notice) => !notice.sparse), ...believed.filter((notice) => notice.sparse)];
}

/** Whose word is taken for each field. */
function sayersOf(
  believed: readonly Notice[],
  full: readonly Notice[],
  { stage, ends }: { readonly stage: Stage; readonly ends: Notice | undefined },
): Sayers {
  return {
    title: full.find(({ title }) => title !== undefined),
    description: full.find(({ description }) => description !== undefined),
    buyer: believed.find(({ buyer }) => buyer !== undefined),
    deadline: deadlineSayer(deadlineSources(believed, stage)),
    value: believed.find(({ value }) => value !== undefined),
    regions: full.find(({ regions }) => regions.length > 0),
    procedure: full.find(({ procedure }) => procedure !== undefined),
    contract: believed.find(({ contract }) => contract !== undefined),
    lots: full.find(({ lots }) => lots.length > 0),
    sme: believed.find(({ sme }) => sme !== undefined),
    vcse: believed.find(({ vcse }) => vcse !== undefined),
    ends,
  };
}

function placesIn(notices: readonly Notice[]): (notice: Notice) => number {
  const places = new Map(notices.map((notice, place) => [`${notice.portal} ${notice.noticeId}`, place]));
  return ({ portal, noticeId }) => places.get(`${portal} ${noticeId}`) ?? 0;
}

function placesOf(said: Sayers, placeOf: (notice: Notice) => number): View['sources'] {
  const places: Partial<Record<SourcedField, number>> = {};
  for (const field of SOURCED_FIELDS) {
    const notice = said[field];
    if (notice !== undefined) places[field] = placeOf(notice);
  }
  return places;
}

function distinct(texts: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(texts.flatMap((text) => (text === undefined || text === '' ? [] : [text])))];
}

/** One spelling of each, the one believed first: notices differ in capitals and spaces. */
function distinctNames(names: readonly string[]): readonly string[] {
  const found = new Map<string, string>();
  for (const name of names) {
    const key = titleText(name).toLowerCase();
    if (key !== '' && !found.has(key)) found.set(key, name);
  }
  return [...found.values()];
}

/** A small contract of a large procurement leaves the procurement above. */
function aboveThresholdOf(believed: readonly Notice[]): boolean | undefined {
  let ofAward: boolean | undefined;
  for (const { aboveThreshold, stage } of believed) {
    if (aboveThreshold === undefined) continue;
    if (!isDecided(stage)) return aboveThreshold;
    ofAward ??= aboveThreshold;
  }
  return ofAward;
}

/** A notice of a change may state the new end alone: each day is that of the notice believed first that states it. */
function contractOf(believed: readonly Notice[]): Period | undefined {
  const start = believed.find(({ contract }) => contract?.start !== undefined)?.contract?.start;
  const end = believed.find(({ contract }) => contract?.end !== undefined)?.contract?.end;
  return start === undefined && end === undefined ? undefined : { start, end };
}

/** Without those whose every award a newer notice of the process states anew: a supplier that was put right is gone. */
function standingAwards(believed: readonly Notice[]): readonly Notice[] {
  const stated = new Set<string>();
  return believed.filter(({ portal, ocid, awards = [], suppliers }) => {
    if (suppliers.length === 0) return false;
    const own = awards.map((award) => `${portal} ${ocid} ${award}`);
    const isAnew = own.length > 0 && own.every((award) => stated.has(award));
    for (const award of own) stated.add(award);
    return !isAnew;
  });
}

/** Once each, what is said as data first; a procurement does not name itself. */
function relationsOf(believed: readonly Notice[]): readonly Relation[] {
  const named = believed.flatMap((notice) => notice.relations ?? []);
  if (named.length === 0) return [];
  const own = new Set(
    believed.flatMap(({ ocid, portal, noticeId }) => [ocidKey(ocid), noticeKey(portal, noticeId)]),
  );
  const relations = new Map<string, Relation>();
  for (const relation of named.toSorted((a, b) => Number(a.by === 'text') - Number(b.by === 'text'))) {
    const name = `${relation.kind} ${relation.key}`;
    if (!own.has(relation.key) && !relations.has(name)) relations.set(name, relation);
  }
  return [...relations.values()];
}

/** While something is open, the deadline is that of its present stage: an engagement's date says nothing of the tender's. */
function deadlineSources(believed: readonly Notice[], stage: Stage): readonly Notice[] {
  const stillOpen = isOpen({ stage, deadline: undefined }, 0);
  return stillOpen ? latestProcessFirst(believed.filter((notice) => notice.stage === stage)) : believed;
}

/**
 * Of several processes on one portal the one that began last counts: a tender is put out a second time because the first
 * cannot be answered, and the first is then cut short.
 */
function latestProcessFirst(believed: readonly Notice[]): readonly Notice[] {
  const began = new Map<string, number>();
  for (const { portal, ocid, published } of believed) {
    const key = `${portal} ${ocid}`;
    began.set(key, Math.min(began.get(key) ?? published, published));
  }
  if (began.size < 2) return believed;
  const since = ({ portal, ocid }: Notice): number => began.get(`${portal} ${ocid}`) ?? 0;
  return believed.toSorted((a, b) => portalRank(a.portal) - portalRank(b.portal) || since(b) - since(a));
}

/** Where the source believed first gives a day alone, and another the time on that very day, the time. */
function deadlineSayer(sources: readonly Notice[]): Notice | undefined {
  const first = sources.find(({ deadline }) => deadline !== undefined);
  if (first?.deadline === undefined || first.deadline.timed) return first;
  const { day } = first.deadline;
  return sources.find(({ deadline }) => deadline?.timed === true && deadline.day === day) ?? first;
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
