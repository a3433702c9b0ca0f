import type { Correction, Report, Says } from '../domain/correction.ts';
import type { NewEvent } from '../domain/event.ts';
import type { Reads, Transaction } from '../domain/ports.ts';
import type { HeldProcurement } from '../domain/procurement.ts';
import type { NoticeName } from '../domain/tie.ts';
import { nameOf } from '../dedupe/partition.ts';
import { inForce } from './in-force.ts';
import { audibleNotices, namesOf, type SayDeps } from './say.ts';
import { tellAtOnce } from './tell-at-once.ts';

/** A correction as it stands now, and the procurements that are classified otherwise because of it; or why it cannot be taken. */
export type Corrected =
  | {
      readonly correction: Correction;
      readonly changed: readonly HeldProcurement[];
      /** It had been said before: nothing was kept. */
      readonly isKnown: boolean;
    }
  | { readonly refused: string };

/** What is said of a procurement. */
export interface Saying {
  readonly procurementId: number;
  readonly says: Says;
  readonly note: string | undefined;
}

/** The operator says what a procurement is: kept for ever, and honoured whenever it is classified. */
export async function correct(saying: Saying, deps: SayDeps): Promise<Corrected> {
  return await deps.store.transaction(async (tx) => {
    const held = await tx.procurements.byId(saying.procurementId);
    if (held === undefined) return { refused: `there is no procurement ${saying.procurementId}` };
    const notices = namesOf(held);
    const before = await forAllOf(tx, notices);
    if (before !== undefined && isSame(before.says, saying.says))
      return { correction: before, changed: [], isKnown: true };
    return await settled(tx, await kept(tx, notices, saying, deps.clock.now()), deps);
  });
}

/** Whoever waits to be heard with the same is heard with it. */
async function kept(
  tx: Transaction,
  notices: readonly NoticeName[],
  { says, note }: Saying,
  at: number,
): Promise<Correction> {
  const holds = { says, note, state: 'holds', decidedAt: at } as const;
  const waiting = (await tx.corrections.all()).find(
    (one) => one.state === 'waiting' && touches(one, notices) && isSame(one.says, says),
  );
  if (waiting === undefined) return await tx.corrections.add({ ...holds, notices, reported: undefined, at });
  const correction = { ...waiting, ...holds, notices: union(waiting.notices, notices) };
  await tx.corrections.change(correction);
  return correction;
}

/** A subscriber says that a procurement is classified wrongly: once for each subscriber and procurement, and it waits for the operator. */
export async function report(
  saying: Saying,
  from: Report['from'],
  { store, clock }: Pick<SayDeps, 'store' | 'clock'>,
): Promise<Corrected> {
  return await store.transaction(async (tx) => await reportIn(tx, saying, { from, at: clock.now() }));
}

/** `report`, as part of something larger. */
export async function reportIn(
  tx: Transaction,
  { procurementId, says, note }: Saying,
  { from, at }: Pick<Report, 'from' | 'at'>,
): Promise<Corrected> {
  const held = await tx.procurements.byId(procurementId);
  if (held === undefined) return { refused: `there is no procurement ${procurementId}` };
  const notices = namesOf(held);
  const about = (await tx.corrections.all()).filter((one) => touches(one, notices) && isAsked(one, says));
  const mine = about.find(({ reported }) => reported?.reports.some((one) => one.from === from));
  if (mine !== undefined) return { correction: mine, changed: [], isKnown: true };

  const mineNow = { from, at, note };
  const waiting = about.find(({ state }) => state === 'waiting');
  const reported = { says, reports: [...(waiting?.reported?.reports ?? []), mineNow] };
  if (waiting === undefined) {
    const wish = {
      notices,
      says,
      reported,
      state: 'waiting',
      note: undefined,
      at,
      decidedAt: undefined,
    } as const;
    return { correction: await tx.corrections.add(wish), changed: [], isKnown: false };
  }
  const correction = { ...waiting, notices: union(waiting.notices, notices), reported };
  await tx.corrections.change(correction);
  return { correction, changed: [], isKnown: false };
}

/** Whether a subscriber has said that this procurement is no IT. */
export async function isReportedBy(
  from: number,
  { view }: Pick<HeldProcurement, 'view'>,
  { corrections }: Pick<Reads, 'corrections'>,
): Promise<boolean> {
  return (await corrections.all()).some(
    (one) =>
      touches(one, view.notices) &&
      isAsked(one, { it: false }) &&
      one.reported?.reports.some((mine) => mine.from === from) === true,
  );
}

/** What was reported holds from now on, or what the operator says instead. */
export async function accept(id: number, instead: Says | undefined, deps: SayDeps): Promise<Corrected> {
  return await deps.store.transaction(async (tx) => {
    const found = await correctionIn(tx, id, ['waiting', 'declined']);
    if ('refused' in found) return found;
    const says = instead ?? found.says;
    const correction = { ...found, says, state: 'holds', decidedAt: deps.clock.now() } as const;
    await tx.corrections.change(correction);
    return await settled(tx, correction, deps);
  });
}

