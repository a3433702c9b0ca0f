import type { SMTPPoolOptions } from 'nodemailer';
import { isLoopback } from '../../base/loopback.ts';

/** A password travels only over TLS, or to this machine; a server on this machine has no certificate worth checking. */
export function serverOf(address: string): Omit<SMTPPoolOptions, 'pool'> {
  const url = new URL(address);
  const secure = url.protocol === 'smtps:';
  const loopback = isLoopback(url.hostname);
  const user = decodeURIComponent(url.username);
  const login = user === '' ? undefined : { user, pass: decodeURIComponent(url.password) };
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    auth: login,
    ignoreTLS: loopback && !secure,
    requireTLS: login !== undefined && !loopback && !secure,
  };
}
