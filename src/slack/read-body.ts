import type { IncomingMessage } from 'node:http';

/** The whole body, of at most `limit` bytes; what is beyond is read and dropped, so that the answer can be heard. */
export function readBody(req: IncomingMessage, limit: number): Promise<Buffer | 'too large' | 'cut off'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else resolve('too large');
    });
    req.on('end', () => resolve(Buffer.concat(chunks)));
    req.on('error', () => resolve('cut off'));
    req.on('close', () => resolve('cut off'));
  });
}
