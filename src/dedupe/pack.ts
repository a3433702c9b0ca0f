const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUES = Uint8Array.from({ length: 128 }, (_, code) =>
  Math.max(0, ALPHABET.indexOf(String.fromCharCode(code))),
);

/** Numbers below 2^18, three characters each. */
export function packNumbers(numbers: Iterable<number>): string {
  let packed = '';
  for (const number of numbers)
    packed +=
      ALPHABET.charAt((number >>> 12) & 63) +
      ALPHABET.charAt((number >>> 6) & 63) +
      ALPHABET.charAt(number & 63);
  return packed;
}

/** The inverse of `packNumbers`. */
export function unpackNumbers(packed: string): readonly number[] {
  const numbers: number[] = [];
  for (let at = 0; at + 2 < packed.length; at += 3)
    numbers.push((valueAt(packed, at) << 12) | (valueAt(packed, at + 1) << 6) | valueAt(packed, at + 2));
  return numbers;
}

function valueAt(packed: string, at: number): number {
  return VALUES[packed.charCodeAt(at) & 127] ?? 0;
}
