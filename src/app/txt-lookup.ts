import { Resolver } from 'node:dns/promises';

/** The text records of a name, none where there are none; or why nobody knows. */
export type TxtLookup = (
  name: string,
) => Promise<{ readonly texts: readonly string[] } | { readonly unanswered: string }>;

const TIMEOUT_MS = 3000;
const NONE: ReadonlySet<string> = new Set(['ENOTFOUND', 'ENODATA']);

/** Asks the name servers of this machine, or those that are named, once and for three seconds at most. */
export function openTxtLookup(servers: readonly string[] = []): TxtLookup {
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: 1 });
  if (servers.length > 0) resolver.setServers(servers);
  return async (name) => {
    try {
      // A long record comes in pieces of 255 characters, which belong together (RFC 7208 §3.3).
      return { texts: (await resolver.resolveTxt(name)).map((pieces) => pieces.join('')) };
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'error';
      return NONE.has(code) ? { texts: [] } : { unanswered: code };
    }
  };
}
