/**
 * Bytes 0x80 to 0x9F as windows-1252 (https://encoding.spec.whatwg.org/index-windows-1252.txt); all others are latin 1.
 * Written out because Node 20's `TextDecoder('windows-1252')` reads them as latin 1 too.
 */
const HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';

const BYTE_OF = new Map(Array.from(HIGH, (character, index) => [character, 0x80 + index] as const));

export function decodeWindows1252(bytes: Uint8Array): string {
  const latin = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return latin.replace(/[\u0080-\u009F]/g, (byte) => HIGH.charAt(byte.charCodeAt(0) - 0x80));
}

/** The bytes of a text in windows-1252; undefined where a character has none. */
export function encodeWindows1252(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) {
    const byte = BYTE_OF.get(text.charAt(index)) ?? text.charCodeAt(index);
    if (byte > 0xff || (byte >= 0x80 && byte < 0xa0 && !BYTE_OF.has(text.charAt(index)))) return undefined;
    bytes[index] = byte;
  }
  return bytes;
}
