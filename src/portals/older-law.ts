import type { Stage } from '../domain/stage.ts';
import { list, object, text, type Json } from './json.ts';
import type { Stated } from './read-release.ts';
import { correctedDeadline } from './tender-parts.ts';

/**
 * Where a tag of the older regulations misleads: a corrigendum (standard form F14) is tagged as the update of a tender also
 * where it corrects or confirms an award, and a modification of a contract (F20) as that of an award. Undefined where the
 * tag says what it is.
 */
export function stageBehindTag({ tag, json, tender }: Stated): Stage | undefined {
  if (tag === 'tenderUpdate' && isOfAward(tender)) return 'award';
  if (tag === 'awardUpdate' && list(json['contracts']).some(isModified)) return 'contract';
  return undefined;
}

function isModified(contract: Json): boolean {
  return list(contract['amendments']).length > 0;
}

/** Sections V (award) and VII (modification) of a notice, one of them typed as `V11.1.2`; VI is what every notice ends with. */
const SECTION_OF_AWARD = /^\W*(?:section\s*)?V(?![I1](?![I1]))/i;
/** What is still to come is no award: "a contract award notice will be published", "once formally awarded". */
const AWARDED =
  /(?<!\b(?:will|shall|once|until|when|any|future|to be)\b[^.]{0,80})\b(?:award notice|formally (?:been )?(?:awarded|concluded)|confirmation of (?:the )?(?:contract )?(?:award|establishment))\b/i;
/** "Contract award notice", as buyers end a title with it. */
const TITLE_OF_AWARD = /(?:^|[-–—:(])\s*CAN\)?\s*$|\baward notice\b/;

function isOfAward(tender: Json): boolean {
  if (correctedDeadline(tender) !== undefined) return false;
  const amendments = list(tender['amendments']);
  const changes = amendments.flatMap((amendment) => list(amendment['unstructuredChanges']));
  if (changes.some((change) => SECTION_OF_AWARD.test(text(object(change['where'])['section']) ?? '')))
    return true;
  const words = [
    ...amendments.map((amendment) => amendment['description']),
    ...changes.flatMap(({ oldValue, newValue }) => [object(oldValue)['text'], object(newValue)['text']]),
  ];
  return (
    words.some((said) => AWARDED.test(text(said) ?? '')) || TITLE_OF_AWARD.test(text(tender['title']) ?? '')
  );
}
