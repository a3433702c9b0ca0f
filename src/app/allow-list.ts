import type { Refused } from '../domain/delivery.ts';
import type { Channel } from '../domain/ports.ts';
import type { Address } from '../domain/subscription.ts';
import { HELD } from '../flows/settle.ts';

const NOT_ALLOWED: Refused = {
  sent: false,
  scope: 'message',
  permanent: true,
  ambiguous: false,
  code: HELD,
  reason: 'mail.allow does not name this address',
  retryAfterMs: undefined,
};

/**
 * A channel that sends to these addresses alone, for a copy of an installation that must not write to its readers. `allow`:
 * addresses and `@` with a whole domain, in lower case.
 */
export function allowing(allow: readonly string[], channel: Channel): Channel {
  const allowed = new Set(allow);
  return {
    ...channel,
    update: undefined,
    send: async (message, to, signal) => refusedBy(allowed, to) ?? (await channel.send(message, to, signal)),
  };
}

/** Undefined for an address that may get mail. */
export function refusedBy(allowed: ReadonlySet<string>, to: Address): Refused | undefined {
  if (to.channel !== 'email') return NOT_ALLOWED;
  const address = to.email.toLowerCase();
  const isAllowed = allowed.has(address) || allowed.has(address.slice(address.lastIndexOf('@')));
  return isAllowed ? undefined : NOT_ALLOWED;
}

/** Said whenever channels are opened: whoever forgets the list would wait for mail in vain. */
export function allowWarning(allow: readonly string[]): string {
  const who =
    allow.length === 0
      ? 'nobody gets mail'
      : `only ${allow.length === 1 ? '1 address or domain gets' : `${allow.length} addresses and domains get`} mail`;
  return `tenderbell: mail.allow is set: ${who}, and all else is held (\`tenderbell outbox list --state held\`)`;
}
