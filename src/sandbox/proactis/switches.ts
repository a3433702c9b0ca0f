import { befalls } from '../portal/befalls.ts';
import { poisonRelease } from '../portal/poison.ts';
import type { SwitchTable } from '../portal/switch-board.ts';
import { COMMON_SWITCHES } from '../portal/switch-board.ts';
import { FLAG, listOf } from '../portal/switch-values.ts';
import type { CommonSwitches } from '../pretend-portal.ts';
import type { PretendRelease } from '../pretend-release.ts';
import { releaseKey } from '../pretend-release.ts';

/** How Public Contracts Scotland and Sell2Wales, one vendor's platform, misbehave (docs/portals/sandbox.md). `false` is off. */
export interface ProactisSwitches extends CommonSwitches {
  /** Answers begin with a byte order mark. */
  readonly bom: boolean;
  /** An empty month is a package without `releases`; an empty list where off. */
  readonly absentReleases: boolean;
  /** Notice types whose every month is answered with 500 and an HTML page about SQL; after a comma, one month alone: `2,09-2026`. */
  readonly sqlError: readonly string[] | false;
  /** Contact parties with the role `buyer` beside the buyer, in one release of 3. */
  readonly manyBuyers: boolean;
  /** 2147483647 for "no maximum", in one of 4. */
  readonly maximumInteger: boolean;
  /** A value of 0.01, in one of 8. */
  readonly pennyValue: boolean;
  /** London wall time with a `Z` behind it, in summer an hour off. */
  readonly wallTimeAsUtc: boolean;
}

/** Public Contracts Scotland's releases have no `id`. */
export interface ScotlandSwitches extends ProactisSwitches {
  readonly missingId: boolean;
}

export interface WalesSwitches extends ProactisSwitches {
  /** `…/v1?lang=cy/Notice?id=…` as the canonical link. */
  readonly malformedCanonical: boolean;
}

function isPartition(item: unknown): item is string {
  return typeof item === 'string' && /^\d{1,3}(?:,(?:0[1-9]|1[0-2])-\d{4})?$/.test(item);
}

const PARTITIONS = listOf(isPartition, 'notice types, "2", or single months of them, "2,09-2026"');

const PROACTIS: SwitchTable<ProactisSwitches> = {
  ...COMMON_SWITCHES,
  bom: { on: true, byDefault: true, takes: FLAG },
  absentReleases: { on: true, byDefault: true, takes: FLAG },
  sqlError: { on: ['2'], byDefault: false, takes: PARTITIONS },
  manyBuyers: { on: true, byDefault: true, takes: FLAG },
  maximumInteger: { on: true, byDefault: true, takes: FLAG },
  pennyValue: { on: true, byDefault: true, takes: FLAG },
  wallTimeAsUtc: { on: true, byDefault: true, takes: FLAG },
};

export const SCOTLAND_SWITCHES: SwitchTable<ScotlandSwitches> = {
  ...PROACTIS,
  missingId: { on: true, byDefault: true, takes: FLAG },
};

/** One type fails by default, of which the generator makes none: the others must be read all the same. */
export const WALES_SWITCHES: SwitchTable<WalesSwitches> = {
  ...PROACTIS,
  sqlError: { on: ['21'], byDefault: true, takes: PARTITIONS },
  malformedCanonical: { on: true, byDefault: true, takes: FLAG },
};

type Change = readonly [keyof WalesSwitches, number, (text: string) => string];

const CHANGES: readonly Change[] = [
  [
    'manyBuyers',
    3,
    (text) => text.replace('"roles":["processContactPoint"]', '"roles":["processContactPoint","buyer"]'),
  ],
  ['maximumInteger', 4, (text) => poisonRelease(text, 'infinite-number').replace('1e9999', '2147483647')],
  ['pennyValue', 8, (text) => text.replace(/("value":\{"amount":)[\d.]+/, '$10.01')],
  ['wallTimeAsUtc', 1, (text) => text.replace(/T\d\d:\d\d:\d\d\+01:00/g, (time) => `${time.slice(0, 9)}Z`)],
  [
    'malformedCanonical',
    1,
    (text) => text.replace(/(https:\/\/api\.sell2wales\.gov\.wales\/v1)\/Notice/, '$1?lang=cy/Notice'),
  ],
];

/** The release with the bytes that the platform serves. */
export function servedByProactis(
  release: PretendRelease,
  switches: ProactisSwitches & Partial<ScotlandSwitches & WalesSwitches>,
): PretendRelease {
  const key = releaseKey(release);
  const due = CHANGES.filter(([name, oneOf]) => {
    const value = switches[name];
    return value !== undefined && value !== false && befalls(key, name, oneOf);
  });
  const changed = (text: string): string => due.reduce((made, [, , change]) => change(made), text);
  const withId = (text: string): string =>
    switches.missingId === false ? text.replace('{', `{"id":${JSON.stringify(release.id)},`) : text;
  return {
    ...release,
    text: withId(changed(release.text)),
    ...(release.welsh === undefined ? {} : { welsh: withId(changed(release.welsh)) }),
  };
}
