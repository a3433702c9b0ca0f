import { createHmac, randomUUID } from 'node:crypto';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Socket } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Clock, Log } from '../src/domain/ports.ts';

export const SIGNING_SECRET = 'the signing secret of a test';
export const FORM = 'application/x-www-form-urlencoded';

/** The headers of a request that Slack signed at `at` (UTC milliseconds). */
export function signed(body: string, at: number, secret = SIGNING_SECRET): Record<string, string> {
  const seconds = Math.floor(at / 1000);
  const signature = createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex');
  return {
    'content-type': FORM,
    'x-slack-request-timestamp': String(seconds),
    'x-slack-signature': `v0=${signature}`,
  };
}

/** What Slack sends when somebody types a slash command in a channel. */
export function slashCommand(with_: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    token: 'an-old-verification-token',
    team_id: 'T0001',
    team_domain: 'ashcombe',
    channel_id: 'C0001',
    channel_name: 'bids',
    user_id: 'U0001',
    user_name: 'robin',
    command: '/tenders',
    text: 'penetration testing',
    api_app_id: 'A0001',
    is_enterprise_install: 'false',
    response_url: 'http://127.0.0.1:9/nobody-listens',
    trigger_id: '1.2.3',
    ...with_,
  };
}

export interface Answered {
  readonly status: number;
  readonly ms: number;
  readonly body: string;
}

/** Posts a body with these headers and reads the whole answer. */
export async function post(url: string, body: string, headers: Record<string, string>): Promise<Answered> {
  const started = performance.now();
  const response = await fetch(url, { method: 'POST', headers, body });
  const text = await response.text();
  return { status: response.status, ms: performance.now() - started, body: text };
}

/** Types a command, signed at `at`, as Slack would send it to `url`. */
export function sendCommand(
  url: string,
  at: number,
  with_: Readonly<Record<string, string>> = {},
): Promise<Answered> {
  const body = new URLSearchParams(slashCommand(with_)).toString();
  return post(url, body, signed(body, at));
}

/** The fields of a JSON object. */
export function fieldsOf(text: string): Record<string, unknown> {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null) throw new Error('not a JSON object');
  return Object.fromEntries(Object.entries(value));
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return address.port;
}

/** A listener on a free loopback port. */
export async function serve(
  listener: RequestListener,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A call of the Web API. */
export interface Asked {
  readonly method: string;
  readonly fields: URLSearchParams;
  readonly token: string;
}

export interface FakeSlack {
  /** What it answers to a method in place of its usual answer. */
  readonly answers: Record<string, (asked: Asked) => object | Promise<object>>;
  /** Every call, in order. */
  readonly asked: Asked[];
  /** For `apiUrl`. */
  readonly apiUrl: string;
  /** Where late answers go. */
  readonly responseUrl: string;
  /** Methods that were called, in order. */
  readonly calls: string[];
  /** What was posted to the response URL. */
  readonly responses: Record<string, unknown>[];
  /** While true every call of the API gets 503. */
  down: boolean;
  /** While true a socket is opened without a hello. */
  mute: boolean;
  /** Open Socket Mode connections. */
  readonly sockets: Set<WebSocket>;
  /** Sends an envelope over the newest socket and waits for its acknowledgement's payload. */
  readonly envelope: (type: string, payload: object) => Promise<Record<string, unknown>>;
  readonly close: () => Promise<void>;
}

/** Just enough of Slack for a bot to be connected to: the API, the response URL and Socket Mode, on a free loopback port. */
export async function startFakeSlack(port = 0): Promise<FakeSlack> {
  const server = createServer((req, res) => void answer(req, res));
  const websockets = new WebSocketServer({ server, path: '/socket' });
  const connections = new Set<Socket>();
  server.on('connection', (socket) => {
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const host = `127.0.0.1:${portOf(server)}`;

  const fake: FakeSlack = {
    apiUrl: `http://${host}/api/`,
    responseUrl: `http://${host}/respond`,
    calls: [],
    answers: {},
    asked: [],
    responses: [],
    down: false,
    mute: false,
    sockets: new Set(),
    envelope: (type, payload) => envelope([...fake.sockets].at(-1), type, payload),
    close: () =>
      new Promise((resolve) => {
        websockets.close();
        server.close(() => resolve());
        for (const socket of connections) socket.destroy();
      }),
  };
  websockets.on('connection', (socket) => {
    fake.sockets.add(socket);
    socket.on('close', () => fake.sockets.delete(socket));
    if (!fake.mute) socket.send(JSON.stringify({ type: 'hello', num_connections: 1 }));
  });

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of req.setEncoding('utf8')) body += String(chunk);
    if (req.url === '/respond') {
      fake.responses.push(fieldsOf(body));
      res.end('ok');
      return;
    }
    const method = (req.url ?? '').replace('/api/', '');
    fake.calls.push(method);
    const token = (req.headers.authorization ?? '').replace('Bearer ', '');
    const asked = { method, fields: new URLSearchParams(body), token };
    fake.asked.push(asked);
    if (fake.down) {
      res.writeHead(503).end('<html>down</html>');
      return;
    }
    res.setHeader('content-type', 'application/json');
    res.end(
      JSON.stringify(
        (await fake.answers[method]?.(asked)) ??
          (method === 'apps.connections.open'
            ? { ok: true, url: `ws://${host}/socket?ticket=${randomUUID()}` }
            : { ok: true, team_id: 'T0001', team: 'Ashcombe', user_id: 'UBOT', bot_id: 'BBOT' }),
      ),
    );
  }
  return fake;
}

function envelope(
  socket: WebSocket | undefined,
  type: string,
  payload: object,
): Promise<Record<string, unknown>> {
  if (socket === undefined) throw new Error('nobody is connected');
  const id = randomUUID();
  return new Promise((resolve) => {
    socket.on('message', function heard(data: Buffer) {
      const message = fieldsOf(data.toString());
      if (message['envelope_id'] !== id) return;
      socket.off('message', heard);
      resolve(fieldsOf(JSON.stringify(message['payload'])));
    });
    socket.send(JSON.stringify({ type, envelope_id: id, accepts_response_payload: true, payload }));
  });
}

/** A log that keeps its lines as JSON, to be searched for what must not stand in it. */
export function keptLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  const keep = (level: string) => (fields: object, message: string) => {
    lines.push(JSON.stringify({ level, ...fields, message }));
  };
  return { lines, debug: keep('debug'), info: keep('info'), warn: keep('warn'), error: keep('error') };
}

/** The machine's clock, on which nobody sleeps longer than 20 ms. */
export const hastyClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const timer = setTimeout(resolve, Math.min(ms, 20));
      signal?.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(new Error('aborted'));
      });
    }),
};
