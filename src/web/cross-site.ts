import type { MiddlewareHandler } from 'hono';
import { messagePage } from './frame.tsx';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what another site's page makes a browser post. `exempt` tells the paths that programs post to: mail providers
 * unsubscribe (RFC 8058), mail systems report.
 */
export function refuseCrossSite(publicUrl: string, exempt: (path: string) => boolean): MiddlewareHandler {
  const { host, protocol } = new URL(publicUrl);
  return async (c, next) => {
    const { req } = c;
    const from = { site: req.header('sec-fetch-site'), origin: req.header('origin') };
    if (SAFE.has(req.method) || exempt(req.path) || isOurs(from, host, protocol)) return await next();
    return c.html(
      messagePage('That came from elsewhere', 'Another page sent this. Please use the form on our own page.'),
      403,
    );
  };
}

interface From {
  readonly site: string | undefined;
  readonly origin: string | undefined;
}

/** What no browser sent carries neither. */
function isOurs({ site, origin }: From, host: string, protocol: string): boolean {
  if (site === 'cross-site') return false;
  if (site === 'same-origin' || origin === undefined) return true;
  // Our own forms' origin is hidden, since our pages are never named as referrer (https://fetch.spec.whatwg.org/#append-a-request-origin-header);
  // and without TLS a browser does not say which site they come from (https://w3c.github.io/webappsec-fetch-metadata/#set-site).
  if (origin === 'null') return site === undefined && protocol === 'http:';
  return URL.canParse(origin) && new URL(origin).host === host;
}
