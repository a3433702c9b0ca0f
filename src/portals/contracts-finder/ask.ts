import type { HttpFault } from '../../base/http.ts';
import type { BadPage, PortalFault } from '../../domain/ports.ts';
import type { PortalDeps } from '../portal-deps.ts';
import { addressOf } from '../walk/address.ts';
import { faultOf, politely } from '../walk/open-page.ts';
import { SEARCH } from './facts.ts';

/** What a route answered: its bytes; or the fault, with what was served instead where that is worth keeping. */
export type Asked =
  | { readonly ok: true; readonly source: string; readonly body: Buffer }
  | {
      readonly ok: false;
      readonly source: string;
      /** 404: there is no such thing, which some routes say of a quiet day. */
      readonly status: number | undefined;
      /** What is to be yielded, in this order: the fault last. */
      readonly told: readonly (BadPage | PortalFault)[];
      readonly fault: PortalFault;
    };

export interface Question {
  /** Path below the portal's URL, encoded. */
  readonly route: string;
  readonly query?: Readonly<Record<string, string>> | undefined;
  readonly accept: string;
  /** Sent as JSON by POST. */
  readonly json?: object | undefined;
  /** A site may ask for more time between requests than we leave of ourselves, milliseconds. */
  readonly leastSpacingMs?: number | undefined;
}

/** Asks one route, under the one policy of this host: whatever is asked there shares its spacing and its pauses. */
export async function ask(question: Question, deps: PortalDeps, signal: AbortSignal): Promise<Asked> {
  const { route, query, accept, json, leastSpacingMs = 0 } = question;
  const source = addressOf(deps.url, route, query);
  const policy = politely(deps, SEARCH.policy);
  const spacingMs = Math.max(policy.spacingMs, leastSpacingMs);
  const request = { policy: { ...policy, spacingMs }, accept, signal };
  const answer =
    json === undefined
      ? await deps.http.get(source, request)
      : await deps.http.post(source, {
          ...request,
          body: JSON.stringify(json),
          contentType: 'application/json',
        });
  return answer.ok ? { ok: true, source, body: answer.body } : failed(source, answer);
}

/** What was served is not what was asked for: kept, and the end of this walk. */
export function unusable(source: string, reason: string, body: Uint8Array): readonly [BadPage, PortalFault] {
  return [
    { source, bad: reason, body },
    { source, fault: 'unusable', reason: `unusable page: ${reason}`, retryAt: undefined },
  ];
}

export function refused(source: string, reason: string): PortalFault {
  return { source, fault: 'refused', reason, retryAt: undefined };
}

function failed(source: string, answer: HttpFault): Asked {
  const { reason, status, body } = answer;
  const fault = faultOf(source, answer);
  const told = body === undefined ? [fault] : [{ source, bad: reason, body }, fault];
  return { ok: false, source, status, told, fault };
}
