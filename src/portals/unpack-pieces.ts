import { createGunzip } from 'node:zlib';
import type { Bytes } from './slice-json.ts';

/** A file's bytes as they are unpacked. */
export interface Unpacked {
  readonly pieces: AsyncIterable<Bytes>;
  /** Why there are no more of them; undefined where the file's end was reached. */
  trouble(): string | undefined;
}

/** What goes into the unpacker at once: a thousand times as much may come out. */
const AT_ONCE = 1 << 14;

/** Unpacks a file that comes in pieces, the first of two bytes at least; one that is not gzip is handed on as it is. */
export function unpackPieces(pieces: AsyncIterable<Bytes>): Unpacked {
  let trouble: string | undefined;
  return {
    pieces: unpacked(pieces, (why) => {
      trouble = why;
    }),
    trouble: () => trouble,
  };
}

async function* unpacked(
  pieces: AsyncIterable<Bytes>,
  onTrouble: (why: string) => void,
): AsyncGenerator<Bytes> {
  let gunzip: ReturnType<typeof openGunzip> | undefined;
  let isFirst = true;
  for await (const piece of pieces) {
    if (isFirst && piece[0] === 0x1f && piece[1] === 0x8b) gunzip = openGunzip();
    isFirst = false;
    if (gunzip === undefined) {
      yield piece;
      continue;
    }
    for (let at = 0; at < piece.length && gunzip.trouble() === undefined; at += AT_ONCE)
      yield* await gunzip.write(piece.subarray(at, at + AT_ONCE));
    if (gunzip.trouble() !== undefined) break;
  }
  if (gunzip === undefined) return;
  yield* await gunzip.end();
  const why = gunzip.trouble();
  if (why !== undefined) onTrouble(why);
}

/** A stream gives up what it has unpacked before it meets damage only to those who listen, not to those who iterate. */
function openGunzip() {
  const gunzip = createGunzip({ chunkSize: 1 << 18 });
  let out: Bytes[] = [];
  let trouble: string | undefined;
  gunzip.on('data', (piece: Buffer) => void out.push(piece));
  gunzip.on('error', (error: NodeJS.ErrnoException) => {
    trouble = error.code === 'Z_BUF_ERROR' ? 'the gzip data is cut off' : 'the gzip data is damaged';
  });
  // After damage no write is ever answered.
  const over = new Promise<void>((resolve) => {
    gunzip.once('end', resolve).once('error', () => resolve());
  });
  const taken = (): readonly Bytes[] => {
    const taking = out;
    out = [];
    return taking;
  };
  return {
    trouble: () => trouble,
    write: async (piece: Bytes): Promise<readonly Bytes[]> => {
      const written = new Promise<void>((resolve) => {
        gunzip.write(piece, () => resolve());
      });
      await Promise.race([written, over]);
      return taken();
    },
    end: async (): Promise<readonly Bytes[]> => {
      gunzip.end();
      await over;
      return taken();
    },
  };
}
