const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const LETTERS = Array.from(ALPHABET);
const PAIRS = LETTERS.flatMap((one) => LETTERS.map((other) => one + other));
const VALUES = Uint8Array.from({ length: 128 }, (_, code) =>
  Math.max(0, ALPHABET.indexOf(String.fromCharCode(code))),
);

/** Numbers below 2^18, three characters each. */
export function packNumbers(numbers: ArrayLike<number>): string {
  const letters: string[] = [];
  for (let at = 0; at < numbers.length; at += 1) {
    const number = numbers[at] ?? 0;
    letters.push((PAIRS[(number >>> 6) & 4095] ?? '') + (LETTERS[number & 63] ?? ''));
  }
  return letters.join('');
}

/** The inverse of `packNumbers`. */
export function unpackNumbers(packed: string): readonly number[] {
  return unpackInto(
    Array.from({ length: Math.floor(packed.length / 3) }, () => 0),
    packed,
  );
}

/** As many as `numbers` has room for. */
export function unpackInto<T extends { readonly length: number; [at: number]: number }>(
  numbers: T,
  packed: string,
): T {
  for (let at = 0; at < numbers.length; at += 1)
    numbers[at] =
      (valueAt(packed, at * 3) << 12) | (valueAt(packed, at * 3 + 1) << 6) | valueAt(packed, at * 3 + 2);
  return numbers;
}

function valueAt(packed: string, at: number): number {
  return VALUES[packed.charCodeAt(at) & 127] ?? 0;
}
