import { X509Certificate } from 'node:crypto';
import { lookup } from 'node:dns';
import { get as getHttp, type IncomingMessage } from 'node:http';
import { get as getHttps } from 'node:https';
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net';
import { certificatesIn } from './pem-file.ts';

/** A certificate has one or two kilobytes. */
const MOST_BYTES = 64 << 10;
const MOST_MS = 10_000;
const MOST_REDIRECTS = 3;

/** Addresses of this machine and of inner networks: the URL comes from a certificate that nobody has verified yet. */
const INNER = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  INNER.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  INNER.addSubnet(network, bits, 'ipv6');

function isInner(address: string): boolean {
  // A mapped IPv4 address (`::ffff:10.0.0.1`) is checked as IPv4 by BlockList itself.
  return INNER.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

export interface IssuerOptions {
  /** Only where the portal itself is on this machine. */
  readonly innerAllowed: boolean;
  readonly signal: AbortSignal;
}

/** The certificate at an authority's "CA Issuers" URL, in DER or PEM; else why there is none (completes "URL …"). */
export async function issuerAt(address: string, options: IssuerOptions): Promise<X509Certificate | string> {
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(MOST_MS)]);
  let at = URL.canParse(address) ? new URL(address) : undefined;
  for (let redirects = 0; at !== undefined; redirects += 1) {
    const refusal = refusalOf(at, options);
    if (refusal !== undefined) return refusal;
    const answer = await ask(at, options, signal);
    if (typeof answer === 'string') return answer;
    if (Buffer.isBuffer(answer)) return certificateOf(answer);
    if (redirects === MOST_REDIRECTS) return 'redirects too often';
    const next: URL | undefined = URL.canParse(answer.location, at.href)
      ? new URL(answer.location, at)
      : undefined;
    if (next?.protocol !== at.protocol) return 'redirects to another scheme';
    at = next;
  }
  return 'is no address';
}

function refusalOf(url: URL, { innerAllowed }: IssuerOptions): string | undefined {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'is neither http nor https';
  const name = url.hostname.replace(/^\[|\]$/g, '');
  const inner = isIP(name) === 0 ? name === 'localhost' : isInner(name);
  return inner && !innerAllowed ? 'is an address of an inner network' : undefined;
}

function ask(
  url: URL,
  { innerAllowed }: IssuerOptions,
  signal: AbortSignal,
): Promise<Buffer | { readonly location: string } | string> {
  const options = { signal, agent: false, lookup: innerAllowed ? lookup : outerOnly };
  return new Promise((resolve) => {
    const receive = (answer: IncomingMessage): void => {
      const { statusCode = 0, headers } = answer;
      if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
        answer.destroy();
        resolve({ location: headers.location });
      } else if (statusCode === 200) resolve(bodyOf(answer));
      else {
        answer.destroy();
        resolve(`answers ${statusCode}`);
      }
    };
    const request =
      url.protocol === 'https:'
        ? getHttps(url, { ...options, rejectUnauthorized: true }, receive)
        : getHttp(url, options, receive);
    request.once('error', (error) => resolve(failure(error)));
  });
}

async function bodyOf(answer: IncomingMessage): Promise<Buffer | string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MOST_BYTES) return `is larger than ${MOST_BYTES >> 10} kB`;
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } catch (error) {
    return failure(error);
  }
}

function failure(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'error';
  return code === 'EINNER'
    ? 'is an address of an inner network'
    : code === 'ABORT_ERR'
      ? `did not answer within ${MOST_MS / 1000} s`
      : `cannot be fetched (${code})`;
}

/** Resolves names as usual, but to no inner address: checked on what is connected to, so that no name can lie. */
const outerOnly: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    const outer = error === null ? found.filter(({ address }) => !isInner(address)) : [];
    const [first] = outer;
    if (error !== null) done(error, '');
    else if (first === undefined) done(Object.assign(new Error('an inner address'), { code: 'EINNER' }), '');
    else if (options.all === true) done(null, outer);
    else done(null, first.address, first.family);
  });
};

/** DER or PEM (RFC 5280 asks for DER, or for PKCS #7, https://www.rfc-editor.org/rfc/rfc5280#section-4.2.2.1). */
function certificateOf(body: Buffer): X509Certificate | string {
  const text = body.toString('latin1');
  if (/-----BEGIN (?:PKCS7|CMS)-----/.test(text) || isPkcs7(body))
    return 'is a PKCS #7 bundle, which is not read; put the intermediates into a PEM file and name it in `extraCa`';
  const [first] = certificatesIn(text) ?? [];
  if (first !== undefined) return first;
  try {
    return new X509Certificate(body);
  } catch {
    return 'is not a certificate';
  }
}

/** DER of 1.2.840.113549.1.7.2, signedData, with which a bundle begins. */
const SIGNED_DATA = Buffer.from('06092a864886f70d010702', 'hex');

function isPkcs7(body: Buffer): boolean {
  return body.subarray(0, 32).includes(SIGNED_DATA);
}
