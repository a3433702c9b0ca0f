import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import type { Comparable } from '../../dedupe/comparable.ts';
import { openGrouping, type Grouped } from '../../dedupe/group.ts';
import { grouped } from '../../domain/grouped.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { refuse } from '../ground.ts';
import { readNoticeLine, type NoticeLine } from '../notice-lines/notice-line.ts';
import { withOwnNames } from '../notice-lines/own-names.ts';
import { openToldLines } from '../notice-lines/told-lines.ts';
import { withoutFileNumbers } from '../notice-lines/without-file-numbers.ts';
import { startProgress } from '../progress.ts';
import { readOptions } from '../read-options.ts';
import { wrapped } from '../wrapped.ts';

const Options = z.object({ json: z.boolean().default(false) });

/** Notices between two looks at whether to stop. */
const AT_ONCE = 200;

/** Sorts the notices of a file into procurements. It needs no database and no configuration. */
export async function run(given: readonly string[], options: unknown, context: Context): Promise<ExitCode> {
  const wish = readOptions(Options, options, context);
  if ('exit' in wish) return wish.exit;
  const [path] = given;
  if (path === undefined || given.length > 1)
    return refuse(context, 'dedupe takes one file of JSON lines, or - for standard input', EXIT.usage).exit;
  const file = await openToldLines(path, readNoticeLine, context);
  const lines: NoticeLine[] = [];
  for await (const line of file.lines) lines.push(line);
  const exit = file.exit();
  if (exit === EXIT.io) return exit;
  const { notices, contested } = withOwnNames(lines.map((line) => line.notice));
  if (contested.length > 0) context.say(`tenderbell: ${contestedLine(contested)}`);
  const answers = await sortedNotices(notices, context);
  if (context.signal.aborted) return refuse(context, 'stopped; nothing was kept', EXIT.later).exit;
  if (wish.options.json) printJson(lines, answers, context);
  else printListing(lines, answers, context);
  return exit;
}

function contestedLine(names: readonly string[]): string {
  const [first = '', ...more] = names;
  const ids = more.length === 0 ? `${first} stands` : `${first} and ${more.length} more ids stand`;
  return `${ids} for notices of different buyers and titles; such an id decides nothing, and each is compared by itself`;
}

/** Long work: it lets a wish to stop be heard now and then. */
async function sortedNotices(
  notices: readonly Comparable[],
  { signal }: Context,
): Promise<readonly Grouped[]> {
  const progress = startProgress('notices', notices.length);
  const grouping = openGrouping();
  for (const [at, notice] of withoutFileNumbers(notices).entries()) {
    grouping.add(notice);
    if ((at + 1) % AT_ONCE !== 0) continue;
    progress.add(AT_ONCE);
    await setImmediate();
    if (signal.aborted) break;
  }
  progress.stop();
  return grouping.answers();
}

/** Three places, and never up: what is only possibly the same must not look joined. */
function rounded(confidence: number): number {
  return Math.floor(confidence * 1000 + EPSILON) / 1000;
}

/** What 0.57 × 100 lacks of 57. */
const EPSILON = 1e-9;

function printJson(lines: readonly NoticeLine[], answers: readonly Grouped[], { out }: Context): void {
  for (const [at, { id }] of lines.entries()) {
    const { procurement, confidence, reasons, possibly } = answers[at] ?? NOBODY;
    out(
      JSON.stringify({
        id,
        procurement,
        confidence: rounded(confidence),
        reasons,
        possibly: possibly.map((one) => ({
          procurement: one.procurement,
          id: lines[one.at]?.id,
          confidence: rounded(one.confidence),
          reasons: one.reasons,
        })),
      }),
    );
  }
}

const NOBODY: Grouped = { procurement: '', confidence: 1, reasons: [], possibly: [] };

/** By procurement, in order of first appearance. */
function printListing(lines: readonly NoticeLine[], answers: readonly Grouped[], { out }: Context): void {
  const procurements = grouped(answers.entries(), ([, { procurement }]) => procurement);
  for (const [procurement, members] of procurements) {
    out(`${procurement}  (${members.length === 1 ? '1 notice' : `${members.length} notices`})`);
    for (const [at, { confidence, reasons, possibly }] of members) {
      const line = lines[at];
      out(wrapped(`${line?.notice.portal ?? ''} ${line?.id ?? ''}: ${line?.notice.title ?? 'no title'}`, 2));
      if (reasons.length > 0) out(wrapped(`${percent(confidence)} sure: ${reasons.join('; ')}`, 4));
      for (const one of possibly)
        out(wrapped(`possibly ${one.procurement}, ${percent(one.confidence)}: ${one.reasons.join('; ')}`, 4));
    }
  }
  out(`${lines.length} notices, ${procurements.size} procurements`);
}

function percent(confidence: number): string {
  return `${Math.floor(confidence * 100 + EPSILON)} %`;
}
