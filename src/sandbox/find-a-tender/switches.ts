import { befalls } from '../portal/befalls.ts';
import type { PoisonKind } from '../portal/poison.ts';
import { poisonRelease } from '../portal/poison.ts';
import type { SwitchTable } from '../portal/switch-board.ts';
import { COMMON_SWITCHES } from '../portal/switch-board.ts';
import { anyOf, COUNT, FLAG } from '../portal/switch-values.ts';
import type { CommonSwitches } from '../pretend-portal.ts';
import type { PretendRelease } from '../pretend-release.ts';
import { releaseKey } from '../pretend-release.ts';

/** How Find a Tender refuses the thirteenth request in two minutes: each has been seen or is documented (docs/portals/find-a-tender.md). */
export type FindATenderThrottle =
  /** 429 with `Retry-After: 120`, as recorded. */
  | '429-120'
  /** As documented. */
  | '429-11'
  /** A date, which RFC 9110 §10.2.3 allows as well. */
  | '429-date'
  /** Without the header. */
  | '429'
  | '503'
  | '504';

/** How Find a Tender misbehaves (docs/portals/sandbox.md). `false` is off. */
export interface FindATenderSwitches extends CommonSwitches {
  /** `stages=` answers with the old regulations alone, a comma list with nothing. */
  readonly stagesBug: boolean;
  /** 12 requests in any 120 s, refused ones not counted. */
  readonly throttle: FindATenderThrottle | false;
  /** This page, counted from 1, has no `links` though more exist. */
  readonly lostNext: number | false;
  /** Windows clearly longer than so many hours lack every seventh release. */
  readonly missingFromLongWindows: number | false;
  /** The first page holds its first release twice, within its limit. */
  readonly exactDuplicate: boolean;
  /** The number `1e9999` in one release of 40. */
  readonly infiniteNumber: boolean;
  /** The text `"1e9999"` in one of 40. */
  readonly infiniteText: boolean;
  /** A literal ` 000,` in one of 60: its page is no JSON. */
  readonly leadingZeros: boolean;
  /** A deadline without a time, in one of 30. */
  readonly dateOnlyDeadline: boolean;
  /** No `buyer`, only the party with that role, in one of 30. */
  readonly missingBuyer: boolean;
  /** Explicit nulls in one of 5. */
  readonly nulls: boolean;
  /** `buyerID: []` in one of 3. */
  readonly emptyBuyerId: boolean;
  /** A gross value ten times what it should be, in one of 15. */
  readonly grossTypo: boolean;
}

const THROTTLES = anyOf('429-120', '429-11', '429-date', '429', '503', '504');

export const FIND_A_TENDER_SWITCHES: SwitchTable<FindATenderSwitches> = {
  ...COMMON_SWITCHES,
  stagesBug: { on: true, byDefault: true, takes: FLAG },
  throttle: { on: '429-120', byDefault: true, takes: THROTTLES },
  lostNext: { on: 2, byDefault: true, takes: COUNT },
  missingFromLongWindows: { on: 6, byDefault: true, takes: COUNT },
  exactDuplicate: { on: true, byDefault: true, takes: FLAG },
  infiniteNumber: { on: true, byDefault: true, takes: FLAG },
  infiniteText: { on: true, byDefault: true, takes: FLAG },
  leadingZeros: { on: true, byDefault: true, takes: FLAG },
  dateOnlyDeadline: { on: true, byDefault: true, takes: FLAG },
  missingBuyer: { on: true, byDefault: true, takes: FLAG },
  nulls: { on: true, byDefault: true, takes: FLAG },
  emptyBuyerId: { on: true, byDefault: true, takes: FLAG },
  grossTypo: { on: true, byDefault: true, takes: FLAG },
};

function emptyBuyerId(text: string): string {
  return text.includes('"buyerID"') ? text : text.replace(/^\s*\{/, (start) => `${start}"buyerID": [], `);
}

function grossTypo(text: string): string {
  return text.replace(/("amountGross":\s*\d+)/, '$10');
}

function poisoned(kind: PoisonKind): (text: string) => string {
  return (text) => poisonRelease(text, kind);
}

type Change = readonly [keyof FindATenderSwitches, number, (text: string) => string];

/** Which switch befalls one release of how many, and what it does to it. */
const CHANGES: readonly Change[] = [
  ['infiniteNumber', 40, poisoned('infinite-number')],
  ['infiniteText', 40, poisoned('infinite-text')],
  ['leadingZeros', 60, poisoned('leading-zeros')],
  ['dateOnlyDeadline', 30, poisoned('date-only-deadline')],
  ['missingBuyer', 30, poisoned('missing-buyer')],
  ['nulls', 5, poisoned('nulls')],
  ['emptyBuyerId', 3, emptyBuyerId],
  ['grossTypo', 15, grossTypo],
];

/** The release with the bytes that Find a Tender serves. */
export function servedByFindATender(release: PretendRelease, switches: FindATenderSwitches): PretendRelease {
  const key = releaseKey(release);
  const due = CHANGES.filter(([name, oneOf]) => switches[name] !== false && befalls(key, name, oneOf));
  return due.length === 0
    ? release
    : { ...release, text: due.reduce((text, [, , change]) => change(text), release.text) };
}
