import type { Quiet } from '../dedupe/quiet.ts';
import type { Rearranged, Shelf } from '../dedupe/shelf.ts';
import type { ShelfChange } from '../dedupe/standing.ts';
import { changesBetween, materialState } from '../dedupe/material.ts';
import type { LedgerEntry } from '../domain/delivery.ts';
import type { MaterialState, NewEvent, ProcurementEvent } from '../domain/event.ts';
import { grouped } from '../domain/grouped.ts';
import type { ProcurementChange, Transaction } from '../domain/ports.ts';
import type { Procurement } from '../domain/procurement.ts';
import { inForce, type Classify, type InForce } from './in-force.ts';
import { carriedOver, restateQuietly, type QuietDifference } from './restate.ts';

export interface Shelving {
  readonly shelf: Shelf;
  /** Under which the store holds procurements already. */
  readonly firstFreeId: number;
  readonly classify: Classify;
  readonly now: number;
}

export interface PlacedEvent extends NewEvent {
  readonly procurementId: number;
  readonly silent: boolean;
}

/** What was decided on a shelf, beside how its procurements now stand. */
export interface Decided {
  readonly events: readonly PlacedEvent[];
  /** Differences that are no news, in order. */
  readonly quiet: readonly QuietDifference[];
  /** What comes apart now was one since then only, UTC milliseconds. */
  readonly together?: number | undefined;
}

export interface Kept {
  readonly procurements: readonly Procurement[];
  readonly events: readonly ProcurementEvent[];
}

/**
 * Stores what stands on a shelf and what was decided there: procurements, events, and, where notices went from one
 * procurement to another, what was told of them along with them.
 */
export async function keepShelf(
  tx: Transaction,
  { shelf, firstFreeId, classify, now }: Shelving,
  decided: Decided,
): Promise<Kept> {
  const shelved = shelf.changes();
  const corrections = inForce(await tx.corrections.holding());
  const changes = shelved.map((change) => classified(change, firstFreeId, { classify, corrections }));
  const quiet = decided.quiet.map((one) => ({ ...one, procurementId: shelf.survivorOf(one.procurementId) }));
  const told = await knownOfParts(tx, changes, quiet);
  await tx.procurements.save(changes, now);
  const knew = await knownOfOrigins(tx, shelved);
  await restateQuietly(tx, quiet, new Set(told.map(({ id }) => id)));
  await tx.ledger.restate(told);
  const events = await tx.events.append(
    decided.events.map((event) => ({
      ...event,
      procurementId: shelf.survivorOf(event.procurementId),
      at: now,
    })),
  );
  await followNotices(tx, shelved, decided.together ?? 0, knew);
  return { procurements: changes.map((change) => change.procurement), events };
}

type Restated = Parameters<Transaction['ledger']['restate']>[0];

/**
 * What was told of procurements that prove to be one. Whoever was told of two of them knows all that they said; whoever was told
 * of one takes over what is no news. What they have yet to hear of either stays to be told.
 */
async function knownOfParts(
  tx: Transaction,
  changes: readonly ProcurementChange[],
  quiet: readonly QuietDifference[],
): Promise<Restated> {
  const restated: Restated[number][] = [];
  for (const { procurement, absorbed } of changes) {
    if (absorbed.length === 0) continue;
    const ids = [procurement.id, ...absorbed];
    const states = new Map(
      (await tx.procurements.byIds(ids)).map(({ id, view }) => [id, materialState(view)]),
    );
    const entries = (await tx.ledger.about(ids)).filter(({ state }) => state !== 'queued');
    const merged = materialState(procurement.view);
    const unsaid = quiet.filter(({ procurementId }) => procurementId === procurement.id);
    for (const own of grouped(entries, (entry) => entry.subscriberId).values())
      restated.push(...known(own, { states, merged, unsaid }));
  }
  return restated;
}

interface Parts {
  /** What each procurement said before they were one. */
  readonly states: ReadonlyMap<number, MaterialState>;
  readonly merged: MaterialState;
  readonly unsaid: readonly QuietDifference[];
}

function known(own: readonly LedgerEntry[], { states, merged, unsaid }: Parts): Restated {
  const last = [...new Map(own.map((entry) => [entry.procurementId, entry])).values()];
  const before = (entry: LedgerEntry): MaterialState => states.get(entry.procurementId) ?? entry.told;
  if (last.length < 2)
    return own.map((entry) => {
      const was = [before(entry)];
      const told = unsaid.reduce((state, { now }) => carriedOver(state, { was, now }), entry.told);
      return { id: entry.id, told };
    });
  const lagging = last.flatMap((entry) => changesBetween(entry.told, before(entry)));
  const unheard = Object.fromEntries(lagging.map(({ field, was }) => [field, was]));
  return own.map(({ id }) => ({ id, told: { ...merged, ...unheard } }));
}

interface Judging {
  readonly classify: Classify;
  readonly corrections: InForce;
}

/** Classified on its joined text, or as a person said; what was absorbed before it was ever stored is nothing to the store. */
function classified(
  { held, owns, cites, added, absorbed }: ShelfChange,
  firstFreeId: number,
  { classify, corrections }: Judging,
): ProcurementChange {
  const said = corrections.of(held.view.notices)?.says;
  return {
    procurement: { ...held, classification: classify(held.view, said) },
    added,
    absorbed: absorbed.filter((id) => id < firstFreeId),
    owns,
    cites,
  };
}

/** What was told of procurements that notices go out of, before any of it is restated. */
async function knownOfOrigins(
  tx: Transaction,
  changes: readonly ShelfChange[],
): Promise<ReadonlyMap<number, readonly LedgerEntry[]>> {
  const knew = new Map<number, readonly LedgerEntry[]>();
  for (const { from } of changes) for (const { id } of from) knew.set(id, await tx.ledger.about([id]));
  return knew;
}

/**
 * Whoever was told of a procurement since these notices were part of it was told of what came out of it: it is not told as new
 * again, and what they have yet to hear of it stays to be told, by the message that waits to tell it where one does.
 */
async function followNotices(
  tx: Transaction,
  changes: readonly ShelfChange[],
  together: number,
  knew: ReadonlyMap<number, readonly LedgerEntry[]>,
): Promise<void> {
  for (const { held, from } of changes) {
    const now = materialState(held.view);
    for (const origin of from) {
      await tx.events.follow(origin.id, held.id, origin.notices);
      const since = Math.max(origin.since, together);
      const knowing = (knew.get(origin.id) ?? []).filter(({ toldAt = since }) => toldAt >= since);
      const was = [materialState(origin.was)];
      if (together > 0) await restateOwn(tx, held.id, { was, now });
      const entries = knowing.map(({ id, told }) => ({ id, told: carriedOver(told, { was, now }) }));
      await tx.ledger.inherit(held.id, entries);
    }
  }
}

/** A join that is taken back leaves what was told of either as if nobody had said it. */
async function restateOwn(tx: Transaction, procurementId: number, quiet: Quiet): Promise<void> {
  const own = await tx.ledger.about([procurementId]);
  await tx.ledger.restate(own.map(({ id, told }) => ({ id, told: carriedOver(told, quiet) })));
}

/** The differences among what was rearranged that are no news. */
export function quietOf(rearranged: readonly Rearranged[]): readonly QuietDifference[] {
  return rearranged.flatMap(({ procurementId, quiet }) =>
    quiet === undefined ? [] : [{ procurementId, ...quiet }],
  );
}
