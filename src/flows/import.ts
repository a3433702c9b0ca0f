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

/**
 * Reads one file's releases through the same path as `collect`. Silent, unless `alertSince` (UTC milliseconds) is given:
 * then what is dated at or after it is told. It seeds no portal.
 */
export async function importReleases(
  file: { readonly name: string; readonly releases: readonly string[] },
  deps: ImportDeps,
  options: {
    readonly alertSince: number | undefined;
    readonly startedAt: number;
    readonly onPage?: (releases: number) => void;
  },
): Promise<Counts> {
  const { alertSince = Infinity, startedAt } = options;
  const run = { id: `import-${startedAt}`, startedAt };
  let counts: Counts = NOTHING;
  for (let at = 0; at < file.releases.length; at += PAGE) {
    const page: Page = { source: file.name, releases: file.releases.slice(at, at + PAGE) };
    const reading = {
      read: deps.read,
      isSilent: ({ published }: { published: number }) => published < alertSince,
      run,
    };
    counts = plus(counts, await deps.store.transaction((tx) => keepPage(tx, page, deps, reading)));
    options.onPage?.(page.releases.length);
  }
  await deps.store.transaction((tx) => tx.deliveries.makeDue(summaryPrefix(run), deps.clock.now()));
  return counts;
}
