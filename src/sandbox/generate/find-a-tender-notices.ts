import type { Draft } from './draft.ts';
import type { FtsNotice, Json } from './find-a-tender-parts.ts';
import {
  UKPGA,
  buyerParty,
  contractPeriod,
  head,
  noticeDocument,
  supplierId,
  supplierParty,
  ukpgaItems,
  ukpgaValue,
} from './find-a-tender-parts.ts';
import { londonIso } from './london-iso.ts';

function tenderCore(draft: Draft, notice: FtsNotice): Json {
  return {
    id: draft.reference === 'N/A' ? notice.ocid : draft.reference,
    legalBasis: UKPGA,
    title: draft.title,
    description: draft.description,
  };
}

function parties(draft: Draft): Json {
  const id = draft.buyer.ppon;
  return { parties: [buyerParty(draft, id)], buyer: { id, name: draft.buyer.name } };
}

function openLots(draft: Draft, status: string): readonly Json[] {
  const grossOnly = draft.reference.endsWith('7');
  return draft.lots.map((lot) => ({
    id: lot.id,
    title: lot.title,
    status,
    value: draft.lots.length === 1 ? ukpgaValue(draft.net, grossOnly) : undefined,
    suitability:
      draft.sme || draft.vcse ? { sme: draft.sme || undefined, vcse: draft.vcse || undefined } : undefined,
    contractPeriod: contractPeriod(draft),
    description: null,
    awardCriteria: { description: 'Quality 60%, price 30%, social value 10%' },
  }));
}

function competition(draft: Draft): Json {
  return {
    items: ukpgaItems(draft),
    value: ukpgaValue(draft.net, draft.reference.endsWith('7')),
    procurementMethod: draft.procedure.method,
    procurementMethodDetails: draft.procedure.label,
    mainProcurementCategory: draft.subject.kind,
    aboveThreshold: draft.procedure.above,
    submissionMethodDetails: draft.submission,
    submissionTerms: { electronicSubmissionPolicy: 'allowed' },
  };
}

/** UK4. With `amendment` it is a `tenderUpdate`: a full snapshot of the same procurement, not a list of changes. */
export function tenderNotice(draft: Draft, notice: FtsNotice, amendment?: string): Json {
  return {
    ...(amendment === undefined ? {} : { buyerID: [] }),
    ...head(notice, [amendment === undefined ? 'tender' : 'tenderUpdate']),
    ...parties(draft),
    tender: {
      ...tenderCore(draft, notice),
      status: 'active',
      ...competition(draft),
      tenderPeriod: { endDate: londonIso(draft.deadline) },
      enquiryPeriod: { endDate: londonIso(draft.enquiries) },
      lots: openLots(draft, 'active'),
      amendments: amendment === undefined ? undefined : [{ description: amendment, id: notice.id }],
      documents: [
        { id: 'L-1', documentType: 'biddingDocuments', description: 'Documents', url: draft.submission },
        noticeDocument(notice, { type: 'tenderNotice', form: 'UK4', name: 'Tender notice' }),
      ],
    },
    language: 'en',
  };
}

const PLANNING = {
  UK1: { type: 'plannedProcurementNotice', name: 'Pipeline notice', status: 'planned' },
  UK2: { type: 'marketEngagementNotice', name: 'Preliminary market engagement notice', status: 'planning' },
  UK3: { type: 'plannedProcurementNotice', name: 'Planned procurement notice', status: 'planned' },
} as const;

/** UK1, UK2 or UK3: something may be bought. Their dates are mostly without a time. */
export function planningNotice(draft: Draft, notice: FtsNotice, form: keyof typeof PLANNING): Json {
  const { type, name, status } = PLANNING[form];
  const day = londonIso(draft.deadline).slice(0, 10);
  return {
    ...head(notice, ['planning']),
    planning: {
      milestones:
        form === 'UK2'
          ? [
              {
                id: 'engagement',
                type: 'engagement',
                dueDate: londonIso(draft.enquiries),
                status: 'scheduled',
              },
            ]
          : undefined,
      documents: [noticeDocument(notice, { type, form, name })],
    },
    ...parties(draft),
    tender: {
      ...tenderCore(draft, notice),
      items: ukpgaItems(draft),
      value: ukpgaValue(draft.net, false),
      mainProcurementCategory: draft.subject.kind,
      tenderPeriod: form === 'UK3' ? { endDate: day } : undefined,
      lots: draft.lots.map((lot) => ({
        id: lot.id,
        title: lot.title,
        contractPeriod: contractPeriod(draft),
        description: null,
        status,
      })),
      communication: { futureNoticeDate: londonIso(draft.enquiries) },
      status,
    },
    language: 'en',
  };
}

