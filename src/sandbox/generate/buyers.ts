import { seededRandom } from './random.ts';

/** A buyer that does not exist, in a place that does not exist. */
export interface FictionalBuyer {
  readonly name: string;
  readonly kind: 'council' | 'nhs' | 'university' | 'police' | 'fire' | 'housing' | 'central' | 'college';
  readonly town: string;
  readonly postcode: string;
  /** ITL code of its seat. */
  readonly region: string;
  /** Find a Tender's id for it. */
  readonly ppon: string;
  /** Contracts Finder's id for it; the two portals share no identifier (docs/adr/0004-what-makes-two-notices-one.md). */
  readonly cfs: string;
  /** Its word for itself in a running text. */
  readonly self: string;
  readonly domain: string;
}

const ROWS = `
Ashcombe Borough Council | council | Ashcombe | M99 4AA | UKD33
Calderwick Metropolitan District Council | council | Calderwick | LS99 2BB | UKE42
Thornbeck County Council | council | Thornbeck | NE99 7CA | UKC21
London Borough of Eastmarsh | council | London | E99 1DD | UKI41
Kingsmere City Council | council | Kingsmere | B99 3EE | UKG31
Haverstoke District Council | council | Haverstoke | IP99 6FH | UKH14
Penmarra Council | council | Penmarra | TR99 8GG | UKK30
Brackenford Borough Council | council | Brackenford | NG99 5HJ | UKF14
Cyngor Sir Eirlas / Eirlas County Council | council | Llaneirlas | LL99 1JJ | UKL12
Glenorrin Council | council | Glenorrin | PH99 4KL | UKM77
Lough Garran District Council | council | Garran | BT99 2LM | UKN0B
Southmere and Vale Council | council | Southmere | SO99 7MN | UKJ32
Thornbeck Hospitals NHS Foundation Trust | nhs | Thornbeck | NE99 7CX | UKC21
Marlowe Vale University Hospitals NHS Trust | nhs | Marlowe | DE99 3NP | UKF12
Calderwick Community Healthcare NHS Trust | nhs | Calderwick | LS99 5PQ | UKE42
NHS Haverstoke and Fenmoor Integrated Care Board | nhs | Haverstoke | IP99 1QR | UKH14
Eirlas University Health Board | nhs | Llaneirlas | LL99 6RS | UKL12
Kingsmere Ambulance Service NHS Trust | nhs | Kingsmere | B99 9ST | UKG31
University of Ashcombe | university | Ashcombe | M99 8TT | UKD33
Fenmoor University | university | Fenmoor | CB99 2UV | UKH12
The Royal Southmere Institute of Art | university | Southmere | SO99 1VW | UKJ32
University of the Garran Coast | university | Garran | BT99 8WX | UKN0B
Thornbeck Constabulary | police | Thornbeck | NE99 1XA | UKC21
Police and Crime Commissioner for Marlowe Vale | police | Marlowe | DE99 7YB | UKF12
Penmarra and Westcombe Fire and Rescue Authority | fire | Penmarra | TR99 4ZD | UKK30
Brackenford Homes | housing | Brackenford | NG99 2AB | UKF14
Larkhill Housing Association Limited | housing | Kingsmere | B99 6BD | UKG31
Estuary and Fen Living Group | housing | Haverstoke | IP99 9DF | UKH14
Tai Eirlas Cyfyngedig | housing | Llaneirlas | LL99 3FG | UKL12
Inland Harbours Agency | central | London | SW99 1AA | UKI32
Office for Orchard Standards | central | Calderwick | LS99 1GH | UKE42
National Moorland Survey | central | Ashcombe | M99 1HJ | UKD33
Westcombe College Group | college | Westcombe | EX99 5JK | UKK43
Eastmarsh Academies Trust | college | London | E99 6KL | UKI41
`;

const SELVES: Readonly<Record<FictionalBuyer['kind'], readonly string[]>> = {
  council: ['The Council', 'The Authority', 'We'],
  nhs: ['The Trust', 'The Authority'],
  university: ['The University', 'The Institution'],
  police: ['The Force', 'The Authority'],
  fire: ['The Service', 'The Authority'],
  housing: ['The Association', 'The Group', 'The Landlord'],
  central: ['The Agency', 'The Contracting Authority'],
  college: ['The College', 'The Group'],
};

/** Those that Find a Tender's own identifiers use. */
const LETTERS = 'BCDGHJLMNPQRTVWXYZ'.split('');

function isKind(text: string): text is FictionalBuyer['kind'] {
  return text in SELVES;
}

function buyer(row: string): FictionalBuyer {
  const [name = '', kind = '', town = '', postcode = '', region = ''] = row
    .split('|')
    .map((cell) => cell.trim());
  const random = seededRandom(`buyer ${name}`);
  function letters(many: number): string {
    return Array.from({ length: many }, () => random.pick(LETTERS)).join('');
  }
  const known = isKind(kind) ? kind : 'council';
  return {
    name,
    kind: known,
    town,
    postcode,
    region,
    ppon: `GB-PPON-P${letters(3)}-${random.int(1000, 9999)}-${letters(4)}`,
    cfs: `GB-CFS-${random.int(900_000, 999_999)}`,
    self: random.pick(SELVES[known]),
    domain: `${town.toLowerCase()}-${known}.example`,
  };
}

/** `name | kind | town | postcode | region`, a line each. */
export function parseBuyers(rows: string): readonly FictionalBuyer[] {
  return rows.trim().split('\n').map(buyer);
}

export const BUYERS: readonly FictionalBuyer[] = parseBuyers(ROWS);

export const SUPPLIERS: readonly string[] = [
  'Larkfield Systems Limited',
  'BLUE HERON DIGITAL LTD',
  'Orrery Data Partners LLP',
  'Castlegate Facilities Group Ltd',
  'Windmill & Sons (Contractors) Limited',
  'Juniper Row Care CIC',
  'Northlight Networks Limited',
  'Pebblebrook Catering Services Ltd',
  'Tallow Lane Consulting',
  'REDSHANK VEHICLE HIRE LIMITED',
];
