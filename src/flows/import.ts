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

/** As many as a portal's page holds: to find one release again, its page is unpacked. */
const PAGE = 100;
/** Pages to a transaction: the disk is waited for, and the search index written out, once for all of them. */
const PAGES_AT_ONCE = 10;

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
  file: ImportFile,
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
  const pages = pagesOf(file);
  let counts: Counts = NOTHING;
  for (let at = 0; at < pages.length && !signal.aborted; at += PAGES_AT_ONCE) {
    const together = pages.slice(at, at + PAGES_AT_ONCE);
    const added = await deps.store.transaction(async (tx) => {
      let kept: Counts = NOTHING;
      for (const page of together) {
        if (signal.aborted) break;
        kept = plus(kept, await keepPage(tx, page, deps, reading));
        options.onPage?.(page.releases.length);
        // The store answers at once: without a pause no signal would ever be heard.
        await deps.clock.sleep(0);
      }
      return kept;
    });
    counts = plus(counts, added);
  }
  await deps.store.transaction((tx) => tx.deliveries.makeDue(summaryPrefix(run), deps.clock.now()));
  return counts;
}

function pagesOf({ name, releases, onlyUnheard }: ImportFile): readonly Page[] {
  return Array.from({ length: Math.ceil(releases.length / PAGE) }, (_, page) => ({
    source: name,
    releases: releases.slice(page * PAGE, (page + 1) * PAGE),
    onlyUnheard,
  }));
}
