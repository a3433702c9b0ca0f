import type { Value } from '../domain/money.ts';
import type { Buyer, Notice } from '../domain/notice.ts';
import type { Deadline, Outcome, Stage } from '../domain/stage.ts';
import { exactly, readAmount, total } from './amounts.ts';
import { readAwardIds } from './award-ids.ts';
import { readReference } from './buyer-reference.ts';
import { cleanLine } from './clean-text.ts';
import { readEnds } from './contract-end.ts';
import { readPeriod } from './contract-period.ts';
import { termsOf } from './contract-terms.ts';
import { cpvOf } from './cpv-codes.ts';
import { believed } from './dates.ts';
import { readDocuments, readUrl } from './documents.ts';
import { list, object, text, type Json } from './json.ts';
import { stageBehindTag } from './older-law.ts';
import { readBuyer, readSuppliers } from './parties.ts';
import { readProactisMoment } from './proactis-dates.ts';
import { NOTICE_PAGE, noticeDocument, noticeIdOf, noticeNumber } from './proactis-identity.ts';
import type { Stated } from './read-release.ts';
import { linksOf, relatedProcesses } from './relations.ts';
import { documentsIn, itemsIn } from './release-parts.ts';
import { outcomeOf, stageOfTag } from './stage-of-tags.ts';
import { readTechnique } from './techniques.ts';
import { correctedDeadline, descriptionOf, isPartial, lotsOf, periodsOf, regionsOf } from './tender-parts.ts';

/** A release of a Proactis portal as a notice; or why it is none. `home` is where people read it. */
export function toProactisNotice(stated: Stated, home: string): Notice | string {
  const { json, tender, tag, ocid } = stated;
  const [documents, items, lots] = [documentsIn(json), itemsIn(json), list(tender['lots'])];
  const { stage, outcome } = stageOf(stated, documents);
  const sparse = isPartial(stated);
  const title = cleanLine(tender['title']) ?? cleanLine(json['title']);
  if (title === undefined && !sparse) return 'tender.title: not stated';
  const noticeId = noticeIdOf(json) ?? ocid;
  const description = descriptionOf(stated, lots);
  const data = relatedProcesses(json, stated.published);
  const links = linksOf(stated, noticeId, data, [title, description]);
  return {
    portal: stated.portal,
    ocid: stated.ocid,
    releaseId: stated.releaseId,
    hash: stated.hash,
    published: stated.published,
    noticeId,
    form: tag,
    stage,
    outcome,
    sparse,
    title,
    description,
    buyer: buyerOf(json),
    cpv: cpvOf(tender, items),
    value: readValue(stated, lots),
    deadline: readDeadline(stated, stage),
    regions: regionsOf(items),
    sme: undefined,
    vcse: undefined,
    procedure: cleanLine(tender['procurementMethodDetails']) ?? cleanLine(tender['procurementMethod']),
    technique: sparse ? undefined : readTechnique(tender),
    contract: readPeriod(periodsOf(json, lots), stated),
    ends: readEnds(termsOf(json, lots), stated.published, description),
    lots: lotsOf(lots),
    suppliers: readSuppliers(json, cleanLine),
    awards: readAwardIds(json),
    reference: readReference(tender['id'], noticeId),
    documents: readDocuments(documents, (document) => noticeNumber(document) !== undefined, cleanLine),
    cites: links.cites,
    relations: links.relations,
    url: pageOf(json, noticeId, home),
    flags: stated.flags,
  };
}

function stageOf(
  stated: Stated,
  documents: readonly Json[],
): { readonly stage: Stage; readonly outcome: Outcome | undefined } {
  const { json, tender, tag } = stated;
  const stage = stageBehindTag(stated) ?? stageOfTag(tag, json);
  const ended = outcomeOf(text(tender['status']), list(json['awards']));
  if (stage === 'closed') return { stage, outcome: ended ?? 'cancelled' };
  if (stage !== 'contract' && ended !== undefined) return { stage: 'closed', outcome: ended };
  const engaged = documents.some((document) => document['documentType'] === 'marketEngagementNotice');
  return { stage: stage === 'planned' && engaged ? 'engagement' : stage, outcome: undefined };
}

/** Its id (`org-1`) counts the parties of one release, so it names nobody. */
function buyerOf(json: Json): Buyer | undefined {
  const buyer = readBuyer(json, cleanLine);
  return /^org-\d+$/.test(buyer?.id ?? '') && buyer !== undefined ? { ...buyer, id: undefined } : buyer;
}

/** How these portals write "no maximum": the largest number of 32 bits. */
const NO_MAXIMUM = 2_147_483_647;

function readValue({ json, tender, flags }: Stated, lots: readonly Json[]): Value | undefined {
  const stated = object(tender['value']);
  const amount = hasNoMaximum(stated) ? undefined : readAmount(stated, 'value', flags);
  if (amount !== undefined) return exactly(amount);
  const limits = lots.map((lot) => (hasNoMaximum(lot['value']) ? { ...lot, value: undefined } : lot));
  return (
    total(limits, 'lot value', flags) ??
    total(list(json['awards']), 'award value', flags) ??
    total(list(json['contracts']), 'contract value', flags)
  );
}

function hasNoMaximum(value: unknown): boolean {
  return object(value)['amount'] === NO_MAXIMUM;
}

/** A tender period beyond this is a slip of the pen, and not an invitation. */
const LONGEST_YEARS = 15;

function readDeadline({ json, tender, published, flags }: Stated, stage: Stage): Deadline | undefined {
  if (stage === 'pipeline' || stage === 'planned') return undefined;
  const milestones = list(object(json['planning'])['milestones']);
  const end =
    stage === 'engagement'
      ? milestones.find((milestone) => milestone['type'] === 'engagement')?.['dueDate']
      : (object(tender['tenderPeriod'])['endDate'] ?? correctedDeadline(tender));
  return believed(readProactisMoment(end), 'deadline', { published, years: LONGEST_YEARS, flags });
}

function pageOf(json: Json, noticeId: string, home: string): string {
  const own = noticeDocument(json);
  const page = own !== undefined && noticeNumber(own) !== undefined ? readUrl(own['url']) : undefined;
  return page ?? `${home}${NOTICE_PAGE}?ID=${encodeURIComponent(noticeId)}`;
}
