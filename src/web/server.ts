import { createServer, type RequestListener, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';

export interface ServerOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly web: Hono;
  /** Answers `/slack/events`; undefined where Slack is off or calls nobody. */
  readonly slackListener: RequestListener | undefined;
  /** What else is answered by others than the pages, by path. */
  readonly listeners?: Readonly<Record<string, RequestListener>> | undefined;
  /** How long a request may take to arrive, milliseconds; 10 s. */
  readonly requestTimeoutMs?: number | undefined;
  /** How long requests that are being answered may hold up `close`, milliseconds; 10 s. */
  readonly graceMs?: number | undefined;
}

export interface RunningServer {
  /** With the port that was really taken. */
  readonly url: string;
  /** Accepts nothing more, lets what is being answered finish, and is done after `graceMs` at the latest. */
  close(): Promise<void>;
}

/** Why no server was started, in one line that names the key. */
export interface ServerRefused {
  readonly refused: string;
}

const REQUEST_TIMEOUT_MS = 10_000;
const GRACE_MS = 10_000;

/** One HTTP server for the pages and for Slack. Slow, large and endless requests are cut off: 408, 413 and 431. */
export async function startServer(options: ServerOptions): Promise<RunningServer | ServerRefused> {
  const timeout = options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS;
  const server = createServer(
    {
      headersTimeout: timeout,
      requestTimeout: timeout,
      connectionsCheckingInterval: Math.min(1000, timeout),
      keepAliveTimeout: 5000,
      maxHeaderSize: 16 * 1024,
    },
    route(options),
  );
  const refused = await listen(server, options);
  if (refused !== undefined) return { refused };
  return { url: urlOf(server, options.host), close: () => close(server, options.graceMs ?? GRACE_MS) };
}

function route({ web, slackListener, listeners = {} }: ServerOptions): RequestListener {
  // It puts its own Request and Response in the place of Node's, which cannot be made from its: reading a body that comes in
  // chunks makes one.
  const pages = getRequestListener(web.fetch);
  const others = new Map(Object.entries(listeners));
  if (slackListener !== undefined) others.set('/slack/events', slackListener);
  return (req, res) => {
    const other = others.get(req.url?.split('?', 1)[0] ?? '');
    if (other !== undefined) other(req, res);
    else void pages(req, res);
  };
}

/** Undefined once it listens; a sentence where it cannot. */
function listen(server: Server, { host, port }: ServerOptions): Promise<string | undefined> {
  return new Promise((resolve) => {
    server.on('error', (error: NodeJS.ErrnoException) => resolve(refusal(error, host, port)));
    server.listen(port, host, () => resolve(undefined));
  });
}

function refusal(error: NodeJS.ErrnoException, host: string, port: number): string {
  const known: Readonly<Record<string, string>> = {
    EADDRINUSE: `web.port ${port} is in use; set another one, or stop what listens there`,
    EACCES: `web.port ${port} may not be opened by this user; set one above 1023`,
    EADDRNOTAVAIL: `web.host ${host} is not an address of this machine`,
    ENOTFOUND: `web.host ${host} is not an address of this machine`,
  };
  const code = error.code ?? error.name;
  return known[code] ?? `web.host ${host} with web.port ${port} cannot be listened on: ${code}`;
}

function urlOf(server: Server, host: string): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A listening server has an address');
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${address.port}`;
}

function close(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    // A connection that was busy becomes idle, and would be kept alive, after its answer.
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    const end = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(end);
      resolve();
    });
    server.closeIdleConnections();
  });
}
