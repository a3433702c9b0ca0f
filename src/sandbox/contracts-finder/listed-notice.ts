import { endOfLondonDay, londonWall } from '../../base/london.ts';
import type { PageFacts } from '../generate/contracts-finder-page.ts';
import { pageFacts } from '../generate/contracts-finder-page.ts';
import type { PretendRelease } from '../pretend-release.ts';
import { noticeGuid } from './guid.ts';
import { listAt, numberAt, parsed, textAt, valueAt } from './json-path.ts';

/** The V2 search's words for what the site calls early engagement, future opportunity and opportunity. */
type NoticeType = 'Contract' | 'Pipeline' | 'PreProcurement';
export type NoticeStatus = 'Open' | 'Closed' | 'Awarded' | 'Withdrawn';

export interface Award {
  /** UTC milliseconds. */
  readonly date: number | undefined;
  readonly value: number | undefined;
  readonly start: number | undefined;
  readonly end: number | undefined;
  readonly suppliers: readonly { readonly name: string; readonly address: string; readonly isSme: boolean }[];
}

/** A notice as its newest release states it: the one source of V2, spreadsheet rows and web pages. Instants in UTC milliseconds, sums in pounds. */
export interface ListedNotice {
  readonly guid: string;
  /** The latest edit. */
  readonly published: number;
  /** The first publication. */
  readonly first: number;
  readonly type: NoticeType;
  readonly title: string;
  readonly description: string;
  readonly buyer: string;
  readonly buyerAddress: readonly string[];
  readonly reference: string;
  readonly cpv: readonly { readonly id: string; readonly description: string }[];
  readonly low: number | undefined;
  readonly high: number | undefined;
  /** As the release states it: the day's first or last second where only the day is known. */
  readonly deadline: number | undefined;
  /** When an engagement ends or an opportunity goes to market. */
  readonly approach: number | undefined;
  readonly start: number | undefined;
  readonly end: number | undefined;
  /** A region's name; undefined where a postcode stands instead. */
  readonly region: string | undefined;
  readonly postcode: string | undefined;
  readonly sme: boolean;
  readonly vcse: boolean;
  readonly procedure: string | undefined;
  readonly kind: string | undefined;
  readonly isWithdrawn: boolean;
  readonly award: Award | undefined;
  readonly facts: PageFacts;
}

function instant(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? endOfLondonDay(text) : Date.parse(text);
  return at === undefined || Number.isNaN(at) ? undefined : at;
}

/** The documents that are the notice itself. */
function pages(json: unknown): readonly unknown[] {
  const all = [
    ...listAt(json, 'awards').flatMap((award) => listAt(award, 'documents')),
    ...listAt(json, 'tender', 'documents'),
    ...listAt(json, 'planning', 'documents'),
  ];
  return all.filter((document) => textAt(document, 'url')?.includes('/Notice/') === true);
}

function typeOf(json: unknown): NoticeType {
  if (valueAt(json, 'planning') === undefined && textAt(json, 'tag', 0) !== 'planning') return 'Contract';
  const isEngagement =
    textAt(json, 'tender', 'status') === 'planning' ||
    pages(json).some((page) => textAt(page, 'documentType') === 'marketEngagementNotice');
  return isEngagement ? 'PreProcurement' : 'Pipeline';
}

function cpvOf(json: unknown): ListedNotice['cpv'] {
  const codes = [
    valueAt(json, 'tender', 'classification'),
    ...listAt(json, 'tender', 'additionalClassifications'),
    valueAt(json, 'tender', 'items', 0, 'classification'),
  ];
  return codes.flatMap((code) => {
    const id = textAt(code, 'id');
    return id === undefined ? [] : [{ id, description: textAt(code, 'description') ?? '' }];
  });
}

function placeOf(json: unknown): Pick<ListedNotice, 'region' | 'postcode'> {
  const addresses = listAt(json, 'tender', 'items', 0, 'deliveryAddresses');
  const regions = [...new Set(addresses.map((address) => textAt(address, 'region')))].filter(
    (region) => region !== undefined,
  );
  const postcode = addresses
    .map((address) => textAt(address, 'postalCode'))
    .find((code) => code !== undefined);
  // The six rows that mean "any region" (docs/portals/contracts-finder.md).
  if (regions.length >= 6) return { region: 'Any region', postcode };
  return { region: regions.length === 0 ? undefined : regions.join(', '), postcode };
}

