import { describe, expect, it } from 'vitest';
import { keptLog } from '../../test/fake-slack.ts';
import type { LeavingFlow } from './leave-routes.ts';
import type { Probes, Readiness } from './probes.ts';
import { createWeb, type WebOptions } from './web.ts';

function aWeb(readiness: Partial<Readiness> = {}, with_: Partial<WebOptions> = {}) {
  const probes: Probes = {
    live: () => true,
    ready: () => Promise.resolve({ ok: true, checks: { database: 'ok' }, ...readiness }),
  };
  const log = keptLog();
  return { web: createWeb({ probes, log, ...with_ }), log };
}

describe('the pages', () => {
  it('say what this is and where to look', async () => {
    const { web } = aWeb({}, { slackCommand: '/bids' });

    const page = await web.request('/');

    expect(page.status).toBe(200);
    const text = await page.text();
    expect(text).toContain('<html lang="en-GB">');
    expect(text).toContain('/bids help');
    expect(text).toContain('Open Government Licence v3.0');
  });

  it('escape what is put into them', async () => {
    const { web } = aWeb({}, { slackCommand: '<script>' });

    expect(await (await web.request('/')).text()).not.toContain('<script>');
  });

  it.each(['/', '/healthz', '/readyz', '/nowhere'])('carry the security headers: %s', async (path) => {
    const { web } = aWeb();

    const { headers } = await web.request(path);

    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('strict-transport-security')).toBeNull();
  });

  it('insist on TLS where people reach us by it', async () => {
    const { web } = aWeb({}, { publicUrl: 'https://alerts.example' });

    expect((await web.request('/')).headers.get('strict-transport-security')).toMatch(/^max-age=\d+$/);
  });

  it('answer 404 for what is not there', async () => {
    const answer = await aWeb().web.request('/nowhere?q=<b>');

    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('There is no such page');
  });

  it('answer 413 for a large body, declared or not', async () => {
    const { web } = aWeb();
    const body = 'x'.repeat(17_000);

    const declared = await web.request('/', { method: 'POST', body, headers: { 'content-length': '17000' } });
    const streamed = await web.request('/', {
      method: 'POST',
      body,
      headers: { 'transfer-encoding': 'chunked' },
    });

    expect([declared.status, streamed.status]).toEqual([413, 413]);
  });

  it('fault 64: answer 500 without what went wrong inside, and log no secret', async () => {
    const probes: Probes = {
      live: () => {
        throw new Error('password=hunter2');
      },
      ready: () => Promise.resolve({ ok: true, checks: {} }),
    };
    const log = keptLog();

    const answer = await createWeb({ probes, log }).request('/healthz');

    expect(answer.status).toBe(500);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await answer.text()).not.toContain('hunter2');
    expect(log.lines.join('\n')).toContain('a page failed');
    expect(log.lines.join('\n')).not.toContain('hunter2');
  });
});

describe('a page that failed', () => {
  const secret = 'Zm9yIHRoZSB0ZXN0cyBvZiB0aGlzIGZpbGUgb25seQ_';

  async function failed(path: string, message: string): Promise<string> {
    const { web, log } = aWeb({}, { leaving: leavingThat(new TypeError(message)) });
    const answer = await web.request(path, { method: 'POST' });

    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain(message);
    expect(log.lines).toHaveLength(1);
    return log.lines[0] ?? '';
  }

  it('is logged with its route, what went wrong and where', async () => {
    const line: unknown = JSON.parse(await failed(`/u/${secret}`, 'ended is not iterable'));

    expect(line).toMatchObject({
      level: 'error',
      method: 'POST',
      route: '/u/:secret',
      err: { type: 'TypeError', message: 'ended is not iterable' },
    });
    expect(JSON.stringify(line)).toContain('web.test.ts:');
  });

  it('fault 64: is logged without the secret of its link or an address', async () => {
    const line = await failed(
      `/u/${secret}`,
      `no room for ann@reader.example at https://bell.example/u/${secret}`,
    );

    expect(line).not.toContain(secret);
    expect(line).not.toContain('ann@');
    expect(line).toContain('no room for');
  });
});

function leavingThat(error: Error): LeavingFlow {
  const fail = () => Promise.reject(error);
  return { whatEnds: fail, leave: fail, undo: fail };
}

describe('the probes over HTTP', () => {
  it('/healthz says that the process lives, and 503 while it ends', async () => {
    const stopping = { live: () => false, ready: () => Promise.resolve({ ok: true, checks: {} }) };

    expect((await aWeb().web.request('/healthz')).status).toBe(200);
    expect((await createWeb({ probes: stopping, log: keptLog() }).request('/healthz')).status).toBe(503);
  });

  it.each([
    [{ ok: true, checks: { database: 'ok', slack: 'ok' } }, 200, 'ready'],
    [{ ok: true, checks: { database: 'ok', slack: 'down' } }, 200, 'degraded'],
    [{ ok: false, checks: { database: 'cannot be read' } }, 503, 'not ready'],
  ])('/readyz answers %j with %i %s', async (readiness, code, status) => {
    const answer = await aWeb(readiness).web.request('/readyz');

    expect(answer.status).toBe(code);
    expect(await answer.json()).toEqual({ status, checks: readiness.checks });
  });
});