/** What was reported is not so: it stays on record, and the same people cannot say it again. */
export async function decline(id: number, deps: Pick<SayDeps, 'store' | 'clock'>): Promise<Corrected> {
  return await deps.store.transaction(async (tx) => {
    const found = await correctionIn(tx, id, ['waiting']);
    if ('refused' in found) return found;
    const correction = { ...found, state: 'declined', decidedAt: deps.clock.now() } as const;
    await tx.corrections.change(correction);
    return { correction, changed: [], isKnown: false };
  });
}

/** Takes a correction back: what had been said before holds again, or else the model's answer. */
export async function undoCorrection(id: number, deps: SayDeps): Promise<Corrected> {
  return await deps.store.transaction(async (tx) => {
    const found = await correctionIn(tx, id, ['holds']);
    if ('refused' in found) return found;
    const correction = { ...found, state: 'undone', decidedAt: deps.clock.now() } as const;
    await tx.corrections.change(correction);
    return await settled(tx, correction, deps);
  });
}

async function correctionIn(
  tx: Transaction,
  id: number,
  states: readonly Correction['state'][],
): Promise<Correction | { readonly refused: string }> {
  const found = (await tx.corrections.all()).find((one) => one.id === id);
  if (found === undefined) return { refused: `there is no correction ${id}` };
  if (states.includes(found.state)) return found;
  return { refused: `correction ${id} ${STANDS[found.state]}` };
}

const STANDS: Readonly<Record<Correction['state'], string>> = {
  waiting: 'waits to be accepted or declined: it does not hold yet',
  holds: 'holds already; --undo takes it back',
  declined: 'was declined',
  undone: 'was taken back',
};

/** The correction that decides for these notices, where it names every one of them. */
async function forAllOf(tx: Transaction, notices: readonly NoticeName[]): Promise<Correction | undefined> {
  const corrections = inForce(await tx.corrections.holding());
  const last = corrections.of(notices);
  return notices.every((name) => corrections.of([name]) === last) ? last : undefined;
}

function isAsked({ reported }: Correction, asked: Says): boolean {
  return reported !== undefined && isSame(reported.says, asked);
}

function isSame(a: Says, b: Says): boolean {
  return a.it === b.it && categoriesOf(a) === categoriesOf(b);
}

function categoriesOf(says: Says): string {
  return says.it ? says.categories.join() : '';
}

function touches({ notices }: Correction, names: readonly NoticeName[]): boolean {
  const own = new Set(notices.map(nameOf));
  return names.some((name) => own.has(nameOf(name)));
}

function union(one: readonly NoticeName[], other: readonly NoticeName[]): readonly NoticeName[] {
  return [...new Map([...one, ...other].map((name) => [nameOf(name), name])).values()];
}

/** Classifies anew whatever holds a notice that the correction names, and tells whoever it is news for. */
async function settled(tx: Transaction, correction: Correction, deps: SayDeps): Promise<Corrected> {
  const now = deps.clock.now();
  const names = new Set(correction.notices.map(nameOf));
  const related = await tx.procurements.relatedTo([...names], []);
  const corrections = inForce(await tx.corrections.holding());
  const changes = related
    .filter(({ held }) => held.versions.some((version) => names.has(nameOf(version))))
    .flatMap(({ held, owns, cites }) => {
      const classification = deps.classify(held.view, corrections.of(held.view.notices)?.says);
      if (JSON.stringify(classification) === JSON.stringify(held.classification)) return [];
      return [{ procurement: { ...held, classification }, added: [], absorbed: [], owns, cites }];
    });
  const procurements = changes.map(({ procurement }) => procurement);
  await tx.procurements.save(changes, now);
  const audible = await audibleNotices(
    tx,
    procurements.map(({ id }) => id),
  );
  const events = await tx.events.append(
    procurements.map((held) => ({ ...eventOf(held, audible), procurementId: held.id, at: now })),
  );
  const run = { id: `correction-${correction.id}-${now}`, startedAt: now };
  await tellAtOnce(tx, { procurements, events }, deps, run);
  return { correction, changed: procurements, isKnown: false };
}

/** What was only ever read in silence stays so. */
function eventOf(
  { versions }: HeldProcurement,
  audible: ReadonlySet<string>,
): NewEvent & { readonly silent: boolean } {
  const [newest] = versions.toSorted((a, b) => b.published - a.published);
  if (newest === undefined) throw new Error('a procurement without a notice');
  const { portal, noticeId, published } = newest;
  const silent = !versions.some((version) => audible.has(nameOf(version)));
  return { kind: 'corrected', portal, noticeId, published, changes: [], silent };
}
