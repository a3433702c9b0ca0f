import { fromLondonWall, londonDay, londonWall } from '../../../src/base/london.ts';
import type { BuiltPortal } from '../../../src/portals/index.ts';
import { NOTICE_TYPES as SCOTTISH } from '../../../src/portals/public-contracts-scotland/facts.ts';
import { NOTICE_TYPES as WELSH } from '../../../src/portals/sell2wales/facts.ts';
import {
  aCfRelease,
  aPcsRelease,
  aS2wRelease,
  anEmptyMonth,
  anFtsRelease,
  aPackage,
} from '../../portal-fixtures.ts';

export type Json = Record<string, unknown>;

/** What a release says besides what every one of its portal says. */
export interface Wish {
  /** When it is published, UTC milliseconds. */
  readonly at: number;
  /** Which notice (or version of one) of its procurement it is, from 0. */
  readonly edition?: number;
  readonly release?: Json;
  readonly tender?: Json;
}

/** How one portal writes, and how it is asked. A new portal adds its shape. */
export interface Shape {
  /** A tender for penetration tests, the n-th procurement of many. */
  readonly release: (n: number, wish: Wish) => Json;
  /** Noon in London of a day, as this portal writes it. */
  readonly noon: (day: string) => string;
  /** What a release says of a procurement that is withdrawn. */
  readonly withdrawn: Pick<Wish, 'release' | 'tender'>;
  /** What a release says whose contract would end before it starts. */
  readonly backwards: Pick<Wish, 'tender'>;
  readonly route: string;
  /** The parts it is asked for one by one, in that order; undefined where pages follow one another by links. */
  readonly parts: readonly string[] | undefined;
  /** Whether a request asks for what was published then. */
  readonly asksFor: (query: URLSearchParams, at: number) => boolean;
  readonly empty: string;
  /** Least and usual pause after 429, milliseconds. */
  readonly leastPauseMs: number;
  readonly pauseMs: number;
  /** It dates by the day: a notice counts as published at the end of it. */
  readonly isDated: boolean;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const TITLE = 'Penetration testing of the harbour systems';
const VALUE = { amount: 120_000, currency: 'GBP' };
const BACKWARDS = { startDate: '2027-01-01T00:00:00Z', endDate: '2026-01-01T00:00:00Z' };

/** Portals that write instants. September is summer time. */
function instant(at: number): string {
  return `${londonWall(at)}+01:00`;
}

function between(from: string, to: string): Shape['asksFor'] {
  return (query, at) => {
    const [first, last] = [from, to].map((name) => fromLondonWall(query.get(name) ?? ''));
    return first !== undefined && last !== undefined && at >= first && at <= last;
  };
}

/** Of a procurement of its own: with its buyer's reference, title and text. */
function tenderOf(n: number, noon: Shape['noon'], tender: Json | undefined): Json {
  const title = `${TITLE}, berth ${String(n)}`;
  const description = `Yearly penetration tests of the public web applications of berth ${String(n)} of the port.`;
  const tenderPeriod = { endDate: noon('2026-09-30') };
  return { id: referenceOf(n), title, description, value: VALUE, tenderPeriod, ...tender };
}

/** The buyer's. */
function referenceOf(n: number): string {
  return `PORT-${String(2600 + n)}`;
}

const noonWithOffset = (day: string): string => `${day}T12:00:00+01:00`;
const noonAsWall = (day: string): string => `${day}T12:00:00Z`;

const linked = { noon: noonWithOffset, parts: undefined, empty: aPackage([]), isDated: false };

const dated = {
  noon: noonAsWall,
  withdrawn: { release: { tag: ['tenderCancellation'] } },
  backwards: { tender: { lots: [{ id: '1', contractPeriod: BACKWARDS }] } },
  route: '/v1/Notices',
  empty: anEmptyMonth(),
  asksFor: (query: URLSearchParams, at: number) =>
    query.get('dateFrom') === londonDay(at).slice(0, 7).split('-').toReversed().join('-'),
  leastPauseMs: HOUR,
  pauseMs: HOUR,
  isDated: true,
};

/** On Find a Tender. */
function noticeNumber(n: number, edition = 0): string {
  return `${String(70_000 + n + 400 * edition).padStart(6, '0')}-2026`;
}

/** On Contracts Finder. */
function guid(n: number): string {
  return `1f1f1f1f-aaaa-4bbb-8ccc-${String(n).padStart(12, '0')}`;
}

export const SHAPES: Readonly<Record<BuiltPortal, Shape>> = {
  'find-a-tender': {
    ...linked,
    release: (n, { at, edition, release, tender }) => {
      const id = noticeNumber(n, edition);
      const made = anFtsRelease({ id }, tenderOf(n, noonWithOffset, tender));
      return { ...made, ocid: `ocds-h6vhtk-0b${String(n).padStart(4, '0')}`, date: instant(at), ...release };
    },
    withdrawn: {
      release: { tag: ['tenderCancellation'] },
      tender: { status: 'withdrawn', items: undefined },
    },
    backwards: { tender: { lots: [{ id: '1', contractPeriod: BACKWARDS }] } },
    route: '/api/1.0/ocdsReleasePackages',
    asksFor: between('updatedFrom', 'updatedTo'),
    leastPauseMs: 0,
    pauseMs: 2 * MINUTE,
  },
  'contracts-finder': {
    ...linked,
    release: (n, { at, edition = 0, release, tender }) => {
      const documents = [
        {
          id: '1',
          documentType: 'tenderNotice',
          url: `https://www.contractsfinder.service.gov.uk/Notice/${guid(n)}`,
        },
      ];
      const made = aCfRelease({}, { minValue: undefined, documents, ...tenderOf(n, noonWithOffset, tender) });
      const ids = { ocid: `ocds-b5fd17-${guid(n)}`, id: `${guid(n)}-${String(600_001 + edition)}` };
      return { ...made, ...ids, date: instant(at), ...release };
    },
    withdrawn: { release: { tag: ['tenderCancellation'] }, tender: { status: 'withdrawn' } },
    backwards: { tender: { contractPeriod: BACKWARDS } },
    route: '/Published/Notices/OCDS/Search',
    asksFor: between('publishedFrom', 'publishedTo'),
    leastPauseMs: 5 * MINUTE,
    pauseMs: 5 * MINUTE,
  },
  'public-contracts-scotland': {
    ...dated,
    release: (n, { at, release, tender }) => {
      const number = `SEP4${String(n).padStart(5, '0')}`;
      const ocid = `ocds-r6ebe6-00009${String(n).padStart(5, '0')}`;
      const date = `${londonDay(at)}T00:00:00Z`;
      return aPcsRelease({ number, ocid, date, ...release }, tenderOf(n, noonAsWall, tender));
    },
    parts: SCOTTISH,
  },
  sell2wales: {
    ...dated,
    release: (n, { at, release, tender }) => {
      const number = `SEP5${String(n).padStart(5, '0')}`;
      const ocid = `ocds-kuma6s-15${String(n).padStart(4, '0')}`;
      const id = `${ocid}-release-${ocid.slice(12)}`;
      const date = `${londonDay(at)}T00:00:00Z`;
      const reference = `${ocid}-tender-${ocid.slice(12)}-${referenceOf(n)}`;
      const own = { id: reference, ...tender };
      return aS2wRelease({ number, ocid, id, date, ...release }, tenderOf(n, noonAsWall, own));
    },
    withdrawn: { tender: { status: 'withdrawn' } },
    parts: WELSH,
  },
};

/** A procurement on its portal and its copy on another, one of which links to the other. */
export function twinsOf(
  id: BuiltPortal,
  at: number,
): { readonly elsewhere: BuiltPortal; readonly home: string; readonly copy: string } {
  const home = SHAPES[id].release(1, { at });
  const elsewhere = id === 'find-a-tender' ? 'contracts-finder' : 'find-a-tender';
  if (id === 'find-a-tender') return { elsewhere, home: text(home), copy: linking(at) };
  if (id === 'contracts-finder')
    return { elsewhere, home: linking(at), copy: text(SHAPES[elsewhere].release(1, { at })) };
  const host = id === 'sell2wales' ? 'api.sell2wales.gov.wales' : 'api.publiccontractsscotland.gov.uk';
  const links = [{ rel: 'canonical', href: `https://${host}/v1/Notice?id=${String(home['ocid'])}` }];
  const legalBasis = { id: '32014L0024', scheme: 'CELEX' };
  const copy = SHAPES[elsewhere].release(1, { at, release: { links }, tender: { legalBasis } });
  return { elsewhere, home: text(home), copy: text(copy) };
}

/** The first release of Contracts Finder, with a link to the page of its copy on Find a Tender. */
function linking(at: number): string {
  const made = SHAPES['contracts-finder'].release(1, { at });
  const tender = made['tender'] as { readonly documents: readonly Json[] };
  const link = { id: '7', url: `https://www.find-tender.service.gov.uk/Notice/${noticeNumber(1)}` };
  return text({ ...made, tender: { ...tender, documents: [...tender.documents, link] } });
}

/** As portals write it. */
export function text(release: Json): string {
  return JSON.stringify(release, null, 4);
}
