import { isDenied, spotsOf, type Cue, type ReadText, type Spot } from './spots.ts';
import { plainTag, type PlainTagId } from './tag-ids.ts';
import type { Tag } from '../../domain/procurement.ts';

interface Demand extends Cue {
  readonly id: PlainTagId;
}

/**
 * National security vetting (https://www.gov.uk/government/publications/united-kingdom-security-vetting-clearance-levels) and
 * police vetting. `SC`, `DV` and `CTC` mean other things too, so they count only beside a word of vetting.
 */
const CLEARANCES: readonly Demand[] = [
  {
    id: 'clearance:bpss',
    parts: ['bpss', 'baseline'],
    words: /\bbpss\b|\bbaseline\spersonnel\ssecurity/g,
  },
  {
    id: 'clearance:ctc',
    parts: ['ctc', 'terroris'],
    words:
      /\bcounter[\s-]terroris[tm] (?:check|clear)|\bctc[\s-](?:security |level )?(?:clear|vett|check|level)|\b(?:bpss|sc|dv)[\s,/]{1,3}(?:or |and )?ctc\b(?=[^.;]{0,25}(?:clear|vett|level))|\bctc\b(?=(?:[\s,/&]{1,3}(?:(?:and\/or|or|and) )?(?:bpss|ctc|sc|e?dv)\b){1,3}(?![\s,/&]{1,3}(?:bpss|ctc|sc|e?dv)\b)[^.;]{0,25}(?:clear|vett|level))/g,
  },
  {
    id: 'clearance:sc',
    parts: ['sc', 'security check'],
    words:
      /\bsc[\s-](?:level )?(?:security )?(?:clear|vett|check|level)|\bsecurity check(?:ed)? (?:\(sc\)|clear|level|vett)|\bsecurity (?:clear\w*|vett\w*)[^.;]{0,30}[\s(]sc\b|\b(?:bpss|ctc)[\s,/]{1,3}(?:or |and )?sc\b|\bsc\b(?=(?:[\s,/&]{1,3}(?:(?:and\/or|or|and) )?(?:bpss|ctc|sc|e?dv)\b){1,3}(?![\s,/&]{1,3}(?:bpss|ctc|sc|e?dv)\b)[^.;]{0,25}(?:clear|vett|level))/g,
  },
  {
    id: 'clearance:dv',
    parts: ['dv', 'developed'],
    words:
      /\bdeveloped\svetting|\be?dv[\s-](?:level )?(?:security )?(?:clear|vett|level)|\bsc[\s,/]{1,3}(?:or |and )?dv\b(?=[^.;]{0,25}(?:clear|vett|level))|\bdv\b(?=(?:[\s,/&]{1,3}(?:(?:and\/or|or|and) )?(?:bpss|ctc|sc|e?dv)\b){1,3}(?![\s,/&]{1,3}(?:bpss|ctc|sc|e?dv)\b)[^.;]{0,25}(?:clear|vett|level))/g,
  },
  {
    id: 'clearance:nppv',
    parts: ['nppv', 'police'],
    words: /\bnppv|\bnon[\s-]police\spersonnel\svett/g,
  },
];

const CYBER_PLUS: Demand = {
  id: 'cyber-essentials-plus',
  parts: ['cyber'],
  words: /\bcyber\sessentials?\s?(?:plus\b|\+)/g,
};
const CYBER: Demand = {
  id: 'cyber-essentials',
  parts: ['cyber'],
  words: /\bcyber\sessentials?\b(?!\s?(?:plus\b|\+))/g,
};
const ISO: Demand = { id: 'iso-27001', parts: ['27001'], words: /\biso(?:\/iec)?[\s:-]{0,3}27001\b/g };

const DEMANDS = [...CLEARANCES, CYBER, CYBER_PLUS, ISO];
const LEVEL = /^[\s-]{0,2}(?:\(?nppv\)?[\s-]{0,2})?(?:level )?([1-4])\b/;

/** What is bought is vetting, and not what suppliers need. */
const BUYS_VETTING = /\bvetting|\bscreening|\bbackground check|\bverification|\bpre-employment|\bbpss\b/;
/** The buyer's own certificate, or a scheme that is only told of. */
const OF_THE_BUYER =
  /\b(?:our|we|resulting from|align with|enable \w+ to|extension of the government['’]s)\b[^.;]{0,30}$/;

/** What a supplier must have or be, as the text asks. A title says what is bought ("ISO 27001 certification"). */
export function demandsOf({ title, body }: ReadText): readonly Tag[] {
  const found: Tag[] = [];
  for (const demand of DEMANDS) {
    const spot = spotsOf(body, demand).find((one) => !isDenied(one) && !OF_THE_BUYER.test(one.before));
    if (spot === undefined || isBought(demand, title)) continue;
    found.push(demand.id === 'clearance:nppv' ? withLevel(spot) : plainTag(demand.id));
  }
  return found;
}

function isBought(demand: Demand, title: string): boolean {
  return demand.id.startsWith('clearance:') ? BUYS_VETTING.test(title) : spotsOf(title, demand).length > 0;
}

function withLevel({ after }: Spot): Tag {
  const tag = plainTag('clearance:nppv');
  const level = LEVEL.exec(after)?.[1];
  return level === undefined ? tag : { id: tag.id, words: `asks for NPPV level ${level} (police vetting)` };
}