function awardOf(json: unknown): Award | undefined {
  const award = valueAt(json, 'awards', 0);
  if (award === undefined) return undefined;
  const parties = listAt(json, 'parties');
  return {
    date: instant(textAt(award, 'date')),
    value: numberAt(award, 'value', 'amount'),
    start: instant(textAt(award, 'contractPeriod', 'startDate')),
    end: instant(textAt(award, 'contractPeriod', 'endDate')),
    suppliers: listAt(award, 'suppliers').map((supplier) => {
      const id = textAt(supplier, 'id');
      const party = parties.find((one) => textAt(one, 'id') === id);
      return {
        name: textAt(supplier, 'name') ?? '',
        address: textAt(party, 'address', 'streetAddress') ?? '',
        isSme: textAt(party, 'details', 'scale') === 'sme',
      };
    }),
  };
}

function sumsOf(json: unknown): Pick<ListedNotice, 'low' | 'high'> {
  const high = numberAt(json, 'tender', 'value', 'amount');
  return { high, low: numberAt(json, 'tender', 'minValue', 'amount') ?? high };
}

function buyerOf(json: unknown): Pick<ListedNotice, 'buyer' | 'buyerAddress'> {
  const id = textAt(json, 'buyer', 'id');
  const party = listAt(json, 'parties').find((one) => textAt(one, 'id') === id);
  const lines = ['streetAddress', 'locality', 'postalCode', 'countryName'].map((line) =>
    textAt(party, 'address', line),
  );
  return {
    buyer: textAt(json, 'buyer', 'name') ?? '',
    buyerAddress: lines.filter((line) => line !== undefined),
  };
}

function datesOf(json: unknown): Pick<ListedNotice, 'deadline' | 'approach' | 'start' | 'end'> {
  const due = textAt(json, 'planning', 'milestones', 0, 'dueDate');
  return {
    deadline: instant(textAt(json, 'tender', 'tenderPeriod', 'endDate')),
    approach: instant(textAt(json, 'tender', 'communication', 'futureNoticeDate') ?? due),
    start: instant(textAt(json, 'tender', 'contractPeriod', 'startDate')),
    end: instant(textAt(json, 'tender', 'contractPeriod', 'endDate')),
  };
}

/** An award's tender may state the date of the tender notice, so that the notice's own page is asked first. */
function firstOf(json: unknown, guid: string): number | undefined {
  const own = pages(json).find((page) => textAt(page, 'url')?.toLowerCase().includes(guid) === true);
  const isAward = valueAt(json, 'awards') !== undefined;
  const ofTender = isAward ? undefined : textAt(json, 'tender', 'datePublished');
  return instant(textAt(own, 'datePublished') ?? ofTender);
}

/** Undefined for a text that is no JSON. */
export function listedNotice(release: PretendRelease): ListedNotice | undefined {
  const json = parsed(release.text);
  if (json === undefined) return undefined;
  const guid = noticeGuid(release);
  const isEnded = release.tags.some((tag) => tag.endsWith('Cancellation'));
  return {
    guid,
    published: release.published,
    first: firstOf(json, guid) ?? release.published,
    type: typeOf(json),
    title: textAt(json, 'tender', 'title') ?? textAt(json, 'title') ?? '',
    description: textAt(json, 'tender', 'description') ?? '',
    ...buyerOf(json),
    reference: textAt(json, 'tender', 'id') ?? '',
    cpv: cpvOf(json),
    ...sumsOf(json),
    ...datesOf(json),
    ...placeOf(json),
    sme: valueAt(json, 'tender', 'suitability', 'sme') === true,
    vcse: valueAt(json, 'tender', 'suitability', 'vcse') === true,
    procedure: textAt(json, 'tender', 'procurementMethodDetails'),
    kind: textAt(json, 'tender', 'mainProcurementCategory'),
    isWithdrawn: isEnded || textAt(json, 'tender', 'status') === 'cancelled',
    award: awardOf(json),
    facts: pageFacts(guid),
  };
}

export interface Closing {
  /** A London day, `2026-09-17`. */
  readonly day: string;
  /** `12:00`; undefined where nobody knows it. */
  readonly time: string | undefined;
}

const EDGES_OF_DAY: ReadonlySet<string> = new Set(['00:00:00', '23:59:59']);

/** When a notice closes as the web pages say it, which may know the time where the release does not. */
export function closingOf(notice: ListedNotice): Closing | undefined {
  if (notice.deadline === undefined) return undefined;
  const [day = '', time = ''] = londonWall(notice.deadline).split('T');
  return { day, time: EDGES_OF_DAY.has(time) ? notice.facts.closes : time.slice(0, 5) };
}

export function statusOf(notice: ListedNotice, now: number): NoticeStatus {
  if (notice.isWithdrawn) return 'Withdrawn';
  if (notice.award !== undefined) return 'Awarded';
  const until = notice.type === 'Contract' ? notice.deadline : notice.approach;
  // A day without a time counts to its end.
  const isDay = until !== undefined && londonWall(until).endsWith('T00:00:00');
  const last = isDay ? endOfLondonDay(londonWall(until).slice(0, 10)) : until;
  return last === undefined || last >= now ? 'Open' : 'Closed';
}
