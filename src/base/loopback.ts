import { isIPv4 } from 'node:net';

/** Names and addresses of this machine itself: `localhost`, `::1` (also in a URL's brackets) and 127.0.0.0/8, nothing else. */
export function isLoopback(hostname: string): boolean {
  const name = hostname.replace(/^\[|\]$/g, '');
  return name === 'localhost' || name === '::1' || (isIPv4(name) && name.startsWith('127.'));
}
