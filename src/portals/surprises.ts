import type { Surprise } from '../domain/release.ts';
import { object, text, type Json } from './json.ts';
import { isTag } from './stage-of-tags.ts';

/** Rubbish must not fill the operator's table. */
const LONGEST_NAME = 80;
const MOST_FIELDS = 20;

/** The Procurement Act 2023; and the European Union's directives, under which older and Scottish procurements go on. */
const KNOWN_LAWS: ReadonlySet<string> = new Set(['UKPGA', 'CELEX']);

/**
 * The fields of a release and of its tender in the answers of all four portals recorded from 2017 to August 2026
 * (2,021 releases, gathered on 22 November 2026); `real-data.test.ts` holds the lists against them.
 */
const KNOWN_RELEASE_FIELDS: ReadonlySet<string> = new Set(
  `awards bids buyer buyerID contracts date description id initiationType language links ocid parties planning
   relatedProcesses tag tender title`.split(/\s+/),
);
const KNOWN_TENDER_FIELDS: ReadonlySet<string> = new Set(
  `aboveThreshold additionalClassifications additionalProcurementCategories amendments awardCriteria
   awardCriteriaDetails awardPeriod bidOpening classification communication competitive contractPeriod contractTerms
   coveredBy crossBorderLaw datePublished description documents eligibilityCriteria enquiryPeriod
   expressionOfInterestDeadline hasEnquiries hasRecurrence id items legalBasis lotDetails lots mainProcurementCategory
   minValue numberOfTenderers otherRequirements participationFees procedure procurementMethod procurementMethodDetails
   procurementMethodRationale procurementMethodRationaleClassifications recurrence reviewDetails riskDetails
   secondStage selectionCriteria specialRegime status submissionMethod submissionMethodDetails submissionTerms
   suitability supplyChain techniques tenderPeriod tenderers title value xClassifications`.split(/\s+/),
);

/** What of a release's outline no portal has been known to write. A mapping adds what it alone can tell. */
export function surprisesIn(release: Json, tender: Json, tags: readonly string[]): Surprise[] {
  const found: Surprise[] = [];
  for (const tag of tags) if (!isTag(tag)) found.push(surprise('tag', tag));
  const law = text(object(tender['legalBasis'])['scheme']);
  if (law !== undefined && !KNOWN_LAWS.has(law)) found.push(surprise('legal basis', law));
  for (const field in release)
    if (!KNOWN_RELEASE_FIELDS.has(field) && found.length < MOST_FIELDS) found.push(surprise('field', field));
  for (const field in tender)
    if (!KNOWN_TENDER_FIELDS.has(field) && found.length < MOST_FIELDS)
      found.push(surprise('field', `tender.${field}`));
  return found;
}

export function surprise(what: Surprise['what'], name: string): Surprise {
  return { what, name: name.slice(0, LONGEST_NAME) };
}
