import { afterEach, describe, expect, it, vi } from 'vitest';
import { fakeClock } from '../../../test/fake-clock.ts';
import {
  startIncompleteChain,
  type ChainOptions,
  type IncompleteChain,
} from '../../../test/incomplete-chain.ts';
import { hostMemory, quiet } from '../../../test/portal-fixtures.ts';
import { createHttp, type Http } from '../http.ts';
import { untrustedReason } from './untrusted.ts';

const POLICY = { spacingMs: 0, pauseMs: {}, leastPauseMs: 0 };

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const thing of open.splice(0)) await thing.close();
});

async function chain(options: ChainOptions = {}): Promise<IncompleteChain> {
  const made = await startIncompleteChain(options);
  open.push(made);
  return made;
}

function client(extraCa: () => string | undefined): Http & { readonly clock: ReturnType<typeof fakeClock> } {
  const clock = fakeClock();
  const http = createHttp({
    clock,
    log: quiet,
    memory: hostMemory(),
    userAgent: 'tenderbell-test/1',
    extraCa,
  });
  open.push(http);
  return { ...http, clock };
}

const asking = { policy: POLICY, accept: 'application/json', signal: new AbortController().signal };

describe('a server whose certificate cannot be verified', () => {
  it('is not asked, not tried again, and the reason names the remedy', async () => {
    const server = await chain();
    const http = client(() => server.root);

    expect(await http.get(`${server.url}/x`, asking)).toEqual({
      ok: false,
      fault: 'untrusted',
      status: undefined,
      reason: 'sends an incomplete certificate chain; `tenderbell doctor --fetch-intermediates` completes it',
      retryAt: undefined,
      body: undefined,
    });
    expect(http.clock.slept).toEqual([]);
    expect(server.spokenTo()).toBe(0);
  });

  it('is asked once the intermediate is there, which is looked for anew before each request', async () => {
    const server = await chain();
    let extra = server.root;
    const http = client(() => extra);

    expect(await http.get(`${server.url}/x`, asking)).toMatchObject({ fault: 'untrusted' });
    extra = `${server.root}\n${server.intermediate}`;
    expect(await http.get(`${server.url}/x`, asking)).toMatchObject({ ok: true, status: 200 });
    expect(server.asked).toEqual(['/x']);
  });

  it('is not trusted for an intermediate whose root is not', async () => {
    const server = await chain();
    const http = client(() => server.intermediate);

    expect(await http.get(server.url, asking)).toMatchObject({ fault: 'untrusted' });
    expect(server.spokenTo()).toBe(0);
  });

  it('is not asked either where NODE_TLS_REJECT_UNAUTHORIZED=0 would let Node ask it', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    const server = await chain({ isComplete: true });

    for (const extra of [undefined, server.intermediate])
      expect(await client(() => extra).get(server.url, asking)).toMatchObject({ fault: 'untrusted' });
    expect(server.spokenTo()).toBe(0);
  });

  it.each([
    ['has expired', { days: { leaf: -1 } }, /has expired/],
    ['is for another name', { hosts: ['portal.example'] }, /another name/],
    ['ends at a root of its own', { isComplete: true, depth: 0 }, /incomplete|cannot be trusted|not trusted/],
  ] as const)('says so where it %s', async (_what, options, reason) => {
    const server = await chain({ isComplete: true, ...options });
    const extra = 'depth' in options ? undefined : server.root;

    const answer = await client(() => extra).get(server.url, asking);

    expect(answer).toMatchObject({ fault: 'untrusted' });
    expect(!answer.ok && answer.reason).toMatch(reason);
    expect(server.spokenTo()).toBe(0);
  });
});

it.each(['ECONNREFUSED', 'toString', 'UND_ERR_SOCKET', 'ERR_SSL_WRONG_VERSION_NUMBER'])(
  'is no matter of certificates: %s',
  (code) => {
    expect(untrustedReason(code)).toBeUndefined();
  },
);
