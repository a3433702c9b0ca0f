import { hash as digest } from 'node:crypto';
import { object, text, type Json } from '../json.ts';
import { asDate, readPlaces, type Sums, type Written } from './written.ts';

/**
 * What the site says where there is no release to say it, written as a release so that one mapping reads both. The member
 * `tenderbell` marks it as ours: no portal writes that.
 */
const MARK = 'tenderbell';

interface Mark {
  readonly via: 'page' | 'row' | undefined;
  readonly noticeId: string | undefined;
  readonly url: string | undefined;
}

const UNMARKED: Mark = { via: undefined, noticeId: undefined, url: undefined };

/** Where a release of our own making was read; nothing of it for one that the portal published. */
export function markOf(release: Json): Mark {
  if (release[MARK] === undefined) return UNMARKED;
  const mark = object(release[MARK]);
  const via = mark['via'] === 'page' || mark['via'] === 'row' ? mark['via'] : undefined;
  return { via, noticeId: text(mark['noticeId']), url: text(mark['url']) };
}

/** The site's own words for where a notice stands. */
export type Kind = 'engagement' | 'planned' | 'tender' | 'award' | 'cancelled' | 'withdrawn';

/** `Early engagement`, `Future opportunity`, `Pipeline`, `Awarded contract`…; undefined for what is none of them. */
export function kindOf(words: string | undefined, status = ''): Kind | undefined {
  const said = words ?? '';
  const all = `${said} ${status}`;
  if (/withdrawn/i.test(all)) return 'withdrawn';
  if (/cancelled/i.test(all)) return 'cancelled';
  if (/award/i.test(all)) return 'award';
  if (/engagement|pre-?procurement|speculative/i.test(said)) return 'engagement';
  if (/future|pipeline|planning/i.test(said)) return 'planned';
  return /opportunity|contract|tender/i.test(said) ? 'tender' : undefined;
}

export interface Said {
  readonly kind: Kind;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly buyer?: string | undefined;
  /** The buyer's own reference. */
  readonly reference?: string | undefined;
  readonly closing?: Written | undefined;
  readonly value?: Sums | undefined;
  /** Names of regions and postcodes, with commas between. */
  readonly places?: string | undefined;
  readonly cpv?: readonly string[] | undefined;
  readonly procedure?: string | undefined;
  readonly start?: string | undefined;
  readonly end?: string | undefined;
  readonly sme?: boolean | undefined;
  readonly vcse?: boolean | undefined;
  readonly documents?: readonly object[] | undefined;
  readonly awards?: readonly object[] | undefined;
}

/** The web page of a notice whose release is held: of the same ocid and date, and named after that release. */
export function pageRelease(
  of: { readonly noticeId: string; readonly ocid: string; readonly releaseId: string; readonly date: string },
  said: Said,
): string {
  const { noticeId, ocid, releaseId, date } = of;
  return JSON.stringify({
    [MARK]: { via: 'page', noticeId },
    ocid,
    id: `${releaseId}-page`,
    date,
    ...bodyOf(said),
  });
}

/**
 * A row, which names no ocid. The one made up for it begins like no publisher's (`ocds-`): it never equals a real one, and
 * the notice id is what joins the row to its release when that comes. Other words in the row make another release.
 */
export function rowRelease(
  of: { readonly noticeId: string; readonly date: string; readonly url?: string | undefined },
  said: Said,
): string {
  const { noticeId, date, url } = of;
  const body = bodyOf(said);
  const edition = digest('sha256', JSON.stringify([date, body])).slice(0, 12);
  return JSON.stringify({
    [MARK]: { via: 'row', noticeId, url },
    ocid: `tenderbell-row-${noticeId}`,
    id: `${noticeId}-row-${edition}`,
    date,
    ...body,
  });
}

const TAG: Readonly<Record<Kind, string>> = {
  engagement: 'planning',
  planned: 'planning',
  tender: 'tender',
  award: 'award',
  cancelled: 'tenderCancellation',
  withdrawn: 'tender',
};

const STATUS: Readonly<Record<Kind, string>> = {
  engagement: 'planning',
  planned: 'planned',
  tender: 'active',
  award: 'complete',
  cancelled: 'cancelled',
  withdrawn: 'withdrawn',
};

function bodyOf(said: Said): object {
  const { kind, buyer, closing, awards } = said;
  const isEngagement = kind === 'engagement';
  const ends = closing === undefined ? undefined : asDate(closing);
  return {
    tag: [TAG[kind]],
    buyer: buyer === undefined ? undefined : { name: buyer },
    planning:
      isEngagement && ends !== undefined
        ? { milestones: [{ type: 'engagement', dueDate: ends }] }
        : undefined,
    tender: {
      ...tenderOf(said),
      tenderPeriod: !isEngagement && ends !== undefined ? { endDate: ends } : undefined,
    },
    awards,
  };
}

function tenderOf(said: Said): object {
  const { value, cpv = [], start, end } = said;
  const places = readPlaces(said.places);
  const [main, ...others] = cpv.map((id) => ({ scheme: 'CPV', id }));
  return {
    id: said.reference,
    title: said.title,
    description: said.description,
    status: STATUS[said.kind],
    classification: main,
    additionalClassifications: others.length === 0 ? undefined : others,
    items: places.length === 0 ? undefined : [{ id: '1', deliveryAddresses: places }],
    minValue: amount(value?.low),
    value: amount(value?.high),
    procurementMethodDetails: said.procedure,
    contractPeriod: start === undefined && end === undefined ? undefined : { startDate: start, endDate: end },
    suitability:
      said.sme === undefined && said.vcse === undefined ? undefined : { sme: said.sme, vcse: said.vcse },
    documents: said.documents,
  };
}

function amount(pounds: number | undefined): object | undefined {
  return pounds === undefined ? undefined : { amount: pounds, currency: 'GBP' };
}
