import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeClock } from '../../../test/fake-clock.ts';
import {
  startIncompleteChain,
  type ChainOptions,
  type IncompleteChain,
} from '../../../test/incomplete-chain.ts';
import { hostMemory, quiet } from '../../../test/portal-fixtures.ts';
import { createHttp } from '../../base/http.ts';
import { run as doctor } from '../commands/doctor.ts';
import type { Context } from '../context.ts';
import { fetchIntermediates, type Fetched } from './fetch-intermediates.ts';
import { pemText } from './pem-file.ts';

let home: string;
let path: string;
const open: { close(): Promise<void> }[] = [];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tenderbell-certificates-'));
  path = join(home, 'data/certificates/sell2wales.pem');
});
afterEach(async () => {
  for (const thing of open.splice(0)) await thing.close();
  rmSync(home, { recursive: true });
});

/** A server whose root this machine trusts, by a file of the operator's own, unless told not to. */
async function portal(
  options: ChainOptions & { readonly isTrusted?: boolean } = {},
): Promise<IncompleteChain> {
  const server = await startIncompleteChain(options);
  open.push(server);
  if (options.isTrusted === false) return server;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, server.root);
  return server;
}

function fetchFrom(url: string, now = Date.now()): Promise<Fetched> {
  return fetchIntermediates({ url, path, now, signal: new AbortController().signal });
}

async function get(url: string): Promise<string> {
  const http = createHttp({
    clock: fakeClock(),
    log: quiet,
    memory: hostMemory(),
    userAgent: 'tenderbell-test/1',
    extraCa: () => pemText(path),
  });
  open.push(http);
  const policy = { spacingMs: 0, pauseMs: {}, leastPauseMs: 0 };
  const answer = await http.get(url, { policy, accept: '*/*', signal: new AbortController().signal });
  return answer.ok ? 'ok' : answer.fault;
}

