import type { WallClock } from './clock.ts';
import { createExchange, type Exchange, type HttpLimits } from './http/exchange.ts';
import { createHostGate, type HostGate, type HostMemory } from './http/host-gate.ts';
import { redirectTarget, refusalOf } from './http/allowed-url.ts';
import type { HttpPolicy } from './http/policy.ts';
import { retryAfterMs } from './http/retry-after.ts';

export type { HostGate, HostMemory, HostState } from './http/host-gate.ts';
export type { HttpPolicy } from './http/policy.ts';
export type { HttpLimits } from './http/exchange.ts';

export interface HttpFault {
  readonly ok: false;
  /** `untrusted`: the server's certificate cannot be verified, so that nothing was asked; the reason names the remedy. */
  readonly fault:
    'throttled' | 'down' | 'untrusted' | 'too-large' | 'timeout' | 'redirect' | 'refused' | 'aborted';
  readonly status: number | undefined;
  readonly reason: string;
  /** When the host may be asked again, UTC milliseconds; stated for `throttled`. */
  readonly retryAt: number | undefined;
  /** What was read of a body that was too large, at most 5 MB. */
  readonly body: Buffer | undefined;
}

export interface HttpSuccess {
  readonly ok: true;
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Unpacked. */
  readonly body: Buffer;
  /** Where it came from, after redirects. */
  readonly url: string;
}

export type HttpAnswer = HttpSuccess | HttpFault;

export interface HttpRequest {
  readonly policy: HttpPolicy;
  readonly accept: string;
  readonly signal: AbortSignal;
}

export interface HttpBody {
  readonly body: string;
  readonly contentType: string;
}

/** A polite client: one request at a time to a host, spaced, paused where the host asks for it. Never throws for what the network does. */
export interface Http {
  get(url: string, request: HttpRequest): Promise<HttpAnswer>;
  /** A search that is asked by POST and changes nothing there, so that it may be tried again like a GET. No redirect is followed. */
  post(url: string, request: HttpRequest & HttpBody): Promise<HttpAnswer>;
  close(): Promise<void>;
}

export interface HttpOptions {
  readonly clock: WallClock;
  readonly log: { warn(fields: object, message: string): void };
  /** Spacing and pauses are kept here, so that a restart honours them. */
  readonly memory: HostMemory;
  /** Shared by clients that may ask the same host; one of its own where absent. */
  readonly gate?: HostGate | undefined;
  /** Says honestly who calls and how to reach them. */
  readonly userAgent: string;
  /** A pause up to this long is waited out; a longer one is answered as `throttled`. Default five minutes. */
  readonly patienceMs?: number | undefined;
  /** 0 to 1: by up to a tenth of it a pause is drawn out, so that not everybody who was refused returns at one moment. */
  readonly random?: (() => number) | undefined;
  readonly limits?: Partial<HttpLimits> | undefined;
  /** Certificates in PEM that complete chains, or roots beside those that Node trusts; asked for before each request over TLS. */
  readonly extraCa?: (() => string | undefined) | undefined;
}

/** Both portals ask for five minutes at most (docs/portals), so a usual pause is waited out within the run. */
const PATIENCE_MS = 300_000;
/** A server that stumbles gets 21 seconds in all, then it is down. */
const BACKOFF_MS = [1000, 4000, 16_000] as const;
const PASSING = new Set([500, 502, 503, 504]);
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const MOST_REDIRECTS = 3;
/** A host that names short pauses one after the other is not asked for ever. */
const MOST_PAUSES = 5;

interface Journey {
  readonly request: HttpRequest;
  readonly posted: HttpBody | undefined;
  url: URL;
  retries: number;
  redirects: number;
  pauses: number;
  /** Milliseconds that this one request has been put off. */
  putOff: number;
}

interface Means {
  readonly options: HttpOptions;
  readonly gate: HostGate;
  readonly exchange: Exchange;
}

export function createHttp(options: HttpOptions): Http {
  const { exchange, close } = createExchange(options);
  const gate = options.gate ?? createGate(options);
  const means: Means = { options, gate, exchange };

  async function ask(address: string, request: HttpRequest, posted?: HttpBody): Promise<HttpAnswer> {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (url === undefined) return fault('refused', 'not a URL');
    const refusal = refusalOf(url);
    if (refusal !== undefined) return fault('refused', refusal);
    const journey: Journey = { request, posted, url, retries: 0, redirects: 0, pauses: 0, putOff: 0 };
    return await gate.inTurn(url.host, async () => await travel(journey, means));
  }

  return {
    close,
    get: async (address, request) => await ask(address, request),
    post: async (address, request) => await ask(address, request, request),
  };
}

/** Whose turn it is at each host: one for all clients that may ask the same. */
export function createGate({
  clock,
  memory,
  patienceMs = PATIENCE_MS,
}: Pick<HttpOptions, 'clock' | 'memory' | 'patienceMs'>): HostGate {
  return createHostGate({ clock, memory, patienceMs });
}

