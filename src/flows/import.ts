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
/** Characters to a transaction, some six times what ten usual pages have: a file may hold nothing but large releases. */
const LONGEST_TOGETHER = 32 * 2 ** 20;

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
  /** Raw texts. They are taken as they are needed, and no more of them held than one transaction keeps. */
  readonly releases: readonly string[] | AsyncIterable<string>;
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
  let counts: Counts = NOTHING;
  for await (const together of pagesTogether(file)) {
    if (signal.aborted) break;
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

/** Pages by the transaction. Nothing is read of a file while a transaction is open. */
async function* pagesTogether(file: ImportFile): AsyncGenerator<readonly Page[], void> {
  const { name: source, onlyUnheard } = file;
  let pages: Page[] = [];
  let releases: string[] = [];
  let length = 0;
  for await (const text of file.releases) {
    releases.push(text);
    length += text.length;
    if (releases.length === PAGE || length >= LONGEST_TOGETHER) {
      pages.push({ source, releases, onlyUnheard });
      releases = [];
    }
    if (pages.length === PAGES_AT_ONCE || length >= LONGEST_TOGETHER) {
      yield pages;
      pages = [];
      length = 0;
    }
  }
  if (releases.length > 0) pages.push({ source, releases, onlyUnheard });
  if (pages.length > 0) yield pages;
}
