import type { PretendRelease } from '../pretend-release.ts';
import type { Draft } from './draft.ts';
import type { FtsEntry } from './entry.ts';
import { anyDraft, ftsRelease, noticeNumber } from './entry.ts';
import { celexCorrigendum, celexTender } from './find-a-tender-celex.ts';
import { marketIntention, marketModification, scottishCopy } from './find-a-tender-markets.ts';
import {
  awardNotice,
  contractNotice,
  planningNotice,
  tenderNotice,
  terminationNotice,
} from './find-a-tender-notices.ts';
import { IT_SUBJECTS } from './it-subjects.ts';
import { londonAfter } from './london-iso.ts';
import type { ProactisNotice } from './proactis-notices.ts';
import { OTHER_SUBJECTS } from './other-subjects.ts';
import type { Random } from './random.ts';
import type { Subject } from './subject.ts';
import type { WeekDay, WeekQuirks } from './week.ts';

type Render = FtsEntry['render'];

/** A Scottish notice that Find a Tender copies. */
export interface Original {
  readonly draft: Draft;
  readonly notice: ProactisNotice;
}

/** A release with what it was made from. */
export interface Numbered {
  readonly entry: FtsEntry;
  readonly release: PretendRelease;
}

const HOUR = 3_600_000;
const FIRST_INDEX = 2000;
/** Real portals have about one in ten; a little more, so that tests see enough. */
const IT_SHARE = 0.15;

/** What a first notice is, each as often as it is likely. */
const FIRSTS: readonly Render[] = weighted([
  [40, (draft, notice) => tenderNotice(draft, notice)],
  [18, contractNotice],
  [16, (draft, notice) => awardNotice(draft, notice, 'UK6')],
  [4, (draft, notice) => awardNotice(draft, notice, 'UK5')],
  [8, (draft, notice) => planningNotice(draft, notice, 'UK2')],
  [3, (draft, notice) => planningNotice(draft, notice, 'UK3')],
  [4, (draft, notice) => planningNotice(draft, notice, 'UK1')],
  [7, celexTender],
]);
const MARKETS: readonly Render[] = [marketIntention, marketModification];

function weighted<T>(weights: readonly (readonly [number, T])[]): readonly T[] {
  return weights.flatMap(([weight, item]) => Array.from({ length: weight }, () => item));
}

export function weekSubject(random: Random): Subject {
  return random.pick(random.chance(IT_SHARE) ? IT_SUBJECTS : OTHER_SUBJECTS);
}

/** The same procurement with its deadline a week later. */
export function postponed(draft: Draft): Draft {
  return { ...draft, deadline: londonAfter(draft.deadline, 7, '12:00') };
}

function howMany(random: Random, day: WeekDay): number {
  if (!day.isWorking) return random.int(15, 35);
  return day.isBusy ? random.int(760, 820) : random.int(370, 530);
}

const isTender = (entry: FtsEntry): boolean => entry.render === FIRSTS[0];

function amended(draft: Draft, notice: Parameters<Render>[1]): ReturnType<Render> {
  return tenderNotice(draft, notice, 'The time for tenders is prolonged');
}

function ended(draft: Draft, notice: Parameters<Render>[1]): ReturnType<Render> {
  return terminationNotice(draft, notice, 'The requirement has changed and will be advertised afresh.');
}

/** What follows a tender of this week: mostly a later deadline, else an award or an end. */
function follow(random: Random, tender: FtsEntry, at: number, hasStubs: boolean): FtsEntry {
  const kind = random.int(1, 10);
  if (kind === 1 && hasStubs) return { ...tender, published: at, render: ended };
  if (kind <= 3)
    return { ...tender, published: at, render: (draft, notice) => awardNotice(draft, notice, 'UK6') };
  return { ...tender, draft: postponed(tender.draft), published: at, render: amended };
}

function ofDay(
  random: Random,
  day: WeekDay,
  earlier: readonly FtsEntry[],
  { quirks, nextOcid }: { readonly quirks: WeekQuirks; readonly nextOcid: () => string },
): readonly FtsEntry[] {
  const kinds = quirks.dynamicMarkets ? [...FIRSTS, ...MARKETS] : FIRSTS;
  const tenders = earlier.filter(isTender);
  return Array.from({ length: howMany(random, day) }, () => {
    const published = day.moment();
    if (tenders.length > 0 && random.chance(0.25))
      return follow(random, random.pick(tenders), published, quirks.stubs);
    const render = random.pick(kinds);
    return { draft: anyDraft(random, weekSubject(random), published), ocid: nextOcid(), published, render };
  });
}

function copies(
  random: Random,
  { originals, quirks, to }: WeekWishes,
  nextOcid: () => string,
): readonly FtsEntry[] {
  return originals.flatMap(({ draft, notice }) => {
    const published = notice.published + random.int(1, 20) * HOUR;
    if (published >= to) return [];
    const copy: FtsEntry = { draft, ocid: nextOcid(), published, render: scottishCopy(notice) };
    if (!quirks.updatesBeforeTenders || !random.chance(0.15)) return [copy];
    const { deadline } = postponed(draft);
    const early = Math.max(notice.published, published - random.int(1, 5) * HOUR);
    return [
      { ...copy, published: early, render: (first, sparse) => celexCorrigendum(first, sparse, deadline) },
      copy,
    ];
  });
}

interface WeekWishes {
  readonly originals: readonly Original[];
  readonly quirks: WeekQuirks;
  /** Exclusive end of the week, UTC milliseconds. */
  readonly to: number;
}

/** Find a Tender's week, in the order of publication, not numbered yet. */
export function weekOfFindATender(
  random: Random,
  days: readonly WeekDay[],
  wishes: WeekWishes,
): readonly FtsEntry[] {
  let count = 0;
  function nextOcid(): string {
    count += 1;
    return `ocds-h6vhtk-0e${count.toString(16).padStart(4, '0')}`;
  }
  const entries: FtsEntry[] = [];
  for (const day of days) entries.push(...ofDay(random, day, entries, { quirks: wishes.quirks, nextOcid }));
  entries.push(...copies(random, wishes, nextOcid));
  return entries.toSorted((a, b) => a.published - b.published);
}

/** Gives each entry the next number: those of a day stand without gaps, but for the few that were given to nothing. */
export function numbered(
  random: Random,
  entries: readonly FtsEntry[],
  quirks: WeekQuirks,
): readonly Numbered[] {
  let index = FIRST_INDEX;
  return entries.flatMap((entry) => {
    index += quirks.skippedNumbers && random.chance(1 / 150) ? 2 : 1;
    const release = {
      ...ftsRelease(entry, noticeNumber(index, entry.published)),
      appears: entry.published,
    };
    const one = { entry, release };
    return quirks.duplicates && random.chance(0.01) ? [one, one] : [one];
  });
}
