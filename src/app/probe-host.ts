import { connect } from 'node:net';

const PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443, 'smtp:': 587, 'smtps:': 465 };
const TIMEOUT_MS = 5000;

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
