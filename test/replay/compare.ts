import type { Notice } from '../../src/domain/notice.ts';
import type { PortalId } from '../../src/domain/portal.ts';
import type { Read } from '../../src/domain/ports.ts';
import { parseJson, printOf, textAt } from './oracle-json.ts';
import { deadlineLine } from './oracle-deadline.ts';
import { listed, say, type Said } from './oracle.ts';
import { valueLine } from './oracle-value.ts';

/** A release as a file holds it, parsed by nobody but the oracle. */
export interface Recorded {
  readonly portal: PortalId;
  readonly print: string;
  readonly release: unknown;
}

/** A notice in the oracle's words. */
function wordsOf(notice: Notice): Said {
  const { value, deadline: due } = notice;
  return {
    title: notice.title ?? '',
    buyer: notice.buyer?.name ?? '',
    value:
      value === undefined ? '' : valueLine({ least: value.min, most: value.max, currency: value.currency }),
    deadline: due === undefined ? '' : deadlineLine(due.at, due.day, due.timed),
    cpv: listed(notice.cpv.map((one) => one.code)),
    stage: [notice.stage, notice.outcome].filter((one) => one !== undefined).join(' '),
    regions: listed(notice.regions),
    url: notice.url,
    published: new Date(notice.published).toISOString(),
  };
}

export interface Compared {
  /** How many releases were laid side by side, equal ones counted once, by portal. */
  readonly compared: Readonly<Partial<Record<PortalId, number>>>;
  /** One for each difference: id, field, what the file says, what ours says. */
  readonly differences: readonly string[];
}

/** Lays every release of the files beside what was collected; one that is missing, and one too many, is a difference. */
export function compare(files: readonly Recorded[], collected: readonly Read[]): Compared {
  const compared: Partial<Record<PortalId, number>> = {};
  const ours = new Map(collected.map((read) => [printOf(parseJson(read.release.text)), read]));
  const prints = new Set<string>();
  const differences: string[] = [];
  for (const { portal, print, release } of files) {
    if (prints.has(print)) continue;
    prints.add(print);
    const read = ours.get(print);
    if (read === undefined) differences.push(`${nameOf(release)}: missing`);
    else {
      compared[portal] = (compared[portal] ?? 0) + 1;
      differences.push(...differencesOf(release, read.notice));
    }
  }
  for (const [print, { release }] of ours)
    if (!prints.has(print)) differences.push(`${release.ocid} ${release.releaseId}: in no file`);
  return { compared, differences };
}

function nameOf(release: unknown): string {
  return `${textAt(release, 'ocid') ?? ''} ${textAt(release, 'id') ?? ''}`.trim();
}

function differencesOf(release: unknown, notice: Notice): readonly string[] {
  const theirs = say(release);
  const ours = wordsOf(notice);
  return (Object.keys(theirs) as (keyof Said)[])
    .filter((field) => theirs[field] !== ours[field])
    .map((field) => `${nameOf(release)}: ${field}: oracle «${theirs[field]}», ours «${ours[field]}»`);
}
