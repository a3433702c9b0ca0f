import type { Page, Portal, Quarantined } from '../domain/ports.ts';
import { NOTHING, plus, type Counts } from './counts.ts';
import { keepPage } from './keep-page.ts';
import { readingOf, type CollectDeps } from './portal-run.ts';
import { summaryPrefix } from './queue-tellings.ts';

export interface RetryDeps extends CollectDeps {
  /** Whose it is: as it was kept, or as its text says. */
  readonly portalOf: (one: Quarantined, text: string) => Portal | undefined;
  /** The release texts of a page's bytes; undefined where it is still no page. */
  readonly cutPage: (body: Uint8Array) => readonly string[] | undefined;
}

export interface RetryReport extends Counts {
  readonly tried: number;
  /** Read after all, and no longer kept aside. */
  readonly mended: number;
}

/**
 * Reads what was put aside once more, with the program as it is now, by the same path and the same rule of silence as a
 * scheduled run. What still cannot be read stays where it is.
 */
export async function retryQuarantined(found: readonly Quarantined[], deps: RetryDeps): Promise<RetryReport> {
  let counts: Counts = NOTHING;
  let mended = 0;
  // Oldest first, so that history is told in its order.
  for (const one of found.toReversed()) {
    const kept = await retry(one, deps);
    if (kept === undefined) continue;
    counts = plus(counts, kept);
    mended += 1;
  }
  return { ...counts, tried: found.length, mended };
}

async function retry(one: Quarantined, deps: RetryDeps): Promise<Counts | undefined> {
  const { store, clock } = deps;
  const body = await store.portals.quarantinedBody(one);
  if (body === undefined) return undefined;
  const text = new TextDecoder().decode(body);
  const portal = deps.portalOf(one, text);
  if (portal === undefined) return undefined;
  const releases = one.kind === 'page' ? pageOf(one, body, portal, deps) : readable(text, portal);
  if (releases === undefined) return undefined;
  const reading = readingOf(portal, await store.portals.state(portal.id), clock.now());
  const page: Page = { source: one.ref, releases };
  return await store.transaction(async (tx) => {
    await tx.portals.discard(one);
    const counts = await keepPage(tx, page, deps, reading);
    await tx.deliveries.makeDue(summaryPrefix(reading.run), clock.now());
    return counts;
  });
}

/** A release package like any other portal's, or a page that only its own portal knows. */
function pageOf(
  one: Quarantined,
  body: Uint8Array,
  portal: Portal,
  deps: RetryDeps,
): readonly string[] | undefined {
  return deps.cutPage(body) ?? portal.reopen?.({ source: one.ref, body });
}

/** Undefined where it cannot be read still. */
function readable(text: string, portal: Portal): readonly string[] | undefined {
  return 'release' in portal.read(text) ? [text] : undefined;
}
