import type { ClaimedDelivery, DeliveryKind, Message } from '../domain/delivery.ts';
import type { PortalState, Transaction } from '../domain/ports.ts';
import { confirmationSaid, manageSaid } from './account-words.ts';
import type { QueryReader } from './audience.ts';
import { broadLines } from './broad.ts';
import { feedbackLines } from './feedback.ts';
import { linksFor, type LinkDeps } from './links.ts';
import { orphanedLines } from './maker-left.ts';
import { nudgeLines } from './nudge.ts';
import { pausedLines } from './pause-notice.ts';
import { periodOf } from './period.ts';
import { quietLines } from './quiet-notice.ts';
import { feedbackOf, operatorLines } from './tell-operator.ts';

/** What the messages of sentences are made from. */
export interface WordsDeps extends QueryReader, LinkDeps {
  /** Portals that could not be read lately, a sentence each. */
  readonly troubles: (portals: readonly PortalState[], now: number) => readonly string[];
  /** What people type in Slack, `/tenders`; undefined where nobody there is answered. */
  readonly slackCommand?: string | undefined;
}

type Said = Pick<Message, 'words' | 'button' | 'links' | 'period'>;

/** A message that says sentences and not procurements; undefined where what it would say is no longer so. */
export async function composeWords(
  tx: Transaction,
  delivery: ClaimedDelivery,
  deps: WordsDeps,
): Promise<Message | undefined> {
  const said = await (PLAIN[delivery.kind] ?? aboutSubscriptions)(tx, delivery, deps);
  if (said?.words === undefined) return undefined;
  const { id: deliveryId, kind, cadence, messageId } = delivery;
  const rest = { items: [], troubles: [], now: deps.clock.now(), thread: undefined };
  return { deliveryId, kind, cadence, messageId, ...rest, ...said };
}

type Maker = (tx: Transaction, delivery: ClaimedDelivery, deps: WordsDeps) => Promise<Said | undefined>;

async function operatorSaid(tx: Transaction, { key }: ClaimedDelivery): Promise<Said> {
  const feedback = feedbackOf(key);
  if (feedback !== undefined) {
    const written = await tx.feedback.byId(feedback);
    return { words: written && feedbackLines(written.text) };
  }
  const states = await tx.portals.states();
  return { words: operatorLines(key, (portal) => states.find((one) => one.portal === portal)) };
}

export const TEST_WORDS = [
  'This is a test',
  'Mail from this tenderbell arrives. There is nothing to do.',
] as const;

/** Whoever gets one of these can end what it speaks of. */
async function aboutSubscriptions(
  tx: Transaction,
  delivery: ClaimedDelivery,
  deps: WordsDeps,
): Promise<Said | undefined> {
  const run = await tx.runs.digestOf(delivery.id);
  const period = run && periodOf(run);
  const about = ABOUT[delivery.kind];
  const words =
    about === undefined
      ? await quietLines(tx, delivery, { ...deps, period })
      : await about(tx, delivery.key, deps);
  return words && { words, period, links: await linksFor(tx, delivery, deps) };
}

/** Those that are about subscriptions; what stands in neither table is that a period was quiet. */
const ABOUT: Partial<
  Readonly<Record<DeliveryKind, (tx: Transaction, key: string, deps: WordsDeps) => Promise<Message['words']>>>
> = { nudge: nudgeLines, broad: broadLines, paused: pausedLines, orphaned: orphanedLines };

/** Those that end nothing. */
const PLAIN: Partial<Readonly<Record<DeliveryKind, Maker>>> = {
  operator: operatorSaid,
  confirmation: confirmationSaid,
  manage: manageSaid,
  test: async () => Promise.resolve({ words: TEST_WORDS }),
};
