import type { RequestListener } from 'node:http';
import { connect } from 'node:net';
import { Hono } from 'hono';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { startServer, type RunningServer, type ServerOptions } from './server.ts';

const open: RunningServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function started(with_: Partial<ServerOptions> = {}): Promise<RunningServer> {
  const web = new Hono()
    .get('/', (c) => c.text('the page'))
    .post('/', async (c) => c.text(await c.req.text()))
    .onError((_error, c) => c.text('cut off', 500));
  const server = await startServer({ host: '127.0.0.1', port: 0, web, slackListener: undefined, ...with_ });
  if ('refused' in server) throw new Error(server.refused);
  open.push(server);
  return server;
}

/** Everything that comes back for these bytes, until the server hangs up. */
function raw(url: string, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(bytes));
    let heard = '';
    socket.on('data', (chunk) => (heard += chunk.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(heard));
  });
}

describe('the server', () => {
  it('serves the pages, and hands Slack its path alone', async () => {
    const slackListener = vi.fn<RequestListener>((_req, res) => void res.end('the bot'));
    const { url } = await started({ slackListener });

    expect(await (await fetch(url)).text()).toBe('the page');
    expect(await (await fetch(`${url}/slack/events?x=1`, { method: 'POST' })).text()).toBe('the bot');
    expect((await fetch(`${url}/slack/events/more`)).status).toBe(404);
    expect(slackListener).toHaveBeenCalledTimes(1);
  });

  it('has no Slack path where Slack is off', async () => {
    const { url } = await started();

    expect((await fetch(`${url}/slack/events`, { method: 'POST' })).status).toBe(404);
  });

  it('fault 65: says which key to change where the port is in use', async () => {
    const { url } = await started();
    const port = Number(new URL(url).port);

    const second = await startServer({ host: '127.0.0.1', port, web: new Hono(), slackListener: undefined });

    expect(second).toEqual({
      refused: `web.port ${port} is in use; set another one, or stop what listens there`,
    });
  });

  it('names the key where the host is not ours', async () => {
    const elsewhere = { host: '192.0.2.1', port: 0, web: new Hono(), slackListener: undefined };

    expect(await startServer(elsewhere)).toEqual({
      refused: 'web.host 192.0.2.1 is not an address of this machine',
    });
  });

  it('fault 61: hangs up on headers and bodies that never end', async () => {
    const { url } = await started({ requestTimeoutMs: 100 });

    const [headers, body] = await Promise.all([
      raw(url, 'GET / HTTP/1.1\r\nHost: x\r\nX-Slow: '),
      raw(url, 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc'),
    ]);

    expect(headers).toMatch(/^HTTP\/1.1 408/);
    expect(body).toMatch(/^HTTP\/1.1 408/);
  });

  it('fault 61: refuses 10,000 headers', async () => {
    const { url } = await started();
    const headers = Array.from({ length: 10_000 }, (_, n) => `x-${n}: y\r\n`).join('');

    expect(await raw(url, `GET / HTTP/1.1\r\nHost: x\r\n${headers}\r\n`)).toMatch(/^HTTP\/1.1 431/);
  });

  it('finishes what it is answering when closed, accepts nothing more, and is done at once after', async () => {
    const waiting: (() => void)[] = [];
    const web = new Hono().get('/', async (c) => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      return c.text('finished');
    });
    const server = await started({ web });
    const answer = fetch(server.url);
    await vi.waitFor(() => expect(waiting).toHaveLength(1));

    const closing = server.close();
    await expect(fetch(server.url)).rejects.toThrow('fetch failed');
    waiting[0]?.();

    expect(await (await answer).text()).toBe('finished');
    const before = performance.now();
    await closing;
    expect(performance.now() - before).toBeLessThan(1000);
  });

  it('hangs up, after its grace, on what does not finish', async () => {
    const web = new Hono().get('/', () => new Promise<Response>(() => undefined));
    const server = await started({ web, graceMs: 50 });
    const answer = fetch(server.url).then(
      () => 'answered',
      () => 'cut off',
    );
    await new Promise((resolve) => setTimeout(resolve, 50));

    await server.close();

    expect(await answer).toBe('cut off');
  });
});
