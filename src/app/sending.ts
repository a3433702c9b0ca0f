import type { Channel, Log } from '../domain/ports.ts';
import { dispatch, type DispatchDeps } from '../flows/dispatch.ts';

export interface Sending {
  /** Sends what is due by every channel that is not sending already. */
  begin(): void;
  /** Resolves when nothing is being sent. */
  idle(): Promise<void>;
}

/** Each channel by itself, and never awaited by who begins it: one that is slow or hangs holds up neither another nor a job. */
export function createSending(deps: DispatchDeps & { readonly log: Log }, signal: AbortSignal): Sending {
  const pending = new Map<Channel['kind'], Promise<void>>();

  async function send(channel: Channel): Promise<void> {
    try {
      await dispatch({ ...deps, channels: new Map([[channel.kind, channel]]) }, signal);
    } catch (error) {
      deps.log.error({ err: error, channel: channel.kind }, 'dispatch failed');
    } finally {
      pending.delete(channel.kind);
    }
  }

  return {
    begin: () => {
      for (const channel of deps.channels.values())
        if (!pending.has(channel.kind)) pending.set(channel.kind, send(channel));
    },
    idle: async () => {
      await Promise.all(pending.values());
    },
  };
}
