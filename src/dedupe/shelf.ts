import type { NewEvent } from '../domain/event.ts';
import type { Notice } from '../domain/notice.ts';
import type { HeldProcurement } from '../domain/procurement.ts';
import { endOf, eventsOf } from './events.ts';
import { heldIn } from './held-in.ts';
import { homesOf } from './homes.ts';
import { createKeyIndex } from './key-index.ts';
import { mergeVersions } from './merge.ts';
import { nameOf, partition, separation, type Evidence } from './partition.ts';
import { quietDifference, type Quiet } from './quiet.ts';
import { partnersIn } from './partners.ts';
import { enter, isLess, type Settled, type ShelfChange, type Shelved, type Standing } from './standing.ts';

/** The procurements that some notices touch, and what decides who belongs together. */
export interface Family extends Evidence {
  readonly related: readonly Shelved[];
}

export interface Placed {
  readonly kind: 'seen' | 'new' | 'joined';
  readonly procurementId: number;
  readonly events: readonly NewEvent[];
  readonly quiet: Quiet | undefined;
  /** Others that the notice divided otherwise, where people keep apart what it connects. */
  readonly beside: readonly Rearranged[];
}

/** A procurement that is made of other notices than before. */
export interface Rearranged {
  readonly procurementId: number;
  /** `split`: it came out of another; `joined`: it took others in; `less`: others came out of it. */
  readonly kind: 'split' | 'joined' | 'less';
  readonly quiet: Quiet | undefined;
  /** What became of one of those that proved to be one, where that is news to whoever was told of another. */
  readonly ended: ReturnType<typeof endOf>;
}

export interface Shelf {
  /** Joins a notice to its procurement, or starts one, and says what happened. */
  place(notice: Notice): Placed;
  /**
   * Divides everything that stands here anew; answers what is made of other notices than before. `former`: the number under
   * which a notice stood before its procurement was taken in, by the notice's name; it gets that back.
   */
  rearrange(former?: ReadonlyMap<string, number>): readonly Rearranged[];
  /** Every procurement that changed, as it now stands; absorbed ones are gone. */
  changes(): readonly ShelfChange[];
  /** The id under which a procurement lives now: its own, unless another took it in. */
  survivorOf(id: number): number;
}

/**
 * The procurements that a page of notices touches, held in memory while the page is decided, so that one page costs a
 * handful of queries. New procurements take their ids from `firstFreeId` upwards.
 */
export function openShelf(family: Family, firstFreeId: number): Shelf {
  const state: Standing = {
    evidence: family,
    partners: partnersIn(family),
    isApart: separation(family.words),
    keys: createKeyIndex(),
    byId: new Map(family.related.map((shelved) => [shelved.held.id, shelved])),
    changed: new Map(),
    survivors: new Map(),
    freeId: firstFreeId,
  };
  for (const { held, owns, cites } of family.related) state.keys.put(held.id, owns, cites);
  return {
    place: (notice) => place(state, notice),
    rearrange: (former = new Map()) => rearrange(state, former),
    survivorOf: (id) => state.survivors.get(id) ?? id,
    changes: () =>
      [...state.changed].flatMap(([id, change]) => {
        const shelved = state.byId.get(id);
        return shelved === undefined ? [] : [{ ...shelved, ...change }];
      }),
  };
}

function place(state: Standing, notice: Notice): Placed {
  const ids = state.keys.relatedTo(notice, state.partners(notice));
  const related = heldOf(state, ids);
  const seen = heldIn(notice, related);
  if (seen !== undefined)
    return { kind: 'seen', procurementId: seen.id, events: [], quiet: undefined, beside: [] };
  const homes = settle(state, related, notice);
  const home = homes.find(({ versions }) => versions.includes(notice));
  if (home === undefined) throw new Error('a notice that was placed stands nowhere');
  const before = home.versions.filter((version) => version !== notice);
  const viewBefore = before.length === 0 ? undefined : mergeVersions(before);
  const viewAfter = home.after.view;
  const parts = home.parts.map(({ view }) => view);
  const events = eventsOf({ notice, before, viewBefore, viewAfter, parts });
  const quiet = quietDifference(home.parts, viewAfter, events);
  const beside = homes.filter((other) => other !== home).flatMap(rearranged);
  return { kind: before.length === 0 ? 'new' : 'joined', procurementId: home.id, events, quiet, beside };
}

function heldOf(state: Standing, ids: readonly number[]): readonly HeldProcurement[] {
  return ids.flatMap((id) => state.byId.get(id)?.held ?? []);
}

/**
 * Puts a notice with what it is related to; where people keep some of what is connected apart, all of that is divided anew.
 * It is looked at whole, for a later version need not name what an earlier one named.
 */
function settle(state: Standing, related: readonly HeldProcurement[], notice: Notice): readonly Settled[] {
  const before = state.evidence.words.length === 0 ? related : heldOf(state, reachedFrom(state, related));
  const versions = [...before.flatMap((held) => held.versions), notice];
  const parts = isDivided(state, versions) ? partition(versions, state.evidence) : [versions];
  return enter(
    state,
    before,
    homesOf(parts, before, () => state.freeId++),
  );
}

function isDivided(state: Standing, versions: readonly Notice[]): boolean {
  if (state.evidence.words.length === 0) return false;
  const names = new Set(versions.map(nameOf));
  return state.isApart(names, names);
}

/** Everything that is connected with these, whatever people say. */
function reachedFrom(state: Standing, related: readonly HeldProcurement[]): readonly number[] {
  const reached = new Set<number>();
  const waiting = related.map(({ id }) => id);
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const shelved = reached.has(id) ? undefined : state.byId.get(id);
    reached.add(id);
    if (shelved === undefined) continue;
    const partners = shelved.held.versions.flatMap(state.partners);
    waiting.push(...state.keys.among(shelved.owns, [...shelved.cites, ...partners]));
  }
  return [...reached].toSorted((a, b) => a - b);
}

function rearrange(standing: Standing, former: ReadonlyMap<string, number>): readonly Rearranged[] {
  const before = heldOf(standing, [...standing.byId.keys()]);
  const versions = before.flatMap((held) => held.versions);
  const parts = partition(versions, standing.evidence);
  const taken = new Set(before.map(({ id }) => id));
  const idFor = (part: readonly Notice[]): number => {
    const known = part.flatMap((version) => former.get(nameOf(version)) ?? []).filter((id) => !taken.has(id));
    const id = known.length === 0 ? standing.freeId++ : Math.min(...known);
    taken.add(id);
    return id;
  };
  return enter(standing, before, homesOf(parts, before, idFor)).flatMap(rearranged);
}

/** What became of a procurement by other notices' being put to it or taken from it; nothing where it is what it was. */
function rearranged(home: Settled): readonly Rearranged[] {
  const { id, after, absorbed, parts } = home;
  if (parts.length === 0) return [{ procurementId: id, kind: 'split', quiet: undefined, ended: undefined }];
  if (absorbed.length > 0) {
    const ended = endOf(
      parts.map(({ view }) => view),
      after.view,
    );
    const events = ended === undefined ? [] : [ended];
    return [{ procurementId: id, kind: 'joined', quiet: quietDifference(parts, after.view, events), ended }];
  }
  if (!isLess(home, parts)) return [];
  return [
    { procurementId: id, kind: 'less', quiet: quietDifference(parts, after.view, []), ended: undefined },
  ];
}
