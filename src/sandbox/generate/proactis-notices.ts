import type { PretendRelease } from '../pretend-release.ts';
import { pretendRelease } from '../pretend-release.ts';
import { londonDay } from '../../base/london.ts';
import type { Draft } from './draft.ts';
import type { Json } from './find-a-tender-parts.ts';
import { londonIso } from './london-iso.ts';
import { inWelsh } from './welsh.ts';

/** What identifies one release on Public Contracts Scotland or Sell2Wales. */
export interface ProactisNotice {
  readonly portal: 'public-contracts-scotland' | 'sell2wales';
  /** Of the process. */
  readonly number: number;
  /** Of this document within the portal; the process's for its first. */
  readonly document: number;
  /** When it appeared, UTC milliseconds: the release shows its day alone. */
  readonly published: number;
}

/** What is published, with the type under which each portal lists it (https://api.publiccontractsscotland.gov.uk/v1). */
export type ProactisForm = 'tender' | 'site-tender' | 'update' | 'cancellation' | 'award' | 'planning';

const TYPES: Readonly<Record<ProactisForm, Readonly<Record<ProactisNotice['portal'], string>>>> = {
  tender: { 'public-contracts-scotland': '2', sell2wales: '2' },
  // Below the threshold: a website contract notice in Scotland, an invitation to tender in Wales.
  'site-tender': { 'public-contracts-scotland': '102', sell2wales: '51' },
  update: { 'public-contracts-scotland': '14', sell2wales: '14' },
  cancellation: { 'public-contracts-scotland': '14', sell2wales: '14' },
  award: { 'public-contracts-scotland': '3', sell2wales: '3' },
  planning: { 'public-contracts-scotland': '1', sell2wales: '1' },
};

const TAGS: Readonly<Record<ProactisForm, string>> = {
  tender: 'tender',
  'site-tender': 'tender',
  update: 'tenderUpdate',
  cancellation: 'tenderCancellation',
  award: 'award',
  planning: 'planning',
};

const HOSTS = {
  'public-contracts-scotland': {
    site: 'https://www.publiccontractsscotland.gov.uk',
    api: 'https://api.publiccontractsscotland.gov.uk/v1',
  },
  sell2wales: { site: 'https://www.sell2wales.gov.wales', api: 'https://api.sell2wales.gov.wales/v1' },
} as const;

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

/** `ocds-r6ebe6-0000900001` or `ocds-kuma6s-900001`. */
export function proactisOcid({ portal, number }: Pick<ProactisNotice, 'portal' | 'number'>): string {
  return portal === 'sell2wales'
    ? `ocds-kuma6s-${number}`
    : `ocds-r6ebe6-${String(number).padStart(10, '0')}`;
}

/** The address that a Find a Tender copy names as its original. */
export function canonicalLink(notice: Pick<ProactisNotice, 'portal' | 'number'>): string {
  return `${HOSTS[notice.portal].api}/Notice?id=${proactisOcid(notice)}`;
}

/** `SEP900001`: what the page's address carries. */
function documentId(notice: ProactisNotice): string {
  return `${MONTHS[Number(londonDay(notice.published).slice(5, 7)) - 1] ?? ''}${notice.document}`;
}

function parties(draft: Draft): Json {
  const { buyer } = draft;
  const address = { locality: buyer.town, region: buyer.region, postalCode: buyer.postcode };
  return {
    parties: [
      {
        name: buyer.name,
        id: 'org-1',
        identifier: { legalName: buyer.name },
        address: { streetAddress: `${buyer.town} House`, ...address },
        contactPoint: { email: `procurement@${buyer.domain}`, url: `https://www.${buyer.domain}` },
        roles: ['buyer', 'reviewBody'],
        details: {
          classifications: [{ id: 'Regional or local authority', scheme: 'TED_CA_TYPE' }],
          url: `https://www.${buyer.domain}`,
        },
      },
      {
        name: `Procurement team, ${buyer.town}`,
        id: 'org-2',
        address,
        contactPoint: { email: `tenders@${buyer.domain}` },
        roles: ['processContactPoint'],
      },
    ],
    buyer: { name: buyer.name, id: 'org-1' },
  };
}

function lots(draft: Draft): Json {
  const others = draft.subject.cpv.slice(1).map((id) => ({ id, scheme: 'CPV' }));
  return {
    items: draft.lots.map((lot) => ({
      id: lot.id,
      additionalClassifications: others.length === 0 ? undefined : others,
      deliveryLocation: { description: draft.buyer.town },
      deliveryAddresses: [{ region: draft.buyer.region }],
      relatedLot: lot.id,
    })),
    lots: draft.lots.map((lot) => ({
      id: lot.id,
      title: lot.title,
      description: draft.description,
      status: 'active',
      hasOptions: false,
      submissionTerms: { variantPolicy: 'notAllowed' },
      contractPeriod: draft.sme
        ? { durationInDays: Math.round((draft.ends - draft.starts) / 86_400_000) }
        : { startDate: londonIso(draft.starts), endDate: londonIso(draft.ends) },
      hasRenewal: false,
    })),
  };
}

