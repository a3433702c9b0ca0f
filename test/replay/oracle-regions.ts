import type { PortalId } from '../../src/domain/portal.ts';
import { at, textAt, textsAt } from './oracle-json.ts';

/** Names that Contracts Finder writes, with their ITL 1 codes (https://www.ons.gov.uk/methodology/geography/ukgeographies/eurostat). */
const NAMES: Readonly<Record<string, string>> = {
  'North East': 'UKC',
  'North West': 'UKD',
  'Yorkshire and the Humber': 'UKE',
  'East Midlands': 'UKF',
  'West Midlands': 'UKG',
  'East of England': 'UKH',
  London: 'UKI',
  'South East': 'UKJ',
  'South West': 'UKK',
  Wales: 'UKL',
  Scotland: 'UKM',
  'Northern Ireland': 'UKN',
  England: 'UKC UKD UKE UKF UKG UKH UKI UKJ UKK',
  'United Kingdom': 'UK',
};

/** Postcode areas by region (https://en.wikipedia.org/wiki/List_of_postcode_areas_in_the_United_Kingdom); one on a border is in both. */
const AREAS: Readonly<Record<string, string>> = {
  UKC: 'DH DL NE SR TS',
  UKD: 'BB BL CA CH CW FY L LA M OL PR SK WA WN',
  UKE: 'BD DL DN HD HG HU HX LS S WF YO',
  UKF: 'DE DN LE LN NG NN PE S SK',
  UKG: 'B CV DY HR ST SY TF WR WS WV',
  UKH: 'AL CB CM CO EN HA HP IP LU MK NR PE RM SG SS WD',
  UKI: 'BR CR DA E EC EN HA IG KT N NW RM SE SM SW TW UB W WC',
  UKJ: 'BN BR CR CT DA GU HP KT ME MK OX PO RG RH SL SM SO TN TW',
  UKK: 'BA BH BS DT EX GL PL SN SP TA TQ TR',
  UKL: 'CF CH HR LD LL NP SA SY',
  UKM: 'AB DD DG EH FK G HS IV KA KW KY ML PA PH TD ZE',
  UKN: 'BT',
};

function areasWith(postcode: string): readonly string[] {
  const area = /^[A-Z]{1,2}/.exec(postcode.trim().toUpperCase())?.[0] ?? '';
  return Object.entries(AREAS).flatMap(([code, areas]) => (areas.split(' ').includes(area) ? [code] : []));
}

/** What one delivery address of Contracts Finder says: its region, else its postcode's, else its country. */
function named(address: unknown): readonly string[] {
  const region = textAt(address, 'region');
  const postcode = textAt(address, 'postalCode');
  if (region !== undefined) return NAMES[region.trim()]?.split(' ') ?? [];
  if (postcode !== undefined) return areasWith(postcode);
  return NAMES[textAt(address, 'countryName') ?? '']?.split(' ') ?? [];
}

/** ITL codes of the United Kingdom; other countries' are left out. */
function coded(address: unknown): readonly string[] {
  return textsAt(address, 'region').filter((code) => /^UK[C-N]?[A-Z0-9]{0,2}$/.test(code));
}

/** Wherever something is delivered. Who is nationwide is in every region, so that nothing else need be said. */
export function regionsOf(portal: PortalId, release: unknown): readonly string[] {
  const codes = ['tender', 'awards.*', 'contracts.*']
    .flatMap((block) => at(release, `${block}.items.*.deliveryAddresses.*`))
    .flatMap(portal === 'contracts-finder' ? named : coded);
  return codes.includes('UK') ? ['UK'] : codes;
}
