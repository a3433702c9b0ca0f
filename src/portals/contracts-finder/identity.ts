import { noticeKey } from '../../domain/keys.ts';
import { pathOf, readUrl } from '../documents.ts';
import { text, type Json } from '../json.ts';
import type { Citation } from '../text-citations.ts';
import { URL_OF_CONTRACTS_FINDER } from './facts.ts';

const GUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const CURRENT = new RegExp(`^(${GUID})-\\d+$`, 'i');
const ANYWHERE = new RegExp(GUID, 'i');
const NOTICE_PAGE = new RegExp(`/notice/(${GUID})/?$`, 'i');
const ID = new RegExp(`^(${GUID})(?:-\\d+)?$`, 'i');
const NOTICE_KINDS: ReadonlySet<string> = new Set([
  'tenderNotice',
  'awardNotice',
  'marketEngagementNotice',
  'plannedProcurementNotice',
]);

/** The GUID of a notice id or of today's release ids, in small letters; undefined for anything else. */
export function guidIn(id: string): string | undefined {
  return ID.exec(id)?.[1]?.toLowerCase();
}

/**
 * The GUID in a notice's page address. Today's release ids are that and a counter (true of 200 in 200 recorded). The export
 * of 2017 to 2021 wrote `ocds-b5fd17-GUID-…` with the buyer's reference behind it, and a compiled release has only its ocid's
 * GUID, which is another one: there the notice's own document decides.
 */
export function noticeIdOf(releaseId: string, documents: readonly Json[]): string {
  const current = CURRENT.exec(releaseId)?.[1];
  if (current !== undefined) return current.toLowerCase();
  const page = documents
    .filter((document) => NOTICE_KINDS.has(text(document['documentType']) ?? ''))
    .flatMap((document) => pathOf(document['url']).match(NOTICE_PAGE)?.[1] ?? [])
    .at(-1);
  return (page ?? ANYWHERE.exec(releaseId)?.[0])?.toLowerCase() ?? releaseId;
}

/** True for the document that is the notice's own page: its place in the list and its id say nothing. */
export function isPageOf(noticeId: string, document: Json): boolean {
  const { url } = document;
  if (typeof url !== 'string' || !(url.includes(noticeId) || url.toLowerCase().includes(noticeId)))
    return false;
  const path = pathOf(url).toLowerCase();
  return path.endsWith(`/notice/${noticeId}`) || path.endsWith(`/notice/${noticeId}/`);
}

export function pageOf(noticeId: string, documents: readonly Json[]): string {
  const own = documents.find((document) => isPageOf(noticeId, document));
  return readUrl(own?.['url']) ?? `${URL_OF_CONTRACTS_FINDER}/Notice/${encodeURIComponent(noticeId)}`;
}

const FTS_HOSTS: ReadonlySet<string> = new Set([
  'www.find-tender.service.gov.uk',
  'find-tender.service.gov.uk',
]);
const FTS_PAGE = /^\/Notice\/(\d{6}-\d{4})\/?$/i;
/** A call-off names the framework it is made under, which is another procurement (docs/adr/0004-what-makes-two-notices-one.md). */
const UNDER_FRAMEWORK = /call-?\s?off|from an? (?:\w+ )?framework|further competition/i;

/** Cheap: hardly any document is one. */
const FTS_HOST = /find-tender/i;

function mayBeLinked({ url }: Json): boolean {
  return typeof url === 'string' && FTS_HOST.test(url);
}

/**
 * Find a Tender notices whose page this one links to: neither portal carries the other's identifiers
 * (docs/adr/0004-what-makes-two-notices-one.md). A call-off's link is to the framework.
 */
export function linkedNotices(
  documents: readonly Json[],
  procedure: string | undefined,
): readonly Citation[] {
  if (!documents.some(mayBeLinked)) return [];
  const as = procedure !== undefined && UNDER_FRAMEWORK.test(procedure) ? 'framework' : 'same';
  return documents.flatMap((document) => {
    const address = readUrl(document['url']);
    const url = address?.includes('find-tender') === true ? new URL(address) : undefined;
    if (url === undefined || !FTS_HOSTS.has(url.hostname)) return [];
    const number = FTS_PAGE.exec(url.pathname)?.[1];
    return number === undefined ? [] : [{ key: noticeKey('find-a-tender', number), as }];
  });
}
