import { isDenied, spotsOf, type Cue, type ReadText } from './spots.ts';

const SUITS: Cue = { parts: ['suitab', 'suited'], words: /\bsuit(?:able|ability|ed)\b/g };
/** How far behind the word those it suits stand, and what is answered where it is asked. */
const REACH = 200;
const ENTERPRISES = {
  sme: /^[^.;!?\r\n]{0,90}?\b(?:smes?\b|small[\s-](?:and|or|to|&)[\s-]medium)/,
  vcse: /^[^.;!?\r\n]{0,90}?\b(?:vcses?\b|voluntary,? (?:and )?community)/,
} as const;
const ASKED = /\b(?:whether|if|may be|more|less|deem\w* un)\b[^.;]{0,30}$/;
/** "Suitable for SMEs: No", "Suitable for SMEs? No". */
const ANSWERED_NO = /^[^.;?:\r\n]{0,50}[\s:?=)–-]{1,4}(?:no|false|n\/a)\b(?! (?:longer|matter|doubt))/;

export type Fit = keyof typeof ENTERPRISES;

/** Whether the text says that the contract suits such enterprises: that they are encouraged to bid says nothing. */
export function saysSuits({ body }: ReadText, fit: Fit): boolean {
  return spotsOf(body, SUITS).some((spot) => {
    if (isDenied({ ...spot, after: '' }) || ASKED.test(spot.before)) return false;
    const from = spot.start + spot.found.length;
    const behind = body.slice(from, from + REACH);
    const named = ENTERPRISES[fit].exec(behind)?.[0];
    return named !== undefined && !ANSWERED_NO.test(upToYes(behind.slice(named.length)));
  });
}

function upToYes(text: string): string {
  return text.split(/\byes\b/, 1)[0] ?? '';
}
