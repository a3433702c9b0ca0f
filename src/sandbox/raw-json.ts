/**
 * Finds values in JSON text without parsing them, so that a release keeps every byte the portal wrote: numbers that
 * JavaScript cannot hold (`1e9999`) and literals that are no JSON at all (` 000`) included.
 */
export interface Span {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

function skipSpace(text: string, at: number): number {
  let here = at;
  while (here < text.length && /\s/.test(text.charAt(here))) here += 1;
  return here;
}

function stringEnd(text: string, at: number): number {
  for (let here = at + 1; here < text.length; here += 1) {
    const char = text.charAt(here);
    if (char === '\\') here += 1;
    else if (char === '"') return here + 1;
  }
  return text.length;
}

function nestedEnd(text: string, at: number): number {
  let depth = 0;
  for (let here = at; here < text.length; here += 1) {
    const char = text.charAt(here);
    if (char === '"') here = stringEnd(text, here) - 1;
    else if (char === '{' || char === '[') depth += 1;
    else if (char === '}' || char === ']') depth -= 1;
    if (depth === 0) return here + 1;
  }
  return text.length;
}

function valueEnd(text: string, at: number): number {
  const char = text.charAt(at);
  if (char === '"') return stringEnd(text, at);
  if (char === '{' || char === '[') return nestedEnd(text, at);
  const rest = /[,}\]\s]/g;
  rest.lastIndex = at;
  return rest.exec(text)?.index ?? text.length;
}

/** The members of the object that `text` holds, by key; where a key occurs twice, the last. Empty for what is no object. */
export function members(text: string): ReadonlyMap<string, Span> {
  const found = new Map<string, Span>();
  let at = skipSpace(text, 0);
  if (text.charAt(at) !== '{') return found;
  at = skipSpace(text, at + 1);
  while (text.charAt(at) === '"') {
    const keyEnd = stringEnd(text, at);
    const key = text.slice(at + 1, keyEnd - 1);
    const from = skipSpace(text, skipSpace(text, keyEnd) + 1);
    const to = valueEnd(text, from);
    found.set(key, { from, to });
    at = skipSpace(text, to);
    if (text.charAt(at) !== ',') break;
    at = skipSpace(text, at + 1);
  }
  return found;
}

/** The texts of the elements of the array that `text` holds; empty for what is no array. */
export function elements(text: string): readonly string[] {
  const found: string[] = [];
  let at = skipSpace(text, 0);
  if (text.charAt(at) !== '[') return found;
  at = skipSpace(text, at + 1);
  while (at < text.length && text.charAt(at) !== ']') {
    const to = valueEnd(text, at);
    found.push(text.slice(at, to));
    at = skipSpace(text, to);
    if (text.charAt(at) !== ',') break;
    at = skipSpace(text, at + 1);
  }
  return found;
}

/** What a JSON string says; undefined for text that is none. */
export function stringValue(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A member that is a string; undefined for anything else. */
export function stringMember(text: string, key: string): string | undefined {
  const span = members(text).get(key);
  return span && stringValue(text.slice(span.from, span.to));
}
