import { stems } from '../base/text/tokens.ts';
import type { Comparable } from './comparable.ts';

/** What a notice's words say of its place among others, as bits. */
export const CALL_OFF = 1;
export const FRAMEWORK = 2;
export const CORRECTION = 4;
export const CHANGE = 8;
export const RETRY = 16;
/** The title says that it is put out anew. */
export const RENEWED = 32;
/** The text speaks of lots; of several suppliers. */
export const LOTS = 64;
export const SEVERAL = 128;

const CALLED_OFF =
  /call(?:ed|ing)?[- ]?off|mini[- ]?competition|further competition|(?:under|via|through|from|using|against|on) (?:the |an? |our )?(?:[\w&/-]+ ){0,7}framework|direct award (?:under|via|through|from|using)|g-?cloud \d|\brm\d{4}|individual contract/i;
const STANDING = /framework|dynamic purchasing|dynamic market|\bdps\b/i;
const CORRECTED = /text to be corrected|place of text to be modified|corrigend/i;
const LATER =
  /\b(?:extension|extend(?:ed|ing)? (?:the |this |existing )?contract|variation|uplift|modification|additional value|amendment)\b/i;

const AGAIN =
  /\bre-?(?:tender|procure|advertis|issue)|no (?:bids|tenders|suitable|compliant|responses?)\b|not awarded|previous(?:ly)? (?:advertised|tender|procurement|unsuccessful)|second (?:attempt|time)|published again|unsuccessful(?:ly)? (?:tender|procure)/i;
const ANEW = /\bv(?:er(?:sion)?)?[ .]?\d\b|\bre-?(?:issu|publi|advert)|\bpublished again\b|\bcorrected\b/i;

const IN_LOTS = /\blots?\b/i;
const MANY = /multiple|multi-|suppliers|providers|contractors|bidders|panel|tenderers|consultants/i;

/** Stems without which an expression finds nothing: the text itself is looked at for few notices. */
const SIGNS: readonly (readonly [bit: number, sign: RegExp, stems: string])[] = [
  [
    CALL_OFF,
    CALLED_OFF,
    'call calloff mini minicompetition further framework direct cloud gcloud individual',
  ],
  [CORRECTION, CORRECTED, 'corrected modified corrigendum corrigenda'],
  [CHANGE, LATER, 'extension extend extended extending variation uplift modification additional amendment'],
  [
    RETRY,
    AGAIN,
    're retender retendered retendering reprocure reprocured reprocurement readvertise readvertised readvertisement reissue ' +
      'reissued no not previous previously second published unsuccessful unsuccessfully',
  ],
];
/** What is looked for in the description alone: a title has its own lot's number. */
const TEXT_SIGNS: typeof SIGNS = [
  [LOTS, IN_LOTS, 'lot lots'],
  [SEVERAL, MANY, 'multiple multi suppliers providers contractors bidders panel tenderers consultants'],
];
const BITS = new Map<string, number>();
for (const [bit, , signs] of [...SIGNS, ...TEXT_SIGNS])
  for (const word of stems(signs)) BITS.set(word, (BITS.get(word) ?? 0) | bit);
const AGREEMENT = /^rm\d{4}/;

/** The marks that a text with this stem in it may have: there is no need to look for others. */
export function signsOf(word: string): number {
  return BITS.get(word) ?? (AGREEMENT.test(word) ? CALL_OFF : 0);
}

/** `description` is as much of it as is read; `likely` are all `signsOf` its words and the title's. */
export function marksOf(notice: Comparable, description: string, likely: number): number {
  const heading = notice.title ?? '';
  const text = `${heading} ${description}`;
  let found = 0;
  for (const [bit, sign] of SIGNS) if ((likely & bit) !== 0 && sign.test(text)) found |= bit;
  for (const [bit, sign] of TEXT_SIGNS) if ((likely & bit) !== 0 && sign.test(description)) found |= bit;
  if (/call-?\s?off|mini|framework|dynamic purchasing/i.test(notice.procedure ?? '')) found |= CALL_OFF;
  if (STANDING.test(heading)) found |= FRAMEWORK;
  return ANEW.test(heading) ? found | RENEWED : found;
}
