import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { isValidSlackRequest } from '@slack/bolt';
import type { Clock, Log, Store } from '../domain/ports.ts';
import { errorCode } from './error-code.ts';
import { isFields } from './payload.ts';
import { readBody } from './read-body.ts';
import { seenRequests, type SeenRequests } from './seen-requests.ts';

/** The largest body that is read; a slash command is about 1 kB. */
export const BODY_LIMIT = 64 * 1024;

const FUTURE_SECONDS = 60;
const FORM = 'application/x-www-form-urlencoded';

export interface GateOptions {
  readonly signingSecret: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** Bolt: gets requests that are genuine and new, their raw body already read. */
  readonly next: RequestListener;
}

/**
 * What stands before Bolt on `/slack/events`. Bolt refuses a wrong signature and a timestamp more than five minutes old,
 * but lets pass one from the future and the same bytes twice (@slack/bolt 5.1 `verify-request.js`); this refuses all four
 * with 401, by our clock. What came before is kept in the database, so that a restart forgets none. An event that Slack sends
 * again, because it did not hear us in time, is answered 200 and goes no further.
 */
export function createRequestGate(options: GateOptions): RequestListener {
  const seen = seenRequests(options);
  return (req, res) => {
    admit(req, res, options, seen).catch((error: unknown) => {
      // Slack sends an event again, and tells a person who pressed something that it did not work.
      options.log.error({ code: errorCode(error) }, 'a request from Slack could not be looked up');
      if (!res.headersSent) answer(res, 503);
    });
  };
}

async function admit(
  req: IncomingMessage,
  res: ServerResponse,
  options: GateOptions,
  seen: SeenRequests,
): Promise<void> {
  if (req.method !== 'POST') return answer(res, 405, { allow: 'POST' });
  const body = await readBody(req, BODY_LIMIT);
  if (body === 'cut off') return;
  if (body === 'too large') return answer(res, 413, { connection: 'close' });
  const text = body.toString();
  const form = isForm(req);
  // Slack asks now and then, unsigned, whether the certificate is good; nothing else in such a request is looked at.
  if (form && new URLSearchParams(text).get('ssl_check') === '1') return answer(res, 200);

  const why = refusal(req, text, options) ?? ((await seen.isReplay(signatureOf(req))) ? 'replay' : undefined);
  if (why !== undefined) {
    options.log.info({ why }, 'refused a request to /slack/events');
    return answer(res, 401);
  }
  const held = objectIn(text, form);
  if (held === undefined) return answer(res, 400);
  const { event_id: eventId } = held;
  if (typeof eventId === 'string' && (await seen.isRepeat(eventId))) return answer(res, 200);
  hand(req, res, body, options);
}

/** Bolt takes a body that has been read already from `rawBody`, and compares the content type as an exact string. */
function hand(req: IncomingMessage, res: ServerResponse, rawBody: Buffer, options: GateOptions): void {
  if (isForm(req)) req.headers['content-type'] = FORM;
  try {
    options.next(Object.assign(req, { rawBody }), res);
  } catch {
    answer(res, 404);
  }
}

function refusal(req: IncomingMessage, body: string, options: GateOptions): string | undefined {
  const seconds = Number(req.headers['x-slack-request-timestamp']);
  const now = options.clock.now();
  if (!Number.isFinite(seconds)) return 'no timestamp';
  if (seconds * 1000 > now + FUTURE_SECONDS * 1000) return 'from the future';
  const genuine = isValidSlackRequest({
    signingSecret: options.signingSecret,
    body,
    headers: { 'x-slack-signature': signatureOf(req), 'x-slack-request-timestamp': seconds },
    nowMilliseconds: now,
  });
  return genuine ? undefined : 'old, or wrongly signed';
}

function signatureOf(req: IncomingMessage): string {
  const signature = req.headers['x-slack-signature'];
  return typeof signature === 'string' ? signature : '';
}

function isForm(req: IncomingMessage): boolean {
  return req.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() === FORM;
}

/** What a request says; of a slash command nothing is looked at here. Bolt dies of JSON that is no object, so it never sees it. */
function objectIn(text: string, form: boolean): Readonly<Record<string, unknown>> | undefined {
  const json = form ? new URLSearchParams(text).get('payload') : text;
  if (json === null) return {};
  try {
    const value: unknown = JSON.parse(json);
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function answer(res: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  res.writeHead(status, headers).end();
}
