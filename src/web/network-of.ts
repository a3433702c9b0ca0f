import { isIPv4, isIPv6 } from 'node:net';
import type { Context } from 'hono';

/**
 * From which network a request comes, for counting: an IPv4 address cut to /24, an IPv6 one to /48, which is what one customer
 * is given (https://www.rfc-editor.org/rfc/rfc6177). `proxies`: how many of our own proxies stand before us, each of which adds
 * whom it speaks to at the end of `X-Forwarded-For`; what stands before theirs anybody may have written.
 */
export function networkOf(c: Context, proxies: number): string {
  const forwarded = (c.req.header('x-forwarded-for') ?? '').split(',').map((part) => part.trim());
  const address = proxies === 0 ? socketAddress(c.env) : forwarded.at(-proxies);
  return cutAddress(address ?? '');
}

/** As `@hono/node-server` hands it over; nothing where no socket is behind a request. */
function socketAddress(env: unknown): string | undefined {
  const { incoming } = (env ?? {}) as {
    readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } };
  };
  return incoming?.socket?.remoteAddress;
}

export function cutAddress(address: string): string {
  const plain = address.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '');
  if (isIPv4(plain)) return `${plain.split('.').slice(0, 3).join('.')}.0/24`;
  if (!isIPv6(plain)) return 'unknown';
  const [head = '', tail] = plain.replace(/%.*$/, '').split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array.from({ length: zeros }, () => '0'), ...after];
  const network = groups.slice(0, 3).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(':')}::/48`;
}
