import { packNumbers, unpackInto, unpackNumbers } from './pack.ts';
import type { OwnReference } from './references.ts';
import type { Signature } from './signature.ts';

/** What alone can say that two notices are two: it is read before the rest. */
export type SignatureHead = Pick<Signature, 'portal' | 'ocid' | 'own' | 'marks' | 'published'>;

type PackedHead = readonly [
  portal: string,
  ocid: string,
  scheme: OwnReference['scheme'],
  value: string,
  part: string,
  marks: number,
  published: number | null,
];

type PackedRest = readonly [
  noticeId: string,
  stage: number,
  deadline: readonly [day: number | null, minute: number],
  sums: readonly [number, number, number],
  buyers: readonly string[],
  buyerId: string,
  title: readonly string[],
  codes: readonly [readonly string[], readonly string[]],
  divisions: readonly string[],
  regions: readonly string[],
  text: readonly [hash: number, words: number, sketch: string, telling: string],
];

/** Two lines of compact JSON: about 450 bytes. */
export function packSignature(s: Signature): string {
  const { own } = s;
  const head: PackedHead = [
    s.portal,
    s.ocid ?? '',
    own.scheme,
    own.value,
    own.part,
    s.marks,
    s.published ?? null,
  ];
  const rest: PackedRest = [
    s.noticeId,
    s.stage,
    [s.deadline ?? null, s.minute],
    [s.low, s.high, s.paid],
    s.buyers.map(({ family, tier, core }) => `${family}|${tier}|${core}`),
    s.buyerId,
    s.title,
    [s.titleCodes, s.textCodes],
    s.divisions,
    s.regions,
    [s.text, s.words, packNumbers(s.sketch), packNumbers(s.telling)],
  ];
  return `${JSON.stringify(head)}\n${JSON.stringify(rest)}`;
}

/** Of a packed signature; throws for any other text. */
export function unpackHead(text: string): SignatureHead {
  const end = text.indexOf('\n');
  const packed: unknown = end < 0 ? undefined : JSON.parse(text.slice(0, end));
  if (!isHead(packed)) throw new Error('not a packed signature');
  const [portal, ocid, scheme, value, part, marks, published] = packed;
  return {
    portal,
    ocid: ocid === '' ? undefined : ocid,
    own: { scheme, value, part },
    marks,
    published: published ?? undefined,
  };
}

/** The inverse of `packSignature`; throws for any other text. */
export function unpackSignature(text: string, head = unpackHead(text)): Signature {
  const packed: unknown = JSON.parse(text.slice(text.indexOf('\n') + 1));
  if (!isRest(packed)) throw new Error('not a packed signature');
  const [noticeId, stage, deadline, sums, buyers, buyerId, title, codes, divisions, regions, words] = packed;
  return {
    ...head,
    noticeId,
    stage,
    deadline: deadline[0] ?? undefined,
    minute: deadline[1],
    low: sums[0],
    high: sums[1],
    paid: sums[2],
    buyers: buyers.map((form) => {
      const [family = '', tier = '', core = ''] = form.split('|');
      return { family, tier, core };
    }),
    buyerId,
    title,
    titleCodes: codes[0],
    textCodes: codes[1],
    divisions,
    regions,
    text: words[0],
    words: words[1],
    sketch: unpackInto(new Uint16Array(words[2].length / 3), words[2]),
    telling: unpackNumbers(words[3]),
  };
}

/** What this program packed has these lengths; nothing else is ever unpacked. */
const HEAD_PARTS = 7;
const REST_PARTS = 11;

function isHead(value: unknown): value is PackedHead {
  return Array.isArray(value) && value.length === HEAD_PARTS;
}

function isRest(value: unknown): value is PackedRest {
  return Array.isArray(value) && value.length === REST_PARTS;
}
