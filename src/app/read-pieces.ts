import { open, type FileHandle } from 'node:fs/promises';

/** A file's bytes, read as they are taken. */
export interface Pieces {
  readonly pieces: AsyncIterable<Buffer>;
  /** Bytes; 0 where it is not known. */
  readonly size: number;
  /** Bytes so far. */
  read(): number;
  /** Why it could not be opened, or why reading it stopped: the system's code (`ENOENT`, `EIO`). */
  trouble(): string | undefined;
}

/** Bytes at once. */
const PIECE = 1 << 18;

/** Opens a file for reading, whatever its size. Answers trouble, and no pieces, where it cannot. */
export async function openPieces(path: string): Promise<Pieces> {
  let read = 0;
  let trouble: string | undefined;
  let handle: FileHandle | undefined;
  let size = 0;
  try {
    handle = await open(path);
    ({ size } = await handle.stat());
  } catch (error) {
    trouble = codeOf(error);
  }
  async function* pieces(from: FileHandle | undefined): AsyncGenerator<Buffer, void> {
    if (from === undefined) return;
    try {
      for (;;) {
        const { buffer, bytesRead } = await from.read(Buffer.allocUnsafe(PIECE), 0, PIECE, null);
        if (bytesRead === 0) return;
        read += bytesRead;
        yield buffer.subarray(0, bytesRead);
      }
    } catch (error) {
      trouble = codeOf(error);
    } finally {
      await from.close();
    }
  }
  return { pieces: pieces(handle), size, read: () => read, trouble: () => trouble };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
}
