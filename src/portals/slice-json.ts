export const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LINE_FEED = 0x0a;
const SPACE = 0x20;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const OPEN_LIST = 0x5b;
export const CLOSE_LIST = 0x5d;
export const OPEN_OBJECT = 0x7b;
export const CLOSE_OBJECT = 0x7d;

/** What every function here answers when the text ends or breaks before the value does. */
export const BROKEN = -1;

/**
 * JSON is searched as bytes: its brackets and quotes stand for nothing else in UTF-8 and windows-1252 alike, and a page's
 * worth of text need not be made only to be cut up.
 */
export type Bytes = Uint8Array;

/** Eight spaces, as the double that has their bits. */
const SPACES = new DataView(new Uint8Array(8).fill(0x20).buffer).getFloat64(0);

/** The first index at or after `at` that is no JSON white space. */
export function skipSpace(bytes: Bytes, at: number): number {
  let index = at;
  for (;;) {
    const code = bytes[index];
    if (code !== SPACE && code !== LINE_FEED && code !== 0x0d && code !== 0x09) return index;
    index += 1;
  }
}

/** Most strings end within so many bytes; from there on the engine's own search is faster than a loop. */
const NEAR = 48;

function endOfString(bytes: Bytes, at: number): number {
  const near = Math.min(bytes.length, at + NEAR);
  let index = at + 1;
  for (; index < near; index += 1) {
    const code = bytes[index];
    if (code === QUOTE) return index + 1;
    if (code === BACKSLASH) index += 1;
  }
  return endOfLongString(bytes, at, index);
}

/** A quote behind an odd number of backslashes is one of the text. */
function endOfLongString(bytes: Bytes, at: number, from: number): number {
  let quote = bytes.indexOf(QUOTE, from);
  for (; quote !== -1; quote = bytes.indexOf(QUOTE, quote + 1)) {
    let before = quote - 1;
    while (before > at && bytes[before] === BACKSLASH) before -= 1;
    if ((quote - before) % 2 === 1) return quote + 1;
  }
  return BROKEN;
}

/** Just after the JSON value that begins at `at`, found by its brackets and quotes alone: what is inside need not be valid. */
export function endOfValue(bytes: Bytes, at: number): number {
  const first = bytes[at];
  if (first === QUOTE) return endOfString(bytes, at);
  return first === OPEN_OBJECT || first === OPEN_LIST ? endOfBrackets(bytes, at) : endOfScalar(bytes, at);
}

/** What makes a square bracket a curly one. */
const CURLY = OPEN_LIST ^ OPEN_OBJECT;

function endOfBrackets(bytes: Bytes, at: number): number {
  const { length } = bytes;
  const eights = new DataView(bytes.buffer, bytes.byteOffset, length);
  let depth = 0;
  let index = at;
  while (index < length) {
    const code = bytes[index] ?? 0;
    index += 1;
    if (code === LINE_FEED) {
      // Half of a pretty-printed page is white space.
      while (index <= length - 8 && eights.getFloat64(index) === SPACES) index += 8;
      while (bytes[index] === SPACE) index += 1;
    } else if (code === QUOTE) {
      index = endOfString(bytes, index - 1);
      if (index === BROKEN) return BROKEN;
    } else if (code >= OPEN_LIST) {
      const bracket = code | CURLY;
      if (bracket === OPEN_OBJECT) depth += 1;
      else if (bracket === CLOSE_OBJECT) depth -= 1;
      if (depth === 0) return index;
    }
  }
  return BROKEN;
}

function endOfScalar(bytes: Bytes, at: number): number {
  let index = at;
  for (; index < bytes.length; index += 1) {
    const code = bytes[index];
    if (code === COMMA || code === CLOSE_LIST || code === CLOSE_OBJECT) break;
    if (skipSpace(bytes, index) !== index) break;
  }
  return index === at ? BROKEN : index;
}

/**
 * Walks the members of the object that begins at `at`. `take` gets each key with the place of its value, and answers
 * where that value ends where it knows, or undefined. Answers the index after the object.
 */
export function eachMember(
  bytes: Bytes,
  at: number,
  take: (key: string, from: number) => number | undefined,
): number {
  let index = skipSpace(bytes, at + 1);
  if (bytes[index] === CLOSE_OBJECT) return index + 1;
  for (;;) {
    if (bytes[index] !== QUOTE) return BROKEN;
    const keyEnd = endOfString(bytes, index);
    if (keyEnd === BROKEN) return BROKEN;
    const key = latin1(bytes, index + 1, keyEnd - 1);
    index = skipSpace(bytes, keyEnd);
    if (bytes[index] !== COLON) return BROKEN;
    const from = skipSpace(bytes, index + 1);
    const end = take(key, from) ?? endOfValue(bytes, from);
    if (end === BROKEN) return BROKEN;
    index = skipSpace(bytes, end);
    if (bytes[index] === CLOSE_OBJECT) return index + 1;
    if (bytes[index] !== COMMA) return BROKEN;
    index = skipSpace(bytes, index + 1);
  }
}

/** Walks the elements of the list that begins at `at`, telling where each stands; answers the index after the list. */
export function eachElement(bytes: Bytes, at: number, take: (from: number, to: number) => void): number {
  if (bytes[at] !== OPEN_LIST) return BROKEN;
  let index = skipSpace(bytes, at + 1);
  if (bytes[index] === CLOSE_LIST) return index + 1;
  for (;;) {
    const end = endOfValue(bytes, index);
    if (end === BROKEN) return BROKEN;
    take(index, end);
    index = skipSpace(bytes, end);
    if (bytes[index] === CLOSE_LIST) return index + 1;
    if (bytes[index] !== COMMA) return BROKEN;
    index = skipSpace(bytes, index + 1);
  }
}

/** Where one member of the object that begins at `at` has its value, or undefined. */
export function memberOf(
  bytes: Bytes,
  at: number,
  name: string,
): { readonly from: number; readonly to: number } | undefined {
  if (bytes[at] !== OPEN_OBJECT) return undefined;
  let found: { readonly from: number; readonly to: number } | undefined;
  eachMember(bytes, at, (key, from) => {
    if (key !== name) return undefined;
    const to = endOfValue(bytes, from);
    if (to !== BROKEN) found = { from, to };
    return BROKEN;
  });
  return found;
}

/** Keys are ASCII in every portal's JSON; another one comes out as some other text, and matches none that is asked for. */
function latin1(bytes: Bytes, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1');
}
