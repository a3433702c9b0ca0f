import type { Notice } from '../domain/notice.ts';
import type { Classification, HeldProcurement, View } from '../domain/procurement.ts';
import type { NoticeName } from '../domain/tie.ts';
import type { Home } from './homes.ts';
import type { KeyIndex } from './key-index.ts';
import { keysOf } from './keys.ts';
import { mergeVersions } from './merge.ts';
import type { Evidence, separation } from './partition.ts';

/** A held procurement with the keys it is found by. */
export interface Shelved {
  readonly held: HeldProcurement;
  readonly owns: readonly string[];
  readonly cites: readonly string[];
}

/** Notices that came out of a procurement which lives on without them. */
export interface Origin {
  readonly id: number;
  readonly notices: readonly NoticeName[];
  /** What it was, with them. */
  readonly was: View;
  /** When the first of them was read, UTC milliseconds: what was told of it before told nothing of them. */
  readonly since: number;
}

/** What happened to one procurement while notices were placed. */
export interface ShelfChange extends Shelved {
  /** Versions that are not stored under it yet. */
  readonly added: readonly Notice[];
  readonly absorbed: readonly number[];
  readonly from: readonly Origin[];
}

const UNCLASSIFIED: Classification = {
  it: 0,
  setting: undefined,
  reasons: [],
  categories: [],
  subcategories: [],
  tags: [],
  summary: [],
};

type Changed = Pick<ShelfChange, 'added' | 'absorbed' | 'from'>;
const UNCHANGED: Changed = { added: [], absorbed: [], from: [] };

/** What stands on a shelf, and what has become of it since it was put there. */
export interface Standing {
  readonly evidence: Evidence;
  readonly partners: (notice: NoticeName) => readonly string[];
  readonly isApart: ReturnType<typeof separation>;
  readonly keys: KeyIndex;
  readonly byId: Map<number, Shelved>;
  readonly changed: Map<number, Changed>;
  readonly survivors: Map<number, number>;
  freeId: number;
}

export interface Settled extends Home {
  readonly after: HeldProcurement;
  /** The procurements that it was, before. */
  readonly parts: readonly HeldProcurement[];
}

/** Puts procurements as they are now in the place of what they were. */
export function enter(
  standing: Standing,
  before: readonly HeldProcurement[],
  homes: readonly Home[],
): readonly Settled[] {
  const formerly = new Map(before.flatMap((held) => held.versions.map((version) => [version, held.id])));
  const changedBefore = new Map(before.map(({ id }) => [id, standing.changed.get(id) ?? UNCHANGED]));
  const pending = new Set([...changedBefore.values()].flatMap(({ added }) => added));
  const gone = new Map(homes.flatMap((home) => home.absorbed.map((id) => [id, home.id])));
  leave(standing, before, gone);
  return homes.map((home) => {
    const parts = before.filter(({ id }) => id === home.id || home.absorbed.includes(id));
    const after = heldAs(home, parts);
    const isMoved = (version: Notice): boolean => livesNow(formerly.get(version), gone) !== home.id;
    const added = home.versions.filter((version) => pending.has(version) || isMoved(version));
    const inherited = parts.flatMap(({ id }) => changedBefore.get(id) ?? []);
    const isOther = added.length + home.absorbed.length > 0 || isLess(home, parts);
    if (isOther || inherited.some((change) => change !== UNCHANGED)) {
      standing.changed.set(home.id, {
        added,
        absorbed: [...home.absorbed, ...inherited.flatMap((change) => change.absorbed)],
        from: [...inherited.flatMap((change) => change.from), ...originsOf(home, before, gone)],
      });
    }
    const { owns, cites } = keysOf(home.versions);
    standing.byId.set(home.id, { held: after, owns, cites });
    standing.keys.put(home.id, owns, cites);
    return { ...home, after, parts };
  });
}

function leave(
  { keys, byId, changed, survivors }: Standing,
  before: readonly HeldProcurement[],
  gone: ReadonlyMap<number, number>,
): void {
  for (const { id } of before) changed.delete(id);
  for (const [id, survivor] of gone) {
    for (const [older, took] of survivors) if (took === id) survivors.set(older, survivor);
    survivors.set(id, survivor);
    byId.delete(id);
    keys.remove(id);
  }
}

function heldAs({ id, versions }: Home, parts: readonly HeldProcurement[]): HeldProcurement {
  const own = parts.find((held) => held.id === id);
  if (own !== undefined && isSet(own.versions, versions)) return own;
  return {
    id,
    view: mergeVersions(versions),
    classification: own?.classification ?? UNCLASSIFIED,
    versions,
  };
}

/** Whether a version went from it. */
export function isLess({ id, versions }: Home, parts: readonly HeldProcurement[]): boolean {
  const own = parts.find((held) => held.id === id);
  const now = new Set(versions);
  return own?.versions.some((version) => !now.has(version)) === true;
}

function isSet(held: readonly Notice[], versions: readonly Notice[]): boolean {
  const now = new Set(versions);
  return held.length === versions.length && held.every((version) => now.has(version));
}

function livesNow(id: number | undefined, gone: ReadonlyMap<number, number>): number | undefined {
  return id === undefined ? undefined : (gone.get(id) ?? id);
}

function originsOf(
  { id, versions }: Home,
  before: readonly HeldProcurement[],
  gone: ReadonlyMap<number, number>,
): readonly Origin[] {
  const here = new Set(versions);
  return before.flatMap((former) => {
    const from = livesNow(former.id, gone) ?? id;
    const moved = from === id ? [] : former.versions.filter((version) => here.has(version));
    if (moved.length === 0) return [];
    const notices = moved.map(({ portal, noticeId }) => ({ portal, noticeId }));
    const since = Math.min(...moved.map(({ readAt = 0 }) => readAt));
    return [{ id: from, notices, was: former.view, since }];
  });
}
