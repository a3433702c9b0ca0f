import type { View } from '../../domain/procurement.ts';
import { isDenied, spotsOf, type Cue, type ReadText, type Spot } from './spots.ts';
import type { PlainTagId } from './tag-ids.ts';

/** `Open procedure (below threshold)`, `Competitive quotation (non-OJEU)`, `Below threshold - open competition`. */
const BELOW = /\b(?:below|under)[\s-](?:the )?threshold|\bnon-ojeu\b/;
const ABOVE = /\babove[\s-](?:the )?threshold|\(ojeu\)/;

/**
 * The Procurement Act's own procedures (section 20, https://www.legislation.gov.uk/ukpga/2023/54/section/20) are for what is
 * above the thresholds; for the rest Find a Tender writes "Below threshold - …". In all 129 recorded UK1 and UK3 to UK5
 * notices this agrees with the field, which views stored earlier lack. In awards and contract details it does not (8 of 131).
 */
const OF_THE_ACT = /^(?:open procedure|competitive flexible procedure|direct award)$/;
const ACT_FORMS: ReadonlySet<string> = new Set(['UK1', 'UK3', 'UK4', 'UK5']);

const SAID: Cue = {
  parts: ['threshold'],
  words:
    /\b(below|above|under|over|exceed(?:s|ing)?)[\s-](?:the )?(?:(?:relevant|applicable|uk|current|public|regulated|financial|procurement|find a tender|fts|ojeu|wto|gpa|pcr) ){0,3}threshold\b/g,
};
const LAW = /\b(?:procurement|find a tender|fts|ojeu|wto|gpa|pcr)\b/;
const BEFORE_IT =
  /(?:^|[:\n(–-])\s*$|\b(?:procurement|contract|tender|requirement|opportunity|project|notice|quotation|estimated (?:total )?value|it|this)\b[^.;]{0,40}$/;
const BEHIND_IT =
  /^\s*(?:$|[),]|-|–)|^ (?:open |competitive )?(?:procurement|contract|tender|quotation|notice|competition|procedure|opportunity|process|exercise|for (?:the )?(?:procurement|regulated|public))/;
const OTHER_THRESHOLD =
  /\b(?:scor\w*|marks?|points?|pass|quality|turnover|income|salary|earn\w*|noise|temperature|age|performance|alert\w*|invoices?|changes?|variations?|reject\w*|fail\w*|bids?|bidders?|suppliers?|usage|where|when|whether|if|all|any|those|both|may|minimum|or)\b/;

/** "This is a below-threshold procurement", "The value is above the relevant threshold"; undefined where the words say both. */
export function saidThreshold({ title, body }: ReadText): PlainTagId | undefined {
  const sides = new Set(
    [...spotsOf(title, SAID), ...spotsOf(body, SAID)]
      .filter(isOfTheLaw)
      .map(({ found }) => /^(?:below|under)/.test(found)),
  );
  if (sides.size !== 1) return undefined;
  return sides.has(true) ? 'below-threshold' : 'above-threshold';
}

function isOfTheLaw(spot: Spot): boolean {
  const { found, before, after } = spot;
  if (isDenied(spot) || OTHER_THRESHOLD.test(before) || OTHER_THRESHOLD.test(after.slice(0, 30)))
    return false;
  return LAW.test(found) || BEFORE_IT.test(before) || BEHIND_IT.test(after);
}

/** Which side of the threshold the notices say it is on, by field or else by the procedure's words; undefined where they do not. */
export function statedThreshold({ aboveThreshold, procedure, notices }: View): PlainTagId | undefined {
  if (aboveThreshold !== undefined) return aboveThreshold ? 'above-threshold' : 'below-threshold';
  const words = procedure?.trim().toLowerCase() ?? '';
  const [below, above] = [BELOW.test(words), ABOVE.test(words)];
  if (below !== above) return below ? 'below-threshold' : 'above-threshold';
  return !below && OF_THE_ACT.test(words) && notices.some(({ form }) => ACT_FORMS.has(form))
    ? 'above-threshold'
    : undefined;
}
