import { fromLondonWall, londonDay } from '../../base/london.ts';
import type { PretendRelease } from '../pretend-release.ts';
import { londonAfter } from './london-iso.ts';
import type { Random } from './random.ts';
import { seededRandom } from './random.ts';
import { weekOfContractsFinder } from './week-contracts-finder.ts';
import { numbered, weekOfFindATender } from './week-find-a-tender.ts';
import { weekOfProactis } from './week-proactis.ts';

/** Things that portals publish and that are wrong, or look so; all on unless turned off. */
export interface WeekQuirks {
  /** UK13 without a deadline, and UK15 that awards nothing. */
  readonly dynamicMarkets: boolean;
  /** UK12: the end of a procurement, without buyer, items or value. */
  readonly stubs: boolean;
  /** A sparse CELEX update stands in the stream some hours before the tender that it changes. */
  readonly updatesBeforeTenders: boolean;
  /** Scottish notices above the threshold stand on Find a Tender too, naming their original. */
  readonly scottishCopies: boolean;
  /** One release in a hundred is published twice, to the byte. */
  readonly duplicates: boolean;
  /** One notice number in 150 was given to nothing. */
  readonly skippedNumbers: boolean;
}

export const WEEK_QUIRKS: WeekQuirks = {
  dynamicMarkets: true,
  stubs: true,
  updatesBeforeTenders: true,
  scottishCopies: true,
  duplicates: true,
  skippedNumbers: true,
};

export function isWeekQuirk(name: unknown): name is keyof WeekQuirks {
  return typeof name === 'string' && Object.hasOwn(WEEK_QUIRKS, name);
}

/** All off: every release is whole, in its order, and published once. */
export const NO_QUIRKS: WeekQuirks = {
  dynamicMarkets: false,
  stubs: false,
  updatesBeforeTenders: false,
  scottishCopies: false,
  duplicates: false,
  skippedNumbers: false,
};

/** One London day of the week. */
export interface WeekDay {
  /** UTC milliseconds of its midnight. */
  readonly from: number;
  readonly isWorking: boolean;
  /** More is published than six pages hold, most of it in one afternoon. */
  readonly isBusy: boolean;
  /** An instant of this day, to the second: in working hours mostly. */
  readonly moment: () => number;
}

export interface Week {
  /** In the order in which they appear, each with its instant in `appears`. */
  readonly releases: readonly PretendRelease[];
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

const SECOND = 1000;
const HOUR = 3_600_000;

function daysOf(random: Random, from: number): readonly WeekDay[] {
  return Array.from({ length: 7 }, (_, index) => {
    const start = index === 0 ? from : londonAfter(from, index, '00:00');
    const end = londonAfter(from, index + 1, '00:00');
    const weekday = new Date(`${londonDay(start)}T12:00:00Z`).getUTCDay();
    const isWorking = weekday !== 0 && weekday !== 6;
    const isBusy = weekday === 3;
    function moment(): number {
      const inHours = isWorking && random.chance(0.9);
      const [first, last] = isBusy && inHours ? [12, 17.9] : inHours ? [7, 18] : [0, (end - start) / HOUR];
      const seconds = random.int(Math.floor(first * 3600), Math.ceil(last * 3600) - 1);
      return Math.max(start, Math.min(start + seconds * SECOND, end - SECOND));
    }
    return { from: start, isWorking, isBusy, moment };
  });
}

/**
 * Seven days on all four portals: several hundred releases a working day on Find a Tender, a hundred on Contracts Finder,
 * thirty on each Proactis portal; edits, corrigenda, cancellations, awards, and copies between portals. Same seed and
 * `from`, same bytes.
 *
 * @param options.from UTC milliseconds: the midnight, London time, with which the week begins
 */
export function createWeek(options: {
  readonly seed: string;
  readonly from: number;
  readonly quirks?: Partial<WeekQuirks>;
}): Week {
  const { seed } = options;
  const from = fromLondonWall(londonDay(options.from)) ?? options.from;
  const quirks = { ...WEEK_QUIRKS, ...options.quirks };
  const random = seededRandom(`${seed} week`);
  const days = daysOf(random, from);
  const to = londonAfter(from, 7, '00:00');
  const scotland = weekOfProactis(random, days, 'public-contracts-scotland');
  const wales = weekOfProactis(random, days, 'sell2wales');
  const originals = quirks.scottishCopies ? scotland.aboveThreshold : [];
  const entries = weekOfFindATender(random, days, { originals, quirks, to });
  const fts = numbered(random, entries, quirks);
  const cf = weekOfContractsFinder(random, days, fts, to);
  const releases = [...fts.map(({ release }) => release), ...cf, ...scotland.releases, ...wales.releases];
  const sorted = releases.toSorted((a, b) => (a.appears ?? 0) - (b.appears ?? 0));
  return { releases: sorted, from, to };
}