function documents(draft: Draft, notice: ProactisNotice): readonly Json[] {
  const { site } = HOSTS[notice.portal];
  const id = documentId(notice);
  return [
    {
      id,
      documentType: 'contractNotice',
      title: draft.title,
      description: draft.description,
      url: `${site}/search/show/search_view.aspx?ID=${id}`,
      format: 'text/html',
    },
    {
      id: `${id}-1`,
      title: 'Invitation to tender',
      url: `${site}/NoticeDownload/DownloadDocument.aspx?id=${id}&idx=1`,
      datePublished: londonIso(notice.published),
      format: 'application/pdf',
    },
    { id: 'economic', documentType: 'economicSelectionCriteria' },
  ];
}

const STATUS: Readonly<Record<ProactisForm, string>> = {
  tender: 'active',
  'site-tender': 'active',
  update: 'active',
  cancellation: 'cancelled',
  award: 'complete',
  planning: 'planned',
};

function tender(draft: Draft, notice: ProactisNotice, form: ProactisForm): Json {
  const ocid = proactisOcid(notice);
  const isOpen = form !== 'award' && form !== 'planning';
  return {
    id: draft.reference === 'N/A' ? ocid : draft.reference,
    title: draft.title,
    description: draft.description,
    status: STATUS[form],
    ...lots(draft),
    value: draft.net === undefined ? undefined : { amount: draft.net, currency: 'GBP' },
    procurementMethod: 'open',
    procurementMethodDetails: 'Open procedure',
    mainProcurementCategory: draft.subject.kind,
    submissionMethod: ['electronicSubmission'],
    submissionMethodDetails: draft.submission,
    tenderPeriod: isOpen ? { endDate: londonIso(draft.deadline) } : undefined,
    documents: documents(draft, notice),
    coveredBy: form === 'site-tender' ? undefined : ['GPA'],
    submissionTerms: { languages: ['en'], bidValidityPeriod: { durationInDays: 180 } },
    // The code alone: this platform gives no descriptions.
    classification: { id: draft.subject.cpv[0], scheme: 'CPV' },
    hasRecurrence: false,
    legalBasis: { id: '32014L0024', scheme: 'CELEX' },
  };
}

function award(draft: Draft, notice: ProactisNotice): Json {
  return {
    awards: [
      {
        id: String(notice.document),
        status: 'active',
        date: `${londonDay(notice.published)}T00:00:00Z`,
        value: { amount: draft.awarded, currency: 'GBP' },
        suppliers: [{ id: 'org-3', name: draft.supplier }],
        relatedLots: draft.lots.map((lot) => lot.id),
      },
    ],
  };
}

function releaseJson(draft: Draft, notice: ProactisNotice, form: ProactisForm): Json {
  const ocid = proactisOcid(notice);
  return {
    // Only Wales gives its releases an id.
    id: notice.portal === 'sell2wales' ? `${ocid}-release-${notice.document}` : undefined,
    ocid,
    date: `${londonDay(notice.published)}T00:00:00Z`,
    tag: [TAGS[form]],
    initiationType: 'tender',
    ...parties(draft),
    tender: tender(draft, notice, form),
    ...(form === 'award' ? award(draft, notice) : {}),
    language: 'EN',
    description: `(${notice.portal === 'sell2wales' ? 'WA' : 'SC'} Ref:${notice.number})`,
    links: [{ rel: 'canonical', href: canonicalLink(notice) }],
  };
}

/** A notice of a Proactis portal. In Wales one in three is bilingual, and every one can be had in Welsh. Throws on a bug alone. */
export function proactisRelease(
  draft: Draft,
  notice: ProactisNotice,
  form: ProactisForm = 'tender',
): PretendRelease {
  const isWelsh = notice.portal === 'sell2wales';
  const shown = isWelsh && notice.number % 3 === 0 ? bilingual(draft) : draft;
  const release = pretendRelease(JSON.stringify(releaseJson(shown, notice, form)));
  if (release === undefined) throw new Error('the generator made no release');
  const inTheOther = { ...releaseJson(inWelsh(draft), notice, form), language: 'CY' };
  return {
    ...release,
    noticeType: TYPES[form][notice.portal],
    ...(isWelsh ? { welsh: JSON.stringify(inTheOther) } : {}),
  };
}

function bilingual(draft: Draft): Draft {
  const welsh = inWelsh(draft);
  return {
    ...draft,
    title: `${welsh.title} / ${draft.title}`,
    description: `${welsh.description}\n\n${draft.description}`,
  };
}
