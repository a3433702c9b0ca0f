const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** What every function here answers when the text ends or breaks before the value does. */
export const BROKEN = -1;

/** The first index at or after `at` that is no JSON white space. */
export function skipSpace(text: string, at: number): number {
  let index = at;
  for (;;) {
    const code = text.charCodeAt(index);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return index;
    index += 1;
  }
}

function endOfString(text: string, at: number): number {
  let from = at + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote === -1) return BROKEN;
    let slashes = 0;
    while (text.charCodeAt(quote - 1 - slashes) === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return quote + 1;
    from = quote + 1;
  }
}

/** Just after the JSON value that begins at `at`, found by its brackets and quotes alone: what is inside need not be valid. */
export function endOfValue(text: string, at: number): number {
  const first = text.charCodeAt(at);
  if (first === QUOTE) return endOfString(text, at);
  if (first !== OPEN_OBJECT && first !== OPEN_LIST) return endOfScalar(text, at);
  let depth = 0;
  for (let index = at; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    // Half of a pretty-printed page is white space.
    if (code < QUOTE) continue;
    if (code === QUOTE) {
      const end = endOfString(text, index);
      if (end === BROKEN) return BROKEN;
      index = end - 1;
    } else if (code === OPEN_OBJECT || code === OPEN_LIST) depth += 1;
    else if (code === CLOSE_OBJECT || code === CLOSE_LIST) {
      depth -= 1;
      if (depth === 0) return index + 1;
    }
  }
  return BROKEN;
}

const SCALAR_END = /[\s,\]}]/g;

function endOfScalar(text: string, at: number): number {
  SCALAR_END.lastIndex = at;
  const end = SCALAR_END.exec(text)?.index ?? text.length;
  return end === at ? BROKEN : end;
}

/**
 * Walks the members of the object that begins at `at`. `take` gets each key with the place of its value, and answers
 * where that value ends where it knows, or undefined. Answers the index after the object.
 */
export function eachMember(
  text: string,
  at: number,
  take: (key: string, from: number) => number | undefined,
): number {
  let index = skipSpace(text, at + 1);
  if (text.charCodeAt(index) === CLOSE_OBJECT) return index + 1;
  for (;;) {
    if (text.charCodeAt(index) !== QUOTE) return BROKEN;
    const keyEnd = endOfString(text, index);
    if (keyEnd === BROKEN) return BROKEN;
    const key = text.slice(index + 1, keyEnd - 1);
    index = skipSpace(text, keyEnd);
    if (text.charCodeAt(index) !== COLON) return BROKEN;
    const from = skipSpace(text, index + 1);
    const end = take(key, from) ?? endOfValue(text, from);
    if (end === BROKEN) return BROKEN;
    index = skipSpace(text, end);
    if (text.charCodeAt(index) === CLOSE_OBJECT) return index + 1;
    if (text.charCodeAt(index) !== COMMA) return BROKEN;
    index = skipSpace(text, index + 1);
  }
}

/** Walks the elements of the list that begins at `at`, telling where each stands; answers the index after the list. */
export function eachElement(text: string, at: number, take: (from: number, to: number) => void): number {
  if (text.charCodeAt(at) !== OPEN_LIST) return BROKEN;
  let index = skipSpace(text, at + 1);
  if (text.charCodeAt(index) === CLOSE_LIST) return index + 1;
  for (;;) {
    const end = endOfValue(text, index);
    if (end === BROKEN) return BROKEN;
    take(index, end);
    index = skipSpace(text, end);
    if (text.charCodeAt(index) === CLOSE_LIST) return index + 1;
    if (text.charCodeAt(index) !== COMMA) return BROKEN;
    index = skipSpace(text, index + 1);
  }
}

/** The raw text of one member of an object, or undefined. */
export function memberOf(text: string, name: string): string | undefined {
  let found: string | undefined;
  const start = skipSpace(text, 0);
  if (text.charCodeAt(start) !== OPEN_OBJECT) return undefined;
  eachMember(text, start, (key, from) => {
    if (key !== name) return undefined;
    const end = endOfValue(text, from);
    if (end !== BROKEN) found = text.slice(from, end);
    return BROKEN;
  });
  return found;
}
