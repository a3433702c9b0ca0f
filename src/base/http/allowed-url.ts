import { isLoopback } from '../loopback.ts';

/** Why a URL is not asked at all; undefined where it is fine. Plain http only to this machine. */
export function refusalOf(url: URL): string | undefined {
  if (url.username !== '' || url.password !== '') return 'the URL carries credentials';
  if (url.protocol === 'https:') return undefined;
  if (url.protocol === 'http:' && isLoopback(url.hostname)) return undefined;
  return `only https is asked, not ${url.protocol}`;
}

/**
 * Where a redirect leads, or why it is not followed: it may change neither scheme nor port, and stays on the host (with
 * or without `www.`) or below it. A public suffix list would say the same of the portals' hosts, at more length.
 */
export function redirectTarget(from: URL, location: string | string[] | undefined): URL | string {
  if (typeof location !== 'string' || !URL.canParse(location, from.href)) return 'redirected to nowhere';
  const to = new URL(location, from);
  const refusal = refusalOf(to);
  if (refusal !== undefined) return `redirect refused: ${refusal}`;
  if (to.protocol !== from.protocol || to.port !== from.port)
    return 'redirect refused: another scheme or port';
  const base = from.hostname.replace(/^www\./, '');
  const same = to.hostname === from.hostname || to.hostname === base || to.hostname.endsWith(`.${base}`);
  return same ? to : 'redirect refused: another host';
}
