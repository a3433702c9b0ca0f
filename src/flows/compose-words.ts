import type { ClaimedDelivery, Message } from '../domain/delivery.ts';
import type { PortalState, Transaction } from '../domain/ports.ts';
import { confirmationSaid, manageSaid } from './account-words.ts';
import type { QueryReader } from './audience.ts';
import { broadLines } from './broad.ts';
import { linksFor, type LinkDeps } from './links.ts';
import { nudgeLines } from './nudge.ts';
import { pausedLines } from './pause-notice.ts';
import { periodOf } from './period.ts';
import { quietLines } from './quiet-notice.ts';
import { operatorLines } from './tell-operator.ts';

/** What the messages of sentences are made from. */
export interface WordsDeps extends QueryReader, LinkDeps {
  /** Portals that could not be read lately, a sentence each. */
  readonly troubles: (portals: readonly PortalState[], now: number) => readonly string[];
}

type Said = Pick<Message, 'words' | 'button' | 'links' | 'period'>;

/** A message that says sentences and not procurements; undefined where what it would say is no longer so. */
export async function composeWords(
  tx: Transaction,
  delivery: ClaimedDelivery,
  deps: WordsDeps,
): Promise<Message | undefined> {
  const said = await saidBy(tx, delivery, deps);
  if (said?.words === undefined) return undefined;
  const { id: deliveryId, kind, cadence, messageId } = delivery;
  const rest = { items: [], troubles: [], now: deps.clock.now(), thread: undefined };
  return { deliveryId, kind, cadence, messageId, ...rest, ...said };
}

async function saidBy(
  tx: Transaction,
  delivery: ClaimedDelivery,
  deps: WordsDeps,
): Promise<Said | undefined> {
  switch (delivery.kind) {
    case 'operator': {
      const states = await tx.portals.states();
      return { words: operatorLines(delivery.key, (portal) => states.find((one) => one.portal === portal)) };
    }
    case 'confirmation':
      return await confirmationSaid(tx, delivery, deps);
    case 'manage':
      return await manageSaid(tx, delivery, deps);
    case 'test':
      return { words: TEST };
    default:
      return await aboutSubscriptions(tx, delivery, deps);
  }
}

export const TEST = ['This is a test', 'Mail from this tenderbell arrives. There is nothing to do.'] as const;

/** Whoever gets one of these can end what it speaks of. */
async function aboutSubscriptions(
  tx: Transaction,
  delivery: ClaimedDelivery,
  deps: WordsDeps,
): Promise<Said | undefined> {
  const run = await tx.runs.digestOf(delivery.id);
  const period = run && periodOf(run);
  const words = await subscriptionWords(tx, delivery, { ...deps, period });
  return words && { words, period, links: await linksFor(tx, delivery, deps) };
}

async function subscriptionWords(
  tx: Transaction,
  delivery: ClaimedDelivery,
  deps: Parameters<typeof quietLines>[2],
): Promise<Message['words']> {
  switch (delivery.kind) {
    case 'nudge':
      return await nudgeLines(tx, delivery.key, deps);
    case 'broad':
      return await broadLines(tx, delivery.key, deps);
    case 'paused':
      return await pausedLines(tx, delivery.key, deps);
    default:
      return await quietLines(tx, delivery, deps);
  }
}
