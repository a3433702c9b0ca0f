import type { Comparable } from './comparable.ts';

/** What a notice's words say of its place among others, as bits. */
export const CALL_OFF = 1;
export const FRAMEWORK = 2;
export const CORRECTION = 4;
export const CHANGE = 8;
export const RETRY = 16;

const CALLED_OFF =
  /call(?:ed|ing)?[- ]?off|mini[- ]?competition|further competition|(?:under|via|through|from|using|against|on) (?:the |an? |our )?(?:[\w&/-]+ ){0,7}framework|direct award (?:under|via|through|from|using)|g-?cloud \d|\brm\d{4}|individual contract/i;
const STANDING = /framework|dynamic purchasing|dynamic market|\bdps\b/i;
const CORRECTED = /text to be corrected|place of text to be modified|corrigend/i;
const LATER =
  /\b(?:extension|extend(?:ed|ing)? (?:the |this |existing )?contract|variation|uplift|modification|additional value|amendment)\b/i;

const AGAIN =
  /\bre-?(?:tender|procure|advertis|issue)|no (?:bids|tenders|suitable|compliant|responses?)\b|not awarded|previous(?:ly)? (?:advertised|tender|procurement|unsuccessful)|second (?:attempt|time)|published again|unsuccessful(?:ly)? (?:tender|procure)/i;

/** `description` is as much of it as is read. */
export function marksOf(notice: Comparable, description: string): number {
  const procedure = notice.procedure ?? '';
  const text = `${notice.title ?? ''} ${description}`;
  const callOff = CALLED_OFF.test(text) || /call-?\s?off|mini|framework|dynamic purchasing/i.test(procedure);
  return (
    (callOff ? CALL_OFF : 0) |
    (STANDING.test(notice.title ?? '') ? FRAMEWORK : 0) |
    (CORRECTED.test(text) ? CORRECTION : 0) |
    (LATER.test(text) ? CHANGE : 0) |
    (AGAIN.test(text) ? RETRY : 0)
  );
}
