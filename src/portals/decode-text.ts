import { isUtf8 } from 'node:buffer';
import { decodeWindows1252 } from './windows-1252.ts';

const UTF8 = new TextDecoder('utf-8');

/**
 * Bytes to text, without a byte order mark. What is not UTF-8 is read as windows-1252: Contracts Finder has served both
 * (https://github.com/open-contracting/kingfisher-collect, commits f2921c12, ea943d49).
 */
export function decodeText(bytes: Uint8Array): string {
  return isUtf8(bytes) ? UTF8.decode(bytes) : decodeWindows1252(bytes);
}
