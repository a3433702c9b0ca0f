import { isDenied, spotsOf, type Cue, type ReadText, type Spot } from './spots.ts';

/** What a text says of frameworks and dynamic markets. */
export interface Said {
  /** It sets one up, and one that is a framework (of suppliers) rather than a dynamic market. */
  readonly setsUp: boolean;
  readonly isOfSuppliers: boolean;
  /** It is bought under one. */
  readonly under: boolean;
  readonly isDynamic: boolean;
}

export const NOTHING_SAID: Said = { setsUp: false, isOfSuppliers: false, under: false, isDynamic: false };

const VEHICLE: Cue = {
  parts: ['framework', 'dps', 'dynamic'],
  words: /\bframeworks?\b|\bdps\b|\bdynamic (?:purchasing(?: systems?)?|market(?:place|s)?)\b/g,
};

/** Frameworks that nothing is bought under. */
const OTHER_FRAMEWORK =
  /\b(?:policy|legal|regulatory|regulation|legislative|competenc[ey]|competent|capability|quality|(?<!digital )outcomes?|validation|mission|evaluation|assessment|assurance|inspection|governance|risk|skills?|qualifications?|performance|(?:performance|risk|people|behaviour|case) management|decision|pilot|planning|strategic|conceptual|theoretical|analytical|ethical|learning|curriculum|control|security|information|investment|development|monitoring|financial|commissioning|practice|safeguarding|reporting|measurement|accountability|delivery|impact|software|web|testing|net|spring|django|laravel|angular|react|themis|technical|reference|steel|timber|metal|roof|door|climbing|space|spatial|standards?|operating|maturity|resilience|contractual|statutory|design|architecture|interoperability|ofsted|accreditation|data|metadata|adaptation|protect|audit|prevention|transformation|intervention|engagement|value|european|coherent|robust|overarching|clear|agreed|common|consistent|competition|test) $/;

/** Though something be made or bought with them. */
const NEVER_BOUGHT_UNDER =
  /\b(?:net|spring|django|laravel|angular|react|themis|regulatory|legislative|competenc[ey]|conceptual|theoretical|validation|governance) $/;

/** What award notices under the Provider Selection Regime say of themselves; and what is bought off-framework. */
const NONE_CONCLUDED = /\bnot to conclude\b|\boff[\s–-]$/;
const NOT_BOUGHT_BEHIND =
  /^ (?:directive|convention|for (?:action|change|assessing|evaluating|understanding|measuring)|and guidance|document\b)/;

/** Words that set one up, or invite to one. Whichever stands nearest before the word decides: these, or those of `UNDER`. */
const MAKES =
  /\b(?:establish(?:ing|ment|es)?|set(?:ting|s)?[\s-]?up|creat(?:e|es|ing|ion)|put(?:ting)? (?:in(?:to)? )?place|implement(?:ing)?|(?:re-?)?procur(?:e|ing|ement (?:of|for)) (?:an?|the|this|its|one|two|new)|re-?tender(?:ing)?|tender(?:s|ing)? for|let(?:ting)?|conclud(?:e|ing)|enter(?:ing)? into|award(?:ing)? (?:of )?(?:an?|this|the)|renew(?:ing|al)?|replac(?:e|ing|ement)|launch(?:ing)?|operat(?:e|ing) an?|obtain an?|apply(?:ing)? (?:for|to)|applications? (?:for|to)|admi(?:t|tted|ssion) (?:on)?to|join(?:ing)?|plac(?:e|es|ed) on(?:to)?|position on|appoint\w* (?:[\w-]+ ){0,8}(?:on)?to|bid(?:s|ding)? (?:for|to)|seeks?|seeking|requires?|looking for|(?:this|the) (?:new|proposed))\b/g;
const UNDER =
  /\b(?:under|via|through|thru|from|off|using|uses?|used|utili[sz]\w+|against|by means of|per|within|lot \w+ of|pursuant to|accordance with|part of|requirements of|access\w* to|suppliers on)\b/g;
/** One that was made before: what is bought now is bought under it, or has nothing to do with it. */
const WAS_MADE =
  /\b(?:has|have|had|was|were|been|already|existing|previously|recently) (?:\w+ )?(?:established|set up|created|put in place|procured|awarded|let|appointed|implemented)\b[^,.:;]{0,70}$/;
/** An award says what it has brought about, and what a contract is. */
const IS_MADE =
  /\b(?:ha(?:s|ve) (?:awarded|placed|concluded|commissioned) an?|will be an?|is an?)(?: [\w-]+){0,4} $/;
/** "The … framework was used." */
const WAS_USED = /^(?: agreement)? (?:was|has been|is being|were) (?:used|utili[sz]ed|accessed)\b/;
/** A purchase under whatever stands behind, though it be called a learning framework. */
const BOUGHT_UNDER =
  /\b(?:award(?:ed)?|made|procure(?:d|ment)?|sourced|off|competition|contract(?:ed)?|purchased?|appointed|tendered|ordered|undertaken|conducted|commissioned) (?:was |were |is |being |by )?(?:under|via|through|from|against|using|off|on) [^.;]{0,80}$|\b(?:via|using|utili[sz]ing) [^.;]{0,60}$/;
