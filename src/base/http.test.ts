import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { fakeClock } from '../../test/fake-clock.ts';
import { hostMemory, quiet, servePages, type PageServer } from '../../test/portal-fixtures.ts';
import { createGate, createHttp, type Http, type HttpLimits, type HttpPolicy } from './http.ts';

const POLICY: HttpPolicy = { spacingMs: 12_000, pauseMs: { 403: 300_000, 429: 120_000 }, leastPauseMs: 0 };

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const thing of open.splice(0)) await thing.close();
});

async function server(...args: Parameters<typeof servePages>): Promise<PageServer> {
  const made = await servePages(...args);
  open.push(made);
  return made;
}

function client(
  with_: {
    clock?: ReturnType<typeof fakeClock>;
    memory?: ReturnType<typeof hostMemory>;
    limits?: Partial<HttpLimits>;
    patienceMs?: number;
  } = {},
): Http & { clock: ReturnType<typeof fakeClock> } {
  const clock = with_.clock ?? fakeClock();
  const made = createHttp({
    clock,
    log: quiet,
    memory: with_.memory ?? hostMemory(),
    userAgent: 'tenderbell-test/1 (+https://example.org)',
    limits: with_.limits,
    patienceMs: with_.patienceMs,
  });
  open.push(made);
  return { ...made, clock };
}

function asking(policy = POLICY, signal = new AbortController().signal) {
  return { policy, accept: 'application/json', signal };
}

