import { basename } from 'node:path';
import { z } from 'zod';
import { NOTHING, plus, type Counts } from '../../flows/counts.ts';
import { importReleases, type ImportDeps, type ImportFile, type ImportOptions } from '../../flows/import.ts';
import type { Portal } from '../../domain/ports.ts';
import { BUILT_PORTALS, openAnyFile, type AnyFile } from '../../portals/index.ts';
import { readerOf } from '../any-portal.ts';
import { openClassifier } from '../classifier.ts';
import { countsLine } from '../counts-line.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { refuse } from '../ground.ts';
import { grounded } from '../grounded.ts';
import { LondonTime } from '../london-time.ts';
import { openPortals } from '../portals.ts';
import { startProgress } from '../progress.ts';
import { openPieces, type Pieces } from '../read-pieces.ts';
import { tidyAfter } from '../tidy-after.ts';

const Options = z.object({
  alertSince: LondonTime.optional(),
  json: z.boolean().default(false),
});

/** As many reasons as one line can hold. */
const MOST_REASONS = 5;

const MEGABYTE = 2 ** 20;

interface OpenedFile extends ImportFile {
  /** Whose releases they are, where these need not say so. */
  readonly portal: Portal['id'] | undefined;
  readonly pieces: Pieces;
  readonly unread: Extract<AnyFile, { readonly ok: true }>['unread'];
}

interface Trouble {
  readonly line: string;
  readonly exit: ExitCode;
}

export const run = grounded(
  { options: Options, lock: 'import' },
  async ({ given, options, ground, context }) => {
    const { portals, close } = await openPortals(ground, BUILT_PORTALS);
    const reasons = new Map<string, number>();
    const deps: ImportDeps = {
      ...ground,
      classify: openClassifier(),
      read: readerOf(portals),
      onReject: ({ reason }) => void reasons.set(reason, (reasons.get(reason) ?? 0) + 1),
    };
    const startedAt = context.clock.now();
    let counts: Counts = NOTHING;
    let exit: ExitCode = EXIT.done;
    try {
      for (const path of given) {
        if (context.signal.aborted) break;
        const file = await openedFile(path);
        if ('line' in file) {
          context.say(`tenderbell: ${file.line}`);
          exit = exit === EXIT.done ? file.exit : exit;
          continue;
        }
        const added = await importOne(file, readingWith(file, portals, deps), {
          alertSince: options.alertSince,
          startedAt,
          signal: context.signal,
        });
        counts = plus(counts, added);
        const trouble = troubleWith(path, file, added.releases);
        if (trouble !== undefined) context.say(`tenderbell: ${trouble.line}`);
        if (trouble !== undefined && exit === EXIT.done) exit = trouble.exit;
      }
      await tidyAfter(counts, ground);
      if (reasons.size > 0)
        context.say(`tenderbell: rejected, and kept with the reason: ${reasonsLine(reasons)}`);
      context.out(options.json ? JSON.stringify(counts) : countsLine(counts));
      if (context.signal.aborted)
        return refuse(
          context,
          'stopped; what was read is kept, and importing again adds the rest',
          EXIT.later,
        ).exit;
      return exit;
    } finally {
      await close();
    }
  },
);

/** The commonest first, a few of them. */
function reasonsLine(reasons: ReadonlyMap<string, number>): string {
  const all = [...reasons].toSorted((a, b) => b[1] - a[1]);
  const shown = all.slice(0, MOST_REASONS).map(([reason, count]) => `${count} × ${reason}`);
  return [
    ...shown,
    ...(all.length > MOST_REASONS ? [`and ${all.length - MOST_REASONS} more reasons`] : []),
  ].join('; ');
}

/** A row of a spreadsheet need not name an ocid, by which releases are known otherwise. */
function readingWith({ portal }: OpenedFile, portals: readonly Portal[], deps: ImportDeps): ImportDeps {
  const own = portals.find(({ id }) => id === portal);
  return own === undefined ? deps : { ...deps, read: (text) => own.read(text) };
}

async function importOne(
  file: OpenedFile,
  deps: ImportDeps,
  options: Pick<ImportOptions, 'alertSince' | 'startedAt' | 'signal'>,
): Promise<Counts> {
  // How many releases a file holds is known when it is read; how many megabytes it has, before.
  const progress = startProgress(`${file.name}, MB`, Math.ceil(file.pieces.size / MEGABYTE));
  let shown = 0;
  const onPage = (): void => {
    const read = Math.floor(file.pieces.read() / MEGABYTE);
    progress.add(read - shown);
    shown = read;
  };
  try {
    return await importReleases(file, deps, { ...options, onPage });
  } finally {
    progress.stop();
  }
}

async function openedFile(path: string): Promise<OpenedFile | Trouble> {
  const pieces = await openPieces(path);
  const read = pieces.trouble() === undefined ? await openAnyFile(pieces.pieces) : undefined;
  const trouble = pieces.trouble();
  if (read === undefined || (trouble !== undefined && !read.ok)) return unreadable(path, trouble);
  if (!read.ok) return { line: `${path}: ${read.reason}`, exit: EXIT.data };
  return {
    name: basename(path),
    releases: read.releases,
    portal: read.portal,
    // A spreadsheet's cells have lost what its releases say besides.
    onlyUnheard: read.portal !== undefined,
    pieces,
    unread: read.unread,
  };
}

function unreadable(path: string, code: string | undefined): Trouble {
  return { line: `${path} cannot be read (${code ?? 'unreadable'})`, exit: EXIT.io };
}

/** What there is to say of a file once it is imported as far as it goes. */
function troubleWith(path: string, { pieces, unread }: OpenedFile, releases: number): Trouble | undefined {
  const code = pieces.trouble();
  if (code !== undefined) return unreadable(path, code);
  const why = unread();
  if (why === undefined) return undefined;
  return {
    line: `${path}: ${why.reason}; the ${releases} whole releases before that are read`,
    exit: why.isCutOff ? EXIT.done : EXIT.data,
  };
}
