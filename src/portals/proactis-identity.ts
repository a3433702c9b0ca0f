import { hash } from 'node:crypto';
import { readUrl } from './documents.ts';
import { text, type Json } from './json.ts';
import { documentsIn } from './release-parts.ts';

/** The path of a notice's page, at either portal. */
export const NOTICE_PAGE = '/search/show/search_view.aspx';

/** What a page's address carries: `APR352786`, a month and a counter. */
const NOTICE_ID = /^[A-Z]{3}\d{3,}$/;

/** The number in a notice's page address; undefined where the document is no such page. */
export function noticeNumber(document: Json): string | undefined {
  const address = readUrl(document['url']);
  if (address === undefined) return undefined;
  const url = new URL(address);
  if (!url.pathname.toLowerCase().endsWith(NOTICE_PAGE)) return undefined;
  const id = /[?&]id=([a-z]{3}\d{3,})(?:&|$)/i.exec(url.search)?.[1];
  return id?.toUpperCase();
}

/** The document that is the notice itself: the one typed as such, else the first with a page of its own. */
export function noticeDocument(release: Json): Json | undefined {
  const documents = documentsIn(release);
  const pages = documents.filter((document) => noticeNumber(document) !== undefined);
  return (
    pages.find((document) => document['documentType'] === 'contractNotice') ??
    pages[0] ??
    documents.find((document) => NOTICE_ID.test(text(document['id']) ?? ''))
  );
}

/** The notice's number, by its page or its document's id; undefined where the release names none. */
export function noticeIdOf(release: Json): string | undefined {
  const document = noticeDocument(release);
  return document === undefined ? undefined : (noticeNumber(document) ?? text(document['id']));
}

/**
 * An id for a release that has none, as all recorded Scottish ones: the hash of its ocid, tags, date and notice. The same
 * release gets the same one every month it is served; a wording changed on the same day keeps it, and differs by content.
 */
export function madeReleaseId(release: Json): string {
  const tags: unknown = release['tag'];
  const parts = [
    text(release['ocid']),
    Array.isArray(tags) ? tags.join() : text(tags),
    text(release['date']),
    text(noticeDocument(release)?.['id']),
  ];
  return hash('sha256', parts.join(''));
}
