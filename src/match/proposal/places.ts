import { regionCodes, REGIONS } from '../../domain/region.ts';
import { regionsOfPostcode } from '../../domain/postcode.ts';
import { stems } from '../../base/text/tokens.ts';

/**
 * Cities, counties, boroughs and what people call parts of the country, by ITL 1 region; each where the ONS puts it
 * (Local Authority District to ITL lookup, https://geoportal.statistics.gov.uk, Open Government Licence v3.0).
 */
const PLACES: Readonly<Record<string, string>> = {
  UKC: `county durham, darlington, gateshead, hartlepool, middlesbrough, newcastle, newcastle upon tyne, northumberland,
    north tyneside, south tyneside, redcar, stockton on tees, sunderland, tees valley, teesside, tyne and wear, durham`,
  UKD: `blackburn, blackpool, bolton, burnley, carlisle, cheshire, chester, cumbria, greater manchester, lancashire, lancaster,
    liverpool, manchester, merseyside, oldham, preston, rochdale, salford, stockport, tameside, trafford, warrington, wigan, wirral`,
  UKE: `barnsley, bradford, calderdale, doncaster, east riding, grimsby, halifax, harrogate, huddersfield, hull, humberside,
    kirklees, leeds, north lincolnshire, north yorkshire, rotherham, scunthorpe, sheffield, south yorkshire, wakefield,
    west yorkshire, york`,
  UKF: `derby, derbyshire, leicester, leicestershire, lincoln, lincolnshire, mansfield, northampton, northamptonshire, nottingham,
    nottinghamshire, rutland`,
  UKG: `birmingham, black country, coventry, dudley, hereford, herefordshire, sandwell, shrewsbury, shropshire, solihull,
    stafford, staffordshire, stoke on trent, telford, walsall, warwickshire, wolverhampton, worcester, worcestershire`,
  UKH: `basildon, bedford, bedfordshire, cambridge, cambridgeshire, chelmsford, colchester, east anglia, essex, hertfordshire,
    ipswich, luton, norfolk, norwich, peterborough, southend, st albans, stevenage, suffolk, thurrock, watford`,
  UKI: `camden, city of london, croydon, ealing, greater london, greenwich, hackney, haringey, islington, lambeth, lewisham,
    newham, southwark, tower hamlets, westminster`,
  UKJ: `berkshire, brighton, brighton and hove, buckinghamshire, canterbury, east sussex, guildford, hampshire, isle of wight, kent,
    maidstone, medway, milton keynes, oxford, oxfordshire, portsmouth, slough, southampton, surrey, sussex, west sussex,
    winchester`,
  UKK: `bournemouth, bristol, cheltenham, cornwall, devon, dorset, exeter, gloucester, gloucestershire, plymouth, poole, somerset,
    swindon, torbay, truro, wiltshire`,
  UKL: `aberystwyth, bangor, cardiff, carmarthenshire, ceredigion, glamorgan, gwynedd, newport, north wales, pembrokeshire, powys,
    south wales, swansea, wrexham, welsh`,
  UKM: `aberdeen, aberdeenshire, dumfries, dundee, edinburgh, falkirk, fife, glasgow, highlands, inverness, lanarkshire, lothian,
    moray, orkney, perth, scottish, scottish borders, shetland, stirling`,
  UKN: `antrim, armagh, belfast, derry, fermanagh, londonderry, lisburn, newry, ulster`,
};

/** The regions that several of together are called by a name of their own. */
const WIDER: Readonly<Record<string, readonly string[]>> = {
  'the midlands': ['UKF', 'UKG'],
  midlands: ['UKF', 'UKG'],
  'the north of england': ['UKC', 'UKD', 'UKE'],
  'northern england': ['UKC', 'UKD', 'UKE'],
  'south of england': ['UKJ', 'UKK'],
  'southern england': ['UKJ', 'UKK'],
};

/** Words that are places only with a capital letter, and not at the beginning of a sentence. */
const AMBIGUOUS: Readonly<Record<string, string>> = { Bath: 'UKK', Reading: 'UKJ', Bury: 'UKD' };

const NAMES = new Map<string, readonly string[]>([
  ...Object.values(REGIONS).map((name) => [name.toLowerCase(), regionCodes(name) ?? []] as const),
  ...['england', 'yorkshire', 'east england'].map((name) => [name, regionCodes(name) ?? []] as const),
  ...Object.entries(PLACES).flatMap(([code, names]) =>
    names.split(/,\s+/).map((name) => [name, [code]] as const),
  ),
  ...Object.entries(WIDER),
]);

/** The stems of every place's name: in a text they say where, not what. */
export const PLACE_STEMS: ReadonlySet<string> = new Set([...NAMES.keys()].flatMap((name) => stems(name)));

/** What a text says of where. */
export interface Where {
  /** As written. */
  readonly written: string;
  /** ITL 1 codes. */
  readonly codes: readonly string[];
}

const MOST_WORDS = 5;

/** The places that a text names, longest names first where they overlap; the United Kingdom as a whole is none. */
export function placesIn(text: string): readonly Where[] {
  const words = [...text.matchAll(/[\p{L}\p{N}]+/gu)].map(([word]) => word);
  const found: Where[] = [];
  for (let at = 0; at < words.length;) {
    const here = placeAt(words, at);
    if (here !== undefined) found.push(here.where);
    at += here?.length ?? 1;
  }
  return found;
}

function placeAt(
  words: readonly string[],
  at: number,
): { readonly where: Where; readonly length: number } | undefined {
  for (let length = Math.min(MOST_WORDS, words.length - at); length > 0; length -= 1) {
    const written = words.slice(at, at + length).join(' ');
    const codes = NAMES.get(written.toLowerCase());
    if (codes !== undefined) return { where: { written, codes }, length };
  }
  const word = words[at] ?? '';
  const ambiguous = at > 0 && Object.hasOwn(AMBIGUOUS, word) ? AMBIGUOUS[word] : undefined;
  const codes = ambiguous === undefined ? postcodeRegions(word) : [ambiguous];
  return codes.length === 0 ? undefined : { where: { written: word, codes }, length: 1 };
}

/** Of the beginning of a postcode, in capitals as people write it: `CF10`. `G14` is one; what follows a framework's name is taken out before. */
function postcodeRegions(word: string): readonly string[] {
  return /^[A-Z]{1,2}\d{1,2}[A-Z]?$/.test(word) ? regionsOfPostcode(word) : [];
}
