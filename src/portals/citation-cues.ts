import type { RelationKind } from '../domain/notice.ts';

/** What a citation says of the notice that it names: `same` is the same procurement. */
export type CitedAs = RelationKind | 'same';

interface Cue {
  readonly as: CitedAs;
  readonly words: RegExp;
  /** Holds only where no contract is changed (`CHANGES`). */
  readonly isOfNew?: true;
  /** The notice of a contract that is replaced was advertised first, too: yields to words of another exercise. */
  readonly isOfAny?: true;
}

const FRAMEWORK = String.raw`(?:framework|\bdps\b|dynamic (?:purchasing|market)|g-?cloud|\bdos ?\d)`;

const HELD = '(?:contract|agreement|arrangement|framework|dps)s?';
const NOTICE_NAMED = String.raw`(?:published )?(?:awarded )?(?:contract |tender |award |cf |fts |find a tender |contracts finder |transparency )*(?:notices?|adverts?|advertisement|publication|listing)\b`;

/** A call-off says where it was made. "This framework was advertised in …" is not one. */
const UNDER_FRAMEWORK: readonly Cue[] = [
  {
    as: 'framework',
    words: new RegExp(
      String.raw`\b(?:under|via|through|from|against|off|using|utili[sz]ing|pursuant to|accordance with|part of|by means of|per) (?:an?|the|our|its|their|[\w'’&-]+)\b[^.;]{0,140}?${FRAMEWORK}`,
      'gi',
    ),
  },
  {
    as: 'framework',
    words: new RegExp(
      String.raw`${FRAMEWORK}(?:(?!advertis|publish|exten)[^.;]){0,90}?\b(?:ref(?:erence)?|ojeu|contract ref\w*|fts ref\w*)\b`,
      'gi',
    ),
  },
];

/**
 * Words that say what a cited notice is to the one that cites it. Of several the last before the citation counts; the order
 * here matters only where two end at the same place.
 */
const CUES: readonly Cue[] = [
  { as: 'framework', words: /\bcall(?:ed|ing|s)?[ -]?offs?\b|\b(?:mini|further)[ -]competitions?\b/gi },
  {
    as: 'retries',
    words:
      /\bre-?tender(?:ed|ing|s)?\b|\bre-?advertis\w+|\bre-?procur\w+ following|\breplac\w+ (?:the |an? )?(?:earlier |previous |original |cancelled )?(?:process|procurement|tender|competition)\b/gi,
  },
  {
    as: 'retries',
    words:
      /\b(?:previous|earlier|original|former|prior|first|initial)\b[^.;]{0,60}?\b(?:procurement|tender|competition|process|exercise|notice)\b[^.;]{0,80}?\b(?:cancell?ed|abandoned|unsuccessful|discontinued|withdrawn|failed|not awarded)/gi,
  },
  {
    as: 'replaces',
    words: new RegExp(
      String.raw`\b(?:current|existing|incumbent|expiring|outgoing|previous|present) (?:[\w-]+ ){0,3}?${HELD}\b(?! (?:finder|(?:award )?notice))`,
      'gi',
    ),
    isOfNew: true,
  },
  {
    as: 'replaces',
    words:
      /\b(?:original|former|last|(?:the|our|its) first) (?:(?!of |to |in |the )[\w-]+ ){0,2}?(?:contract|agreement|arrangement)s?\b(?! (?:finder|(?:award )?notice|period|term|value|length|duration|start))|\b(?:current|existing|incumbent|expiring|outgoing) contract (?:award )?notices?\b/gi,
    isOfNew: true,
  },
  {
    as: 'replaces',
    words:
      /\bincumbents?\b|\b(?:current|existing|outgoing|previous|present) (?:[\w-]+ ){0,2}?(?:providers?|suppliers?|contractors?|provision)\b|\b(?:currently|presently|at present) (?:being )?(?:provided|delivered|supplied|held|operated|managed|run|carried out|contracted|commissioned|(?:let )?under(?! ?(?:way|review|development|construction|consideration)))\b|\b(?:provided|delivered|supplied|operated|managed) (?:currently|at present)\b|\b(?:last (?:let|tendered|procured|commissioned)|previously (?:let|provided|delivered|held) (?:by|under|through|as))\b/gi,
    isOfNew: true,
  },
  {
    as: 'replaces',
    words: new RegExp(
      [
        String.raw`\bre-?procur\w+|\bre-?commission\w*|\bre-?let(?:s|ting)?\b`,
        String.raw`\bsuccessor (?:(?:to|of|for) (?:the |our |an? )?(?:[\w-]+ ){0,4}?)?(?:${HELD}|services?|scheme|provision)\b`,
        String.raw`\b(?:supersed(?:es?|ing)|replac(?:es?|ing|ement (?:of|for))) (?:the |our |an? )?(?:[\w-]+ ){0,3}?(?:${HELD}|services?)\b(?! (?:award )?notice)`,
        String.raw`\bfollow(?:s|ing) (?:on from |(?:on from )?(?:the|our|its|an?) )(?:(?!award|publi|advert|issue|sign)[\w-]+ ){0,3}?contracts?\b(?! (?:finder|(?:award )?notice))`,
      ].join('|'),
      'gi',
    ),
  },
  {
    as: 'same',
    words:
      /\b(?:prior information|market engagement|planned procurement|pipeline|transparency|voluntary ex[- ]?ante|veat|early engagement|soft market test\w*|expressions? of interest|market sounding)\b|\bPIN\b/gi,
  },
  {
    as: 'same',
    words: new RegExp(
      [
        String.raw`\breplaces?(?: the)?(?: previous\w*)?(?: published)?(?: awarded)? ${NOTICE_NAMED}`,
        String.raw`\bthis (?:requirement|opportunity|contract|tender|procurement|notice|project|services?)(?:(?!re-?procur|re-?let|re-?commission|current|existing|replac|supersed|successor|follows)[^.;]){0,60}?\b(?:advertised|published|posted|tendered|issued|submitted for publication)\b`,
      ].join('|'),
      'gi',
    ),
  },
  {
    as: 'same',
    words:
      /\b(?:extension|modification|variation|amendment|corrections?|corrigendum|supplementary|addendum) (?:to|of|for) (?:an |the |this |our )?(?:existing |original |current |initial |previous(?:ly)? )*(?:\w+ ){0,3}?(?:contract|agreement|notice|award|dps|cf)\b|\bduplicat\w+ of\b|\b(?:corrects|supersedes) (?:the )?\b|\blinked to\b|\bin association with\b|\bextension to:/gi,
  },
  {
    as: 'same',
    words: new RegExp(
      [
        String.raw`\b(?:original|previous(?:ly)?|earlier|initial|related earlier|previously (?:posted|published)) ${NOTICE_NAMED}`,
        String.raw`\b(?:the|an?) (?:requirement|opportunity|contract|tender|procurement|notice|project|services?)[^.;]{0,60}?\b(?:advertised|published|posted|tendered|issued|submitted for publication)\b`,
        String.raw`\b(?:previously|originally|initially|first|recently) (?:been )?(?:advertised|published|posted|procured|issued)\b`,
      ].join('|'),
      'gi',
    ),
    isOfAny: true,
  },
];

