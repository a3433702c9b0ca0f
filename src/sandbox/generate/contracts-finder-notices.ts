import { regionName } from '../../domain/region.ts';
import { pageFacts } from './contracts-finder-page.ts';
import type { Draft } from './draft.ts';
import type { Json } from './find-a-tender-parts.ts';
import { cpv } from './find-a-tender-parts.ts';
import { londonAfter, londonIso } from './london-iso.ts';

/** What identifies one release on Contracts Finder: the ocid's GUID is never the notice's (docs/portals/contracts-finder.md). */
export interface CfNotice {
  readonly guid: string;
  /** The counter behind the GUID in the release's id. */
  readonly counter: number;
  readonly ocid: string;
  /** This edit, UTC milliseconds. */
  readonly published: number;
  /** The first publication of the notice. */
  readonly first: number;
}

const MINUTE = 60_000;

function noticeDocument(notice: CfNotice, type: string, name: string): Json {
  return {
    id: '1',
    documentType: type,
    description: `${name} notice on Contracts Finder`,
    url: `https://www.contractsfinder.service.gov.uk/Notice/${notice.guid}`,
    datePublished: londonIso(notice.first),
    dateModified: notice.first === notice.published ? undefined : londonIso(notice.published),
    format: 'text/html',
    language: 'en',
  };
}

function head(notice: CfNotice, tag: string): Json {
  return {
    ocid: notice.ocid,
    id: `${notice.guid}-${notice.counter}`,
    language: 'en',
    date: londonIso(notice.published),
    tag: [tag],
    initiationType: 'tender',
  };
}

function buyer(draft: Draft): Json {
  return { id: draft.buyer.cfs, name: draft.buyer.name };
}

function buyerParty(draft: Draft): Json {
  return {
    ...buyer(draft),
    identifier: { legalName: draft.buyer.name },
    address: {
      streetAddress: `${draft.buyer.town} House, High Street`,
      locality: draft.buyer.town,
      postalCode: draft.buyer.postcode,
      countryName: draft.sme ? 'England' : 'UNITED KINGDOM',
    },
    contactPoint: { name: 'Procurement team', email: `procurement@${draft.buyer.domain}` },
    roles: ['buyer'],
  };
}

function deliveryAddresses(draft: Draft): readonly Json[] {
  if (draft.reference === 'N/A') return [{ postalCode: draft.buyer.postcode }];
  return [{ region: regionName(draft.buyer.region), countryName: 'United Kingdom' }];
}

function tenderCore(draft: Draft, status: string): Json {
  const [main = '', ...others] = draft.subject.cpv;
  return {
    id: draft.reference,
    title: draft.title,
    description: `${draft.description}\n\nAdditional information: none`,
    status,
    classification: cpv(main),
    additionalClassifications: others.length === 0 ? undefined : others.map(cpv),
    items: [{ id: '1', deliveryAddresses: deliveryAddresses(draft) }],
  };
}

function sums(draft: Draft): Json {
  if (draft.net === undefined) return {};
  // One in seven states a range: `value` is then its upper end (docs/portals/contracts-finder.md).
  const range = draft.vcse ? { minValue: { amount: Math.round(draft.net / 2), currency: 'GBP' } } : {};
  return { ...range, value: { amount: draft.net, currency: 'GBP' } };
}

/** One deadline in four is the first or last second of its day: the day alone, whose time the web page may know. */
function terms(draft: Draft, notice: CfNotice): Json {
  return {
    ...sums(draft),
    procurementMethod: draft.legacyProcedure.method,
    procurementMethodDetails: draft.legacyProcedure.label,
    tenderPeriod: { endDate: londonIso(deadlineOf(draft, notice)) },
    contractPeriod: { startDate: londonIso(draft.starts), endDate: londonIso(draft.ends) },
    suitability: { sme: draft.sme, vcse: draft.vcse },
    mainProcurementCategory: draft.subject.kind,
  };
}

function deadlineOf({ deadline }: Draft, notice: CfNotice): number {
  const { deadlineIsDay, edgeOfDay } = pageFacts(notice.guid);
  if (deadlineIsDay) return londonAfter(deadline, 0, edgeOfDay);
  // A buyer who writes a minute to midnight is served with that minute, and without the seconds.
  return deadline % MINUTE === 0 ? deadline : londonAfter(deadline, 0, '23:59');
}

/** An opportunity, or its amendment where it was first published earlier. `alsoAt` is another page about the same procurement. */
export function opportunity(draft: Draft, notice: CfNotice, alsoAt?: string): Json {
  return {
    ...head(notice, notice.first === notice.published ? 'tender' : 'tenderAmendment'),
    tender: {
      ...tenderCore(draft, 'active'),
      datePublished: londonIso(notice.first),
      ...terms(draft, notice),
      documents: [
        noticeDocument(notice, 'tenderNotice', 'Opportunity'),
        // Buyers write URLs as they please; some have no scheme.
        { id: '2', description: 'Additional data', url: alsoAt ?? draft.submission },
      ],
    },
    parties: [buyerParty(draft)],
    buyer: buyer(draft),
  };
}

/** Early engagement: the title stands at the release as well. */
export function engagement(draft: Draft, notice: CfNotice): Json {
  return {
    ...head(notice, 'planning'),
    title: draft.title,
    planning: {
      milestones: [
        { id: '1', title: 'Engagement end date', type: 'engagement', dueDate: londonIso(draft.enquiries) },
      ],
      documents: [noticeDocument(notice, 'marketEngagementNotice', 'Early engagement')],
    },
    tender: { ...tenderCore(draft, 'planning'), suitability: { sme: draft.sme, vcse: draft.vcse } },
    parties: [buyerParty(draft)],
    buyer: buyer(draft),
  };
}

/** A future opportunity. */
export function future(draft: Draft, notice: CfNotice): Json {
  return {
    ...head(notice, 'planning'),
    planning: { documents: [noticeDocument(notice, 'plannedProcurementNotice', 'Future opportunity')] },
    tender: {
      ...tenderCore(draft, 'planned'),
      ...sums(draft),
      suitability: { sme: draft.sme, vcse: draft.vcse },
      mainProcurementCategory: draft.subject.kind,
      communication: { futureNoticeDate: londonIso(draft.enquiries) },
    },
    parties: [buyerParty(draft)],
    buyer: buyer(draft),
  };
}

/** An award. Its tender's dates lie in the past. */
export function award(draft: Draft, notice: CfNotice): Json {
  const supplier = { id: `GB-CFS-${800_000 + draft.supplier.length}`, name: draft.supplier };
  return {
    ...head(notice, 'award'),
    tender: {
      ...tenderCore({ ...draft, title: draft.vcse ? `${draft.title} - AWARD` : draft.title }, 'complete'),
      ...terms({ ...draft, deadline: londonAfter(notice.published, -40, '12:00') }, notice),
    },
    parties: [
      buyerParty(draft),
      {
        ...supplier,
        identifier: { legalName: draft.supplier },
        address: { streetAddress: '1 Example Street\nAshcombe' },
        details: { scale: 'sme', vcse: false },
        roles: ['supplier'],
      },
    ],
    buyer: buyer(draft),
    awards: [
      {
        id: `${notice.ocid}-1`,
        status: 'active',
        date: londonIso(notice.published),
        datePublished: londonIso(notice.first),
        value: { amount: draft.awarded, currency: 'GBP' },
        suppliers: [supplier],
        contractPeriod: { startDate: londonIso(draft.starts), endDate: londonIso(draft.ends) },
        documents: [noticeDocument(notice, 'awardNotice', 'Awarded contract')],
      },
    ],
  };
}
