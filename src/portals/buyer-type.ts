import type { BuyerType } from '../domain/notice.ts';
import { list, object, text, type Json } from './json.ts';

/**
 * What a name plainly says, the first that fits: an ambulance trust is blue-light before it is NHS, a hospital's school NHS
 * before it is education, a council's school the council's. What several kinds of body are called is in none.
 */
const BY_NAME: readonly (readonly [RegExp, BuyerType])[] = [
  [
    /\bpolic(?:e|ing)\b|\bconstabulary\b|\bchief constable\b|\bfire (?:and|&) rescue\b|\bfire (?:authority|brigade|service)\b|\bambulance\b|\bheddlu\b/,
    'blue-light',
  ],
  [
    /\bnhs\b|\bhealth board\b|\bintegrated care board\b|\bhospitals?\b.*\btrust\b|\bhealth and social care trust\b|\bhealthcare trust\b|\bbwrdd iechyd\b/,
    'nhs',
  ],
  // Northern Ireland's departments share no name with Whitehall's.
  [
    /^(?:the )?(?:scottish|welsh) (?:government|ministers|parliament)\b|\bllywodraeth cymru\b|^senedd\b|\bnorthern ireland (?:executive|assembly)\b|^department (?:for infrastructure|for the economy|for communities|of finance|of education|of justice|of agriculture)\b/,
    'devolved',
  ],
  [
    /^(?:the )?(?:department (?:for|of)|ministry of|home office\b|cabinet office\b|hm (?:treasury|revenue|land registry|prison|courts|passport)|foreign, commonwealth|crown prosecution service|crown commercial service)/,
    'central',
  ],
  [
    /\b(?:borough|city|county|district|parish|town|community|metropolitan) council\b|\bcouncil of\b|\b(?:london|royal|metropolitan) borough\b|\bborough of\b|\bcombined (?:county )?authority\b|\bcyngor\b|\bcbc\b|^greater london authority$|^city (?:and|&) county of\b/,
    'local',
  ],
  [
    /\buniversit(?:y|ies)\b|\bcolleges?\b|\bschools?\b|\bacadem(?:y|ies)\b|\b(?:education|learning) trust\b|\bprifysgol\b|\bcoleg\b/,
    'education',
  ],
  [/\bhousing\b|\bhomes (?:limited|ltd)\b|(?<!\b(?:care|nursing) )\bhomes$/, 'housing'],
];

/** `Wigan Council`; but the Arts, British and Medical Research Councils govern no place. */
const COUNCIL = /\bcouncil\b/;
const NO_PLACE =
  /\b(?:british|arts|sports?|research|medical|dental|general|nursing|midwifery|optical|design|crafts|bar|funding|social|care|teaching|training|engineering|film|privy|facilities|consumer|health|world|national)\b/;

/** Utilities whose name says so: for public undertakings, which may be anything. */
const UTILITY =
  /\b(?:water|gas|electricity|energy|power|railway|rail|trains|airports?|harbour|port authority)\b/;

const DEVOLVED_COUNTRY = /\b(?:scotland|scottish|wales|welsh|cymru|northern ireland)\b/;

/** `central`, `regional` and `utility` say what the body is; `public` only that it is none of the government's own. */
type Stated = 'central' | 'regional' | 'utility' | 'undertaking' | 'public';

/**
 * By scheme and id, what portals state of a buyer. `UK_CA_TYPE` is the Procurement Act's, `TED_CA_TYPE` and
 * `TED_CE_ACTIVITY` are the older regulations'
 * (https://standard.open-contracting.org/profiles/eu/latest/en/mapping/).
 */
const STATED = new Map<string, Stated>([
  ['UK_CA_TYPE publicAuthorityCentralGovernment', 'central'],
  ['UK_CA_TYPE publicAuthoritySubCentralGovernment', 'public'],
  ['UK_CA_TYPE publicUndertaking', 'undertaking'],
  ['UK_CA_TYPE privateUtility', 'utility'],
  ['TED_CA_TYPE MINISTRY', 'central'],
  ['TED_CA_TYPE NATIONAL_AGENCY', 'central'],
  ['TED_CA_TYPE REGIONAL_AUTHORITY', 'regional'],
  ['TED_CA_TYPE REGIONAL_AGENCY', 'public'],
  ['TED_CA_TYPE BODY_PUBLIC', 'public'],
]);

/** What a body's main activity settles (https://unstats.un.org/unsd/classifications/Econ/cofog); the other divisions do not. */
const OF_COFOG = new Map<string, BuyerType>([
  ['06', 'housing'],
  ['07', 'nhs'],
  ['09', 'education'],
]);

/** What kind of body a buyer is, as its party states it and its name plainly says; undefined where neither settles it. */
export function buyerType(name: string, party: Json): BuyerType | undefined {
  const named = typeOfName(name);
  const classifications = list(object(party['details'])['classifications']);
  if (classifications.length === 0) return named;
  let stated: Stated | undefined;
  let activity: BuyerType | undefined;
  let isDevolved = false;
  for (const classification of classifications) {
    const scheme = text(classification['scheme']);
    const id = text(classification['id']) ?? '';
    stated ??= scheme === 'TED_CE_ACTIVITY' ? 'utility' : STATED.get(`${scheme ?? ''} ${id}`);
    if (scheme === 'COFOG') activity ??= OF_COFOG.get(id);
    if (scheme === 'UK_CA_DEVOLVED_REGULATIONS') isDevolved = true;
  }
  return refined({ stated, activity, isDevolved, named, name });
}

interface Known {
  readonly stated: Stated | undefined;
  readonly activity: BuyerType | undefined;
  readonly isDevolved: boolean;
  readonly named: BuyerType | undefined;
  readonly name: string;
}

function refined({ stated, activity, isDevolved, named, name }: Known): BuyerType | undefined {
  if (stated === 'utility') return named === 'housing' ? named : 'utility';
  if (stated === 'central') {
    // Half of those who call themselves central government are NHS trusts; a council that does is taken at its word.
    if (named !== undefined && named !== 'local') return named;
    return isDevolved || isOfDevolvedCountry(name) ? 'devolved' : 'central';
  }
  if (stated === 'regional')
    return named === undefined || named === 'central' ? (activity ?? 'local') : named;
  return named ?? activity ?? (stated === 'undertaking' ? utilityIn(name) : undefined);
}

function isOfDevolvedCountry(name: string): boolean {
  return DEVOLVED_COUNTRY.test(name.toLowerCase());
}

function utilityIn(name: string): BuyerType | undefined {
  return UTILITY.test(name.toLowerCase()) ? 'utility' : undefined;
}

const MOST_KNOWN = 10_000;
const known = new Map<string, BuyerType | 'unknown'>();

/** Undefined where the name is not plain. Buyers publish again and again, and patterns are slow. */
export function typeOfName(name: string): BuyerType | undefined {
  const held = known.get(name);
  if (held !== undefined) return held === 'unknown' ? undefined : held;
  const lower = name.toLowerCase();
  const found = BY_NAME.find(([pattern]) => pattern.test(lower))?.[1];
  const type = found ?? (COUNCIL.test(lower) && !NO_PLACE.test(lower) ? 'local' : undefined);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(name, type ?? 'unknown');
  return type;
}
