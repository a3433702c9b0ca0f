import type { Http } from '../base/http.ts';
import type { Clock, Log } from '../domain/ports.ts';

/** What a portal is made of. */
export interface PortalDeps {
  readonly http: Http;
  readonly clock: Clock;
  readonly log: Log;
  /** Where it is: scheme, host and perhaps a path, which every route and every next link keeps. */
  readonly url: string;
  /** Milliseconds between requests. Less than the portal's own is accepted only on this machine. */
  readonly spacingMs?: number | undefined;
  /** Whether a portal's public web pages may be read as well, and how long its releases must have been out of reach before they stand in. */
  readonly site?: { readonly enabled: boolean; readonly afterMs: number } | undefined;
}
