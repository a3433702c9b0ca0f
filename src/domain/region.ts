/**
 * The ITL 1 regions of the United Kingdom (https://www.ons.gov.uk/methodology/geography/ukgeographies/eurostat), with the
 * names Contracts Finder and people use.
 */
export const REGIONS: Readonly<Record<string, string>> = {
  UKC: 'North East',
  UKD: 'North West',
  UKE: 'Yorkshire and the Humber',
  UKF: 'East Midlands',
  UKG: 'West Midlands',
  UKH: 'East of England',
  UKI: 'London',
  UKJ: 'South East',
  UKK: 'South West',
  UKL: 'Wales',
  UKM: 'Scotland',
  UKN: 'Northern Ireland',
};

/** The nine ITL 1 regions that are England. */
export const ENGLAND = ['UKC', 'UKD', 'UKE', 'UKF', 'UKG', 'UKH', 'UKI', 'UKJ', 'UKK'] as const;

/** The code for the whole country: such a notice is open to every region. */
export const NATIONWIDE = 'UK';

const BY_NAME = new Map<string, readonly string[]>([
  // In capitals and small letters as portals write them, too: these need no further look.
  ...Object.entries(REGIONS).flatMap(([code, name]) =>
    [name, name.toLowerCase()].map((one) => [one, [code]] as const),
  ),
  ['england', ENGLAND],
  ['yorkshire', ['UKE']],
  ['yorkshire and humber', ['UKE']],
  ['east england', ['UKH']],
  ['eastern england', ['UKH']],
  ['ni', ['UKN']],
  ['united kingdom', [NATIONWIDE]],
  ['uk', [NATIONWIDE]],
  ['any region', [NATIONWIDE]],
  ['nationwide', [NATIONWIDE]],
]);

const CODE = /^UK[C-N]?[0-9A-Z]{0,2}$/;

/** ITL codes for a region's name or code as written by people and portals; undefined for what is neither. */
export function regionCodes(text: string): readonly string[] | undefined {
  const asWritten = BY_NAME.get(text);
  if (asWritten !== undefined) return asWritten;
  if (CODE.test(text)) return [text];
  const name = text
    .trim()
    .toLowerCase()
    .replace(/[_\s-]+/g, ' ');
  const byName = BY_NAME.get(name);
  if (byName !== undefined) return byName;
  const code = text.trim().toUpperCase();
  return CODE.test(code) ? [code] : undefined;
}

/** A code's name in words: `UKD61` → `North West`, `UK` → `United Kingdom`; the code itself where it is unknown. */
export function regionName(code: string): string {
  if (code === NATIONWIDE) return 'United Kingdom';
  return REGIONS[code.slice(0, 3)] ?? code;
}

/** True when work in `stated` concerns somebody looking in `wanted`: one contains the other, or it is nationwide. */
export function regionMeets(wanted: string, stated: string): boolean {
  return stated.startsWith(wanted) || wanted.startsWith(stated);
}
