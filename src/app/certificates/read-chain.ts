import type { X509Certificate } from 'node:crypto';
import { connect } from 'node:tls';
import { HANDSHAKE_MS, sni, type Server } from './server-of.ts';

/**
 * The certificates that a server shows, its own first, or why there are none (completes "HOST …"). The one handshake of
 * this program that verifies nothing: it is closed as soon as the certificates are read, nothing is asked or sent over it,
 * and what was read is believed only as far as `completeChain` can verify it.
 */
export function readChain(
  server: Server,
): Promise<readonly [X509Certificate, ...X509Certificate[]] | string> {
  return new Promise((resolve) => {
    const end = (read: Awaited<ReturnType<typeof readChain>>): void => {
      socket.destroy();
      resolve(read);
    };
    const socket = connect({
      host: server.hostname,
      port: server.port,
      ...sni(server),
      rejectUnauthorized: false,
    });
    socket.setTimeout(HANDSHAKE_MS);
    socket.once('secureConnect', () => end(chainOf(socket.getPeerX509Certificate())));
    socket.once('timeout', () => end(`did not answer within ${HANDSHAKE_MS / 1000} s`));
    socket.once('error', (error: NodeJS.ErrnoException) =>
      end(`cannot be reached (${error.code ?? error.name})`),
    );
  });
}

/** More than any server sends in earnest. */
const LONGEST = 10;

function chainOf(
  leaf: X509Certificate | undefined,
): readonly [X509Certificate, ...X509Certificate[]] | string {
  if (leaf === undefined) return 'shows no certificate';
  const above: X509Certificate[] = [];
  for (let at = leaf.issuerCertificate; at !== undefined && above.length < LONGEST; at = at.issuerCertificate)
    above.push(at);
  return [leaf, ...above];
}
