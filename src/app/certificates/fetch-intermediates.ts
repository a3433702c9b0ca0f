import { randomUUID } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { trustWith, trustedRoots } from '../../base/http/trust.ts';
import { isLoopbackUrl } from '../config-urls.ts';
import { completeChain, isSelfIssued, nameOf, printable, type Chain } from './complete-chain.ts';
import { handshake } from './handshake.ts';
import { issuerAt } from './issuer-at.ts';
import { certificatesIn, pemText, readPemFile, withoutSubjects, type PemFile } from './pem-file.ts';
import { readChain } from './read-chain.ts';
import { serverOf, type Server } from './server-of.ts';

export interface FetchRequest {
  /** The portal's. */
  readonly url: string;
  /** Where the file stands or will stand. */
  readonly path: string;
  readonly now: number;
  readonly signal: AbortSignal;
}

export interface Fetched {
  readonly ok: boolean;
  readonly detail: string;
}

/**
 * Completes a server's chain of certificates and keeps what it lacked in the PEM file at `path`; writes nothing where the
 * chain is whole already, or where anything is wrong. What stood in the file stays, for portals may share it: of that only
 * intermediates of the same subject give way. No root is added. Not for two portals of one file at once.
 */
export async function fetchIntermediates({ url, path, now, signal }: FetchRequest): Promise<Fetched> {
  if (new URL(url).protocol !== 'https:')
    return { ok: true, detail: `${new URL(url).host} is asked without TLS` };
  const server = serverOf(url);
  const bad = (why: string): Fetched => ({ ok: false, detail: `${server.host} ${why}; nothing was written` });
  const held = readPemFile(path);
  if ('bad' in held) return { ok: false, detail: `${path} ${held.bad}; move it away` };
  const file = 'missing' in held ? undefined : held;
  const fault = await handshake(server, trustWith(file?.text));
  if (fault === undefined)
    return {
      ok: true,
      detail: `${server.host} is trusted${file === undefined ? '' : ` with ${path}`}; nothing to fetch`,
    };
  if (!fault.isUntrusted) return bad(fault.reason);
  const shown = await readChain(server);
  if (typeof shown === 'string') return bad(shown);
  const roots = (file?.certificates ?? []).filter(isSelfIssued);
  const chain = await completeChain({
    shown,
    hostname: server.hostname,
    roots: [...roots, ...trustedRoots().flatMap((text) => certificatesIn(text) ?? [])],
    now,
    fetch: (from) => issuerAt(from, { innerAllowed: isLoopbackUrl(url), signal }),
  });
  if ('refused' in chain) return bad(chain.refused);
  // The chain is whole and the handshake failed all the same: its reason is the one that counts.
  if (chain.intermediates.length === 0) return bad(fault.reason);
  return await keep(
    server,
    { path, text: written(server, { chain, file, now }) },
    chain.intermediates.length,
  );
}

/** Puts the file in place only once a verified handshake with it has worked; a reader never sees half of it. */
async function keep(
  server: Server,
  { path, text }: { readonly path: string; readonly text: string },
  count: number,
): Promise<Fetched> {
  const temporary = `${path}.${randomUUID()}.new`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(temporary, text, { flag: 'wx' });
    const fault = await handshake(server, trustWith(pemText(temporary)));
    if (fault !== undefined)
      return {
        ok: false,
        detail: `${server.host} is still not trusted: ${fault.reason}; nothing was written`,
      };
    renameSync(temporary, path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'error';
    return { ok: false, detail: `${path} cannot be written (${code})` };
  } finally {
    rmSync(temporary, { force: true });
  }
  const what = count === 1 ? 'the intermediate certificate is' : `${count} intermediate certificates are`;
  return { ok: true, detail: `${server.host} is trusted now: ${what} kept in ${path}` };
}

/** The file as it stood, less what is replaced, and what was found now. */
function written(
  server: Server,
  about: {
    readonly chain: Exclude<Chain, { readonly refused: string }>;
    readonly file: PemFile | undefined;
    readonly now: number;
  },
): string {
  const { chain, file, now } = about;
  const subjects = new Set(chain.intermediates.map(({ certificate }) => certificate.subject));
  const kept = file === undefined ? '' : withoutSubjects(file.text, subjects).trimEnd();
  return [
    ...(kept === '' ? [] : [kept, '']),
    `# Certificates that complete the chain of ${server.host}, kept on ${new Date(now).toISOString()} by`,
    '# `tenderbell doctor --fetch-intermediates`, verified up to the trusted root:',
    `# ${nameOf(chain.root.subject)}`,
    ...chain.intermediates.flatMap(({ certificate, from }) => [
      '',
      `# ${nameOf(certificate.subject)}`,
      `# from: ${printable(from)}`,
      `# valid until: ${certificate.validTo}`,
      `# SHA-256: ${certificate.fingerprint256}`,
      certificate.toString().trim(),
    ]),
    '',
  ].join('\n');
}
