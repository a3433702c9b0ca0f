import { decodeText, startOfText } from './decode-text.ts';
import { isObject, type Json } from './json.ts';
import {
  BROKEN,
  OPEN_LIST,
  OPEN_OBJECT,
  eachElement,
  eachMember,
  endOfValue,
  skipSpace,
} from './slice-json.ts';

export type Sliced =
  | { readonly ok: true; readonly envelope: Json; readonly releases: readonly string[] }
  /** What stands whole before and behind the place where the page breaks is here; the broken one too, where another follows. */
  | { readonly ok: false; readonly reason: string; readonly releases: readonly string[] };

/**
 * Cuts a release package into its envelope (without releases) and the raw text of each release, unparsed: a number that
 * JSON does not know (` 000,`, seen at Find a Tender in April 2026,
 * https://github.com/open-contracting/kingfisher-collect/issues/1270) costs one release and not a hundred, and the text
 * is kept as served. Each release is decoded by itself, so that one byte that is no UTF-8 (the last of a page cut off in
 * the middle of a letter, say) spoils no other's text.
 */
export function sliceReleases(page: Uint8Array): Sliced {
  const releases: string[] = [];
  const broken = (reason: string): Sliced => ({ ok: false, reason, releases });
  const start = skipSpace(page, startOfText(page));
  if (start >= page.length) return broken('the page is empty');
  if (page[start] === 0x3c) return broken('HTML where JSON was expected');
  if (page[start] !== OPEN_OBJECT) return broken('not a JSON object');

  let lastEnd = page.length;
  let cut: { readonly from: number; readonly to: number } | undefined;
  const end = eachMember(page, start, (key, from) => {
    if (key !== 'releases' || cut !== undefined || page[from] !== OPEN_LIST) return undefined;
    lastEnd = from;
    const to = eachElement(page, from, (first, last) => {
      lastEnd = last;
      releases.push(decodeText(page.subarray(first, last)));
    });
    cut = { from, to };
    return to;
  });
  if (end === BROKEN) {
    const isCutOff = endOfValue(page, start) === BROKEN;
    const whole = [...releases, ...releasesBehind(page, lastEnd)];
    const reason = isCutOff ? 'the page is cut off' : 'the page is not JSON';
    return { ok: false, reason, releases: whole };
  }
  if (skipSpace(page, end) < page.length) return broken('text after the end of the JSON');
  if (cut === undefined) return broken('no release package: it has no list of releases');
  const envelope = parsed(
    `${decodeText(page.subarray(start, cut.from))}[]${decodeText(page.subarray(cut.to, end))}`,
  );
  return envelope === undefined
    ? broken('the envelope of the page is not JSON')
    : { ok: true, envelope, releases };
}

const OCID = Buffer.from('"ocid"');

/**
 * The releases behind a break, found by what every release begins with. One quote that was lost swallows everything up to
 * the page's end; from the next release's beginning on, brackets and quotes mean again what they say. The broken one is
 * handed on as it is, to be rejected by itself; what the page's end cuts off is not.
 */
function releasesBehind(page: Uint8Array, from: number): readonly string[] {
  const starts = releaseStarts(page, from);
  return starts.flatMap((start, index) => {
    const next = starts[index + 1];
    const end = endOfValue(page, start);
    if (end !== BROKEN && end <= (next ?? page.length)) return [decodeText(page.subarray(start, end))];
    return next === undefined ? [] : [decodeText(page.subarray(start, next)).replace(/[\s,]+$/, '')];
  });
}

function releaseStarts(page: Uint8Array, from: number): readonly number[] {
  const bytes = Buffer.from(page.buffer, page.byteOffset, page.length);
  const starts: number[] = [];
  for (let at = bytes.indexOf(OCID, from); at !== -1; at = bytes.indexOf(OCID, at + 1)) {
    let brace = at - 1;
    while (brace > from && skipSpace(page, brace) !== brace) brace -= 1;
    if (page[brace] === OPEN_OBJECT) starts.push(brace);
  }
  return starts;
}

function parsed(json: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
