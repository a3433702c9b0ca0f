import { isAscii, isUtf8 } from 'node:buffer';
import { decodeText } from './decode-text.ts';
import { isObject, type Json } from './json.ts';
import { BROKEN, eachElement, eachMember, endOfValue, skipSpace } from './slice-json.ts';

export type Sliced =
  | { readonly ok: true; readonly envelope: Json; readonly releases: readonly string[] }
  | { readonly ok: false; readonly reason: string };

/**
 * Cuts a release package into its envelope (without releases) and the raw text of each release, unparsed: a number that
 * JSON does not know (` 000,`, seen at Find a Tender in April 2026,
 * https://github.com/open-contracting/kingfisher-collect/issues/1270) costs one release and not a hundred, and the text
 * is kept as served.
 */
export function sliceReleases(bytes: Uint8Array): Sliced {
  const { page, textOf } = viewOf(bytes);
  const start = skipSpace(page, 0);
  if (start >= page.length) return { ok: false, reason: 'the page is empty' };
  if (page.startsWith('<', start)) return { ok: false, reason: 'HTML where JSON was expected' };
  if (!page.startsWith('{', start)) return { ok: false, reason: 'not a JSON object' };

  const releases: string[] = [];
  let cut: { readonly from: number; readonly to: number } | undefined;
  const end = eachMember(page, start, (key, from) => {
    if (key !== 'releases' || cut !== undefined || !page.startsWith('[', from)) return undefined;
    const to = eachElement(page, from, (first, last) => releases.push(textOf(first, last)));
    cut = { from, to };
    return to;
  });
  if (end === BROKEN) return { ok: false, reason: brokenReason(page, start) };
  if (skipSpace(page, end) < page.length) return { ok: false, reason: 'text after the end of the JSON' };
  if (cut === undefined) return { ok: false, reason: 'no release package: it has no list of releases' };
  const envelope = parsed(`${textOf(start, cut.from)}[]${textOf(cut.to, end)}`);
  return envelope === undefined
    ? { ok: false, reason: 'the envelope of the page is not JSON' }
    : { ok: true, envelope, releases };
}

interface View {
  /** Something to find brackets and quotes in. */
  readonly page: string;
  /** The text that stands there. */
  readonly textOf: (from: number, to: number) => string;
}

/**
 * UTF-8 is searched byte by byte (its bracket and quote bytes stand for nothing else) and decoded release by release: two
 * releases in three are plain ASCII, which the engine holds in half the memory and parses faster.
 */
function viewOf(bytes: Uint8Array): View {
  if (!isUtf8(bytes)) {
    const page = decodeText(bytes);
    return { page, textOf: (from, to) => page.slice(from, to) };
  }
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset + marked, bytes.byteLength - marked);
  const page = raw.toString('latin1');
  const plain = isAscii(raw);
  const textOf = (from: number, to: number): string =>
    plain || isAscii(raw.subarray(from, to)) ? page.slice(from, to) : raw.toString('utf8', from, to);
  return { page, textOf };
}

function brokenReason(page: string, start: number): string {
  return endOfValue(page, start) === BROKEN ? 'the page is cut off' : 'the page is not JSON';
}

function parsed(json: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
