import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import type { Parcel } from './delivery.ts';
import { isFields } from './fields.ts';
import { WORKSPACE } from './seeds.ts';

/** Clients drop a connection that does not ping them within 30 s (@slack/socket-mode). */
const PING_MS = 10_000;

/** Slack's end of Socket Mode. */
export interface Sockets {
  /** A new address, good for one connection. */
  readonly open: (base: string) => string;
  readonly connected: () => boolean;
  /** Sends an envelope on the newest connection; the ack's payload, or undefined where none comes in time. */
  readonly send: (parcel: Parcel, timeoutMs: number) => Promise<{ readonly payload: unknown } | undefined>;
  readonly attach: (server: Server) => void;
  readonly close: () => void;
}

function parsed(data: unknown): unknown {
  try {
    return JSON.parse(String(data));
  } catch {
    return undefined;
  }
}

/** Keeps a connection alive and hands its acks on. */
function serve(socket: WebSocket, onAck: (id: string, payload: unknown) => void): void {
  const ping = setInterval(() => socket.ping(), PING_MS).unref();
  socket.on('close', () => clearInterval(ping));
  socket.on('message', (data) => {
    const ack = parsed(data);
    if (isFields(ack) && typeof ack['envelope_id'] === 'string') onAck(ack['envelope_id'], ack['payload']);
  });
  // A client that goes away is the client's business.
  socket.on('error', () => {});
}

function envelopeOf(id: string, { type, payload, again }: Parcel): object {
  const retry =
    type === 'events_api' ? { retry_attempt: again?.attempt ?? 0, retry_reason: again?.reason ?? '' } : {};
  return { envelope_id: id, type, payload, accepts_response_payload: type !== 'events_api', ...retry };
}

export function sockets(): Sockets {
  const tickets = new Set<string>();
  const connections: WebSocket[] = [];
  const waiting = new Map<string, (payload: unknown) => void>();
  const wss = new WebSocketServer({ noServer: true });

  function greet(socket: WebSocket): void {
    connections.push(socket);
    serve(socket, (id, payload) => waiting.get(id)?.(payload));
    socket.on('close', () => connections.splice(connections.indexOf(socket), 1));
    const info = { app_id: WORKSPACE.app };
    socket.send(
      JSON.stringify({ type: 'hello', num_connections: connections.length, connection_info: info }),
    );
  }

  function attach(server: Server): void {
    server.on('upgrade', (request, stream, head) => {
      const ticket = new URL(request.url ?? '/', 'http://sandbox').searchParams.get('ticket') ?? '';
      if (tickets.delete(ticket)) wss.handleUpgrade(request, stream, head, greet);
      else stream.destroy();
    });
  }

  function send(parcel: Parcel, timeoutMs: number): ReturnType<Sockets['send']> {
    const id = randomUUID();
    return new Promise((resolve) => {
      const timer = setTimeout(() => settle(undefined), timeoutMs);
      function settle(answer: { readonly payload: unknown } | undefined): void {
        clearTimeout(timer);
        waiting.delete(id);
        resolve(answer);
      }
      waiting.set(id, (acked) => settle({ payload: acked }));
      connections.at(-1)?.send(JSON.stringify(envelopeOf(id, parcel)));
    });
  }

  return {
    attach,
    send,
    open: (base) => {
      const ticket = randomUUID();
      tickets.add(ticket);
      return `${base.replace(/^http/, 'ws')}/link/?ticket=${ticket}&app_id=${WORKSPACE.app}`;
    },
    connected: () => connections.length > 0,
    close: () => {
      for (const socket of connections) socket.terminate();
      wss.close();
    },
  };
}
