import { connect } from 'node:net';
import { trustWith } from '../base/http/trust.ts';
import { handshake } from './certificates/handshake.ts';
import { pemText } from './certificates/pem-file.ts';
import { serverOf } from './certificates/server-of.ts';

const PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443, 'smtp:': 587, 'smtps:': 465 };
const TIMEOUT_MS = 5000;

/** The same for a portal, over TLS as its requests are, and with the same certificates: what cannot be verified is a fault. */
export async function probePortal(url: string, extraCa: string): Promise<string | undefined> {
  if (new URL(url).protocol !== 'https:') return await probeHost(url);
  const server = serverOf(url);
  const fault = await handshake(server, trustWith(pemText(extraCa)));
  return fault === undefined ? undefined : `${server.host} ${fault.reason}`;
}

/** Opens one connection to a URL's host and closes it; undefined where that worked, else why not. */
export function probeHost(url: string): Promise<string | undefined> {
  const { hostname, port, protocol, host } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect({
      host: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port) || (PORTS[protocol] ?? 443),
    });
    socket.setTimeout(TIMEOUT_MS);
    const end = (fault: string | undefined): void => {
      socket.destroy();
      resolve(fault);
    };
    socket.once('connect', () => end(undefined));
    socket.once('timeout', () => end(`${host} did not answer within ${TIMEOUT_MS / 1000} s`));
    socket.once('error', (error: NodeJS.ErrnoException) =>
      end(`${host} cannot be reached (${error.code ?? error.name})`),
    );
  });
}
