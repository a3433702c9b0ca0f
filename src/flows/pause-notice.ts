import { londonDate } from '../base/london.ts';
import type { Reads, Transaction } from '../domain/ports.ts';
import type { Subscription } from '../domain/subscription.ts';
import { describeQuery } from '../match/describe.ts';
import type { QueryReader } from './audience.ts';
import { isOfLoss, lostLines } from './lost-channel.ts';
import { newDelivery } from './new-delivery.ts';
import type { TellDeps } from './tellings.ts';

const PREFIX = 'paused.';

/** Tells a subscriber that somebody else paused what it subscribed to. */
export async function tellPaused(
  tx: Pick<Transaction, 'deliveries'>,
  { id, subscriber }: Subscription,
  deps: TellDeps,
): Promise<void> {
  const key = `${PREFIX}${id}.${deps.clock.now()}`;
  const wish = { key, kind: 'paused', cadence: 'instant', subscriber, wait: 0 } as const;
  await tx.deliveries.queue(newDelivery(wish, deps));
}

interface PausedDeps extends QueryReader {
  readonly slackCommand?: string | undefined;
}

/** The notice's headline and sentences from its delivery's key; undefined where the subscription is paused no more. */
export async function pausedLines(
  { subscriptions }: { readonly subscriptions: Pick<Reads['subscriptions'], 'byIds' | 'ofSubscriber'> },
  key: string,
  deps: PausedDeps,
): Promise<readonly [string, ...string[]] | undefined> {
  if (isOfLoss(key)) return await lostLines(subscriptions, key, deps);
  const id = Number(key.slice(PREFIX.length).split('.')[0]);
  const [found] = await subscriptions.byIds([id]);
  if (found?.state !== 'paused') return undefined;
  const described = describeQuery(deps.queryOf(found.query));
  const end =
    found.pausedUntil === undefined
      ? 'It stays paused until it is resumed.'
      : `It goes on by itself on ${londonDate(found.pausedUntil)}.`;
  return [
    `Your subscription is paused: ${described}`,
    `Your subscription to ${described} was paused: ${found.reason ?? 'no reason was given'}.`,
    `${end} What is published meanwhile is not lost: you hear of it, where it is still open, when the subscription goes on.`,
    howToGoOn(found, deps),
  ];
}

function howToGoOn({ subscriber }: Subscription, { slackCommand }: PausedDeps): string {
  if (subscriber.address.channel === 'email')
    return 'You can resume or end it yourself: the link at the foot of this mail leads to your subscriptions.';
  return slackCommand === undefined
    ? 'Whoever runs this can resume or end it.'
    : `Type \`${slackCommand} resume\` here to go on, or \`${slackCommand} alerts\` to see and end what there is.`;
}
