import { createHttp } from '../../src/base/http.ts';
import type { PortalId, Window } from '../../src/domain/portal.ts';
import type { Pages, Portal, PortalFault, Read } from '../../src/domain/ports.ts';
import { createPortal } from '../../src/portals/index.ts';
import type { PretendPortalServer } from '../../src/sandbox/pretend-portal.ts';
import { startContractsFinder } from '../../src/sandbox/pretend-contracts-finder.ts';
import { startFindATender } from '../../src/sandbox/pretend-find-a-tender.ts';
import { startPublicContractsScotland } from '../../src/sandbox/pretend-public-contracts-scotland.ts';
import { startSell2Wales } from '../../src/sandbox/pretend-sell2wales.ts';
import { readRecordings } from '../../src/sandbox/replay.ts';
import { promptSwitches } from '../../src/sandbox/switches.ts';
import { fakeClock } from '../fake-clock.ts';
import { hostMemory, quiet } from '../portal-fixtures.ts';
import type { Recorded } from './compare.ts';
import { textAt } from './oracle-json.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const never = new AbortController().signal;

export interface Collected {
  readonly reads: readonly Read[];
  /** Windows that were given up, pages and releases that could not be read. */
  readonly troubles: readonly string[];
}

/** Serves a folder of recordings as its portal does, and collects them as the program does. */
export async function collect(id: PortalId, folder: string, files: readonly Recorded[]): Promise<Collected> {
  const clock = fakeClock('2026-09-01T09:00:00Z');
  const server = await START[id](() => clock.now());
  const http = createHttp({ clock, log: quiet, memory: hostMemory(), userAgent: 'tenderbell-test/1' });
  try {
    const { releases } = await readRecordings(folder);
    server.publish(releases);
    const portal = createPortal(id, { http, clock, log: quiet, url: server.url });
    return await walk(portal, files);
  } finally {
    await http.close();
    await server.close();
  }
}

const SWITCHES = promptSwitches();
/** Each portal with its defects, but for the hours that they would cost and the notice type that never answers. */
const START: Readonly<Record<PortalId, (now: () => number) => Promise<PretendPortalServer>>> = {
  'find-a-tender': (now) => startFindATender({ now, switches: SWITCHES['find-a-tender'] }),
  'contracts-finder': (now) => startContractsFinder({ now, switches: SWITCHES['contracts-finder'] }),
  'public-contracts-scotland': (now) =>
    startPublicContractsScotland({ now, switches: SWITCHES['public-contracts-scotland'] }),
  sell2wales: (now) => startSell2Wales({ now, switches: { ...SWITCHES.sell2wales, sqlError: false } }),
};

async function walk(portal: Portal, files: readonly Recorded[]): Promise<Collected> {
  const reads: Read[] = [];
  const troubles: string[] = [];
  async function take(pages: Pages): Promise<PortalFault | undefined> {
    for await (const page of pages) {
      if ('fault' in page) return page;
      if ('bad' in page) troubles.push(`${page.source}: ${page.bad}`);
      else
        for (const text of page.releases) {
          const read = portal.read(text);
          if ('notice' in read) reads.push(read);
          else troubles.push(`${read.ref}: ${read.reason}`);
        }
    }
    return undefined;
  }
  /** What may not have been read to its end is read again in halves. */
  async function wholly(window: Window): Promise<void> {
    const fault = await take(portal.pages(window, never));
    const length = window.to - window.from;
    if (fault?.fault === 'suspect' && length > (portal.facts.leastWindowMs ?? Infinity)) {
      const middle = window.from + Math.floor(length / 2);
      await wholly({ ...window, to: middle });
      await wholly({ ...window, from: middle });
    } else if (fault !== undefined) troubles.push(`${fault.source}: ${fault.fault}: ${fault.reason}`);
  }
  for (const span of spansOf(files)) for (const window of portal.windows(span)) await wholly(window);
  for (const ocid of withHistory(files)) {
    const fault = portal.one === undefined ? undefined : await take(portal.one(ocid, never));
    if (fault !== undefined) troubles.push(`${fault.source}: ${fault.fault}: ${fault.reason}`);
  }
  return { reads, troubles };
}

/** The days on which something was published, neighbours as one span, two hours to spare at each end. */
function spansOf(files: readonly Recorded[]): readonly Window[] {
  const days = new Set(files.map(({ release }) => Date.parse((textAt(release, 'date') ?? '').slice(0, 10))));
  const spans: { from: number; to: number }[] = [];
  for (const day of [...days].toSorted((a, b) => a - b)) {
    const last = spans.at(-1);
    if (last !== undefined && day - 2 * HOUR <= last.to) last.to = day + DAY + 2 * HOUR;
    else spans.push({ from: day - 2 * HOUR, to: day + DAY + 2 * HOUR });
  }
  return spans;
}

/** Searches show a Contracts Finder notice as it stands now: what it said before is in the record of its ocid alone. */
export function withHistory(files: readonly Recorded[]): readonly string[] {
  const versions = new Map<string, Set<string>>();
  for (const { portal, print, release } of files) {
    if (portal !== 'contracts-finder') continue;
    const ocid = textAt(release, 'ocid') ?? '';
    versions.set(ocid, (versions.get(ocid) ?? new Set()).add(print));
  }
  return [...versions].filter(([, prints]) => prints.size > 1).map(([ocid]) => ocid);
}
