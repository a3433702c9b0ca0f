import type { View } from '../../domain/procurement.ts';
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

/** Which side of the threshold the notices say it is on, by field or else by words; undefined where they do not. */
export function statedThreshold({ aboveThreshold, procedure, notices }: View): PlainTagId | undefined {
  if (aboveThreshold !== undefined) return aboveThreshold ? 'above-threshold' : 'below-threshold';
  const words = procedure?.trim().toLowerCase() ?? '';
  const [below, above] = [BELOW.test(words), ABOVE.test(words)];
  if (below !== above) return below ? 'below-threshold' : 'above-threshold';
  return !below && OF_THE_ACT.test(words) && notices.some(({ form }) => ACT_FORMS.has(form))
    ? 'above-threshold'
    : undefined;
}