async function travel(journey: Journey, means: Means): Promise<HttpAnswer> {
  try {
    for (;;) {
      const answer = await step(journey, means);
      if (answer !== 'again') return answer;
    }
  } catch (error) {
    if (journey.request.signal.aborted) return fault('aborted', 'stopped');
    throw error;
  }
}

/** One request and what to make of its answer. */
async function step(journey: Journey, means: Means): Promise<HttpAnswer | 'again'> {
  const { request, url } = journey;
  request.signal.throwIfAborted();
  const held = await means.gate.admit(url.host, request.policy, request.signal);
  if (held !== undefined)
    return { ...fault('throttled', held.reason ?? 'paused'), retryAt: held.nextAllowedAt };

  const answer = await means.exchange(url, { ...request, posted: journey.posted });
  request.signal.throwIfAborted();
  if (!answer.ok) return answer.passing ? await retry(journey, means, answer) : faultOf(answer);
  if (answer.status >= 200 && answer.status < 300) return { ...answer, url: url.href };
  if (REDIRECTS.has(answer.status)) return redirect(journey, answer);
  return await notFine(journey, means, answer);
}

async function notFine(
  journey: Journey,
  means: Means,
  answer: { readonly status: number; readonly headers: HttpSuccess['headers'] },
): Promise<HttpAnswer | 'again'> {
  const { policy } = journey.request;
  const stated = retryAfterMs(answer.headers['retry-after'], means.options.clock.now());
  const usual = policy.pauseMs[answer.status];
  if (usual !== undefined) {
    const ms = Math.max(stated ?? usual, policy.leastPauseMs);
    return await pause(journey, means, { status: answer.status, ms });
  }
  if (!PASSING.has(answer.status))
    return { ...fault('refused', `answered ${String(answer.status)}`), status: answer.status };
  if (policy.lasting?.includes(answer.status) === true)
    return { ...fault('down', `answered ${String(answer.status)}`), status: answer.status };
  // A 5xx that says when to come back is a throttle; one that does not is a stumble.
  return stated === undefined
    ? await retry(journey, means, { status: answer.status, reason: `answered ${String(answer.status)}` })
    : await pause(journey, means, { status: answer.status, ms: stated });
}

async function pause(
  journey: Journey,
  { gate, options }: Means,
  asked: { readonly status: number; readonly ms: number },
): Promise<HttpAnswer | 'again'> {
  const { status } = asked;
  // However soon it may be: never closer than requests stand anyhow.
  const least = Math.max(asked.ms, journey.request.policy.spacingMs);
  const ms = Math.round(least * (1 + (options.random?.() ?? 0) / 10));
  const reason = `answered ${String(status)}`;
  const nextAllowedAt = await gate.pause(journey.url.host, ms, reason);
  options.log.warn(
    { host: journey.url.host, status, seconds: Math.round(ms / 1000) },
    'host asks for a pause',
  );
  journey.putOff += ms;
  journey.pauses += 1;
  const isPatient = journey.putOff <= (options.patienceMs ?? PATIENCE_MS) && journey.pauses <= MOST_PAUSES;
  if (isPatient) return 'again';
  return { ...fault('throttled', reason), status, retryAt: nextAllowedAt };
}

async function retry(
  journey: Journey,
  { options }: Means,
  trouble: { readonly status?: number; readonly reason: string },
): Promise<HttpAnswer | 'again'> {
  const wait = BACKOFF_MS[journey.retries];
  if (wait === undefined) return { ...fault('down', trouble.reason), status: trouble.status };
  journey.retries += 1;
  options.log.warn({ host: journey.url.host, reason: trouble.reason, wait }, 'request failed, trying again');
  await options.clock.sleep(wait, journey.request.signal);
  return 'again';
}

function redirect(
  journey: Journey,
  answer: { readonly status: number; readonly headers: HttpSuccess['headers'] },
): HttpAnswer | 'again' {
  if (journey.posted !== undefined)
    return { ...fault('redirect', 'redirect refused: of a POST'), status: answer.status };
  const target = redirectTarget(journey.url, answer.headers['location']);
  if (typeof target === 'string') return { ...fault('redirect', target), status: answer.status };
  journey.redirects += 1;
  if (journey.redirects > MOST_REDIRECTS)
    return { ...fault('redirect', 'redirected too often'), status: answer.status };
  journey.url = target;
  return 'again';
}

function faultOf(answer: {
  readonly fault: HttpFault['fault'];
  readonly reason: string;
  readonly body: Buffer | undefined;
}): HttpFault {
  return { ...fault(answer.fault, answer.reason), body: answer.body };
}

function fault(kind: HttpFault['fault'], reason: string): HttpFault {
  return { ok: false, fault: kind, status: undefined, reason, retryAt: undefined, body: undefined };
}
