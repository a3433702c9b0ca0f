import { cpvName } from './cpv-names.ts';
import type { Draft } from './draft.ts';
import { londonIso } from './london-iso.ts';

/** What identifies one release on Find a Tender. */
export interface FtsNotice {
  /** `900123-2026`: the release's id, and the page's. */
  readonly id: string;
  readonly ocid: string;
  /** UTC milliseconds. */
  readonly published: number;
}

/** Absent keys vanish in JSON, as they do on the portal. */
export type Json = Readonly<Record<string, unknown>>;

const VAT = 1.2;

export function cpv(code: string): Json {
  return { scheme: 'CPV', id: code, description: cpvName(code) };
}

export function buyerParty(draft: Draft, id: string): Json {
  const { buyer } = draft;
  return {
    name: buyer.name,
    id,
    identifier: { scheme: 'GB-PPON', id: id.replace('GB-PPON-', '') },
    address: {
      streetAddress: `Procurement, ${buyer.town} House`,
      locality: buyer.town,
      postalCode: buyer.postcode,
      country: 'GB',
      countryName: 'United Kingdom',
      region: buyer.region,
    },
    contactPoint: { name: 'Procurement team', email: `procurement@${buyer.domain}` },
    roles: ['buyer'],
    details: {
      url: `https://www.${buyer.domain}`,
      classifications: [
        {
          scheme: 'UK_CA_TYPE',
          id:
            buyer.kind === 'central'
              ? 'publicAuthorityCentralGovernment'
              : 'publicAuthoritySubCentralGovernment',
          description:
            buyer.kind === 'central'
              ? 'Public authority - central government'
              : 'Public authority - sub-central government',
        },
      ],
    },
  };
}

export function supplierId(draft: Draft): string {
  return `GB-PPON-PS${draft.supplier
    .replace(/[^A-Z]/gi, '')
    .slice(0, 2)
    .toUpperCase()}-${1000 + draft.supplier.length}-TEST`;
}

export function supplierParty(draft: Draft): Json {
  return {
    name: draft.supplier,
    id: supplierId(draft),
    address: {
      streetAddress: '1 Example Street',
      locality: 'Ashcombe',
      country: 'GB',
      countryName: 'United Kingdom',
    },
    roles: ['supplier'],
    details: { scale: 'sme', vcse: false },
  };
}

/** `amountGross` with VAT and `amount` without; some buyers state the gross alone (docs/portals/find-a-tender.md). */
export function ukpgaValue(net: number | undefined, grossOnly: boolean): Json | undefined {
  if (net === undefined) return undefined;
  const amountGross = Math.round(net * VAT * 100) / 100;
  return grossOnly ? { amountGross, currency: 'GBP' } : { amountGross, amount: net, currency: 'GBP' };
}

/** Under the Act the codes stand in the items' additional classifications and nowhere else. */
export function ukpgaItems(draft: Draft): readonly Json[] {
  return draft.lots.map((lot) => ({
    id: lot.id,
    additionalClassifications: draft.subject.cpv.map(cpv),
    deliveryAddresses: [{ region: draft.buyer.region, country: 'GB', countryName: 'United Kingdom' }],
    relatedLot: lot.id,
  }));
}

export function contractPeriod(draft: Draft): Json {
  return { startDate: londonIso(draft.starts), endDate: londonIso(draft.ends) };
}

/** The document that carries the notice type and the page's URL. */
export function noticeDocument(
  notice: FtsNotice,
  kind: { readonly type: string; readonly form: string; readonly name: string },
): Json {
  return {
    id: notice.id,
    documentType: kind.type,
    noticeType: kind.form,
    description: `${kind.name} on Find a Tender`,
    url: `https://www.find-tender.service.gov.uk/Notice/${notice.id}`,
    datePublished: londonIso(notice.published),
    format: 'text/html',
  };
}

export const UKPGA: Json = {
  id: '2023/54',
  scheme: 'UKPGA',
  uri: 'https://www.legislation.gov.uk/ukpga/2023/54/contents',
};

/** The head that every release has. */
export function head(notice: FtsNotice, tag: readonly string[]): Json {
  return {
    ocid: notice.ocid,
    id: notice.id,
    tag,
    date: londonIso(notice.published),
    initiationType: 'tender',
  };
}
