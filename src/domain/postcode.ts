/**
 * The ITL 1 regions of each postcode area, for areas that lie across a border every region they reach into in earnest.
 * Drawn up from the ONS Postcode Directory's areas and regions
 * (https://geoportal.statistics.gov.uk/search?q=ONSPD; Open Government Licence v3.0).
 */
const AREAS: readonly (readonly [string, readonly string[]])[] = [
  ['DH NE SR TS', ['UKC']],
  ['DL', ['UKC', 'UKE']],
  ['BB BL CA CW FY L LA M OL PR WA WN', ['UKD']],
  ['SK', ['UKD', 'UKF']],
  ['CH', ['UKD', 'UKL']],
  ['BD HD HG HU HX LS WF YO', ['UKE']],
  ['DN S', ['UKE', 'UKF']],
  ['DE LE LN NG NN', ['UKF']],
  ['B CV DY ST TF WR WS WV', ['UKG']],
  ['HR SY', ['UKG', 'UKL']],
  ['AL CB CM CO IP LU NR SG SS WD', ['UKH']],
  ['PE', ['UKF', 'UKH']],
  ['E EC IG N NW SE SW UB W WC', ['UKI']],
  ['EN HA RM', ['UKH', 'UKI']],
  ['BR CR DA KT SM TW', ['UKI', 'UKJ']],
  ['BN CT GU ME OX PO RG RH SL SO TN', ['UKJ']],
  ['HP MK', ['UKH', 'UKJ']],
  ['BA BH BS DT EX GL PL SN SP TA TQ TR', ['UKK']],
  ['CF LD LL NP SA', ['UKL']],
  ['AB DD DG EH FK G HS IV KA KW KY ML PA PH TD ZE', ['UKM']],
  ['BT', ['UKN']],
];

const REGIONS_OF = new Map(
  AREAS.flatMap(([areas, regions]) => areas.split(' ').map((area) => [area, regions] as const)),
);

/** ITL codes for a postcode or the beginning of one; none for what is not British (`GY1 1AA`, `N/A`). */
export function regionsOfPostcode(postcode: string): readonly string[] {
  const area = /^\s*([A-Z]{1,2})\d/i.exec(postcode)?.[1]?.toUpperCase();
  return area === undefined ? [] : (REGIONS_OF.get(area) ?? []);
}

/** ITL codes for a postcode, the beginning of one, or an area alone (`CF10 3AT`, `CF10`, `CF`), as people write where they work. */
export function regionsOfPostcodeArea(written: string): readonly string[] {
  const area = written.trim().toUpperCase();
  return REGIONS_OF.get(area) ?? regionsOfPostcode(area);
}
