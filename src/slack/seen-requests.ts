import { createHash } from 'node:crypto';
import { gathered } from '../base/gathered.ts';
import type { Clock, Store } from '../domain/ports.ts';

/**
 * Longer than a signature stays valid (five minutes back and one ahead), and than Slack repeats an event that was not
 * acknowledged: at once, after a minute and after five more (https://docs.slack.dev/apis/events-api/#retries).
 */
const REMEMBER_MS = 2 * 3_600_000;

export interface SeenRequests {
  /** Ask only about genuine ones. True where the very same bytes came before. */
  isReplay(signature: string): Promise<boolean>;
  /** True where this event was handed over before: each repetition has a signature of its own. */
  isRepeat(eventId: string): Promise<boolean>;
}

/** What came before, in the database: a restart forgets nothing. */
export function seenRequests({
  store,
  clock,
}: {
  readonly store: Store;
  readonly clock: Clock;
}): SeenRequests {
  const before = gathered(
    async (whats: readonly string[]) =>
      await store.transaction(async (tx) => {
        const now = clock.now();
        const known: boolean[] = [];
        for (const what of whats) known.push(await tx.seen.before(what, now, now - REMEMBER_MS));
        return known;
      }),
  );
  return {
    isReplay: async (signature) =>
      await before(`request ${createHash('sha256').update(signature).digest('base64url')}`),
    isRepeat: async (eventId) => await before(`event ${eventId}`),
  };
}
