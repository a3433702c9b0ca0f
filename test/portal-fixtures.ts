import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { HostMemory, HostState } from '../src/base/http.ts';
import type { Log } from '../src/domain/ports.ts';

/** A log that says nothing. */
export const quiet: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** What a restart finds again: hosts and when they may be asked. */
export function hostMemory(): HostMemory & { readonly states: Map<string, HostState> } {
  const states = new Map<string, HostState>();
  return {
    states,
    load: (host) => Promise.resolve(states.get(host)),
    save: (host, state) => {
      states.set(host, state);
      return Promise.resolve();
    },
  };
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export interface PageServer {
  readonly url: string;
  readonly host: string;
  /** Path and query of every request, in order. */
  readonly asked: string[];
  close(): Promise<void>;
}

/** A real HTTP server on this machine. An answer of `undefined` means that the handler writes for itself, or never. */
export async function servePages(
  answer: (
    path: string,
    count: number,
    raw: { request: IncomingMessage; response: ServerResponse },
  ) => Reply | undefined,
): Promise<PageServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const reply = answer(request.url ?? '', asked.length, { request, response });
    if (reply === undefined) return;
    response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers });
    response.end(reply.body ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const host = `127.0.0.1:${String(address.port)}`;
  return {
    url: `http://${host}`,
    host,
    asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A release package with the given release texts, as a portal writes it: pretty-printed, links last. */
export function aPackage(releases: readonly string[], next?: string): string {
  const links = next === undefined ? '' : `,\n    "links": {"next": ${JSON.stringify(next)}}`;
  return `{\n    "uri": "https://portal.example/search",\n    "version": "1.1",\n    "publishedDate": "",\n    "releases": [${releases.join(',\n        ')}]${links}\n}`;
}

type Json = Record<string, unknown>;

/** A tender under the Procurement Act 2023, in the shape Find a Tender serves. */
export function anFtsRelease(with_: Json = {}, tender: Json = {}): Json {
  const id = typeof with_['id'] === 'string' ? with_['id'] : '070001-2026';
  return {
    ocid: 'ocds-h6vhtk-0a0001',
    buyerID: [],
    id,
    tag: ['tender'],
    date: '2026-09-01T09:15:00+01:00',
    initiationType: 'tender',
    parties: [
      {
        id: 'GB-PPON-AAAA-1111-BBBB',
        name: 'Ashcombe Borough Council',
        roles: ['buyer'],
        contactPoint: { name: 'Pat Example', email: 'pat@ashcombe.example' },
      },
    ],
    buyer: { id: 'GB-PPON-AAAA-1111-BBBB', name: 'Ashcombe Borough Council' },
    tender: {
      id: 'ABC-17',
      legalBasis: { id: '2023/54', scheme: 'UKPGA' },
      title: 'Penetration testing of the housing portal',
      description: 'Yearly tests of the public web applications.',
      status: 'active',
      items: [
        {
          id: '1',
          additionalClassifications: [
            { scheme: 'CPV', id: '72810000', description: 'Computer audit services' },
            { scheme: 'CPV', id: '72000000', description: 'IT services' },
          ],
          deliveryAddresses: [{ region: 'UKD61', country: 'GB', countryName: 'United Kingdom' }],
          relatedLot: '1',
        },
      ],
      value: { amountGross: 144000, amount: 120000, currency: 'GBP' },
      lots: [
        {
          id: '1',
          description: null,
          status: 'active',
          suitability: { sme: true },
          contractPeriod: { startDate: '2026-11-01T00:00:00Z', endDate: '2028-10-31T23:59:59Z' },
        },
      ],
      tenderPeriod: { endDate: '2026-09-30T12:00:00+01:00' },
      procurementMethod: 'open',
      procurementMethodDetails: 'Open procedure',
      documents: [
        {
          id,
          documentType: 'tenderNotice',
          noticeType: 'UK4',
          url: `https://www.find-tender.service.gov.uk/Notice/${id}`,
          datePublished: '2026-09-01T09:15:00+01:00',
        },
        { id: 'L-1', documentType: 'biddingDocuments', description: 'Bid here', url: 'www.bids.example' },
      ],
      ...tender,
    },
    language: 'en',
    ...with_,
  };
}

export const CF_NOTICE = '1f1f1f1f-aaaa-4bbb-8ccc-222222222222';

/** An open opportunity in the shape Contracts Finder serves. */
export function aCfRelease(with_: Json = {}, tender: Json = {}): Json {
  return {
    ocid: 'ocds-b5fd17-9e9e9e9e-dddd-4eee-8fff-333333333333',
    id: `${CF_NOTICE}-600001`,
    language: 'en',
    date: '2026-09-01T09:15:00+01:00',
    tag: ['tender'],
    initiationType: 'tender',
    tender: {
      id: 'REF-9',
      title: 'Laptops for three schools',
      description: 'Forty laptops, delivered & set up.',
      status: 'active',
      datePublished: '2026-09-01T09:15:00+01:00',
      classification: { scheme: 'CPV', id: '30213100', description: 'Portable computers' },
      additionalClassifications: [{ scheme: 'CPV', id: '30200000', description: 'Computer equipment' }],
      items: [
        {
          id: '1',
          deliveryAddresses: [{ region: 'North West', countryName: 'United Kingdom' }],
        },
      ],
      value: { amount: 50000, currency: 'GBP' },
      minValue: { amount: 30000, currency: 'GBP' },
      procurementMethod: 'open',
      procurementMethodDetails: 'Open procedure (below threshold)',
      tenderPeriod: { endDate: '2026-09-30T12:00:00+01:00' },
      contractPeriod: { startDate: '2026-11-01T00:00:00Z', endDate: '2027-03-31T23:59:59+01:00' },
      suitability: { sme: true, vcse: false },
      documents: [
        {
          id: '3',
          documentType: 'tenderNotice',
          description: 'Opportunity notice on Contracts Finder',
          url: `https://www.contractsfinder.service.gov.uk/Notice/${CF_NOTICE}`,
          format: 'text/html',
        },
        {
          id: '1',
          description: 'Specification',
          url: 'https://www.contractsfinder.service.gov.uk/Notice/Attachment/4444',
        },
      ],
      ...tender,
    },
    parties: [
      {
        id: 'GB-CFS-1',
        name: 'Marlow Schools Trust',
        roles: ['buyer'],
        contactPoint: { email: 'office@marlow.example' },
      },
    ],
    buyer: { id: 'GB-CFS-1', name: 'Marlow Schools Trust' },
    ...with_,
  };
}

/** What a Proactis portal's package looks like in a month without notices: no list of releases at all. */
export function anEmptyMonth(): string {
  return `{\n    "uri": "https://portal.example/v1/Notices",\n    "version": "1.1",\n    "publishedDate": "2026-09-01T09:00:00Z",\n    "publisher": {"name": "A portal"}\n}`;
}

/** A contract notice in the shape Public Contracts Scotland serves: no id, dates in London wall time with a `Z`. */
export function aPcsRelease(with_: Json = {}, tender: Json = {}): Json {
  const number = typeof with_['number'] === 'string' ? with_['number'] : 'SEP400101';
  const { number: _number, ...release } = with_;
  return {
    ocid: 'ocds-r6ebe6-0000900101',
    date: '2026-09-01T00:00:00Z',
    tag: ['tender'],
    initiationType: 'tender',
    parties: [
      {
        name: 'Glen Orrin Health Board',
        id: 'org-4',
        identifier: { legalName: 'Glen Orrin Health Board' },
        address: { locality: 'Orrin', region: 'UKM62', postalCode: 'IV6 7AA' },
        contactPoint: { name: 'Pat Example', email: 'pat@orrin.example' },
        roles: ['buyer'],
        details: { classifications: [{ id: 'Body governed by public law', scheme: 'TED_CA_TYPE' }] },
      },
      { name: 'Sheriff Court of Orrin', id: 'org-2', roles: ['reviewBody'] },
    ],
    buyer: { name: 'Glen Orrin Health Board', id: 'org-4' },
    tender: {
      id: 'GO-26-7',
      title: 'Replacement of the ward network',
      description: 'Switches and wireless access points for two hospitals.',
      status: 'active',
      classification: { id: '32420000', scheme: 'CPV' },
      items: [
        {
          id: '1',
          additionalClassifications: [{ id: '72700000', scheme: 'CPV' }],
          deliveryAddresses: [{ region: 'UKM62' }],
          relatedLot: '1',
        },
        {
          id: '2',
          additionalClassifications: [{ id: '32420000', scheme: 'CPV' }],
          deliveryAddresses: [{ region: 'UKM63' }],
          relatedLot: '2',
        },
      ],
      value: { amount: 450000.0, currency: 'GBP' },
      procurementMethod: 'open',
      procurementMethodDetails: 'Open procedure',
      tenderPeriod: { endDate: '2026-09-30T12:00:00Z' },
      documents: [
        {
          id: number,
          documentType: 'contractNotice',
          title: 'Replacement of the ward network',
          url: `https://www.publiccontractsscotland.gov.uk/search/show/search_view.aspx?ID=${number}`,
          format: 'text/html',
        },
        {
          id: `${number}-1`,
          title: 'Plans of the wards',
          url: `https://www.publiccontractsscotland.gov.uk/NoticeDownload/DownloadDocument.aspx?id=${number}&idx=1`,
          format: 'application/pdf',
        },
        { id: 'economic', documentType: 'economicSelectionCriteria' },
      ],
      lotDetails: { maximumLotsBidPerSupplier: 2147483647 },
      lots: [
        { id: '1', title: 'Switches', status: 'active', contractPeriod: { durationInDays: 720 } },
        {
          id: '2',
          title: 'Access points',
          description: 'Wireless for wards 1 to 9.',
          status: 'active',
          contractPeriod: { startDate: '2026-12-01T00:00:00Z', endDate: '2028-06-30T00:00:00Z' },
        },
      ],
      legalBasis: { id: '32014L0024', scheme: 'CELEX' },
      ...tender,
    },
    language: 'EN',
    description: 'Bids go through the postbox of the portal.',
    links: [
      {
        rel: 'canonical',
        href: `https://api.publiccontractsscotland.gov.uk/v1/Notice?id=${typeof with_['ocid'] === 'string' ? with_['ocid'] : 'ocds-r6ebe6-0000900101'}`,
      },
    ],
    ...release,
  };
}

/** An invitation to tender in the shape Sell2Wales serves: an id that names the process, a second "buyer", a broken link. */
export function aS2wRelease(with_: Json = {}, tender: Json = {}): Json {
  const number = typeof with_['number'] === 'string' ? with_['number'] : 'SEP500201';
  const { number: _number, ...release } = with_;
  return {
    id: 'ocds-kuma6s-150201-release-150201',
    ocid: 'ocds-kuma6s-150201',
    date: '2026-09-01T00:00:00Z',
    tag: ['tender'],
    initiationType: 'tender',
    parties: [
      { name: 'Democratic Services, Room 4', id: 'org-6', roles: ['reviewContactPoint', 'buyer'] },
      {
        name: 'Cyngor Dyffryn Elwy',
        id: 'org-3',
        roles: ['buyer', 'centralPurchasingBody'],
        details: { classifications: [{ id: 'Regional or local authority', scheme: 'TED_CA_TYPE' }] },
      },
    ],
    buyer: { name: 'Cyngor Dyffryn Elwy', id: 'org-3' },
    tender: {
      id: 'ocds-kuma6s-150201-tender-150201-DE-4',
      title: 'Gwasanaeth desg gymorth / Help desk service',
      description: 'Desg gymorth TG i ysgolion.\nAn IT help desk for schools.',
      status: 'active',
      classification: { id: '72253000', scheme: 'CPV' },
      items: [
        {
          id: '1',
          additionalClassifications: [{ id: '72253100', scheme: 'CPV' }],
          deliveryAddresses: [{ region: 'UKL13' }],
          relatedLot: '1',
        },
      ],
      value: { amount: 0.01, currency: 'GBP' },
      procurementMethod: 'open',
      procurementMethodDetails: 'Open procedure',
      tenderPeriod: { endDate: '2026-10-30T12:00:00Z' },
      documents: [
        {
          id: number,
          documentType: 'contractNotice',
          url: `https://www.sell2wales.gov.wales/search/show/search_view.aspx?ID=${number}`,
          format: 'text/html',
        },
      ],
      lots: [{ id: '1', status: 'active', contractPeriod: { durationInDays: 720 } }],
      techniques: { frameworkAgreement: { maximumParticipants: 7.922816251426434e28 } },
      legalBasis: { id: '32014L0024', scheme: 'CELEX' },
      ...tender,
    },
    language: 'EN',
    links: [
      {
        rel: 'canonical',
        href: 'https://api.sell2wales.gov.wales/v1?lang=cy/Notice?id=ocds-kuma6s-150201',
      },
    ],
    ...release,
  };
}
