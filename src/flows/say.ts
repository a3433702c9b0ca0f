import { nameOf, separation } from '../dedupe/partition.ts';
import { openShelf, type Rearranged, type Shelf } from '../dedupe/shelf.ts';
import type { Store, Transaction } from '../domain/ports.ts';
import type { HeldProcurement } from '../domain/procurement.ts';
import type { NoticeName, Word } from '../domain/tie.ts';
import { familyAround } from './family.ts';
import type { Classify } from './in-force.ts';
import { keepShelf, quietOf, type PlacedEvent } from './keep-shelf.ts';
import { tellAtOnce, type AtOnceDeps } from './tell-at-once.ts';

export interface SayDeps extends AtOnceDeps {
  readonly store: Store;
  readonly classify: Classify;
}

/** A person's word, and the procurements that it made otherwise; or why it cannot be taken. */
export type Said =
  { readonly word: Word; readonly changed: readonly Rearranged[] } | { readonly refused: string };

/** These notices of a procurement are another one: kept for ever, and honoured by every later notice. */
export async function split(
  procurementId: number,
  notices: readonly NoticeName[],
  deps: SayDeps,
): Promise<Said> {
  return await deps.store.transaction(async (tx) => {
    const held = await tx.procurements.byId(procurementId);
    if (held === undefined) return { refused: `there is no procurement ${procurementId}` };
    const wanted = new Set(notices.map(nameOf));
    const all = namesOf(held);
    const one = all.filter((name) => wanted.has(nameOf(name)));
    const other = all.filter((name) => !wanted.has(nameOf(name)));
    if (one.length < wanted.size) return { refused: `not every one of these notices is part of ${held.id}` };
    if (other.length === 0) return { refused: `that is all of ${held.id}: leave at least one notice in it` };
    // Whoever muted it muted the whole: also what joined it since, which is about to stand alone.
    await tx.subscriptions.widenMutes(all.map(nameOf));
    return await say(tx, { kind: 'split', one, other }, deps);
  });
}

/** Two procurements are one: kept for ever. */
export async function join(firstId: number, secondId: number, deps: SayDeps): Promise<Said> {
  return await deps.store.transaction(async (tx) => {
    const [first, second] = [await tx.procurements.byId(firstId), await tx.procurements.byId(secondId)];
    if (first === undefined) return { refused: `there is no procurement ${firstId}` };
    if (second === undefined) return { refused: `there is no procurement ${secondId}` };
    if (first.id === second.id) return { refused: `${firstId} and ${secondId} are one already` };
    return await say(tx, { kind: 'join', one: namesOf(first), other: namesOf(second) }, deps);
  });
}

/** Takes a word back: what it had overruled holds again. */
export async function takeBack(wordId: number, deps: SayDeps): Promise<Said> {
  return await deps.store.transaction(async (tx) => {
    const words = await tx.ties.allWords();
    const word = words.find(({ id }) => id === wordId);
    if (word === undefined) return { refused: `nobody said ${wordId}` };
    if (word.undoneAt !== undefined) return { refused: `${wordId} does not hold any more` };
    const at = deps.clock.now();
    await tx.ties.takeBack(wordId, at, undefined);
    await tx.ties.revive(wordId);
    const together = word.kind === 'join' ? word.at : undefined;
    const occasion = { runId: `undo-${wordId}-${at}`, together };
    const changed = await rearrangeAround(tx, word, occasion, deps);
    return { word: { ...word, undoneAt: at }, changed };
  });
}

async function say(
  tx: Transaction,
  wish: Pick<Word, 'kind' | 'one' | 'other'>,
  deps: SayDeps,
): Promise<Said> {
  const at = deps.clock.now();
  const before = await tx.ties.words();
  const word = await tx.ties.say({ ...wish, at });
  for (const old of before) if (isOverruled(old, word)) await tx.ties.takeBack(old.id, at, word.id);
  return { word, changed: await rearrangeAround(tx, word, { runId: `word-${word.id}` }, deps) };
}

/** Who joins what was split takes that back. A join needs no taking back: what people split wins over what they joined before. */
function isOverruled(old: Word, word: Word): boolean {
  if (old.kind !== 'split' || word.kind !== 'join') return false;
  const isApart = separation([old]);
  return isApart(new Set(word.one.map(nameOf)), new Set(word.other.map(nameOf)));
}

/** Each of its notices once. */
export function namesOf({ versions }: HeldProcurement): readonly NoticeName[] {
  const names = new Map(
    versions.map(({ portal, noticeId }) => [nameOf({ portal, noticeId }), { portal, noticeId }]),
  );
  return [...names.values()];
}

interface Occasion {
  readonly runId: string;
  /** Since when what comes apart was one, where a word had made it so, UTC milliseconds. */
  readonly together?: number | undefined;
}

async function rearrangeAround(
  tx: Transaction,
  { one, other }: Word,
  { runId, together }: Occasion,
  deps: SayDeps,
): Promise<readonly Rearranged[]> {
  const now = deps.clock.now();
  const family = await familyAround(tx, [...one, ...other]);
  const ids = family.related.map(({ held }) => held.id);
  const firstFreeId = await tx.procurements.nextId();
  const shelf = openShelf(family, firstFreeId);
  const changed = shelf.rearrange(await tx.procurements.formerIds(ids));
  const audible = await audibleNotices(tx, ids);
  const events = changed.flatMap((rearranged) => eventsOf(rearranged, shelf, audible));
  const shelving = { shelf, firstFreeId, classify: deps.classify, now };
  const kept = await keepShelf(tx, shelving, { events, quiet: quietOf(changed), together });
  await tellAtOnce(tx, kept, deps, { id: runId, startedAt: now });
  return changed;
}

/** Notices of these procurements that somebody could have been told of: what was read in silence stays so, however people divide it. */
export async function audibleNotices(
  tx: Transaction,
  procurementIds: readonly number[],
): Promise<ReadonlySet<string>> {
  const audible = new Set<string>();
  for (const id of procurementIds)
    for (const event of await tx.events.history(id)) if (!event.silent) audible.add(nameOf(event));
  return audible;
}

function eventsOf(
  { procurementId, kind, ended }: Rearranged,
  shelf: Shelf,
  audible: ReadonlySet<string>,
): readonly PlacedEvent[] {
  const change = shelf.changes().find(({ held }) => held.id === procurementId);
  const newest = change?.held.versions.toSorted((a, b) => b.published - a.published)[0];
  if (newest === undefined) return [];
  const { portal, noticeId, published } = newest;
  const silent = change?.held.versions.every((version) => !audible.has(nameOf(version))) !== false;
  const common = { procurementId, portal, noticeId, published, silent };
  const divided = kind === 'joined' ? ('merged' as const) : ('split' as const);
  return [
    { ...common, kind: divided, changes: [] },
    ...(ended === undefined ? [] : [{ ...common, ...ended }]),
  ];
}
