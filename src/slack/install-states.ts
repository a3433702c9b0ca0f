import { randomBytes } from 'node:crypto';
import type { InstallURLOptions, StateStore } from '@slack/bolt';
import type { Clock, Store } from '../domain/ports.ts';

/** Whoever presses "Add to Slack" decides within this, or begins anew. The cookie lives as long. */
export const STATE_MS = 10 * 60_000;
const BYTES = 32;

/** What ties Slack's answer to whoever asked for it: random, kept as a hash, and good once. */
export function createInstallStates({
  store,
  clock,
}: {
  readonly store: Store;
  readonly clock: Clock;
}): StateStore {
  const since = () => clock.now() - STATE_MS;
  return {
    generateStateParam: async (options) => {
      const secret = randomBytes(BYTES).toString('base64url');
      await store.transaction(async (tx) => {
        await tx.oauthStates.keep(secret, JSON.stringify(options), clock.now());
        // Whoever asks takes away what is too old, so that asking often fills nothing for long.
        await tx.oauthStates.take('', since());
      });
      return secret;
    },
    verifyStateParam: async (_now, secret) => {
      const kept = await store.transaction(async (tx) => await tx.oauthStates.take(secret, since()));
      const options: unknown = kept === undefined ? undefined : JSON.parse(kept);
      if (!isOptions(options)) throw new UnknownState('unknown, too old, or used before');
      return options;
    },
  };
}

class UnknownState extends Error {
  override readonly name = 'UnknownState';
  readonly code = 'slack_oauth_invalid_state';
}

function isOptions(value: unknown): value is InstallURLOptions {
  return typeof value === 'object' && value !== null && 'scopes' in value;
}
