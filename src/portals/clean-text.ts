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
  if (written === undefined) return undefined;
  const plain = MARKUP.test(written) ? withoutMarkup(written) : written;
  return plain.replace(UNTIDY, tidied).trim() || undefined;
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

function withoutMarkup(written: string): string {
  const page = load(written.replace(BLOCK, '\n'));
  page('script, style').remove();
  return page.text();
}
