import type { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';

export interface Intermediate {
  readonly certificate: X509Certificate;
  /** Where it was found: a URL, or that the server sent it. */
  readonly from: string;
}

export interface ChainRequest {
  /** As the server shows them, its own first. */
  readonly shown: readonly [X509Certificate, ...X509Certificate[]];
  /** The name or address that the server's own certificate must be for. */
  readonly hostname: string;
  readonly roots: readonly X509Certificate[];
  readonly now: number;
  /** The certificate at a URL, or why there is none. */
  readonly fetch: (url: string) => Promise<X509Certificate | string>;
}

export type Chain =
  | { readonly intermediates: readonly Intermediate[]; readonly root: X509Certificate }
  /** Completes "HOST …". */
  | { readonly refused: string };

/** Public chains have one or two; a longer one is a loop or a joke. */
const MOST_INTERMEDIATES = 4;

/**
 * The intermediates between a server's own certificate and a root that is trusted already, each verified: its signature
 * on the one below, that it may sign at all, its dates. A root is never taken from elsewhere.
 */
export async function completeChain(request: ChainRequest): Promise<Chain> {
  const { shown, hostname, roots, now } = request;
  const [leaf] = shown;
  const wrong = leafFault(leaf, hostname, now);
  if (wrong !== undefined) return { refused: wrong };
  const intermediates: Intermediate[] = [];
  let below = leaf;
  for (;;) {
    const current = below;
    const root = roots.find((one) => issuerFault(one, current, now) === undefined);
    if (root !== undefined) return { intermediates, root };
    if (intermediates.length === MOST_INTERMEDIATES)
      return { refused: `needs more than ${MOST_INTERMEDIATES} intermediates` };
    const next = await issuerOf(current, request);
    if ('refused' in next) return next;
    intermediates.push(next);
    below = next.certificate;
  }
}

function leafFault(leaf: X509Certificate, hostname: string, now: number): string | undefined {
  const isFor = isIP(hostname) === 0 ? leaf.checkHost(hostname) : leaf.checkIP(hostname);
  if (isFor === undefined) return `shows a certificate for another name (${nameOf(leaf.subject)})`;
  const dates = dateFault(leaf, now);
  if (dates !== undefined) return `shows a certificate that ${dates}; the portal must renew it`;
  return isSelfIssued(leaf) ? 'shows a certificate that is signed by nobody but itself' : undefined;
}

async function issuerOf(
  below: X509Certificate,
  { shown, now, fetch }: ChainRequest,
): Promise<Intermediate | { readonly refused: string }> {
  const sent = shown.find((one) => !isSelfIssued(one) && issuerFault(one, below, now) === undefined);
  if (sent !== undefined) return { certificate: sent, from: 'sent by the server' };
  let refused = `shows a certificate that does not say where its issuer (${nameOf(below.issuer)}) is to be had`;
  for (const url of issuerUrls(below)) {
    const certificate = await fetch(url);
    const fault =
      typeof certificate === 'string'
        ? certificate
        : isSelfIssued(certificate)
          ? `is the root ${nameOf(certificate.subject)}, which is not trusted here`
          : issuerFault(certificate, below, now);
    if (fault === undefined && typeof certificate !== 'string') return { certificate, from: url };
    refused = `has an issuer that cannot be used: ${printable(url)} ${fault ?? ''}`;
  }
  return { refused };
}

/** Why `issuer` cannot have issued `below`; completes "URL …". */
function issuerFault(issuer: X509Certificate, below: X509Certificate, now: number): string | undefined {
  if (issuer.subject !== below.issuer || !below.checkIssued(issuer))
    return `is not the issuer, ${nameOf(below.issuer)}`;
  if (!issuer.ca) return 'is no certificate of an authority';
  if (!verifies(issuer, below)) return 'did not sign it: the signature is wrong';
  return dateFault(issuer, now);
}

/** A key of another kind than the signature's throws. */
function verifies(issuer: X509Certificate, below: X509Certificate): boolean {
  try {
    return below.verify(issuer.publicKey);
  } catch {
    return false;
  }
}

function dateFault({ validFrom, validTo }: X509Certificate, now: number): string | undefined {
  if (now > Date.parse(validTo)) return `expired on ${validTo}`;
  return now < Date.parse(validFrom) ? `is valid only from ${validFrom}` : undefined;
}

export function isSelfIssued(certificate: X509Certificate): boolean {
  return certificate.subject === certificate.issuer;
}

/** The "CA Issuers" addresses of the authority information access extension; Node quotes odd ones as JSON. */
function issuerUrls({ infoAccess }: X509Certificate): readonly string[] {
  return (infoAccess ?? '').split('\n').flatMap((line) => {
    const written = /^CA Issuers - URI:(.*)$/.exec(line)?.[1];
    return written === undefined || written.startsWith('"') ? [] : [written];
  });
}

/** A subject or issuer, one field a line as Node writes it, as a short name. */
export function nameOf(subject: string): string {
  return printable(/^CN=(.*)$/m.exec(subject)?.[1] ?? subject.replaceAll('\n', ', '));
}

/** What a stranger wrote, on one line and of a bearable length. */
export function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]|-{5,}/g, '?').slice(0, 200);
}
