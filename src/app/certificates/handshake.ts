import { connect } from 'node:tls';
import type { Trust } from '../../base/http/trust.ts';
import { untrustedReason } from '../../base/http/untrusted.ts';
import { HANDSHAKE_MS, sni, type Server } from './server-of.ts';

export interface HandshakeFault {
  /** Completes "HOST …". */
  readonly reason: string;
  /** The server answered, but its certificate is not believed. */
  readonly isUntrusted: boolean;
}

/** One TLS handshake as a request would make it, and no request; undefined where the server can be trusted. */
export function handshake(server: Server, trust: Trust): Promise<HandshakeFault | undefined> {
  return new Promise((resolve) => {
    const end = (fault: HandshakeFault | undefined): void => {
      socket.destroy();
      resolve(fault);
    };
    const socket = connect({ host: server.hostname, port: server.port, ...sni(server), ...trust });
    socket.setTimeout(HANDSHAKE_MS);
    socket.once('secureConnect', () => end(undefined));
    socket.once('timeout', () =>
      end({ reason: `did not answer within ${HANDSHAKE_MS / 1000} s`, isUntrusted: false }),
    );
    socket.once('error', (error: NodeJS.ErrnoException) => {
      const code = error.code ?? error.name;
      const untrusted = untrustedReason(code);
      end({ reason: untrusted ?? `cannot be reached (${code})`, isUntrusted: untrusted !== undefined });
    });
  });
}
