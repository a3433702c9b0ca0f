import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';

let roots: readonly string[] | undefined;

/** PEM texts of the roots that Node trusts: Mozilla's, and what NODE_EXTRA_CA_CERTS names. */
export function trustedRoots(): readonly string[] {
  roots ??= [...rootCertificates, ...fromEnvironment()];
  return roots;
}

/** Node warns at its start about a file that it cannot read, and goes on without it. */
function fromEnvironment(): readonly string[] {
  const path = process.env['NODE_EXTRA_CA_CERTS'] ?? '';
  if (path === '') return [];
  try {
    return [readFileSync(path, 'utf8')];
  } catch {
    return [];
  }
}

export interface Trust {
  /** PEM texts; undefined is Node's own list. */
  readonly ca?: string[];
  readonly rejectUnauthorized: true;
}

/**
 * Who a connection believes: the roots, and what the PEM text `extra` adds. An intermediate in it completes a chain and
 * is not trusted by itself: OpenSSL still asks for a root. A list of our own replaces Node's, hence the roots in it; and
 * verifying is asked for in so many words, because NODE_TLS_REJECT_UNAUTHORIZED=0 would switch it off.
 */
export function trustWith(extra: string | undefined, from?: readonly string[]): Trust {
  if (extra === undefined && from === undefined) return { rejectUnauthorized: true };
  const all = from ?? trustedRoots();
  return { ca: extra === undefined ? [...all] : [...all, extra], rejectUnauthorized: true };
}
