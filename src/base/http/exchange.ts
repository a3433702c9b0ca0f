import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { request, type Dispatcher } from 'undici';
import { createAgents } from './agents.ts';
import { untrustedReason } from './untrusted.ts';

/** Milliseconds and bytes. */
export interface HttpLimits {
  readonly connectMs: number;
  readonly headersMs: number;
  /** The longest silence within a body. */
  readonly idleMs: number;
  /** The whole exchange: a body that drips for ever never falls silent. */
  readonly totalMs: number;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
}

/** A body that drips is ended by the whole time alone. The largest page seen has 1.35 MB (docs/portals/find-a-tender.md). */
const LIMITS: HttpLimits = {
  connectMs: 10_000,
  headersMs: 30_000,
  idleMs: 30_000,
  totalMs: 120_000,
  packedBytes: 20 << 20,
  unpackedBytes: 50 << 20,
};

/** How much of a body that is too large is shown to the operator. */
const SAMPLE_BYTES = 5 << 20;

type TroubleKind = 'down' | 'timeout' | 'too-large' | 'refused' | 'untrusted';

export type Exchanged =
  | {
      readonly ok: true;
      readonly status: number;
      readonly headers: Readonly<Record<string, string | string[] | undefined>>;
      readonly body: Buffer;
    }
  | {
      readonly ok: false;
      readonly fault: TroubleKind;
      /** Worth trying again within seconds. */
      readonly passing: boolean;
      readonly reason: string;
      readonly body: Buffer | undefined;
    };

export interface Asked {
  readonly accept: string;
  readonly signal: AbortSignal;
  /** Posted where it is given. */
  readonly posted: { readonly body: string; readonly contentType: string } | undefined;
}

export type Exchange = (url: URL, asked: Asked) => Promise<Exchanged>;

export interface ExchangeOptions {
  readonly userAgent: string;
  readonly limits?: Partial<HttpLimits> | undefined;
  readonly extraCa?: (() => string | undefined) | undefined;
}

/** One request, one answer, within limits: no redirects, no retries, no cookies. */
export function createExchange(options: ExchangeOptions): {
  readonly exchange: Exchange;
  readonly close: () => Promise<void>;
} {
  const limits = { ...LIMITS, ...options.limits };
  const agents = createAgents(limits, options.extraCa ?? (() => undefined));

  const exchange: Exchange = async (url, { accept, signal, posted }) => {
    const total = AbortSignal.timeout(limits.totalMs);
    const headers = { 'user-agent': options.userAgent, accept, 'accept-encoding': 'gzip, deflate, br' };
    try {
      const answer = await request(url, {
        dispatcher: agents.for(url),
        signal: AbortSignal.any([signal, total]),
        ...(posted === undefined
          ? { headers }
          : {
              method: 'POST',
              headers: { ...headers, 'content-type': posted.contentType },
              body: posted.body,
            }),
      });
      return await receive(answer, limits);
    } catch (error) {
      return troubleOf(error, total.aborted);
    }
  };
  return { exchange, close: agents.close };
}

async function receive(answer: Dispatcher.ResponseData, limits: HttpLimits): Promise<Exchanged> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer.body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limits.packedBytes) return tooLarge(Buffer.concat(chunks), limits.packedBytes);
    chunks.push(chunk);
  }
  const packed = Buffer.concat(chunks);
  const encoding = answer.headers['content-encoding'];
  const body = await unpack(packed, typeof encoding === 'string' ? encoding : '', limits.unpackedBytes);
  if (body === 'too-large') return tooLarge(packed, limits.unpackedBytes);
  if (body === 'unknown') return trouble('refused', 'packed in a way that was not offered', false);
  return { ok: true, status: answer.statusCode, headers: answer.headers, body };
}

const UNPACKERS: Readonly<Record<string, (packed: Buffer, most: number) => Promise<Buffer>>> = {
  gzip: async (packed, most) => await promisify(gunzip)(packed, { maxOutputLength: most }),
  'x-gzip': async (packed, most) => await promisify(gunzip)(packed, { maxOutputLength: most }),
  deflate: async (packed, most) => await promisify(inflate)(packed, { maxOutputLength: most }),
  br: async (packed, most) => await promisify(brotliDecompress)(packed, { maxOutputLength: most }),
};

async function unpack(
  packed: Buffer,
  encoding: string,
  most: number,
): Promise<Buffer | 'too-large' | 'unknown'> {
  const name = encoding.trim().toLowerCase();
  if (packed.length === 0 || name === '' || name === 'identity') return packed;
  const unpacker = UNPACKERS[name];
  if (unpacker === undefined) return 'unknown';
  try {
    return await unpacker(packed, most);
  } catch (error) {
    if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') return 'too-large';
    throw error;
  }
}

function tooLarge(read: Buffer, most: number): Exchanged {
  const body = Buffer.from(read.subarray(0, SAMPLE_BYTES));
  return { ...trouble('too-large', `larger than ${String(most)} bytes`, false), body };
}

const TIMEOUTS = new Set(['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);
/** A connection that broke off, or bytes that were cut short: the next try may be whole. */
const PASSING = new Set([
  'ECONNRESET',
  'EPIPE',
  'EAI_AGAIN',
  'UND_ERR_SOCKET',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
  'Z_BUF_ERROR',
  'Z_DATA_ERROR',
]);

function troubleOf(error: unknown, timedOut: boolean): Exchanged {
  const code = codeOf(error);
  if (timedOut) return trouble('timeout', 'took too long', false);
  if (TIMEOUTS.has(code)) return trouble('timeout', `timed out (${code})`, false);
  const untrusted = untrustedReason(code);
  if (untrusted !== undefined) return trouble('untrusted', untrusted, false);
  return trouble('down', code, PASSING.has(code));
}

function trouble(fault: TroubleKind, reason: string, passing: boolean): Exchanged & { readonly ok: false } {
  return { ok: false, fault, passing, reason, body: undefined };
}

/** An error's code, else its name: its message may quote what must not be logged. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const code: unknown = 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : error.name;
}