const BY_THIS_PROCESS = /\b(?:procurement|tender|exercise|process|notice|competition) (?:has|have|was|is)\b/;
const THIS =
  /\b(?:this|these|proposed|resulting|new) (?:open |closed |multi[\s-]supplier |single[\s-]supplier |collaborative |national )?$/;
const BEHIND_ITS_OWN =
  /^(?: agreements?| contracts?)? (?:(?:will|shall) (?:be (?!used)|have|consist|comprise|cover|run|last|include|commence|start)|is (?:being|to be|divided|for|open|split|intended|made)|are (?:being|to be|divided)|for the (?:provision|supply|delivery)|to (?:provide|supply|deliver|cover)|divided|comprises|consists)\b/;
/** "Award a contract or conclude a framework agreement": what the law lets buyers do. */
const ALTERNATIVE = /\bor\b[^,.:;]{0,20}$/;
const FIRST_WORDS =
  /^\s*(?:an? |the )?(?:open |multi[\s-]supplier |single[\s-]supplier |collaborative |national )?$/;

const ITS_OWN = /(?:^\s*|\b(?:the|an?|this|our|new) (?:[\w-]+ ){0,3})$/;

/** A title that only ends in the word sets nothing up where `titleSetsUp` is false: at an award it says what was bought under. */
export function readFrameworks({ title, body }: ReadText, titleSetsUp: boolean): Said {
  const said = { ...NOTHING_SAID };
  for (const spot of spotsOf(title, VEHICLE)) {
    const kind = titleKind(spot);
    if (kind === 'under' || titleSetsUp || !spot.found.startsWith('f')) note(said, spot, kind);
  }
  for (const spot of spotsOf(body, VEHICLE)) note(said, spot, bodyKind(spot));
  return said;
}

type Kind = 'sets-up' | 'under' | undefined;

function note(said: { -readonly [key in keyof Said]: Said[key] }, { found }: Spot, kind: Kind): void {
  if (kind === undefined) return;
  const isFramework = found.startsWith('f');
  if (kind === 'sets-up') said.setsUp = true;
  if (kind === 'sets-up' && isFramework) said.isOfSuppliers = true;
  if (kind === 'under') said.under = true;
  if (!isFramework) said.isDynamic = true;
}

function isOther({ found, before, after }: Spot): boolean {
  if (!found.startsWith('f')) return false;
  if (NONE_CONCLUDED.test(before) || NEVER_BOUGHT_UNDER.test(before)) return true;
  if (BOUGHT_UNDER.test(before) || WAS_USED.test(after)) return false;
  return OTHER_FRAMEWORK.test(before) || NOT_BOUGHT_BEHIND.test(after);
}

/** In a title the word says so only at either end: "Framework for …", "… Framework (2026)". */
const TITLE_END =
  /^(?: agreements?)?(?: contract)?(?: in [\w ]{1,30})?(?:[\s,:–-]{1,3}(?:rfq ?\d{1,12}|pre-qualification|\(?20\d\d[\d/–-]{0,8}\)?|\([^)]{0,30}\)|award\w*|contract award notice|[a-z]{0,5} ?\d{1,6})){0,3}[\s.]{0,3}$/;
const TITLE_FOR = /(?:^|[-–:] ?)(?:\w+ ){0,3}$/;

function titleKind(spot: Spot): Kind {
  if (isDenied(spot) || isOther(spot)) return undefined;
  if (isUnder(spot.before)) return 'under';
  const isFor = /^ (?:agreements? )?(?:for|to) /.test(spot.after) && TITLE_FOR.test(spot.before);
  return isFor || TITLE_END.test(spot.after) ? 'sets-up' : undefined;
}

function bodyKind(spot: Spot): Kind {
  if (isDenied(spot) || isOther(spot)) return undefined;
  const { before, after } = spot;
  if (WAS_USED.test(after)) return 'under';
  if (THIS.test(before)) return 'sets-up';
  if (isUnder(before)) return 'under';
  if (IS_MADE.test(before)) return 'sets-up';
  if (ALTERNATIVE.test(before) || (WAS_MADE.test(before) && !BY_THIS_PROCESS.test(before))) return undefined;
  if (spot.found === 'frameworks') return undefined;
  return isMade(before) || isFirst(before, after) || (BEHIND_ITS_OWN.test(after) && ITS_OWN.test(before))
    ? 'sets-up'
    : undefined;
}

/** "Framework for the supply of …" begins the text. */
function isFirst(before: string, after: string): boolean {
  return FIRST_WORDS.test(before) && /^ (?:agreements? |contracts? )?(?:for|of|to) /.test(after);
}

/** How far before the word the verb may stand. */
const NEAR = 70;

function isMade(before: string): boolean {
  return lastEnd(before, MAKES) >= Math.max(0, before.length - NEAR);
}

/** "Under", "via"… stands before the word, and no word of setting up stands nearer. */
function isUnder(before: string): boolean {
  const under = lastEnd(before, UNDER);
  if (under < 0 || under < lastEnd(before, MAKES)) return false;
  return !/[,:]/.test(before.slice(under)) || BOUGHT_UNDER.test(before);
}

/** Where the last match ends; -1 without one. */
function lastEnd(text: string, pattern: RegExp): number {
  let end = -1;
  for (const found of text.matchAll(pattern)) end = found.index + found[0].length;
  return end;
}
