import { isUtf8 } from 'node:buffer';

const UTF8 = new TextDecoder('utf-8');
const WESTERN = new TextDecoder('windows-1252');

/**
 * Bytes to text, without a byte order mark. What is not UTF-8 is read as windows-1252: Contracts Finder has served both
 * (https://github.com/open-contracting/kingfisher-collect, commits f2921c12, ea943d49).
 */
export function decodeText(bytes: Uint8Array): string {
  return (isUtf8(bytes) ? UTF8 : WESTERN).decode(bytes);
}
