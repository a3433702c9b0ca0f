import type { BadPage } from '../../domain/ports.ts';
import { decodeText } from '../decode-text.ts';
import { guidIn } from './identity.ts';
import { addition, type Beside } from './notice-addition.ts';
import { readNoticePage } from './notice-page.ts';
import { readResults, releaseOfRow } from './result-rows.ts';

const RESULTS = /\/search\/results\/?$/i;
const NOTICE = /\/notice\/([^/]+)\/?$/i;

/** A notice's page does not say whose release it stands beside: its address does, behind the `#`, where it is kept for later. */
export function sourceBeside(source: string, { ocid, releaseId, date }: Beside): string {
  return `${source}#${new URLSearchParams({ ocid, release: releaseId, date }).toString()}`;
}

/** The releases that a kept page of the site makes now; undefined where it is none of those, or still cannot be read whole. */
export function reopen(
  { source, body }: Pick<BadPage, 'source' | 'body'>,
  configured: string,
): readonly string[] | undefined {
  if (!URL.canParse(source)) return undefined;
  const { pathname, hash } = new URL(source);
  const html = decodeText(body);
  if (RESULTS.test(pathname)) {
    const results = readResults(html);
    return results.ok && results.unread === 0 ? results.rows.map(releaseOfRow) : undefined;
  }
  const beside = besideIn(pathname, new URLSearchParams(hash.slice(1)));
  const page = beside === undefined ? undefined : readNoticePage(html);
  if (beside === undefined || page === undefined) return undefined;
  const text = addition(beside, page, configured);
  return text === undefined ? [] : [text];
}

function besideIn(pathname: string, said: URLSearchParams): Beside | undefined {
  const noticeId = guidIn(NOTICE.exec(pathname)?.[1] ?? '');
  const [ocid, releaseId, date] = ['ocid', 'release', 'date'].map((name) => said.get(name) ?? undefined);
  if (noticeId === undefined || ocid === undefined || releaseId === undefined || date === undefined)
    return undefined;
  return { noticeId, ocid, releaseId, date };
}
