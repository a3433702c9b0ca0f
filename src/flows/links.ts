import type { ClaimedDelivery, MessageLinks } from '../domain/delivery.ts';
import type { Transaction } from '../domain/ports.ts';

const DAY = 86_400_000;
/** As long as somebody may come back to a mail: a tender is open for a month or two. */
const ACT_DAYS = 90;
/** How long after a mail its reader's subscriptions can be managed with it; after that a fresh link is mailed. */
export const MANAGE_DAYS = 7;

export interface LinkDeps {
  readonly clock: { now(): number };
  /** The public address of a page: `https://alerts.example/u/…` from `/u/…`. */
  readonly url: (path: string) => string;
}

/** Mints the secrets of one mail, and puts them into its links; nothing for what is posted to Slack. */
export async function linksFor(
  tx: Pick<Transaction, 'tokens'>,
  { id: deliveryId, subscriberId, address }: ClaimedDelivery,
  { clock, url }: LinkDeps,
): Promise<MessageLinks | undefined> {
  if (address.channel !== 'email') return undefined;
  const createdAt = clock.now();
  const common = { subscriberId, deliveryId, createdAt };
  const [unsubscribe, act] = await tx.tokens.mint([
    { ...common, kind: 'unsubscribe' },
    { ...common, kind: 'act', expiresAt: createdAt + ACT_DAYS * DAY },
  ]);
  return {
    unsubscribe: url(`/u/${unsubscribe}`),
    manage: url(`/m/${act}`),
    act: url(`/a/${act}`),
    rest: url(`/r/${act}`),
  };
}
