import { londonDateTime, londonDay } from '../base/london.ts';
import { isPortalId, PORTAL_NAMES, type PortalId } from '../domain/portal.ts';
import type { PortalState, Transaction } from '../domain/ports.ts';
import type { Address } from '../domain/subscription.ts';
import { newDelivery } from './new-delivery.ts';
import type { OperatorNote } from './portal-turn.ts';
import type { TellDeps } from './tellings.ts';

/** Keys of the operator's messages begin so. */
const PREFIX = 'operator.';

/**
 * Queues a message to whoever runs this, at each of their addresses. The key makes it one for each turn of a portal, and
 * one a day for pages that cannot be read.
 */
export async function tellOperator(
  tx: Transaction,
  { portal, turn, since, at }: OperatorNote,
  to: readonly Address[],
  deps: TellDeps,
): Promise<void> {
  const when = turn === 'quarantined' ? londonDay(at) : String(since);
  for (const address of to) {
    const subscriber = await tx.subscriptions.subscriber(address);
    const key = `${PREFIX}${portal}.${turn}.${when}.${subscriber.id}`;
    const wish = { key, kind: 'operator', cadence: 'instant', subscriber, wait: 0 } as const;
    await tx.deliveries.queue(newDelivery(wish, deps));
  }
}

/** The operator's message, headline first, from what is known of the portal now; undefined for a key that names none. */
export function operatorLines(
  key: string,
  state: (portal: PortalId) => PortalState | undefined,
): readonly [string, ...string[]] | undefined {
  const [portal, turn, since] = key.slice(PREFIX.length).split('.');
  if (portal === undefined || !isPortalId(portal)) return undefined;
  const name = PORTAL_NAMES[portal];
  const when = londonDateTime(Number(since));
  const { misses = 0, lastFault } = state(portal) ?? {};
  if (turn === 'broke')
    return [
      `${name} cannot be read`,
      `Nothing could be read whole since ${when}${misses > 0 && lastFault !== undefined ? `; the last reason was: ${lastFault}` : ''}.`,
      ...(misses === 0 ? ['Meanwhile it answers again.'] : []),
      'It is tried again with each run, and what was missed is read when it answers. `tenderbell status` shows where it stands. You hear of this again when it mends.',
    ];
  if (turn === 'mended')
    return [
      `${name} can be read again`,
      `It had been out of reach; you were told on ${when}. What was missed meanwhile is read with this run and the next.`,
    ];
  return [
    `${name} served a page that cannot be read`,
    'It is kept, and its window is read again. `tenderbell rejects` lists what is kept; `tenderbell rejects --retry` reads it once more after a fix. You hear of this at most once a day for each portal.',
  ];
}
