// @peculiar/x509 asks for it, before itself.
// oxlint-disable-next-line import/no-unassigned-import
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { webcrypto } from 'node:crypto';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY = 86_400_000;

type Keys = webcrypto.CryptoKeyPair;

interface Authority {
  readonly certificate: x509.X509Certificate;
  readonly keys: Keys;
}

async function newKeys(): Promise<Keys> {
  return await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

interface Wish {
  readonly name: string;
  /** Self-signed where there is none. */
  readonly issuer?: Authority;
  /** Of the subject; new ones without it. */
  readonly keys?: Keys;
  readonly isAuthority: boolean;
  /** Days from now; the past for one that has expired. */
  readonly days?: number;
  readonly issuerAt?: string;
  /** Names and addresses of a server. */
  readonly hosts?: readonly string[];
}

async function certify(wish: Wish): Promise<Authority> {
  const keys = wish.keys ?? (await newKeys());
  const issuer = wish.issuer;
  const { keyCertSign, digitalSignature } = x509.KeyUsageFlags;
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: Buffer.from(webcrypto.getRandomValues(new Uint8Array(8))).toString('hex'),
    subject: `CN=${wish.name}`,
    issuer: issuer?.certificate.subject ?? `CN=${wish.name}`,
    notBefore: new Date(Date.now() - 30 * DAY),
    notAfter: new Date(Date.now() + (wish.days ?? 30) * DAY),
    publicKey: keys.publicKey as never,
    signingKey: (issuer?.keys ?? keys).privateKey as never,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(wish.isAuthority, undefined, true),
      new x509.KeyUsagesExtension(wish.isAuthority ? keyCertSign : digitalSignature, true),
      ...(wish.issuerAt === undefined
        ? []
        : [new x509.AuthorityInfoAccessExtension({ caIssuers: wish.issuerAt })]),
      ...(wish.hosts === undefined
        ? []
        : [
            new x509.SubjectAlternativeNameExtension(
              wish.hosts.map((value) => ({ type: /^[\d.]+$/.test(value) ? 'ip' : 'dns', value }) as const),
            ),
          ]),
    ],
  });
  return { certificate, keys };
}

async function pemKey(keys: Keys): Promise<string> {
  return x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
}

/** What the authority's address answers instead of its intermediate in DER. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export interface ChainOptions {
  /** What its authorities are called, so that two servers' differ; "Tenderbell test" without it. */
  readonly name?: string;
  readonly port?: number;
  /** Answers the requests; `{}` as JSON without it. */
  readonly handler?: RequestListener;
  /** What the server's own certificate is for; this machine without it. */
  readonly hosts?: readonly string[];
  /** When each expires, days from now. */
  readonly days?: { readonly leaf?: number; readonly intermediate?: number };
  /** Sends the intermediate as well, as it should. */
  readonly isComplete?: boolean;
  /** How many intermediates stand between root and leaf; one without it. */
  readonly depth?: number;
  /** Another address in place of the one that works. */
  readonly issuerAt?: string;
}

export interface IncompleteChain {
  readonly url: string;
  /** In PEM: the root that a test trusts, and the intermediate that the server forgets. */
  readonly root: string;
  readonly intermediate: string;
  /** An intermediate of the same name, signed by the same root, with another key: it did not sign the leaf. */
  readonly forged: Uint8Array;
  /** Handshakes that were begun and ended well on the server's side. */
  readonly handshakes: () => number;
  /** Connections over which at least one byte of a request came. */
  readonly spokenTo: () => number;
  /** Paths of the requests. */
  readonly asked: readonly string[];
  /** Paths asked of the authority's address. */
  readonly askedForIssuer: readonly string[];
  /** What the authority's address answers from now on. */
  answerIssuer(answer: Answer | ((path: string) => Answer)): void;
  close(): Promise<void>;
}

async function listen(server: Server, port = 0): Promise<number> {
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** An https server on this machine that sends its own certificate alone, as the two Proactis hosts have been seen to do. */
export async function startIncompleteChain(options: ChainOptions = {}): Promise<IncompleteChain> {
  const askedForIssuer: string[] = [];
  const issuers = new Map<string, Uint8Array>();
  let answered: ((path: string) => Answer) | undefined;
  const authority = createHttpServer((request, response) => {
    const path = request.url ?? '';
    askedForIssuer.push(path);
    const answer = answered?.(path) ?? { body: issuers.get(path) ?? '', headers: {} };
    response.writeHead(answer.status ?? 200, { 'content-type': 'application/pkix-cert', ...answer.headers });
    response.end(answer.body ?? '');
  });
  const place = `http://127.0.0.1:${await listen(authority)}`;

  const name = options.name ?? 'Tenderbell test';
  const root = await certify({ name: `${name} root`, isAuthority: true });
  let above = root;
  const depth = options.depth ?? 1;
  for (let level = 1; level <= depth; level += 1) {
    above = await certify({
      name: `${name} intermediate ${String(level)}`,
      issuer: above,
      isAuthority: true,
      days: options.days?.intermediate ?? 30,
      ...(level === 1 ? {} : { issuerAt: `${place}/${String(level - 1)}.crt` }),
    });
    issuers.set(`/${String(level)}.crt`, new Uint8Array(above.certificate.rawData));
  }
  const forged = await certify({
    name: `${name} intermediate ${String(depth)}`,
    issuer: root,
    isAuthority: true,
  });
  const leaf = await certify({
    name: 'Tenderbell test server',
    issuer: above,
    isAuthority: false,
    hosts: options.hosts ?? ['localhost', '127.0.0.1'],
    days: options.days?.leaf ?? 30,
    issuerAt: options.issuerAt ?? `${place}/${String(depth)}.crt`,
  });

  const asked: string[] = [];
  let [handshakes, spokenTo] = [0, 0];
  const http = createHttpServer((request, response) => {
    asked.push(request.url ?? '');
    if (options.handler !== undefined) options.handler(request, response);
    else response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  const cert = [leaf, ...(options.isComplete === true ? [above] : [])]
    .map(({ certificate }) => certificate.toString('pem'))
    .join('\n');
  const sockets = new Set<{ destroy(): unknown }>();
  const tls = createTlsServer({ cert, key: await pemKey(leaf.keys) }, (socket) => {
    handshakes += 1;
    // The first byte is counted before anything can make a request of it.
    socket.once('data', (first: Buffer) => {
      spokenTo += 1;
      socket.pause();
      http.emit('connection', socket);
      socket.unshift(first);
      socket.resume();
    });
    socket.on('error', () => {});
  });
  tls.on('connection', (socket: { destroy(): unknown }) => sockets.add(socket));
  const port = await listen(tls, options.port);

  return {
    url: `https://127.0.0.1:${String(port)}`,
    root: root.certificate.toString('pem'),
    intermediate: above.certificate.toString('pem'),
    forged: new Uint8Array(forged.certificate.rawData),
    handshakes: () => handshakes,
    spokenTo: () => spokenTo,
    asked,
    askedForIssuer,
    answerIssuer: (answer) => {
      answered = typeof answer === 'function' ? answer : () => answer;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      authority.closeAllConnections();
      await Promise.all([tls, authority].map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}
