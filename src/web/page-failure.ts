import type { Context } from 'hono';
import { matchedRoutes } from 'hono/route';

/** What a log says of a page that failed: enough to mend it, and nothing that opens or names anything. */
export interface PageFailure {
  readonly method: string;
  /** Its pattern, `/u/:secret`: never the address that was asked for. */
  readonly route: string;
  readonly err: { readonly type: string; readonly message: string; readonly stack: string };
}

export function pageFailure(error: Error, c: Context): PageFailure {
  const { name: type, message, stack = '' } = error;
  return {
    method: c.req.method,
    route: matchedRoutes(c).at(-1)?.path ?? '',
    err: { type, message: withoutSecrets(message), stack: withoutSecrets(stack) },
  };
}

/** What an error of anybody's may quote: a link's secret, a mail address, and what stands after a word for a secret. */
function withoutSecrets(text: string): string {
  return text
    .replaceAll(/[A-Za-z0-9_-]{43,}/g, '[secret]')
    .replaceAll(/[^\s@<>"'`]+@[^\s@<>"'`]+/g, '[address]')
    .replaceAll(/\b(password|secret|token|key)=[^\s&]+/gi, '$1=[secret]');
}
