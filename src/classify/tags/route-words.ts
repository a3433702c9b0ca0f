import { isDenied, spotsOf, type Cue, type ReadText, type Spot } from './spots.ts';

const CALL_OFF: Cue = {
  parts: ['call', 'competition', 'mini'],
  words:
    /\bcall(?:ed|ing)?[\s–-]?offs?\b|\bmini[\s–-]?comp(?:etition)?\b|\bfurther[\s–-]competition\b|\bsecondary competition\b/g,
};
/** What a framework lets its customers do. */
const GENERAL =
  /\b(?:may|can|could|any|each|every|subsequent|individual|future|all|where|whether|able to|right to|allow\w*|permit\w*|enabl\w*|either|option to|entitled to|wish\w* to|or|various|ability to)\b[^.;]{0,45}$/;
const GENERAL_BEHIND =
  /^[\s-]?(?:contracts|agreements|orders|and\/or|or direct|or via direct|customers|terms|period|procedures?\b)/;

/** "Call off from …", "This is a further competition under …": whatever else the text tells of the framework. */
const ITSELF_BEFORE = /^\s*(?:(?:this|award|notice|contract|is|an?|the|of|by|via|direct)\W{1,3}){0,6}$/;
const ITSELF_BEHIND =
  /^(?: contract| agreement)?(?: award\w*)?(?: \w+){0,2} (?:from|under|against|via|through|using|off)\b(?! (?:this|any|the resulting))/;

export function isCallOffItself({ title, body }: ReadText): boolean {
  return (
    spotsOf(title, CALL_OFF).some((spot) => !isDenied(spot)) ||
    spotsOf(body, CALL_OFF).some(
      ({ before, after }) => ITSELF_BEFORE.test(before) && ITSELF_BEHIND.test(after),
    )
  );
}

/** A purchase under a framework, in so many words. */
export function saysCallOff({ body }: ReadText): boolean {
  return spotsOf(body, CALL_OFF).some(
    (spot) =>
      !spot.found.endsWith('s') &&
      !isDenied(spot) &&
      !GENERAL.test(spot.before) &&
      !GENERAL_BEHIND.test(spot.after),
  );
}

const DIRECT: Cue = {
  parts: [
    'direct',
    'publication',
    'transparency',
    'veat',
    'competition',
    'waiver',
    'exemption',
    'single tender',
  ],
  words:
    /\bdirect(?:ly)?[\s–-]award(?:ed)?\b|\bnegotiated (?:procedure )?without (?:the )?(?:prior )?publication|\bwithout (?:the |any )?prior publication|\bwithout (?:a |any )?(?:prior )?call for competition|\b(?:award(?:ed)?|procured|purchased|appointed|let)\b[^.;]{0,40} without (?:a |any |prior |open |further |an open )?competition\b|\bwithout (?:prior )?competition\b(?=[^.;]{0,80}technical reasons)|\b(?:award(?:ed)?|procured|purchased|appointed|approved|let)\b[^.;]{0,40} (?:via|through|under|by|using|following|by means of) (?:an? |the )?(?:approved )?(?:procurement )?(?:waiver|exemption)|\bsingle tender (?:action|waiver)|\b(?:voluntary|ex[\s-]?ante) transparency\b|\bveat\b/g,
};
const DIRECT_GENERAL_BEHIND =
  /^[^.;]{0,12}(?:\bor\b|and\/or|\/)[^.;]{0,12}(?:further|mini|call|compet)|^ (?:options?|would|is (?:permitted|allowed|possible)|facility|provisions?)\b/;
const DIRECT_GENERAL =
  /\b(?:mini|further)[\s–-]competitions?,? ?(?:or|and|and\/or|\/)[^.;]{0,12}$|\b(?:previous|current|former|prior|existing contract|first|initial)\b[^.;]{0,30}$/;

export function saysDirectAward({ title, body }: ReadText): boolean {
  return (
    spotsOf(title, DIRECT).some(isOfThisAward) ||
    spotsOf(body, DIRECT).some((spot) => isOfThisAward(spot) && !GENERAL.test(spot.before))
  );
}

function isOfThisAward(spot: Spot): boolean {
  return !isDenied(spot) && !DIRECT_GENERAL_BEHIND.test(spot.after) && !DIRECT_GENERAL.test(spot.before);
}

const OPEN: Cue = {
  parts: ['open'],
  words: /\bopen (?:tender(?:ing)? )?(?:procedure|competition)\b|\bopen (?:competitive )?tender(?:ing)?\b/g,
};
const OPEN_BEFORE = /\b(?:previous|earlier|last|former|unsuccessful|original)\w*\b[^.;]{0,30}$/;

export function saysOpen({ title, body }: ReadText): boolean {
  return [...spotsOf(title, OPEN), ...spotsOf(body, OPEN)].some(
    (spot) => !isDenied(spot) && !OPEN_BEFORE.test(spot.before) && !GENERAL.test(spot.before),
  );
}