describe('createHttp', () => {
  it('answers with the body, unpacked, and says honestly who asks', async () => {
    let agent: string | undefined;
    const { url } = await server((_path, _count, { request }) => {
      agent = request.headers['user-agent'];
      return { headers: { 'content-encoding': 'gzip', 'set-cookie': 'a=b' }, body: gzipSync('{"a":1}') };
    });

    const answer = await client().get(`${url}/x`, asking());

    expect(answer).toMatchObject({ ok: true, status: 200, url: `${url}/x` });
    expect(answer.ok && answer.body.toString()).toBe('{"a":1}');
    expect(agent).toBe('tenderbell-test/1 (+https://example.org)');
  });

  it('spaces requests to a host and sends one at a time, cookies never', async () => {
    let under = 0;
    let most = 0;
    const cookies: unknown[] = [];
    const { url } = await server((_path, _count, { request, response }) => {
      under += 1;
      most = Math.max(most, under);
      cookies.push(request.headers.cookie);
      setTimeout(() => {
        under -= 1;
        response.setHeader('set-cookie', 'SRSI_FT_AUTH=0').end('{}');
      }, 20);
      return undefined;
    });
    const http = client();
    const began = http.clock.now();

    await Promise.all([1, 2, 3].map(async (n) => await http.get(`${url}/${String(n)}`, asking())));

    expect(most).toBe(1);
    expect(http.clock.now() - began).toBe(24_000);
    expect(cookies).toEqual([undefined, undefined, undefined]);
  });

  it('keeps the spacing in a new client with the same memory', async () => {
    const { url } = await server(() => ({ body: '{}' }));
    const [clock, memory] = [fakeClock(), hostMemory()];
    await client({ clock, memory }).get(url, asking());

    await client({ clock, memory }).get(url, asking());

    expect(clock.slept).toEqual([12_000]);
  });

  it('does not let a clock set back turn spacing into hours', async () => {
    const { url } = await server(() => ({ body: '{}' }));
    const [clock, memory] = [fakeClock('2026-09-02T09:00:00Z'), hostMemory()];
    await client({ clock, memory }).get(url, asking());
    clock.set('2026-09-01T09:00:00Z');

    await client({ clock, memory }).get(url, asking());

    expect(clock.slept).toEqual([12_000]);
  });

  it('waits out a pause within its patience and asks again', async () => {
    const { url, asked } = await server((_path, count) =>
      count === 1 ? { status: 429, headers: { 'retry-after': '200' } } : { body: '{}' },
    );
    const http = client();
    const began = http.clock.now();

    expect(await http.get(url, asking())).toMatchObject({ ok: true });
    expect(http.clock.now() - began).toBe(200_000);
    expect(asked).toHaveLength(2);
  });

  it('answers at once where a pause is longer than its patience, and so does the next client', async () => {
    const { url, asked, host } = await server(() => ({ status: 429, headers: { 'retry-after': '900' } }));
    const [clock, memory] = [fakeClock(), hostMemory()];
    const retryAt = clock.now() + 900_000;

    expect(await client({ clock, memory }).get(url, asking())).toMatchObject({ fault: 'throttled', retryAt });
    clock.advance(500_000);
    expect(await client({ clock, memory }).get(url, asking())).toMatchObject({ ok: false });

    // The second client found 400 s left, more than its patience: the server was asked once in all.
    expect(asked).toHaveLength(1);
    expect(memory.states.get(host)).toEqual({ nextAllowedAt: retryAt, reason: 'answered 429' });
  });

  it('lengthens a stated pause to the least the policy knows', async () => {
    const { url } = await server((_path, count) =>
      count === 1 ? { status: 403, headers: { 'retry-after': '11' } } : { body: '{}' },
    );
    const http = client();
    await http.get(url, asking({ ...POLICY, leastPauseMs: 300_000 }));
    expect(http.clock.slept).toEqual([300_000]);
  });

  it('takes a 503 that says when to come back for a throttle', async () => {
    const { url } = await server((_path, count) =>
      count === 1 ? { status: 503, headers: { 'retry-after': '40' } } : { body: '{}' },
    );
    const http = client();
    expect(await http.get(url, asking())).toMatchObject({ ok: true });
    expect(http.clock.slept).toEqual([40_000]);
  });

  it('gives up on a host that throttles after every pause', async () => {
    const { url, asked } = await server(() => ({ status: 429, headers: { 'retry-after': '60' } }));
    const http = client();
    expect(await http.get(url, asking())).toMatchObject({ fault: 'throttled', status: 429 });
    // Five pauses of a minute are waited out; a sixth would be longer than five minutes in all.
    expect(asked).toHaveLength(6);
  });

  it('asks once where an answer is known to last, and says which it was', async () => {
    const { url, asked } = await server(() => ({ status: 500, body: 'SQL' }));
    const answer = await client().get(`${url}/x`, asking({ ...POLICY, lasting: [500] }));
    expect(answer).toMatchObject({ ok: false, fault: 'down', status: 500, reason: 'answered 500' });
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['0 seconds', '0'],
    ['a second', '1'],
    ['a date in the past', 'Mon, 31 Aug 2026 09:00:00 GMT'],
  ])('never comes closer than its spacing, nor for ever, where the host names %s', async (_what, header) => {
    const { url, asked } = await server(() => ({ status: 503, headers: { 'retry-after': header } }));
    const http = client();
    const began = http.clock.now();

    const answer = await http.get(`${url}/x`, asking());

    expect(answer).toMatchObject({ ok: false, fault: 'throttled', status: 503 });
    expect(asked.length).toBeLessThanOrEqual(6);
    expect(http.clock.now() - began).toBeGreaterThanOrEqual((asked.length - 1) * POLICY.spacingMs);
  });

  it('sends no more than so many requests within a span, also in a new run with the same memory', async () => {
    const { url } = await server(() => ({ body: 'x' }));
    const policy = { ...POLICY, spacingMs: 1000, most: { requests: 3, withinMs: 60_000 } };
    const [clock, memory] = [fakeClock(), hostMemory()];
    const times: number[] = [];
    for (const http of [client({ clock, memory }), client({ clock, memory })]) {
      for (let request = 0; request < 3; request += 1) {
        await http.get(`${url}/x`, asking(policy));
        times.push(clock.now() - (times[0] ?? 0));
      }
    }
    const began = times[0] ?? 0;
    expect(times.slice(1)).toEqual([1000, 2000, 60_000, 62_000, 63_000]);
    expect(began).toBeGreaterThan(0);
  });

  it('shares turns, spacing and pauses with every client that shares its gate', async () => {
    const { url, asked } = await server((_path, count) => (count === 2 ? { status: 429 } : { body: 'x' }));
    const [clock, memory] = [fakeClock(), hostMemory()];
    const gate = createGate({ clock, memory });
    const [one, other] = [0, 1].map(() => {
      const http = createHttp({ clock, log: quiet, memory, gate, userAgent: 'x' });
      open.push(http);
      return http;
    });
    const began = clock.now();
    await Promise.all([one?.get(`${url}/a`, asking()), other?.get(`${url}/b`, asking())]);
    await one?.get(`${url}/c`, asking());
    expect(asked).toEqual(['/a', '/b', '/b', '/c']);
    expect(clock.now() - began).toBe(12_000 + 120_000 + 12_000);
  });

  it('draws a pause out by up to a tenth of it', async () => {
    const { url } = await server((_path, count) => (count === 1 ? { status: 429 } : { body: 'x' }));
    const clock = fakeClock();
    const http = createHttp({ clock, log: quiet, memory: hostMemory(), userAgent: 'x', random: () => 0.5 });
    open.push(http);
    const began = clock.now();
    await http.get(`${url}/x`, asking());
    expect(clock.now() - began).toBe(126_000);
  });

  it.each([500, 502, 503, 504])(
    'tries %d again three times, spacing kept, before it is down',
    async (status) => {
      const { url, asked } = await server(() => ({ status }));
      const http = client();
      expect(await http.get(url, asking())).toMatchObject({ fault: 'down', status });
      expect(asked).toHaveLength(4);
      // 1 s and 4 s of backoff are filled up to the 12 s of spacing; 16 s is longer than it.
      expect(http.clock.slept).toEqual([1000, 11_000, 4000, 8000, 16_000]);
    },
  );

  it('tries a broken connection again, and does not try a client error again', async () => {
    const broken = await server((_path, count, { response }) => {
      if (count > 1) return { body: '{"ok":1}' };
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"a":');
      setTimeout(() => response.destroy(), 20);
      return undefined;
    });
    const wrong = await server(() => ({ status: 400, body: '{"code":3200}' }));

    expect(await client().get(broken.url, asking())).toMatchObject({ ok: true });
    expect(await client().get(wrong.url, asking())).toMatchObject({ fault: 'refused', status: 400 });
    expect(wrong.asked).toHaveLength(1);
  });

  it('follows a redirect on the same host, spaced, and at most three', async () => {
    const { url, asked } = await server((path) => {
      const left = Number(path.slice(1));
      return left > 0 ? { status: 302, headers: { location: `/${String(left - 1)}` } } : { body: '{}' };
    });
    const http = client();
    expect(await http.get(`${url}/3`, asking())).toMatchObject({ ok: true, url: `${url}/0` });
    expect(http.clock.slept).toEqual([12_000, 12_000, 12_000]);
    expect(await http.get(`${url}/4`, asking())).toMatchObject({ fault: 'redirect' });
    expect(asked).toHaveLength(8);
  });

  it('posts in turn with the rest, tries again after a stumble and a pause, and says what it sends', async () => {
    const got: string[] = [];
    const { url, asked } = await server((_path, count, { request, response }) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        got.push(`${request.method ?? ''} ${request.headers['content-type'] ?? ''} ${body}`);
        if (count === 1) response.writeHead(500).end();
        else if (count === 2) response.writeHead(429, { 'retry-after': '60' }).end();
        else response.end('{"hitCount":0}');
      });
      return undefined;
    });
    const http = client();
    const posted = { body: '{"size":1}', contentType: 'application/json' };

    const [first, second] = await Promise.all([
      http.post(`${url}/search`, { ...asking(), ...posted }),
      http.get(`${url}/after`, asking()),
    ]);

    expect(first).toMatchObject({ ok: true, status: 200 });
    expect(second).toMatchObject({ ok: true });
    expect(got.slice(0, 3)).toEqual(Array.from({ length: 3 }, () => 'POST application/json {"size":1}'));
    expect(got[3]).toBe('GET  ');
    expect(asked).toEqual(['/search', '/search', '/search', '/after']);
    expect(http.clock.slept).toEqual([1000, 11_000, 60_000, 12_000]);
  });

  it.each([301, 302, 303, 307, 308])('follows no redirect (%d) of a POST', async (status) => {
    const { url, asked } = await server(() => ({ status, headers: { location: '/elsewhere' } }));

    const answer = await client().post(`${url}/search`, { ...asking(), body: '{}', contentType: 'a/b' });

    expect(answer).toMatchObject({ fault: 'redirect', status });
    expect(asked).toEqual(['/search']);
  });

  it('stops at the caps for what is sent and for what it unpacks to', async () => {
    const big = await server(() => ({ body: 'x'.repeat(3000) }));
    const bomb = await server(() => ({
      headers: { 'content-encoding': 'gzip' },
      body: gzipSync(Buffer.alloc(200_000)),
    }));
    const limits = { packedBytes: 2000, unpackedBytes: 100_000 };

    const first = await client({ limits }).get(big.url, asking());
    const second = await client({ limits }).get(bomb.url, asking());

    expect(first).toMatchObject({ fault: 'too-large' });
    expect(second).toMatchObject({ fault: 'too-large' });
    expect(!second.ok && second.body !== undefined && second.body.length > 0).toBe(true);
  });

  it('asks nobody over plain http, and no URL with credentials', async () => {
    const http = client();
    expect(await http.get('http://portal.example/x', asking())).toMatchObject({ fault: 'refused' });
    expect(await http.get('https://a:b@portal.example/x', asking())).toMatchObject({ fault: 'refused' });
    expect(await http.get('file:///etc/passwd', asking())).toMatchObject({ fault: 'refused' });
    expect(await http.get('not a url', asking())).toMatchObject({ fault: 'refused' });
  });

  it('stops when told to, during a request and before one', async () => {
    const controller = new AbortController();
    const { url } = await server(() => {
      setTimeout(() => controller.abort(), 20);
      return undefined;
    });
    const http = client();
    expect(await http.get(url, asking(POLICY, controller.signal))).toMatchObject({ fault: 'aborted' });
    expect(await http.get(url, asking(POLICY, controller.signal))).toMatchObject({ fault: 'aborted' });
  });
});
