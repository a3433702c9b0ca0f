import type { MiddlewareHandler } from 'hono';

/** OWASP's HTTP headers cheat sheet, as strict as pages without script and without anything foreign allow. */
const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
};
/** Of every page that says nothing else: what stands on one may be somebody's alone. */
const NOT_KEPT = 'no-store';
const INSIST = 'max-age=31536000';

/** Of a page that nothing else is said of. */
export function pageHeaders(https: boolean): Readonly<Record<string, string>> {
  return {
    ...HEADERS,
    'Cache-Control': NOT_KEPT,
    ...(https ? { 'Strict-Transport-Security': INSIST } : {}),
  };
}

/** `https`: whether people reach us by TLS, so that a browser may be told to insist on it. */
export function securityHeaders(https: boolean): MiddlewareHandler {
  return async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(HEADERS)) c.res.headers.set(name, value);
    if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', NOT_KEPT);
    if (https) c.res.headers.set('Strict-Transport-Security', INSIST);
  };
}
