import { ocidKey } from '../../domain/keys.ts';
import type { Value } from '../../domain/money.ts';
import type { Outcome, Stage } from '../../domain/stage.ts';
import { exactly, readAmount, total } from '../amounts.ts';
import { readAwardIds } from '../award-ids.ts';
import { readReference } from '../buyer-reference.ts';
import { cleanLine } from '../clean-text.ts';
import { readPeriod } from '../contract-period.ts';
import { linksOf, relatedProcesses, type Links } from '../relations.ts';
import { cpvOf } from '../cpv-codes.ts';
import { readDocuments } from '../documents.ts';
import { list, object, text, type Json } from '../json.ts';
import { stageBehindTag } from '../older-law.ts';
import { readBuyer, readSuppliers } from '../parties.ts';
import type { Mapping, Stated } from '../read-release.ts';
import { documentsIn, itemsIn } from '../release-parts.ts';
import { outcomeOf, stageOfTag } from '../stage-of-tags.ts';
import { surprise } from '../surprises.ts';
import type { Citation } from '../text-citations.ts';
import { readTechnique } from '../techniques.ts';
import { descriptionOf, isPartial, lotsOf, regionsOf } from '../tender-parts.ts';
import { contractPeriods, endsOf } from './contract-end.ts';
import { readDeadline } from './deadline.ts';
import { URL_OF_FIND_A_TENDER } from './facts.ts';
import { isSparseForm, noticeDocument, stageOfForm, type NoticeDocument } from './forms.ts';
import { outcomeOfEnd } from './termination.ts';
import { readAboveThreshold } from './threshold.ts';

/** A release of Find a Tender, of either regime (UKPGA, CELEX), as a notice; or why it is none. */
export const toNotice: Mapping = (stated) => {
  const { json, tender, releaseId } = stated;
  const [documents, items, lots] = [documentsIn(json), itemsIn(json), list(tender['lots'])];
  const own = noticeDocument(documents, releaseId);
  const form = own?.form ?? stated.tag;
  const { stage, outcome } = stageOf(stated, form, documents);
  const sparse = isSparseForm(form) || isPartial(stated);
  const title = cleanLine(tender['title']) ?? cleanLine(json['title']);
  if (title === undefined && !sparse) return 'tender.title: not stated';
  if (own !== undefined && stageOfForm(own.form) === undefined)
    stated.surprises.push(surprise('notice type', own.form));
  const description = descriptionOf(stated, lots);
  const noticeId = stated.tag === 'compiled' ? (text(own?.document['id']) ?? releaseId) : releaseId;
  const links = linksIn(stated, noticeId, [title, description]);
  return {
    portal: stated.portal,
    ocid: stated.ocid,
    releaseId: stated.releaseId,
    hash: stated.hash,
    published: stated.published,
    noticeId,
    form,
    stage,
    outcome,
    sparse,
    title,
    description,
    buyer: readBuyer(json, cleanLine),
    cpv: cpvOf(tender, items),
    value: readValue(stated),
    deadline: readDeadline(stated, stage),
    regions: regionsOf(items),
    sme: anySuits(lots, 'sme'),
    vcse: anySuits(lots, 'vcse'),
    procedure: cleanLine(tender['procurementMethodDetails']) ?? cleanLine(tender['procurementMethod']),
    aboveThreshold: sparse ? undefined : readAboveThreshold(json, tender),
    technique: sparse ? undefined : readTechnique(tender),
    contract: readPeriod(contractPeriods(stated, form, lots), stated),
    ends: endsOf(stated, form, description),
    lots: lotsOf(lots),
    suppliers: readSuppliers(json, cleanLine),
    awards: readAwardIds(json),
    reference: readReference(tender['id'], noticeId),
    documents: readDocuments(documents, (document) => document['noticeType'] !== undefined, cleanLine),
    cites: links.cites,
    relations: links.relations,
    url: pageOf(own, releaseId),
    flags: stated.flags,
  };
};

function stageOf(
  stated: Stated,
  form: string,
  documents: readonly Json[],
): { stage: Stage; outcome: Outcome | undefined } {
  const { json, tender, tag } = stated;
  const stage = stageOfForm(form) ?? (form === tag ? stageOfCelex(stated, documents) : stageOfTag(tag, json));
  const outcome = outcomeOf(text(tender['status']), list(json['awards']));
  if (form === 'UK16') return { stage: 'closed', outcome: outcome ?? 'withdrawn' };
  if (stage === 'closed') return { stage, outcome: outcomeOfEnd(stated, outcome) };
  if (stage === 'contract' || outcome === undefined) return { stage, outcome: undefined };
  return { stage: 'closed', outcome };
}

/** Without a notice type, an engagement shows itself by its status or document. */
function stageOfCelex(stated: Stated, documents: readonly Json[]): Stage {
  const { json, tender, tag } = stated;
  const stage = stageBehindTag(stated) ?? stageOfTag(tag, json);
  if (stage !== 'planned') return stage;
  const engaged = documents.some((document) => document['documentType'] === 'marketEngagementNotice');
  return engaged || tender['status'] === 'planning' ? 'engagement' : 'planned';
}

function readValue({ json, tender, flags }: Stated): Value | undefined {
  const stated = readAmount(tender['value'], 'value', flags);
  if (stated !== undefined) return exactly(stated);
  return (
    total(list(tender['lots']), 'lot value', flags) ??
    total(list(json['awards']), 'award value', flags) ??
    total(list(json['contracts']), 'contract value', flags)
  );
}

/** Only true is ever served, so nothing said is unknown and not "no". */
function anySuits(lots: readonly Json[], whom: 'sme' | 'vcse'): true | undefined {
  return lots.some((lot) => object(lot['suitability'])[whom] === true) ? true : undefined;
}

/** Hosts whose canonical links name the same procurement on its home portal; other hosts (a buyer's page) are seen too. */
const HOME_PORTALS: ReadonlySet<string> = new Set([
  'api.publiccontractsscotland.gov.uk',
  'api.sell2wales.gov.wales',
]);

/** Sell2Wales writes its own link with two question marks: `…/v1?lang=cy/Notice?id=…` (docs/portals/sell2wales.md). */
const LINKED_OCID = /[?&]id=(ocds-[\w-]+)/;

function linksIn(stated: Stated, noticeId: string, texts: readonly (string | undefined)[]): Links {
  const { json, tender, published } = stated;
  const data = [...canonicalLinks(json), ...relatedProcesses(json, published)];
  return linksOf(stated, noticeId, data, [...texts, text(tender['procurementMethodRationale'])]);
}

function canonicalLinks(release: Json): readonly Citation[] {
  return list(release['links']).flatMap((link) => {
    const href = text(link['href']);
    if (link['rel'] !== 'canonical' || href === undefined || !URL.canParse(href)) return [];
    const ocid = LINKED_OCID.exec(href)?.[1];
    return HOME_PORTALS.has(new URL(href).hostname) && ocid !== undefined
      ? [{ key: ocidKey(ocid), as: 'same' }]
      : [];
  });
}

const NOTICE_PAGE = /^https?:\/\/[^\s/@]+\/(?:[\w/-]+\/)?Notice\/[\w-]+$/;

function pageOf(own: NoticeDocument | undefined, releaseId: string): string {
  const stated = text(own?.document['url']);
  if (stated !== undefined && NOTICE_PAGE.test(stated)) return stated;
  return `${URL_OF_FIND_A_TENDER}/Notice/${encodeURIComponent(releaseId)}`;
}
