import type { Throttle } from '../portal/throttle.ts';
import { punishingThrottle, retryAfterHeader } from '../portal/throttle.ts';
import type { ContractsFinderSwitches, Throttling } from './switches.ts';

const FORBIDDEN =
  '<!DOCTYPE html><html><head><title>Forbidden - Contracts Finder</title></head><body><h1>Forbidden</h1><p>You may have exceeded the rate limit. Reference: 0.5a1e.sandbox</p></body></html>';
const SORRY =
  '<!DOCTYPE html><html><head><title>Sorry, there is a problem with the service</title></head><body><h1>Sorry, there is a problem with the service</h1></body></html>';

function refused(rule: Throttling, waitMs: number, now: number): Response {
  const header = retryAfterHeader(rule.retryAfter, waitMs, now);
  return new Response(rule.status === 403 ? FORBIDDEN : 'Too Many Requests', {
    status: rule.status,
    headers: { 'content-type': 'text/plain', ...(header === undefined ? {} : { 'retry-after': header }) },
  });
}

/** One throttle for the whole host. Answers undefined where the request may pass. */
export function throttleGate(): (rule: Throttling | false, now: number) => Response | undefined {
  let inForce: { readonly rule: Throttling; readonly throttle: Throttle } | undefined;
  return (rule, now) => {
    if (rule === false) return undefined;
    if (inForce?.rule !== rule) {
      const throttle = punishingThrottle(rule.requests, rule.seconds * 1000, rule.blockSeconds * 1000);
      inForce = { rule, throttle };
    }
    const wait = inForce.throttle.refuse(now);
    return wait === undefined ? undefined : refused(rule, wait, now);
  };
}

/** What the API answers while it is down; undefined while it is not. */
export function outage(down: ContractsFinderSwitches['apiDown']): Response | undefined {
  if (down === false) return undefined;
  return new Response(SORRY, { status: down, headers: { 'content-type': 'text/html; charset=utf-8' } });
}
