import { londonWall } from '../base/london.ts';
import { PORTAL_NAMES, type PortalId } from '../domain/portal.ts';
import type { CollectReport } from '../flows/collect.ts';
import { NOTHING, plus } from '../flows/counts.ts';
import type { Context } from './context.ts';
import { countsLine } from './counts-line.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';

/** What reading one portal came to. */
export interface Collected {
  readonly portal: PortalId;
  readonly report: CollectReport;
}

/** Says what was read, and which windows were not; `next` is what will read those again. */
export function printCollected(
  collected: readonly Collected[],
  { json, next }: { readonly json: boolean; readonly next: string },
  context: Context,
): void {
  const counts = collected.reduce((sum, { report }) => plus(sum, report), NOTHING);
  const windows = collected.flatMap(({ portal, report }) =>
    report.windows.map((window) => ({
      portal,
      from: londonWall(window.from),
      to: londonWall(window.to),
      ...(window.part === undefined ? {} : { part: window.part }),
      complete: window.complete,
      ...(window.reason === undefined ? {} : { reason: window.reason }),
    })),
  );
  if (json) context.out(JSON.stringify({ ...counts, windows }));
  else {
    for (const { portal, report } of collected) context.out(`${PORTAL_NAMES[portal]}: ${countsLine(report)}`);
  }
  for (const { portal } of collected) {
    const [first, ...more] = windows.filter((window) => window.portal === portal && !window.complete);
    if (first === undefined) continue;
    const others =
      more.length === 0 ? '' : `, and ${more.length} more ${more.length === 1 ? 'window' : 'windows'}`;
    const part = first.part === undefined ? '' : ` of notice type ${first.part}`;
    const why = first.reason ?? 'it stopped answering';
    context.say(
      `tenderbell: ${PORTAL_NAMES[portal]} ${first.from} to ${first.to}${part} is incomplete (${why})${others}; ${next} reads ${more.length === 0 ? 'it' : 'them'} again`,
    );
  }
}

/** 69 where no portal answered at all, 75 where one broke off with what was read kept. */
export function exitOf(collected: readonly Collected[]): ExitCode {
  const isBroken = collected.some(({ report }) => report.windows.some((window) => !window.complete));
  if (!isBroken) return EXIT.done;
  const isPaused = collected.some(({ report }) => report.retryAt !== undefined);
  const answered = collected.some(({ report }) => report.pages > 0);
  return answered || isPaused ? EXIT.later : EXIT.unavailable;
}
