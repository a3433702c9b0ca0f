import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { PretendSlack } from '../pretend-slack.ts';
import { startPretendSlack } from '../pretend-slack.ts';

const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

interface Heard {
  readonly headers: IncomingHttpHeaders;
  readonly eventId: string;
}

/** An app that answers each event by the next of these statuses; 0 answers nothing. */
async function appThat(...statuses: number[]) {
  const heard: Heard[] = [];
  const slept: number[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      const { event_id: eventId } = JSON.parse(body) as { event_id: string };
      heard.push({ headers: request.headers, eventId });
      const status = statuses.shift() ?? 200;
      if (status === 410) response.setHeader('x-slack-no-retry', '1');
      if (status !== 0) response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const slack: PretendSlack = await startPretendSlack({
    now: () => Date.parse('2026-09-01T09:00:00Z') + slept.reduce((sum, ms) => sum + ms, 0),
    botUrl: () => `http://127.0.0.1:${port}`,
    ackTimeoutMs: 100,
    patienceMs: 10,
    sleep: (ms) => {
      slept.push(ms);
      return Promise.resolve();
    },
  });
  closers.push(slack.close);
  return { slack, heard, slept };
}

describe('an event that is not acknowledged', () => {
  it('is sent again at once, after a minute and after five, under the same id', async () => {
    const { slack, heard, slept } = await appThat(500, 0, 500, 500, 200);
    const told = await slack.archive('C02GENERAL');
    await slack.settled();

    expect(told.acked).toBe(false);
    expect(slept).toEqual([60_000, 300_000]);
    expect(
      heard.map(({ headers }) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']]),
    ).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_timeout'],
      ['3', 'http_error'],
    ]);
    expect(new Set(heard.map(({ eventId }) => eventId))).toEqual(new Set([told.eventId]));
    expect(slack.events().map(({ attempt, outcome }) => [attempt, outcome])).toEqual([
      [0, 'http_error'],
      [1, 'http_timeout'],
      [2, 'http_error'],
      [3, 'http_error'],
    ]);
  });

  it('is left alone once it is acknowledged, or the app asks for that', async () => {
    const { slack, heard } = await appThat(500, 200, 410);
    await slack.archive('C02GENERAL');
    await slack.settled();
    await slack.unarchive('C02GENERAL');
    await slack.settled();

    expect(heard).toHaveLength(3);
    expect(slack.events().map(({ type, outcome }) => [type, outcome])).toEqual([
      ['channel_archive', 'http_error'],
      ['channel_archive', 'acked'],
      ['channel_unarchive', 'http_error'],
    ]);
  });

  it('is sent again over a socket too, and says which time it is', async () => {
    const { slack } = await appThat();
    const opened = await fetch(`${slack.apiUrl}apps.connections.open`, {
      method: 'POST',
      headers: { authorization: `Bearer ${slack.appToken}` },
    });
    const { url } = (await opened.json()) as { url: string };
    const socket = new WebSocket(url);
    const attempts: unknown[] = [];
    socket.on('message', (data: Buffer) => {
      const envelope = JSON.parse(data.toString()) as Record<string, unknown>;
      if (envelope['type'] === 'hello') return;
      attempts.push([envelope['retry_attempt'], envelope['retry_reason']]);
      if (attempts.length === 3) socket.send(JSON.stringify({ envelope_id: envelope['envelope_id'] }));
    });
    await vi.waitFor(() => expect(slack.connected()).toBe(true));
    await slack.archive('C02GENERAL');
    await slack.settled();
    socket.close();

    expect(attempts).toEqual([
      [0, ''],
      [1, 'timeout'],
      [2, 'timeout'],
    ]);
    expect(slack.events().at(-1)?.outcome).toBe('acked');
  });

  it('says so where nobody is there', async () => {
    const slack = await startPretendSlack({
      now: () => 0,
      botUrl: () => 'http://127.0.0.1:1',
      sleep: () => Promise.resolve(),
    });
    closers.push(slack.close);
    await slack.archive('C02GENERAL');
    await slack.settled();

    expect(slack.events().map(({ outcome }) => outcome)).toEqual(Array(4).fill('connection_failed'));
  });
});