/** A contract that is changed is the one that stands: what is said of the first one, or the present one, is of itself. */
const CHANGES =
  /(?<!\b(?:options?|possibility|right) (?:to|of|for) (?:an? |the )?)\b(?:exten(?:sions?|d(?:s|ing)?)|variations?|var(?:y|ies|ying)|modif(?:y|ies|ying|ications?)|amend(?:s|ing|ments?)?|addendum|uplift|increase)\b[^.;]{0,40}?\b(?:existing|original|current|initial|first|previous)|\b(?:framework|dps)\b[^.;]{0,40}\b(?:will be|is (?:being|hereby)|to be) extended/i;

/** Plain labels: `FTS Award Notice Number`, `see contract notice`. They say something only where nothing else does. */
const LABEL =
  /\b(?:contract|award|tender|fts|ojeu|find a tender(?: service)?|can)\b[\s\w()/:-]{0,24}\bnotice\b|\b(?:fts|find a tender(?: service)?)\b[\s\w()/:-]{0,16}\bref(?:erence)?\b|\bnotice (?:no|number|ref(?:erence)?|identifier)\b|\bpublication ref(?:erence)?\b|\bpublished on (?:the )?(?:find a tender|fts)|\brelat(?:es|ed|ing)(?: to)?(?: the| our)? (?:procurement|process|tender|ocid)\b|\bUK\d{1,2}\b[^.;]{0,20}\bnotice\b/i;
const ANY_FRAMEWORK = new RegExp(FRAMEWORK, 'i');
/**
 * What the words tell of another exercise, without a relation that we keep: a notice that ends its own procurement names
 * what comes instead, an interim contract the procurement that it waits for, one party the notices of the next.
 */
const OF_ANOTHER =
  /\bthis (?:procurement|tender|notice|opportunity|exercise|process)\b[^.;]{0,60}\b(?:cancell?ed|withdrawn|terminated|abandoned|discontinued)|\b(?:new|next|forthcoming|future) (?:procurement|tender|notice|opportunity)\b|\bunder ?way\b|\bpublished by\b|\bTED\b[^.;]{0,30}$/i;
const FAILED_BEHIND =
  /^[^.;]{0,80}\b(?:was|were|has been|had been|which)\b[^.;]{0,30}\b(?:cancell?ed|abandoned|unsuccessful|discontinued|withdrawn|not awarded)/i;
const EXPIRES_BEHIND =
  /^[^.;]{0,40}\b(?:which|that|and)? ?(?:expires?|ends|will (?:expire|end)|is due to (?:expire|end))\b/i;

/** What the words around a citation say of it; undefined where they say nothing that is known. */
export function citedAs(before: string, behind: string): CitedAs | undefined {
  if (OF_ANOTHER.test(before)) return undefined;
  if (FAILED_BEHIND.test(behind)) return 'retries';
  const isOfFramework = ANY_FRAMEWORK.test(before);
  const best = said(before, isOfFramework ? [...UNDER_FRAMEWORK, ...CUES] : CUES);
  if (EXPIRES_BEHIND.test(behind) && best !== 'framework') return 'replaces';
  if (best !== undefined) return best;
  return !isOfFramework && LABEL.test(before) ? 'same' : undefined;
}

/** What the last cue says, less what yields to another. */
function said(before: string, cues: readonly Cue[]): CitedAs | undefined {
  const isOfChange = CHANGES.test(before);
  const holding = isOfChange ? cues.filter(({ isOfNew }) => isOfNew !== true) : cues;
  const last = lastOf(before, holding);
  if (last?.isOfAny !== true) return last?.as;
  const apart = lastOf(
    before,
    holding.filter(({ isOfAny }) => isOfAny !== true),
  )?.as;
  return apart === 'replaces' || apart === 'retries' ? apart : last.as;
}

function lastOf(before: string, cues: readonly Cue[]): Cue | undefined {
  let best: { readonly cue: Cue; readonly end: number } | undefined;
  for (const cue of cues) {
    for (const found of before.matchAll(cue.words)) {
      const end = found.index + found[0].length;
      if (best === undefined || end > best.end) best = { cue, end };
    }
  }
  return best?.cue;
}
