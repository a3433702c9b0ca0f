import type { SocketModeReceiver } from '@slack/bolt';
import type { Clock } from '../domain/ports.ts';
import type { Link } from './keep-connected.ts';

const LOOK_AGAIN_MS = 5 * 60_000;
const HELLO_WITHIN_MS = 30_000;

/** Over HTTP nothing stays open: Slack is up when it answers what we ask it, every five minutes. */
export function askingLink(ask: (signal: AbortSignal) => Promise<void>, clock: Clock): Link {
  return {
    open: async (signal) => {
      await ask(signal);
      return { over: clock.sleep(LOOK_AGAIN_MS, signal) };
    },
  };
}

/**
 * A Socket Mode connection, from Slack's hello to its end. Slack's own client would reconnect by itself, but a failure
 * while it does so is a rejection that nobody handles, which ends the process (@slack/socket-mode 3.1 `SocketModeClient.js`,
 * `delayReconnectAttempt`); so it is told not to, and `keepConnected` does it.
 */
export function socketLink(client: SocketModeReceiver['client'], helloWithinMs = HELLO_WITHIN_MS): Link {
  let ended: (() => void) | undefined;
  client.on('disconnected', () => ended?.());
  return {
    open: async () => {
      const over = new Promise<void>((resolve) => {
        ended = resolve;
      });
      await saidHello(client, helloWithinMs);
      return { over };
    },
  };
}

/** Says goodbye; a peer that does not answer within `ms` is hung up on (the second call destroys the socket). */
export async function hangUp(
  client: Pick<SocketModeReceiver['client'], 'disconnect'>,
  ms: number,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const impatient = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      void client.disconnect();
      resolve();
    }, ms);
  });
  await Promise.race([client.disconnect(), impatient]);
  clearTimeout(timer);
}

/** A real timer, not the clock: it guards a real socket. */
async function saidHello(client: SocketModeReceiver['client'], ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      void client.disconnect();
      reject(new Error('Slack said no hello'));
    }, ms);
  });
  try {
    await Promise.race([client.start(), silence]);
  } finally {
    clearTimeout(timer);
  }
}
