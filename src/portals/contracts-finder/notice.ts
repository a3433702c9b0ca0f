import type { Value } from '../../domain/money.ts';
import { NATIONWIDE, regionCodes } from '../../domain/region.ts';
import type { Outcome, Stage } from '../../domain/stage.ts';
import { currencyOf, readPence, total } from '../amounts.ts';
import { readAwardIds } from '../award-ids.ts';
import { readReference } from '../buyer-reference.ts';
import { cleanLine, cleanText } from '../clean-text.ts';
import { readEnds } from '../contract-end.ts';
import { readPeriod } from '../contract-period.ts';
import { termsOf } from '../contract-terms.ts';
import { cpvOf } from '../cpv-codes.ts';
import { readDocuments } from '../documents.ts';
import { flag, list, object, text, type Json } from '../json.ts';
import { readBuyer, readSuppliers } from '../parties.ts';
import type { Mapping, Stated } from '../read-release.ts';
import { linksOf } from '../relations.ts';
import { documentsIn, itemsIn } from '../release-parts.ts';
import { outcomeOf, stageOfTag } from '../stage-of-tags.ts';
import { readDeadline } from './deadline.ts';
import { isPageOf, linkedNotices, noticeIdOf, pageOf } from './identity.ts';
import { repairMojibake } from './mojibake.ts';
import { regionsOfPostcode } from '../../domain/postcode.ts';
import { markOf } from './synthesis.ts';

/** A release of Contracts Finder as a notice; or why it is none. */
export const toNotice: Mapping = (stated) => {
  const { json, tender, tag } = stated;
  const documents = documentsIn(json);
  const { stage, outcome } = stageOf(stated, documents);
  const mark = markOf(json);
  // What we wrote ourselves holds nothing new of the portal's.
  if (mark.via !== undefined) stated.surprises.length = 0;
  const sparse =
    mark.via !== undefined ||
    /^(?:tenderCancellation|awardCancellation|contractTermination|implementation)/.test(tag);
  const title = line(tender['title']) ?? line(json['title']);
  if (title === undefined && !sparse) return 'tender.title: not stated';
  const noticeId = mark.noticeId ?? noticeIdOf(stated.releaseId, documents);
  const procedure = line(tender['procurementMethodDetails'])?.replace(/\s*-\s*$/, '');
  const description = words(tender['description']);
  const links = linksOf(stated, noticeId, linkedNotices(documents, procedure), [title, description]);
  return {
    portal: stated.portal,
    ocid: stated.ocid,
    releaseId: stated.releaseId,
    hash: stated.hash,
    published: stated.published,
    noticeId,
    via: mark.via,
    form: tag,
    stage,
    outcome,
    sparse,
    title,
    description,
    buyer: readBuyer(json, line),
    cpv: cpvOf(tender, itemsIn(json)),
    value: readValue(stated),
    deadline: readDeadline(stated, stage),
    regions: readRegions(tender),
    sme: suits(tender, 'sme', 'isSuitableForSme'),
    vcse: suits(tender, 'vcse', 'isSuitableForVco'),
    procedure: line(procedure) ?? line(tender['procurementMethod']),
    contract: readPeriod(periodsOf(stated), stated),
    ends: readEnds(termsOf(json, [], tender['contractPeriod']), stated.published, description),
    lots: [],
    suppliers: readSuppliers(json, line),
    awards: readAwardIds(json),
    reference: readReference(tender['id'], noticeId),
    documents: readDocuments(documents, (document) => isPageOf(noticeId, document), line),
    cites: links.cites,
    relations: links.relations,
    url: mark.url ?? pageOf(noticeId, documents),
    flags: stated.flags,
  };
};

function words(value: unknown): string | undefined {
  return cleanText(typeof value === 'string' ? repairMojibake(value) : value);
}

function line(value: unknown): string | undefined {
  return cleanLine(typeof value === 'string' ? repairMojibake(value) : value);
}

/** By tag and not by `tender.status`: an award with status "planned" is on record. */
function stageOf(
  { json, tender, tag }: Stated,
  documents: readonly Json[],
): { stage: Stage; outcome: Outcome | undefined } {
  const status = text(tender['status']);
  const awards = list(json['awards']);
  const stage = stageOfTag(tag, json);
  const ended = outcomeOf(status, awards);
  if (stage === 'planned') {
    // "Future opportunity or early engagement, withdrawn" is served as planning and cancelled.
    if (ended !== undefined) return { stage: 'closed', outcome: 'withdrawn' };
    return { stage: isEngagement(documents, status) ? 'engagement' : 'planned', outcome: undefined };
  }
  if (stage === 'closed') return { stage, outcome: ended ?? 'cancelled' };
  if (stage !== 'contract' && ended !== undefined) return { stage: 'closed', outcome: ended };
  // The export of 2017 to 2021 tags everything as a tender.
  const awarded = stage === 'tender' && status === 'complete' && awards.length > 0;
  return { stage: awarded ? 'award' : stage, outcome: undefined };
}

function isEngagement(documents: readonly Json[], status: string | undefined): boolean {
  const kinds = documents.map((document) => document['documentType']);
  if (kinds.includes('marketEngagementNotice')) return true;
  return status === 'planning' && !kinds.includes('plannedProcurementNotice');
}

/** `minValue` to `value` where a range is given; whether with VAT is not said, and read as without. */
function readValue({ json, tender, flags }: Stated): Value | undefined {
  const upper = object(tender['value']);
  const low = readPence(object(tender['minValue'])['amount'], 'lowest value', flags);
  const high = readPence(upper['amount'], 'value', flags);
  const [one, other] = [low ?? high, high ?? low];
  if (one === undefined || other === undefined) return total(list(json['awards']), 'award value', flags);
  return {
    min: Math.min(one, other),
    max: Math.max(one, other),
    gross: undefined,
    currency: currencyOf(upper),
  };
}

function periodsOf({ json, tender }: Stated): readonly unknown[] {
  const planned: unknown = tender['contractPeriod'];
  if (planned !== undefined && planned !== null) return [planned];
  return list(json['awards']).map((award) => award['contractPeriod']);
}

/** Regions by name or postcode. "Any region" is served as six rows, one of which is the United Kingdom and nothing else. */
function readRegions(tender: Json): readonly string[] {
  const codes: string[] = [];
  for (const item of list(tender['items']))
    for (const address of list(item['deliveryAddresses']))
      for (const code of regionsIn(address)) if (!codes.includes(code)) codes.push(code);
  if (codes.length < 2) return codes;
  return codes.includes(NATIONWIDE) ? [NATIONWIDE] : codes.toSorted();
}

const NOWHERE: readonly string[] = [];

function regionsIn(address: Json): readonly string[] {
  const region = text(address['region']);
  if (region !== undefined) return regionCodes(region) ?? NOWHERE;
  const postcode = text(address['postalCode']);
  if (postcode !== undefined) return regionsOfPostcode(postcode);
  return text(address['countryName']) === 'United Kingdom' ? [NATIONWIDE] : NOWHERE;
}

/** The export of 2017 to 2021 says it in `xClassifications`. */
function suits(tender: Json, whom: 'sme' | 'vcse', before: string): boolean | undefined {
  return flag(object(tender['suitability'])[whom]) ?? flag(object(tender['xClassifications'])[before]);
}
