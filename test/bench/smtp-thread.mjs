/// <reference types="node" />
/// <reference lib="es2023" />
import { SMTPServer } from 'smtp-server';
import { parentPort } from 'node:worker_threads';

/** A server that takes every mail and forgets it, in a thread of its own; says its port. */
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['AUTH', 'STARTTLS'],
  disableReverseLookup: true,
  logger: false,
  onData: (stream, _session, done) => {
    stream.on('end', () => done());
    stream.resume();
  },
});
server.on('error', () => undefined);
server.listen(0, '127.0.0.1', () => {
  const address = server.server.address();
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(typeof address === 'object' && address !== null ? address.port : 0);
});
