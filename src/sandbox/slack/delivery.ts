import { createHmac } from 'node:crypto';
import type { Sockets } from './sockets.ts';
import { WORKSPACE } from './workspace.ts';

/** What Slack sends to an app: over the app's socket where one is open, else signed to its `/slack/events`. */
export type Delivered =
  /** The body the app acknowledged with; undefined for an empty one. */
  | { readonly acked: unknown }
  /** What the person would be told. */
  | { readonly error: 'operation_timeout' | 'dispatch_failed' };

export interface DeliveryOptions {
  readonly now: () => number;
  readonly sockets: Sockets;
  /** The bot's web address; `/slack/events` is added unless it ends so. */
  readonly botUrl: () => string;
  /** Slack gives an app 3,000 ms. */
  readonly ackTimeoutMs: number;
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

async function post(url: string, body: string, type: string, options: DeliveryOptions): Promise<Delivered> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      // Slack sends this very string, without a charset, and Bolt compares it whole (@slack/bolt, HTTPModuleFunctions.js).
      headers: { 'content-type': type, ...signedHeaders(body, options.now()) },
      body: Buffer.from(body),
      signal: AbortSignal.timeout(options.ackTimeoutMs),
    });
    const text = await response.text();
    return response.ok ? { acked: parsed(text) } : { error: 'dispatch_failed' };
  } catch (error) {
    const late = error instanceof Error && error.name === 'TimeoutError';
    return { error: late ? 'operation_timeout' : 'dispatch_failed' };
  }
}

const FORM = 'application/x-www-form-urlencoded';

function isEmpty(payload: unknown): boolean {
  return (
    payload === undefined ||
    (typeof payload === 'object' && payload !== null && Object.keys(payload).length === 0)
  );
}

/** Sends a slash command, a click or an event and waits for its acknowledgement. */
export async function deliver(
  type: 'slash_commands' | 'interactive' | 'events_api',
  payload: Readonly<Record<string, unknown>>,
  options: DeliveryOptions,
): Promise<Delivered> {
  if (options.sockets.connected()) {
    const ack = await options.sockets.send(type, payload, options.ackTimeoutMs);
    if (ack === undefined) return { error: 'operation_timeout' };
    return { acked: isEmpty(ack.payload) ? undefined : ack.payload };
  }
  const base = options.botUrl().replace(/\/$/, '');
  const url = base.endsWith('/slack/events') ? base : `${base}/slack/events`;
  if (type === 'events_api') return post(url, JSON.stringify(payload), 'application/json', options);
  const fields = type === 'interactive' ? { payload: JSON.stringify(payload) } : payload;
  const pairs = Object.entries(fields).map(([key, value]): [string, string] => [key, String(value)]);
  return post(url, new URLSearchParams(pairs).toString(), FORM, options);
}
