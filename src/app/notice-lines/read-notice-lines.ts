import { StringDecoder } from 'node:string_decoder';
import { unpackPieces } from '../../portals/unpack-pieces.ts';
import { openPieces, type Pieces } from '../read-pieces.ts';

/** A file's lines, as they are read. */
export interface Lines {
  /** Blank ones left out; `number` counts from 1, blank ones included. */
  readonly lines: AsyncIterable<{ readonly text: string; readonly number: number }>;
  /** The file's bytes, and how many are read so far; 0 where they are not known. */
  readonly size: number;
  read(): number;
  /** Why there are no more of them; undefined where the file's end was reached. */
  trouble(): { readonly why: string; readonly kind: 'unreadable' | 'damaged' } | undefined;
}

/** Opens a file of lines, plain or gzip, or standard input (`-`). Line ends of any system; a byte order mark is no text. */
export async function openLines(path: string): Promise<Lines> {
  const pieces = path === '-' ? standardInput() : await openPieces(path);
  const unpacked = unpackPieces(inTwos(pieces.pieces));
  return {
    lines: linesOf(unpacked.pieces),
    size: pieces.size,
    read: () => pieces.read(),
    trouble: () => {
      const code = pieces.trouble();
      if (code !== undefined) return { why: `cannot be read (${code})`, kind: 'unreadable' };
      const damage = unpacked.trouble();
      return damage === undefined ? undefined : { why: damage, kind: 'damaged' };
    },
  };
}

function standardInput(): Pieces {
  return { pieces: process.stdin, size: 0, read: () => 0, trouble: () => undefined };
}

/** A pipe may give a single byte; what unpacks looks at the first two. */
async function* inTwos(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer<ArrayBuffer>> {
  let first: Buffer<ArrayBuffer> | undefined;
  let isOpen = false;
  for await (const piece of pieces) {
    if (isOpen) {
      yield Buffer.from(piece);
      continue;
    }
    first = first === undefined ? Buffer.from(piece) : Buffer.concat([first, piece]);
    isOpen = first.length >= 2;
    if (isOpen) yield first;
  }
  if (!isOpen && first !== undefined) yield first;
}

async function* linesOf(
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ readonly text: string; readonly number: number }> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let number = 0;
  function* cut(lines: readonly string[]): Generator<{ text: string; number: number }> {
    for (const line of lines) {
      number += 1;
      const text = (number === 1 ? line.replace(/^\uFEFF/, '') : line).trim();
      if (text !== '') yield { text, number };
    }
  }
  for await (const piece of pieces) {
    const lines = (rest + decoder.write(Buffer.from(piece))).split(/\r\n|\n/);
    rest = lines.pop() ?? '';
    yield* cut(lines);
  }
  yield* cut([rest + decoder.end()]);
}