function finishedTender(draft: Draft, notice: FtsNotice): Json {
  return {
    ...tenderCore(draft, notice),
    status: 'complete',
    procurementMethod: draft.procedure.method,
    procurementMethodDetails: draft.procedure.label,
    lots: draft.lots.map((lot) => ({ id: lot.id, status: 'complete', description: null })),
  };
}

function withSupplier(draft: Draft): Json {
  const both = parties(draft);
  return { ...both, parties: [buyerParty(draft, draft.buyer.ppon), supplierParty(draft)] };
}

const AWARDS = {
  UK5: { name: 'Transparency notice', status: 'pending' },
  UK6: { name: 'Contract award notice', status: 'active' },
} as const;

/** UK5 (a direct award is meant) or UK6 (it is awarded): the CPV codes stand under `awards` alone. */
export function awardNotice(draft: Draft, notice: FtsNotice, form: keyof typeof AWARDS): Json {
  return {
    buyerID: [],
    ...head(notice, ['award', 'contract']),
    ...withSupplier(draft),
    tender: finishedTender(draft, notice),
    awards: [
      {
        id: '1',
        status: AWARDS[form].status,
        date: form === 'UK6' ? londonIso(notice.published) : undefined,
        value: ukpgaValue(draft.awarded, form === 'UK6'),
        mainProcurementCategory: draft.subject.kind,
        aboveThreshold: draft.procedure.above,
        suppliers: [{ id: supplierId(draft), name: draft.supplier }],
        items: ukpgaItems(draft),
        contractPeriod: contractPeriod(draft),
        relatedLots: draft.lots.map((lot) => lot.id),
        documents: [noticeDocument(notice, { type: 'awardNotice', form, name: AWARDS[form].name })],
      },
    ],
    language: 'en',
  };
}

/** UK7: a contract is signed. `terms` are more of what the contract says. */
export function contractNotice(draft: Draft, notice: FtsNotice, terms: Json = {}): Json {
  return {
    ...head(notice, ['award', 'contract']),
    ...withSupplier(draft),
    tender: finishedTender(draft, notice),
    awards: [
      {
        id: '1',
        status: 'active',
        mainProcurementCategory: draft.subject.kind,
        suppliers: [{ id: supplierId(draft), name: draft.supplier }],
        items: ukpgaItems(draft),
        relatedLots: draft.lots.map((lot) => lot.id),
      },
    ],
    contracts: [
      {
        id: '1',
        awardID: '1',
        title: draft.title,
        status: 'active',
        period: contractPeriod(draft),
        value: ukpgaValue(draft.awarded, false),
        aboveThreshold: draft.procedure.above,
        dateSigned: londonIso(notice.published),
        documents: [
          noticeDocument(notice, { type: 'contractNotice', form: 'UK7', name: 'Contract details notice' }),
        ],
        ...terms,
      },
    ],
    language: 'en',
  };
}

/** UK12: the procurement is terminated. A stub: no `buyer`, no items, no CPV, no value (docs/portals/find-a-tender.md). */
export function terminationNotice(draft: Draft, notice: FtsNotice, reason: string): Json {
  const { description: _omitted, ...core } = tenderCore(draft, notice);
  return {
    buyerID: [],
    ...head(notice, ['tenderCancellation']),
    parties: [buyerParty(draft, draft.buyer.ppon)],
    tender: {
      ...core,
      status: 'complete',
      lots: draft.lots.map((lot) => ({ id: lot.id, status: 'complete' })),
      documents: [
        noticeDocument(notice, {
          type: 'tenderCancellationNotice',
          form: 'UK12',
          name: 'Procurement termination notice',
        }),
      ],
    },
    awards: [
      {
        id: '1',
        status: 'cancelled',
        statusDetails: reason,
        finalStatusDate: londonIso(notice.published),
        relatedLots: draft.lots.map((lot) => lot.id),
      },
    ],
    language: 'en',
  };
}
