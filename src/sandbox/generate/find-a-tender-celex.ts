import type { Draft } from './draft.ts';
import type { FtsNotice, Json } from './find-a-tender-parts.ts';
import { contractPeriod, cpv, head } from './find-a-tender-parts.ts';
import { londonIso } from './london-iso.ts';

/** Notices under the old regulations: Scotland, and what was begun before 24 February 2025 (docs/portals/find-a-tender.md). */
const LEGAL_BASIS: Json = { id: '32014L0024', scheme: 'CELEX' };

/** The old regime knows buyers by ids of its own. */
function ftsId(draft: Draft): string {
  return `GB-FTS-${draft.buyer.cfs.replace(/\D/g, '')}`;
}

function lots(draft: Draft): Json {
  const others = draft.subject.cpv.slice(1);
  return {
    lots: draft.lots.map((lot) => ({
      id: lot.id,
      title: lot.title,
      description: draft.description,
      contractPeriod: contractPeriod(draft),
      hasRenewal: false,
      status: 'active',
    })),
    items: draft.lots.map((lot) => ({
      id: lot.id,
      additionalClassifications: others.length === 0 ? undefined : others.map(cpv),
      deliveryAddresses: [{ region: draft.buyer.region }],
      deliveryLocation: { description: draft.buyer.town },
      relatedLot: lot.id,
    })),
  };
}

function buyerParty(draft: Draft): Json {
  const { buyer } = draft;
  return {
    name: buyer.name,
    id: ftsId(draft),
    identifier: { legalName: buyer.name },
    address: {
      streetAddress: `${buyer.town} House`,
      locality: buyer.town,
      region: buyer.region,
      postalCode: buyer.postcode,
      countryName: 'United Kingdom',
    },
    contactPoint: { name: 'Procurement team', email: `procurement@${buyer.domain}` },
    roles: ['buyer'],
    details: { url: `https://www.${buyer.domain}` },
  };
}

/** A contract notice: the main CPV code in `tender.classification`, no notice type, no page URL anywhere. */
export function celexTender(draft: Draft, notice: FtsNotice): Json {
  const deadline = londonIso(draft.deadline);
  return {
    ...head(notice, ['tender']),
    description: '(Sandbox Ref:754321)',
    tender: {
      id: notice.ocid,
      legalBasis: LEGAL_BASIS,
      title: draft.title,
      status: 'active',
      classification: cpv(draft.subject.cpv[0] ?? ''),
      mainProcurementCategory: draft.subject.kind,
      description: draft.description,
      value: draft.net === undefined ? undefined : { amount: draft.net, currency: 'GBP' },
      ...lots(draft),
      submissionMethod: ['electronicSubmission'],
      submissionMethodDetails: draft.submission,
      procurementMethod: 'open',
      procurementMethodDetails: 'Open procedure',
      // Three in two hundred give a date alone (docs/portals/find-a-tender.md).
      tenderPeriod: { endDate: draft.vcse ? deadline.slice(0, 10) : deadline },
      submissionTerms: { languages: ['en'], bidValidityPeriod: { durationInDays: 180 } },
      hasRecurrence: false,
    },
    parties: [buyerParty(draft)],
    buyer: { id: ftsId(draft), name: draft.buyer.name },
    language: 'en',
  };
}

/** A corrigendum: it states what changed and little else, so it must not erase the tender (docs/portals/find-a-tender.md). */
export function celexCorrigendum(draft: Draft, notice: FtsNotice, newDeadline: number): Json {
  const [main = ''] = draft.subject.cpv;
  return {
    ...head(notice, ['tenderUpdate']),
    tender: {
      id: notice.ocid,
      legalBasis: LEGAL_BASIS,
      title: draft.title,
      classification: cpv(main),
      mainProcurementCategory: draft.subject.kind,
      description: draft.description,
      tenderPeriod: { endDate: londonIso(newDeadline) },
      amendments: [
        {
          id: '1',
          unstructuredChanges: [
            {
              oldValue: { date: londonIso(draft.deadline) },
              newValue: { date: londonIso(newDeadline) },
              where: { section: 'IV.2.2', label: 'Time limit for receipt of tenders' },
            },
          ],
          description: 'The time limit is moved.',
        },
      ],
    },
    buyer: { id: ftsId(draft), name: draft.buyer.name },
    language: 'en',
  };
}
