import { isIP } from 'node:net';

/** Where a portal's TLS server is, and by which name its certificate must know it. */
export interface Server {
  readonly hostname: string;
  readonly port: number;
  /** With the port where it is not 443: for people. */
  readonly host: string;
}

export function serverOf(url: string): Server {
  const { hostname, port, host } = new URL(url);
  return { hostname: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? 443 : Number(port), host };
}

/** SNI carries names, no addresses (RFC 6066, https://www.rfc-editor.org/rfc/rfc6066#section-3). */
export function sni({ hostname }: Server): { readonly servername?: string } {
  return isIP(hostname) === 0 ? { servername: hostname } : {};
}

export const HANDSHAKE_MS = 10_000;
