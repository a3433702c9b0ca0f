import { MATERIAL_FIELDS, type MaterialState, type NewEvent } from '../domain/event.ts';
import type { Notice } from '../domain/notice.ts';
import type { Classification, HeldProcurement, View } from '../domain/procurement.ts';
import { eventsOf } from './events.ts';
import { joinNotice } from './join.ts';
import { createKeyIndex, type KeyIndex } from './key-index.ts';
import { keysOf } from './keys.ts';
import { materialState } from './material.ts';
import { mergeVersions } from './merge.ts';

/** A held procurement with the keys it is found by. */
export interface Shelved {
  readonly held: HeldProcurement;
  readonly owns: readonly string[];
  readonly cites: readonly string[];
}

export interface Placed {
  readonly kind: 'seen' | 'new' | 'joined';
  readonly procurementId: number;
  readonly events: readonly NewEvent[];
  readonly quiet: Quiet | undefined;
}

/** What came to read otherwise without being news: what the procurements it is made of said, and what it says instead. */
export interface Quiet {
  readonly was: readonly MaterialState[];
  readonly now: Partial<MaterialState>;
}

/** What happened to one procurement while notices were placed. */
export interface ShelfChange extends Shelved {
  readonly added: readonly Notice[];
  readonly absorbed: readonly number[];
}

export interface Shelf {
  /** Joins a notice to its procurement, or starts one, and says what happened. */
  place(notice: Notice): Placed;
  /** Every procurement that changed, as it now stands; absorbed ones are gone. */
  changes(): readonly ShelfChange[];
  /** The id under which a procurement lives now: its own, unless another took it in. */
  survivorOf(id: number): number;
}

const UNCLASSIFIED: Classification = { it: 0, setting: undefined, reasons: [], categories: [] };

interface State {
  readonly keys: KeyIndex;
  readonly byId: Map<number, Shelved>;
  readonly changed: Map<number, { readonly added: readonly Notice[]; readonly absorbed: readonly number[] }>;
  readonly survivors: Map<number, number>;
  freeId: number;
}

/**
 * The procurements that a page of notices touches, held in memory while the page is decided, so that one page costs a
 * handful of queries. New procurements take their ids from `firstFreeId` upwards.
 */
export function openShelf(related: readonly Shelved[], firstFreeId: number): Shelf {
  const state: State = {
    keys: createKeyIndex(),
    byId: new Map(related.map((shelved) => [shelved.held.id, shelved])),
    changed: new Map(),
    survivors: new Map(),
    freeId: firstFreeId,
  };
  for (const { held, owns, cites } of related) state.keys.put(held.id, owns, cites);
  return {
    place: (notice) => place(state, notice),
    survivorOf: (id) => state.survivors.get(id) ?? id,
    changes: () =>
      [...state.changed].flatMap(([id, change]) => {
        const shelved = state.byId.get(id);
        return shelved === undefined ? [] : [{ ...shelved, ...change }];
      }),
  };
}

function place(state: State, notice: Notice): Placed {
  const related = state.keys.relatedTo(notice).flatMap((id) => state.byId.get(id)?.held ?? []);
  const joined = joinNotice(notice, related);
  if (joined.kind === 'seen')
    return { kind: 'seen', procurementId: joined.held.id, events: [], quiet: undefined };
  const survivor = joined.kind === 'joined' ? joined.survivor : undefined;
  const absorbed = joined.kind === 'joined' ? joined.absorbed : [];
  const before = [survivor, ...absorbed].flatMap((held) => held?.versions ?? []);
  const versions = [...before, notice];
  const view = mergeVersions(versions);
  const id = survivor?.id ?? state.freeId++;
  put(
    state,
    { id, view, classification: survivor?.classification ?? UNCLASSIFIED, versions },
    notice,
    absorbed,
  );
  const viewBefore = survivor === undefined ? undefined : mergeVersions(before);
  const events = eventsOf({ notice, before, viewBefore, viewAfter: view, absorbed: absorbed.length });
  const quiet = quietDifference([survivor, ...absorbed], view, events);
  return { kind: joined.kind, procurementId: id, events, quiet };
}

function put(
  state: State,
  held: HeldProcurement,
  notice: Notice,
  absorbed: readonly HeldProcurement[],
): void {
  const { keys, byId, changed, survivors } = state;
  const taken = absorbed.map(({ id }) => ({ id, ...(changed.get(id) ?? { added: [], absorbed: [] }) }));
  const mine = changed.get(held.id) ?? { added: [], absorbed: [] };
  changed.set(held.id, {
    added: [...mine.added, notice, ...taken.flatMap((gone) => gone.added)],
    absorbed: [...mine.absorbed, ...taken.flatMap((gone) => [gone.id, ...gone.absorbed])],
  });
  for (const { id } of taken) {
    for (const [gone, survivor] of survivors) if (survivor === id) survivors.set(gone, held.id);
    survivors.set(id, held.id);
    changed.delete(id);
    byId.delete(id);
    keys.remove(id);
  }
  const { owns, cites } = keysOf(held.versions);
  byId.set(held.id, { held, owns, cites });
  keys.put(held.id, owns, cites);
}

/** The fields that differ from what some part of the procurement said, and that no event tells of. */
function quietDifference(
  parts: readonly (HeldProcurement | undefined)[],
  view: View,
  events: readonly NewEvent[],
): Quiet | undefined {
  const was = parts.flatMap((part) => (part === undefined ? [] : [materialState(part.view)]));
  if (was.length === 0) return undefined;
  const state = materialState(view);
  const told = new Set(events.flatMap((event) => event.changes.map((change) => change.field)));
  const fields = MATERIAL_FIELDS.filter(
    (field) => !told.has(field) && was.some((before) => before[field] !== state[field]),
  );
  return fields.length === 0
    ? undefined
    : { was, now: Object.fromEntries(fields.map((field) => [field, state[field]])) };
}
