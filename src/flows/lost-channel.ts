import { grouped } from '../domain/grouped.ts';
import type { Reads, Transaction } from '../domain/ports.ts';
import { ARCHIVED_CHANNEL, FORBIDDEN_CHANNEL, type Subscription } from '../domain/subscription.ts';
import { describeQuery } from '../match/describe.ts';
import type { QueryReader } from './audience.ts';
import { freeWaiting, type Loss } from './lose-subscriber.ts';
import { newDelivery } from './new-delivery.ts';
import type { TellDeps } from './tellings.ts';

/** Notices that something was paused begin with `paused.`; these speak of a channel and all that somebody made for it. */
const PREFIX = 'paused.lost.';

/**
 * What is active there rests, for it may invite us again: what somebody paused themselves stays as they paused it. Whoever made what
 * rests hears of it by a direct message, for nobody would read it in the channel.
 */
export async function loseChannel(
  tx: Pick<Transaction, 'subscriptions' | 'deliveries' | 'ledger'>,
  loss: Omit<Loss, 'state'>,
  deps: TellDeps,
): Promise<void> {
  const now = deps.clock.now();
  const lost = (await tx.subscriptions.ofSubscriber(loss.subscriberId)).filter(
    (one) => one.state === 'active',
  );
  for (const { id } of lost) await tx.subscriptions.pause(id, { until: undefined, reason: loss.reason }, now);
  await freeWaiting(tx, loss, now);
  await tellMakers(tx, lost, deps);
}

/** Once for each loss, and not where it is they who cannot be reached. */
async function tellMakers(
  tx: Pick<Transaction, 'subscriptions' | 'deliveries'>,
  lost: readonly Subscription[],
  deps: TellDeps,
): Promise<void> {
  const now = deps.clock.now();
  for (const [maker, own] of grouped(lost, (one) => one.maker)) {
    const address = own[0]?.subscriber.address;
    if (maker === undefined || address?.channel !== 'slack' || address.id === maker) continue;
    const subscriber = await tx.subscriptions.subscriber({ channel: 'slack', team: address.team, id: maker });
    const key = `${PREFIX}${own[0]?.subscriber.id ?? 0}.${now}.${maker}`;
    const wish = { key, kind: 'paused', cadence: 'instant', subscriber, wait: 0 } as const;
    await tx.deliveries.queue(newDelivery(wish, deps));
  }
}

/** Whether a notice that something was paused speaks of a lost channel, by its delivery's key. */
export function isOfLoss(key: string): boolean {
  return key.startsWith(PREFIX);
}

/** Its headline and sentences; undefined where nothing of it rests any more. */
export async function lostLines(
  subscriptions: Pick<Reads['subscriptions'], 'ofSubscriber'>,
  key: string,
  { queryOf, slackCommand = '/tenders' }: QueryReader & { readonly slackCommand?: string | undefined },
): Promise<readonly [string, ...string[]] | undefined> {
  const [id, , maker] = key.slice(PREFIX.length).split('.');
  const all = await subscriptions.ofSubscriber(Number(id));
  const [first, ...more] = all.filter((one) => one.state === 'paused' && one.maker === maker);
  if (first === undefined || first.subscriber.address.channel !== 'slack') return undefined;
  const channel = `the channel #${first.subscriber.address.id}`;
  const [what, are, rest] =
    more.length === 0 ? ['the alert', 'is', 'It rests'] : ['the alerts', 'are', 'They rest'];
  return [
    'Your tender alerts for a channel are paused',
    `Nothing could be posted in ${channel} any more, so ${what} that you set up there ${are} paused. ${first.reason ?? ''}`,
    ...[first, ...more].map((one) => `• ${describeQuery(queryOf(one.query))}`),
    remedy(first, { channel, slackCommand }),
    `${rest} until then. What is published meanwhile is not lost: the channel hears of it, where it is still open, when the alerts go on.`,
  ];
}

function remedy(
  { reason }: Subscription,
  { channel, slackCommand }: { readonly channel: string; readonly slackCommand: string },
): string {
  if (reason === ARCHIVED_CHANNEL)
    return `When ${channel} is no longer archived they go on by themselves: there is nothing to do.`;
  if (reason === FORBIDDEN_CHANNEL)
    return `To go on: ask the workspace’s owner to let apps post in ${channel}, and then type \`${slackCommand} resume\` there.`;
  return `To go on: in ${channel}, type \`/invite @tenderbell\` (or what the bot is called in your workspace), and then \`${slackCommand} resume\`.`;
}
