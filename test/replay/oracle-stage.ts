import type { PortalId } from '../../src/domain/portal.ts';
import { at, textAt, textsAt } from './oracle-json.ts';

/**
 * Notice types of the Procurement Act 2023 (https://www.find-tender.service.gov.uk/Home/NoticeTypes) and where each leaves
 * the procurement. A contract that was terminated (UK11) had been made.
 */
const FORMS: Readonly<Record<string, string>> = {
  UK1: 'pipeline',
  UK2: 'engagement',
  UK3: 'planned',
  UK4: 'tender',
  UK5: 'award',
  UK6: 'award',
  UK7: 'contract',
  UK8: 'contract',
  UK9: 'contract',
  UK10: 'contract',
  UK11: 'contract',
  UK12: 'closed cancelled',
  UK13: 'planned',
  UK14: 'tender',
  UK15: 'tender',
  UK16: 'closed withdrawn',
};

export function documentsOf(release: unknown): readonly unknown[] {
  return ['planning', 'tender', 'awards.*', 'contracts.*'].flatMap((block) =>
    at(release, `${block}.documents.*`),
  );
}

/** The stage, and how it ended: `closed cancelled`. */
export function stageOf(portal: PortalId, release: unknown): string {
  const form = documentsOf(release)
    .flatMap((one) => textsAt(one, 'noticeType'))
    .find((one) => Object.hasOwn(FORMS, one));
  if (form === undefined) return stageOfTag(portal, release);
  const status = textAt(release, 'tender.status') ?? '';
  if (form !== 'UK12') return FORMS[form] ?? '';
  if (status === 'withdrawn' || status === 'unsuccessful') return `closed ${status}`;
  // Awards are called cancelled also where nobody bid.
  const reasons = textsAt(release, 'awards.*.statusDetails').join(' ');
  return /\bno (?:\w+ )?(?:bid|submission|response|tenders)/i.test(reasons)
    ? 'closed unsuccessful'
    : 'closed cancelled';
}

/** A corrigendum under the older law that speaks of an award is tagged as one of a tender; a changed contract as an award. */
function stageOfOlderLaw(release: unknown): string | undefined {
  const tags = textsAt(release, 'tag.*');
  if (tags.includes('awardUpdate') && at(release, 'contracts.*.amendments.*').length > 0) return 'contract';
  if (!tags.includes('tenderUpdate')) return undefined;
  const sections = textsAt(release, 'tender.amendments.*.unstructuredChanges.*.where.section');
  if (sections.some((section) => section.startsWith('IV.2.2'))) return undefined;
  const said = `${JSON.stringify(at(release, 'tender.amendments'))} ${textAt(release, 'tender.title') ?? ''}`;
  const isOfAward =
    sections.some((section) => /^V(?:II|11)?(?:\W|$)/.test(section)) ||
    /award notice|formally (?:been )?(?:awarded|concluded)|- CAN$/i.test(said);
  return isOfAward ? 'award' : undefined;
}

/** By tag, and by the awards that there are: an old export tags everything as a tender. */
function stageOfTag(portal: PortalId, release: unknown): string {
  const tags = textsAt(release, 'tag.*');
  const awards = textsAt(release, 'awards.*.status');
  const older = stageOfOlderLaw(release);
  if (older !== undefined) return older;
  // Discontinued: the tender is cancelled, and its one award unsuccessful.
  if (textAt(release, 'tender.status') === 'cancelled') return 'closed cancelled';
  if (awards.length > 0 && awards.every((one) => one === 'unsuccessful')) return 'closed unsuccessful';
  if (tags.some((tag) => tag.startsWith('award')) || at(release, 'awards.*').length > 0) return 'award';
  if (tags.some((tag) => tag.startsWith('tender'))) return 'tender';
  const kinds = documentsOf(release).flatMap((one) => textsAt(one, 'documentType'));
  return portal === 'contracts-finder' && kinds.includes('marketEngagementNotice') ? 'engagement' : 'planned';
}