describe('fetching intermediates', () => {
  it('completes a chain, keeps the root that stood there, says where each came from, and requests work', async () => {
    const server = await portal();
    expect(await get(server.url)).toBe('untrusted');
    expect(server.spokenTo()).toBe(0);

    const { ok, detail } = await fetchFrom(server.url);

    expect(detail).toMatch(/^127\.0\.0\.1:\d+ is trusted now: the intermediate certificate is kept in /);
    expect(ok).toBe(true);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain(server.root.trim());
    expect(text).toContain(server.intermediate.trim());
    expect(text).toMatch(/^# Tenderbell test intermediate 1\n# from: http:\/\/127\.0\.0\.1:\d+\/1\.crt\n/m);
    expect(text).toMatch(/^# SHA-256: (?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/m);
    expect(readdirSync(dirname(path))).toEqual(['sell2wales.pem']);
    // Until here there were three handshakes that verified and one that read the leaf, and no byte of a request.
    expect(server.spokenTo()).toBe(0);
    expect(await get(server.url)).toBe('ok');
  });

  it('does nothing where the chain is whole', async () => {
    const server = await portal({ isComplete: true });
    const before = readFileSync(path, 'utf8');

    const { ok, detail } = await fetchFrom(server.url);

    expect(ok).toBe(true);
    expect(detail).toMatch(/nothing to fetch$/);
    expect(readFileSync(path, 'utf8')).toBe(before);
    expect(server.askedForIssuer).toEqual([]);
  });

  it('fetches several, in PEM as well, and again changes nothing', async () => {
    const server = await portal({ depth: 3 });

    expect(await fetchFrom(server.url)).toMatchObject({ ok: true });
    expect(server.askedForIssuer).toEqual(['/3.crt', '/2.crt', '/1.crt']);
    const text = readFileSync(path, 'utf8');
    expect(text.match(/BEGIN CERT/g)).toHaveLength(4);
    expect(await fetchFrom(server.url)).toMatchObject({ ok: true });
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('keeps what stood in the file to the letter, and replaces an intermediate of the same name alone', async () => {
    const others = await portal({ name: 'Other' });
    const server = await portal({ name: 'This' });
    const stale = await portal({ name: 'This', isTrusted: false, days: { intermediate: -1 } });
    const before = [
      '# placed by hand\r\n',
      others.intermediate,
      '\n# as it was last year\n',
      stale.intermediate,
      '\n# our own\n',
      server.root,
    ];
    writeFileSync(path, before.join(''));

    expect(await fetchFrom(server.url)).toMatchObject({ ok: true });

    const text = readFileSync(path, 'utf8');
    expect(text.startsWith([...before.slice(0, 2), ...before.slice(4)].join('').trimEnd())).toBe(true);
    expect(text).not.toContain('last year');
    expect(text.match(/BEGIN CERT/g)).toHaveLength(3);
    expect(text).toContain(server.intermediate.trim());
    expect(await get(server.url)).toBe('ok');
  });

  it('takes what the server sends and fetches only the rest', async () => {
    const server = await portal({ depth: 2, isComplete: true });

    expect(await fetchFrom(server.url)).toMatchObject({ ok: true });
    expect(server.askedForIssuer).toEqual(['/1.crt']);
    expect(readFileSync(path, 'utf8')).toMatch(/intermediate 2\n# from: sent by the server/);
  });

  it('reads an intermediate in PEM, behind a redirect', async () => {
    const server = await portal();
    server.answerIssuer((asked) =>
      asked === '/moved' ? { body: server.intermediate } : { status: 301, headers: { location: '/moved' } },
    );

    expect(await fetchFrom(server.url)).toMatchObject({ ok: true });
  });

  it('asks no portal that speaks plain http', async () => {
    expect(await fetchFrom('http://127.0.0.1:9')).toMatchObject({ ok: true });
    expect(existsSync(path)).toBe(false);
  });
});

describe('fetching intermediates is refused, and nothing written,', () => {
  /** Why; after it has been seen that the file is as it was and that the server is not asked. */
  async function refusal(server: IncompleteChain, now?: number): Promise<string> {
    const before = existsSync(path) ? readFileSync(path, 'utf8') : undefined;

    const { ok, detail } = await fetchFrom(server.url, now);

    expect(ok).toBe(false);
    expect(existsSync(path) ? readFileSync(path, 'utf8') : undefined).toBe(before);
    expect(existsSync(dirname(path)) ? readdirSync(dirname(path)) : []).toHaveLength(
      before === undefined ? 0 : 1,
    );
    expect(server.spokenTo()).toBe(0);
    expect(await get(server.url)).not.toBe('ok');
    return detail;
  }

  it.each([
    ['HTML', { body: '<!doctype html><title>Moved</title>' }, /is not a certificate/],
    ['nothing', { body: '' }, /is not a certificate/],
    ['404', { status: 404 }, /answers 404/],
    ['too much', { body: Buffer.alloc(70_000) }, /is larger than 64 kB/],
    [
      'a redirect to another scheme',
      { status: 302, headers: { location: 'file:///etc/passwd' } },
      /another scheme/,
    ],
    ['a redirect to itself', { status: 302, headers: { location: '/1.crt' } }, /redirects too often/],
    ['a PKCS #7 bundle', { body: Buffer.from('30820a06092a864886f70d010702a0820a', 'hex') }, /PKCS #7/],
    ['a PKCS #7 bundle in PEM', { body: '-----BEGIN PKCS7-----\nMIIB\n-----END PKCS7-----' }, /PKCS #7/],
  ] as const)("where the issuer's address answers %s", async (_what, answer, reason) => {
    const server = await portal();
    server.answerIssuer(answer);
    expect(await refusal(server)).toMatch(reason);
  });

  it('where the intermediate is forged: the right name, the wrong key', async () => {
    const server = await portal();
    server.answerIssuer({ body: server.forged });
    expect(await refusal(server)).toMatch(/the signature is wrong/);
  });

  it('where the root is offered as the issuer, and where it is not trusted', async () => {
    const offered = await portal({ isTrusted: false, depth: 0 });
    offered.answerIssuer({ body: offered.root });
    expect(await refusal(offered)).toMatch(/is the root Tenderbell test root, which is not trusted here/);

    const foreign = await portal({ isTrusted: false });
    expect(await refusal(foreign)).toMatch(/Tenderbell test root/);
  });

  it('where an intermediate has expired', async () => {
    expect(await refusal(await portal({ days: { intermediate: -1 } }))).toMatch(/1\.crt expired on /);
  });

  it('where a certificate is not valid yet by our clock', async () => {
    expect(await refusal(await portal(), Date.now() - 90 * 86_400_000)).toMatch(/valid only from/);
  });

  it("where the server's own certificate has expired, or is for another name", async () => {
    expect(await refusal(await portal({ days: { leaf: -1 } }))).toMatch(
      /expired on .*; the portal must renew it/,
    );
    expect(await refusal(await portal({ hosts: ['portal.example'] }))).toMatch(/another name/);
  });

  it('where there are more than four intermediates', async () => {
    expect(await refusal(await portal({ depth: 5 }))).toMatch(/more than 4 intermediates/);
  });

  it.each(['ftp://127.0.0.1/x', 'ldap:///x', 'file:///etc/passwd'])(
    'where the issuer is at %s',
    async (issuerAt) => {
      expect(await refusal(await portal({ issuerAt }))).toMatch(/is neither http nor https/);
    },
  );

  it('where nobody listens, and where the file is no PEM', async () => {
    const server = await portal();
    await server.close();
    const gone = await fetchFrom(server.url);
    writeFileSync(path, 'not a certificate');
    const spoilt = await fetchFrom(server.url);

    expect([gone.ok, spoilt.ok]).toEqual([false, false]);
    expect(gone.detail).toContain('cannot be reached (ECONNREFUSED)');
    expect(spoilt.detail).toContain('holds no certificate in PEM form');
    expect(readFileSync(path, 'utf8')).toBe('not a certificate');
  });
});

describe('doctor', () => {
  async function runs(
    given: readonly string[],
    options: object,
  ): Promise<{ exit: number; out: string[]; said: string[] }> {
    const [out, said]: [string[], string[]] = [[], []];
    const context: Context = {
      version: '0',
      configPath: join(home, 'bell.yaml'),
      env: {},
      root: home,
      clock: { now: () => Date.now(), sleep: () => Promise.resolve() },
      log: quiet,
      out: (line) => out.push(line),
      say: (line) => said.push(line),
      signal: new AbortController().signal,
    };
    return { exit: await doctor(given, options, context), out, said };
  }

  const OTHERS = ['public-contracts-scotland', 'sell2wales', 'contracts-finder'];

  function configure(url: string, extra = '', disabled = OTHERS): void {
    const off = disabled.map((id) => `  ${id}: { enabled: false }`);
    writeFileSync(
      join(home, 'bell.yaml'),
      ['portals:', `  find-a-tender: { url: ${url}${extra} }`, ...off].join('\n'),
    );
  }

  it('names the remedy, --fetch-intermediates applies it, and doctor is content; no database is made', async () => {
    path = join(home, 'data/certificates/find-a-tender.pem');
    const server = await portal();
    configure(server.url);

    const before = await runs([], {});
    const fetched = await runs(['find-a-tender'], { fetchIntermediates: true, json: true });
    const after = await runs([], {});

    expect(before.exit).toBe(1);
    expect(before.out.find((line) => line.startsWith('BAD'))).toMatch(
      /^BAD {2}Find a Tender: 127\.0\.0\.1:\d+ sends an incomplete certificate chain; `tenderbell doctor --fetch-intermediates` completes it$/,
    );
    expect(fetched.exit).toBe(0);
    expect(JSON.parse(fetched.out.join(''))).toMatchObject({
      ok: true,
      checks: [{ name: 'Find a Tender', ok: true }],
    });
    expect(fetched.out.join('')).toContain(path);
    expect(after).toMatchObject({ exit: 0 });
    expect(server.spokenTo()).toBe(0);
    expect(readdirSync(home).toSorted()).toEqual(['bell.yaml', 'data']);
    expect(readdirSync(join(home, 'data'))).toEqual(['certificates']);
  });

  it('completes two portals that share one file, and a second run changes nothing', async () => {
    const [one, other] = [await portal({ name: 'One' }), await portal({ name: 'Other' })];
    writeFileSync(path, `${one.root}\n${other.root}`);
    configure(one.url, `, extraCa: ${path} }\n  sell2wales: { url: ${other.url}, extraCa: ${path}`, [
      'public-contracts-scotland',
      'contracts-finder',
    ]);

    const first = await runs([], { fetchIntermediates: true });
    const text = readFileSync(path, 'utf8');
    const second = await runs([], { fetchIntermediates: true });

    expect(first.exit).toBe(0);
    expect(first.out.join('\n')).toMatch(
      /^ok {3}Find a Tender: .* is trusted now.*\nok {3}Sell2Wales: .* is trusted now/,
    );
    expect(await get(one.url)).toBe('ok');
    expect(await get(other.url)).toBe('ok');
    expect(text.match(/BEGIN CERT/g)).toHaveLength(4);
    expect(second.out.join('\n').match(/nothing to fetch/g)).toHaveLength(2);
    expect(readFileSync(path, 'utf8')).toBe(text);
    expect(readdirSync(dirname(path))).toEqual(['sell2wales.pem']);
  });

  it('may write a file that is named and not there yet, where other verbs end with 78', async () => {
    const server = await portal({ isTrusted: false });
    configure(server.url, ', extraCa: mine.pem');

    const without = await runs([], {});
    const fetched = await runs([], { fetchIntermediates: true });

    expect(without.exit).toBe(78);
    expect(without.said.join('')).toContain('portals.find-a-tender.extraCa names');
    expect(fetched.exit).toBe(1);
    expect(fetched.out[0]).toMatch(/^BAD {2}Find a Tender: .*nothing was written$/);
  });

  it.each([
    [['find-a-tender'], {}, /only with --fetch-intermediates/],
    [['nowhere'], { fetchIntermediates: true }, /'nowhere' is not a portal/],
    [[], { fetchIntermediates: true, offline: true }, /exclude each other/],
  ])('refuses %j %j', async (given, options, line) => {
    configure('https://127.0.0.1:9');
    const { exit, said } = await runs(given, options);
    expect(exit).toBe(64);
    expect(said.join('')).toMatch(line);
  });
});
