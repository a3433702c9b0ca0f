import { packNumbers, unpackNumbers } from './pack.ts';
import type { OwnReference } from './references.ts';
import type { Signature } from './signature.ts';

type Packed = readonly [
  place: readonly [string, string, string],
  stage: number,
  times: readonly [published: number | null, deadline: number | null, minute: number],
  sums: readonly [number, number, number],
  buyers: readonly string[],
  buyerId: string,
  title: readonly string[],
  own: readonly [OwnReference['scheme'], string, string],
  codes: readonly [readonly string[], readonly string[]],
  divisions: readonly string[],
  text: readonly [hash: number, words: number, sketch: string, telling: string],
  marks: number,
];

/** Compact JSON: about 450 bytes. */
export function packSignature(s: Signature): string {
  const packed: Packed = [
    [s.portal, s.noticeId, s.ocid ?? ''],
    s.stage,
    [s.published ?? null, s.deadline ?? null, s.minute],
    [s.low, s.high, s.paid],
    s.buyers.map(({ family, tier, core }) => `${family}|${tier}|${core}`),
    s.buyerId,
    s.title,
    [s.own.scheme, s.own.value, s.own.part],
    [s.titleCodes, s.textCodes],
    s.divisions,
    [s.text, s.words, packNumbers(s.sketch), packNumbers(s.telling)],
    s.marks,
  ];
  return JSON.stringify(packed);
}

/** The inverse of `packSignature`; throws for any other text. */
export function unpackSignature(text: string): Signature {
  const packed: unknown = JSON.parse(text);
  if (!isPacked(packed)) throw new Error('not a packed signature');
  const [place, stage, times, sums, buyers, buyerId, title, own, codes, divisions, words, marks] = packed;
  return {
    portal: place[0],
    noticeId: place[1],
    ocid: place[2] === '' ? undefined : place[2],
    stage,
    published: times[0] ?? undefined,
    deadline: times[1] ?? undefined,
    minute: times[2],
    low: sums[0],
    high: sums[1],
    paid: sums[2],
    buyers: buyers.map((form) => {
      const [family = '', tier = '', core = ''] = form.split('|');
      return { family, tier, core };
    }),
    buyerId,
    title,
    own: { scheme: own[0], value: own[1], part: own[2] },
    titleCodes: codes[0],
    textCodes: codes[1],
    divisions,
    text: words[0],
    words: words[1],
    sketch: Uint16Array.from(unpackNumbers(words[2])),
    telling: unpackNumbers(words[3]),
    marks,
  };
}

/** What this program packed has this length; nothing else is ever unpacked. */
function isPacked(value: unknown): value is Packed {
  return Array.isArray(value) && value.length === PARTS;
}

const PARTS = 12;
