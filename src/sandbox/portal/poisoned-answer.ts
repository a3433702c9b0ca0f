import type { PoisonKind } from './poison.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** The part of windows-1252 that is not Latin-1 (https://encoding.spec.whatwg.org/index-windows-1252.txt). */
const HIGH: Readonly<Record<string, number>> = {
  '€': 0x80,
  '…': 0x85,
  '‘': 0x91,
  '’': 0x92,
  '“': 0x93,
  '”': 0x94,
  '•': 0x95,
  '–': 0x96,
  '—': 0x97,
};

function windows1252(text: string): Bytes {
  return Uint8Array.from(
    text,
    (char) => HIGH[char] ?? (char.charCodeAt(0) < 0x100 ? char.charCodeAt(0) : 0x3f),
  );
}

const ERROR_PAGE =
  '<!DOCTYPE html><html><head><title>Sorry, there is a problem with the service</title></head><body><h1>Sorry, there is a problem with the service</h1><p>Try again later.</p></body></html>';

function encode(body: string, kinds: ReadonlySet<PoisonKind>): Bytes {
  const bytes = kinds.has('cp1252') ? windows1252(body) : Uint8Array.from(Buffer.from(body));
  return kinds.has('bom') ? Uint8Array.from([0xef, 0xbb, 0xbf, ...bytes]) : bytes;
}

/** Headers and the first half of the body, and then silence until the connection ends. */
function stalling(bytes: Bytes, headers: Record<string, string>): Response {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(bytes.subarray(0, bytes.length / 2));
    },
  });
  return new Response(body, { headers });
}

/** The answer to a list request, with whatever befalls its body or status. */
export async function poisonedAnswer(
  body: string,
  headers: Readonly<Record<string, string>>,
  kinds: ReadonlySet<PoisonKind>,
): Promise<Response> {
  const html = { 'content-type': 'text/html; charset=utf-8' };
  if (kinds.has('hang')) return new Promise<Response>(() => {});
  for (const status of [500, 502, 503, 504] as const) {
    if (kinds.has(`status-${status}`)) return new Response(ERROR_PAGE, { status, headers: html });
  }
  if (kinds.has('html')) return new Response(ERROR_PAGE, { headers: html });
  if (kinds.has('empty-body')) return new Response('', { headers: { ...headers } });
  const bytes = encode(body, kinds);
  if (kinds.has('stall')) return stalling(bytes, { ...headers });
  const whole = kinds.has('truncated') ? bytes.subarray(0, Math.floor(bytes.length * 0.6)) : bytes;
  return new Response(whole, { headers: { ...headers } });
}
