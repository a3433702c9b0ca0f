import { getRequestListener } from '@hono/node-server';
import type { Server } from 'node:http';
import { createServer } from 'node:http';

export interface Listening {
  /** `http://127.0.0.1:PORT`, no slash at the end. */
  readonly url: string;
  readonly server: Server;
  /** Ends open connections too, hanging ones included. */
  readonly close: () => Promise<void>;
}

/** Serves on loopback alone. Port 0 takes a free one. Rejects where the port is taken. */
export async function listen(
  app: { readonly fetch: Parameters<typeof getRequestListener>[0] },
  port = 0,
): Promise<Listening> {
  const answer = getRequestListener(app.fetch);
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    server,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
