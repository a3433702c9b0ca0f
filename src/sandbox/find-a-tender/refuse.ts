import type { RetryAfter } from '../portal/throttle.ts';
import { retryAfterHeader, rollingThrottle } from '../portal/throttle.ts';
import type { FindATenderThrottle } from './switches.ts';

const REQUESTS = 12;
const SECONDS = 120;

const RETRY_AFTER: Readonly<Record<FindATenderThrottle, RetryAfter>> = {
  '429-120': 'full',
  '429-11': 'short',
  '429-date': 'http-date',
  '429': 'none',
  '503': 'none',
  '504': 'none',
};

const GATEWAY =
  '<html><head><title>504 Gateway Time-out</title></head><body><center><h1>504 Gateway Time-out</h1></center></body></html>';

function refusal(style: FindATenderThrottle, now: number): Response {
  if (style === '504')
    return new Response(GATEWAY, { status: 504, headers: { 'content-type': 'text/html' } });
  // Spelt as documented.
  if (style === '503')
    return new Response('Service Unavailaible', { status: 503, headers: { 'content-type': 'text/plain' } });
  const header = retryAfterHeader(RETRY_AFTER[style], SECONDS * 1000, now);
  return new Response(`Rate limit of ${REQUESTS} exceeded. Please retry after ${SECONDS} seconds.`, {
    status: 429,
    headers: {
      server: 'awselb/2.0',
      'content-type': 'text/plain',
      ...(header === undefined ? {} : { 'retry-after': header }),
    },
  });
}

/** Find a Tender's throttle: answers the refusal that is due, if any. */
export function refuseTooMany(): (style: FindATenderThrottle | false, now: number) => Response | undefined {
  const throttle = rollingThrottle(REQUESTS, SECONDS * 1000);
  return (style, now) => {
    if (style === false || throttle.refuse(now) === undefined) return undefined;
    return refusal(style, now);
  };
}
