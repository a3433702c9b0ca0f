import { load } from 'cheerio/slim';
import { text } from './json.ts';

/** Takes whatever stands in a field and answers its words on one line, or undefined. */
export type Line = (value: unknown) => string | undefined;

const MARKUP = /<\/?[a-z][^<>]*>|&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,31});/i;
const BLOCK = /<(?:\/?(?:p|li)|br|\/(?:div|tr|h\d))\b[^<>]*>/gi;
/** Anything but single spaces and single line feeds between words. */
// eslint-disable-next-line no-control-regex -- control characters are among what this finds
const UNTIDY = /[\s\u0000-\u0008\u000E-\u001F\u007F]{2,}|[^\S\n ]|[\u0000-\u0008\u000E-\u001F\u007F]/g;

/** Text of several lines: tags stripped and entities decoded once, white space tidied. Undefined where nothing is left. */
export function cleanText(value: unknown): string | undefined {
  const written = text(value);
  if (written === undefined || isTidy(written)) return written;
  const plain = MARKUP.test(written) ? withoutMarkup(written) : written;
  return plain.replace(UNTIDY, tidied).trim() || undefined;
}

/** By ASCII code: what needs a closer look (controls, and what begins markup), a space, a line feed. */
const LOOK = 4;
const SPACE = 1;
const LINE_FEED = 2;
const KIND = Uint8Array.from({ length: 128 }, (_, code) => {
  if (code === 0x20) return SPACE;
  if (code === 0x0a) return LINE_FEED;
  return code < 0x20 || code === 0x26 || code === 0x3c || code === 0x7f ? LOOK : 0;
});

/**
 * True where there is surely nothing to clean, as in nine texts in ten: no more than one space or two line feeds between
 * words. It runs over all that is ever read, and so counts in bits and does not branch at every word.
 */
function isTidy(written: string): boolean {
  let [space, feed, feeds] = [1, 1, 1];
  let bad = 0;
  for (let index = 0; index < written.length; index += 1) {
    const code = written.charCodeAt(index);
    const kind = code < 128 ? (KIND[code] ?? LOOK) : isOddSpace(code) ? LOOK : 0;
    const isSpace = kind & SPACE;
    const isFeed = (kind & LINE_FEED) >> 1;
    bad |= (kind & LOOK) | (isSpace & (space | feed)) | (isFeed & (space | feeds));
    feeds = feed & isFeed;
    feed = isFeed;
    space = isSpace;
  }
  return (bad | space | feed) === 0;
}

/** The white space of `\s` beyond ASCII. */
function isOddSpace(code: number): boolean {
  if (code < 0x1680) return code === 0xa0;
  if (code < 0x2000 || code > 0x205f) return code === 0x1680 || code === 0x3000 || code === 0xfeff;
  return code <= 0x200a || code === 0x2028 || code === 0x2029 || code === 0x202f || code === 0x205f;
}

function tidied(run: string): string {
  const lines = run.match(/\r\n?|\n/g)?.length ?? 0;
  return lines === 0 ? ' ' : '\n'.repeat(Math.min(lines, 2));
}

/** The same on one line, for titles and names. */
export function cleanLine(value: unknown): string | undefined {
  const plain = cleanText(value);
  return plain?.includes('\n') === true ? plain.replace(/\s+/g, ' ') : plain;
}

/** Portals nest a handful; what reads a page does so by calling itself, and thousands would exhaust the stack. */
const MOST_TAGS = 1000;
const TAG = /<\/?[a-z][^<>]*>/gi;

function withoutMarkup(written: string): string {
  const inLines = written.replace(BLOCK, '\n');
  // A line break is most of the markup there is, and a page is slow to make.
  if (!/[<&]/.test(inLines)) return inLines;
  const isSane = (inLines.match(TAG)?.length ?? 0) <= MOST_TAGS;
  const page = load(isSane ? inLines : inLines.replace(TAG, ' '));
  if (/<(?:script|style)/i.test(written)) page('script, style').remove();
  return page.text();
}
