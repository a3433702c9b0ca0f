import { encodeWindows1252 } from '../windows-1252.ts';

const STRICT = new TextDecoder('utf-8', { fatal: true });
/** What the first byte of a UTF-8 character looks like once it was read as windows-1252, with another one after it. */
const SUSPECT = /[\u00C2-\u00F4][\u0080-\uFFFF]/;

const LONG = 100;

/**
 * Undoes UTF-8 that was read as windows-1252 and encoded again (`Â£`, `â€¢`: 18 of 200 releases of Contracts Finder),
 * and only where the whole string comes out as UTF-8; otherwise the string as it is.
 */
export function repairMojibake(text: string): string {
  // Most texts are ASCII, and long ones are faster counted than searched.
  if (text.length > LONG && Buffer.byteLength(text) === text.length) return text;
  const bytes = SUSPECT.test(text) ? encodeWindows1252(text) : undefined;
  if (bytes === undefined) return text;
  try {
    return STRICT.decode(bytes);
  } catch {
    return text;
  }
}
