import { createHmac } from 'node:crypto';
import { WORKSPACE } from './seeds.ts';
import type { Sockets } from './sockets.ts';

/** Why a thing that was sent was not taken. */
export interface Undelivered {
  /** What the person would be told. */
  readonly error: 'operation_timeout' | 'dispatch_failed';
  /** Slack's word for it where it sends again (https://docs.slack.dev/apis/events-api#retries). */
  readonly reason: 'http_timeout' | 'http_error' | 'connection_failed' | 'timeout';
  /** The app asked not to be sent it again. */
  readonly final: boolean;
}

/** What Slack sends to an app: over the app's socket where one is open, else signed to its `/slack/events`. */
export type Delivered =
  /** The body the app acknowledged with; undefined for an empty one. */
  { readonly acked: unknown } | Undelivered;

export interface DeliveryOptions {
  readonly now: () => number;
  readonly sockets: Sockets;
  /** The bot's web address; `/slack/events` is added unless it ends so. */
  readonly botUrl: () => string;
  /** Slack gives an app 3,000 ms. */
  readonly ackTimeoutMs: number;
}

export interface Again {
  /** 1 for the first time that it is sent again. */
  readonly attempt: number;
  readonly reason: string;
}

/** Slack's signature over the body (https://docs.slack.dev/authentication/verifying-requests-from-slack). */
function signedHeaders(body: string, now: number): Record<string, string> {
  const timestamp = String(Math.floor(now / 1000));
  const mac = createHmac('sha256', WORKSPACE.signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${mac}` };
}

function parsed(text: string): unknown {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return { text };
  }
}

interface Request {
  readonly body: string;
  readonly type: string;
  readonly again: Again | undefined;
}

async function post(
  url: string,
  { body, type, again }: Request,
  options: DeliveryOptions,
): Promise<Delivered> {
  const retried: Record<string, string> =
    again === undefined
      ? {}
      : { 'x-slack-retry-num': String(again.attempt), 'x-slack-retry-reason': again.reason };
  try {
    const response = await fetch(url, {
      method: 'POST',
      // Slack sends this very string, without a charset, and Bolt compares it whole (@slack/bolt, HTTPModuleFunctions.js).
      headers: { 'content-type': type, ...signedHeaders(body, options.now()), ...retried },
      body: Buffer.from(body),
      signal: AbortSignal.timeout(options.ackTimeoutMs),
    });
    const text = await response.text();
    const isFinal = response.headers.get('x-slack-no-retry') === '1';
    return response.ok
      ? { acked: parsed(text) }
      : { error: 'dispatch_failed', reason: 'http_error', final: isFinal };
  } catch (error) {
    const late = error instanceof Error && error.name === 'TimeoutError';
    return late
      ? { error: 'operation_timeout', reason: 'http_timeout', final: false }
      : { error: 'dispatch_failed', reason: 'connection_failed', final: false };
  }
}

const FORM = 'application/x-www-form-urlencoded';

function isEmpty(payload: unknown): boolean {
  return (
    payload === undefined ||
    (typeof payload === 'object' && payload !== null && Object.keys(payload).length === 0)
  );
}

export type DeliveryType = 'slash_commands' | 'interactive' | 'events_api';

export interface Parcel {
  readonly type: DeliveryType;
  readonly payload: Readonly<Record<string, unknown>>;
  /** For what is sent once more. */
  readonly again?: Again;
}

/** Sends a slash command, an interaction or an event and waits for its acknowledgement. */
export async function deliver(parcel: Parcel, options: DeliveryOptions): Promise<Delivered> {
  const { type, payload, again } = parcel;
  if (options.sockets.connected()) {
    const ack = await options.sockets.send(parcel, options.ackTimeoutMs);
    if (ack === undefined) return { error: 'operation_timeout', reason: 'timeout', final: false };
    return { acked: isEmpty(ack.payload) ? undefined : ack.payload };
  }
  const base = options.botUrl().replace(/\/$/, '');
  const url = base.endsWith('/slack/events') ? base : `${base}/slack/events`;
  if (type === 'events_api') {
    return post(url, { body: JSON.stringify(payload), type: 'application/json', again }, options);
  }
  const fields = type === 'interactive' ? { payload: JSON.stringify(payload) } : payload;
  const pairs = Object.entries(fields).map(([key, value]): [string, string] => [key, String(value)]);
  return post(url, { body: new URLSearchParams(pairs).toString(), type: FORM, again }, options);
}
