import type { Page, Read, Store } from '../domain/ports.ts';
import type { Reject } from '../domain/release.ts';
import { NOTHING, plus, type Counts } from './counts.ts';
import { keepPage, type KeepDeps } from './keep-page.ts';
import { summaryPrefix } from './queue-tellings.ts';

export interface ImportDeps extends KeepDeps {
  readonly store: Store;
  /** A release's text to a notice, by whichever portal its ocid names. */
  readonly read: (text: string) => Read | Reject;
}

/** As many as a portal's page holds, so that importing takes the same path at the same pace. */
const PAGE = 100;

export interface ImportOptions {
  /** UTC milliseconds; undefined tells nobody. */
  readonly alertSince: number | undefined;
  readonly startedAt: number;
  /** Aborts between two pages. */
  readonly signal: AbortSignal;
  readonly onPage?: (releases: number) => void;
}

export interface ImportFile {
  readonly name: string;
  readonly releases: readonly string[];
  /** A lossy copy (a spreadsheet): only releases whose id is not held in any wording are kept. */
  readonly onlyUnheard?: boolean | undefined;
}

/**
 * Reads one file's releases through the same path as `collect`. Silent, unless `alertSince` is given: then what is dated
 * at or after it is told. It seeds no portal.
 */
export async function importReleases(
  { name, releases, onlyUnheard }: ImportFile,
  deps: ImportDeps,
  options: ImportOptions,
): Promise<Counts> {
  const { alertSince = Infinity, startedAt, signal } = options;
  const run = { id: `import-${startedAt}`, startedAt };
  const reading = {
    read: deps.read,
    isSilent: ({ published }: { readonly published: number }) => published < alertSince,
    run,
  };
  let counts: Counts = NOTHING;
  for (let at = 0; at < releases.length && !signal.aborted; at += PAGE) {
    const page: Page = { source: name, releases: releases.slice(at, at + PAGE), onlyUnheard };
    counts = plus(counts, await deps.store.transaction((tx) => keepPage(tx, page, deps, reading)));
    options.onPage?.(page.releases.length);
    // The store answers at once: without a pause no signal would ever be heard.
    await deps.clock.sleep(0);
  }
  await deps.store.transaction((tx) => tx.deliveries.makeDue(summaryPrefix(run), deps.clock.now()));
  return counts;
}
