import { missingNumbers } from '../domain/numbers.ts';
import type { Portal, Quarantined } from '../domain/ports.ts';
import type { Window } from '../domain/portal.ts';
import { NOTHING, plus, type Counts } from './counts.ts';
import { type CollectDeps, type Reader } from './portal-run.ts';
import { hasStopped } from './window-report.ts';
import { readPages } from './read-pages.ts';

const DAY = 86_400_000;
/** As far back as portals are read once more every night. */
const NIGHTS = 3 * DAY;
/** At twelve seconds each, two minutes of a run; ten where it read more than the last days. */
const MOST_ASKED = 10;
const MOST_ASKED_OF_MORE = 50;
/** Numbers are also given to what is never published (4 of 959 over two days of August 2026): those are not asked for for ever. */
const MOST_TRIES = 3;
const REST = DAY;

/**
 * Asks for notices one by one where pages failed: numbers left out between two that are held, for they follow one another;
 * and releases that stood on a page and were no JSON.
 */
export async function askSingly(
  reader: Reader,
  span: Window,
  deps: CollectDeps,
  signal: AbortSignal,
): Promise<Counts> {
  const { portal } = reader;
  let counts: Counts = NOTHING;
  if (portal.one === undefined) return counts;
  for (const { id, kept } of await wantedOf(portal, span, deps)) {
    if (isOver(signal)) break;
    const { fault, ...read } = await readPages(portal.one(id, signal), reader, deps);
    counts = plus(counts, read.counts);
    if (fault !== undefined && hasStopped(fault)) {
      // One that the portal fails at must not stand before the others for ever; a pause is nobody's fault.
      if (fault.fault === 'down' && !isOver(signal)) await noteAbsent(portal, id, deps);
      break;
    }
    const hasAny = read.counts.notices + read.counts.seen > 0;
    // The answer may hold the same broken text beside its sisters.
    const isRead = hasAny && (kept === undefined || read.counts.rejected === 0);
    if (!isRead) await noteAbsent(portal, id, deps);
    else if (kept !== undefined) await deps.store.transaction((tx) => tx.portals.discard(kept));
  }
  return counts;
}

/** It may be over since it was last looked at. */
function isOver(signal: AbortSignal): boolean {
  return signal.aborted;
}

async function noteAbsent({ id: portal }: Portal, id: string, { store, clock }: CollectDeps): Promise<void> {
  await store.transaction((tx) => tx.portals.noteAbsent(portal, id, clock.now()));
}

/** What a run read, and at least the last days. */
export function spanOf(windows: readonly Window[], now: number): Window {
  return { from: Math.min(now - NIGHTS, ...windows.map((window) => window.from)), to: now };
}

interface Wanted {
  readonly id: string;
  /** The broken text that this stands for. */
  readonly kept: Quarantined | undefined;
}

async function wantedOf(portal: Portal, span: Window, deps: CollectDeps): Promise<readonly Wanted[]> {
  const { store, clock } = deps;
  const now = clock.now();
  const tried = new Map((await store.portals.absent(portal.id)).map((one) => [one.noticeId, one]));
  const isDue = ({ id }: Wanted): boolean => {
    const last = tried.get(id);
    return last === undefined || (last.tries < MOST_TRIES && last.at + REST <= now);
  };
  const broken = (await store.portals.quarantined(portal.id)).filter(isBroken);
  const { missing } = missingNumbers(await store.portals.noticeIds(portal.id, span));
  const wanted: readonly Wanted[] = [
    ...missing.map((id) => ({ id, kept: undefined })),
    ...broken.map((kept) => ({ id: kept.ref, kept })).toReversed(),
  ];
  const most = span.to - span.from > NIGHTS ? MOST_ASKED_OF_MORE : MOST_ASKED;
  return wanted.filter(isDue).slice(-most);
}

/** Its bytes were at fault and not what it says, and it is known by a name that can be asked for. */
function isBroken({ kind, reason, ref }: Quarantined): boolean {
  return kind === 'release' && reason === 'not JSON' && !ref.startsWith('sha256:');
}
