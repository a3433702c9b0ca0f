import type { Outcome } from '../../domain/stage.ts';
import { list, text, type Json } from '../json.ts';
import type { Stated } from '../read-release.ts';

const BIDS =
  '(?:bids?|bidders?|tenders|tenderers?|submissions?|responses?|offers?|quotes?|quotations?|applications?|proposals?|expressions of interest)';

/** Words between "no" and "bids" that show them not to belong together: "no longer seeking tenders", "no decision on bids". */
const APART = '(?:opportunit|contract|award|longer|change|on|of|to|for|from|by|with|in|the|was|were|has|is)';

/** Nobody bid, or nothing that came met the need. "No tender opportunity was published" is something else. */
const NOBODY = new RegExp(
  [
    String.raw`\b(?:no|zero|nil) (?:(?!${APART})[\w-]+ ){0,3}?${BIDS}\b(?! (?:opportunit|process|notice|exercise|documents?))`,
    String.raw`\bno (?:[\w-]+ ){0,2}?tender (?:was|has been) (?:received|submitted|returned|suitable|compliant)\b`,
    String.raw`\b(?:none of|neither of) the (?:[\w-]+ ){0,3}?${BIDS}\b`,
    String.raw`\b(?:not|never) (?:receive|attract)\w* any (?:[\w-]+ ){0,3}?${BIDS}\b`,
    String.raw`\b${BIDS} (?:[\w-]+ ){0,4}?(?:did not|failed to|not) (?:meet|met|satisf\w+|pass)\b`,
  ].join('|'),
  'i',
);

/**
 * How a procurement ended that a termination notice (UK12) ends. Its awards are called cancelled also where nobody bid, and
 * only the words say so (`awards[].statusDetails`). `stated` is what status and awards say.
 */
export function outcomeOfEnd({ json, tender }: Stated, stated: Outcome | undefined): Outcome {
  if (stated !== undefined && stated !== 'cancelled') return stated;
  return reasons(json, tender).some((words) => NOBODY.test(words)) ? 'unsuccessful' : 'cancelled';
}

function reasons(json: Json, tender: Json): readonly string[] {
  const parts = [tender, ...list(tender['lots']), ...list(json['awards'])];
  return [json['description'], tender['description'], ...parts.map((part) => part['statusDetails'])].flatMap(
    (words) => text(words) ?? [],
  );
}
