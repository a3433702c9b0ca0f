import { endOfLondonDay, londonDay } from '../../base/london.ts';
import type { Notice } from '../../domain/notice.ts';
import { prefixOf } from '../walk/address.ts';
import { URL_OF_CONTRACTS_FINDER } from './facts.ts';
import type { Linked, NoticePage } from './notice-page.ts';
import { pageRelease } from './synthesis.ts';

/** The release that a page stands beside. */
export interface Beside {
  readonly noticeId: string;
  readonly ocid: string;
  readonly releaseId: string;
  /** As a release writes it. */
  readonly date: string;
}

/** A release dated to a day alone counts as the end of it, and so must what is said beside it. */
export function besideOf({
  noticeId,
  ocid,
  releaseId,
  published,
}: Pick<Notice, 'noticeId' | 'ocid' | 'releaseId' | 'published'>): Beside {
  const isDayAlone = published === endOfLondonDay(londonDay(published));
  const date = isDayAlone ? londonDay(published) : new Date(published).toISOString();
  return { noticeId, ocid, releaseId, date };
}

/**
 * What a page says beyond its release: the time of day at which it closes, attachments, words. Undefined where nothing.
 * `configured` is where the page was had.
 */
export function addition(of: Beside, page: NoticePage, configured: string): string | undefined {
  const closing = page.closing?.time === undefined ? undefined : page.closing;
  const at = `${URL_OF_CONTRACTS_FINDER}/Notice/${of.noticeId}`;
  const documents = [...page.attachments, ...page.links].flatMap((link) => documentOf(link, at, configured));
  const { additional } = page;
  if (closing === undefined && documents.length === 0 && additional === undefined) return undefined;
  const said = { kind: page.kind ?? 'engagement', closing, documents, description: additional } as const;
  return pageRelease(of, said);
}

/** People open a link at the service itself, whatever proxy or sandbox the page came through. */
function documentOf({ title, href }: Linked, at: string, configured: string): readonly object[] {
  if (!URL.canParse(href, at)) return [];
  const url = new URL(href, at);
  const base = new URL(configured);
  const prefix = prefixOf(base);
  const isOurs = url.origin === base.origin && url.pathname.startsWith(`${prefix}/`);
  const path = `${url.pathname.slice(isOurs ? prefix.length : 0)}${url.search}${url.hash}`;
  return [{ description: title, url: isOurs ? `${URL_OF_CONTRACTS_FINDER}${path}` : url.href }];
}
