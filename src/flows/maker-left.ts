import { grouped } from '../domain/grouped.ts';
import type { Reads, Store } from '../domain/ports.ts';
import { describeQuery } from '../match/describe.ts';
import type { QueryReader } from './audience.ts';
import { loseSubscriber } from './lose-subscriber.ts';
import { newDelivery } from './new-delivery.ts';
import type { TellDeps } from './tellings.ts';

const PREFIX = 'orphaned.';

export interface MakerDeps extends TellDeps {
  readonly store: Store;
}

/** Somebody who is gone: from one channel, or from the workspace. */
export interface Leaver {
  readonly team: string;
  readonly user: string;
  /** Undefined where they are gone for good. */
  readonly channel?: string | undefined;
}

/**
 * A channel's subscriptions belong to the channel: those that somebody who has left made go on without a maker, and the channel
 * hears of it, once. Answers how many channels hear of it.
 */
export async function makerLeft({ team, user, channel }: Leaver, deps: MakerDeps): Promise<number> {
  return await deps.store.transaction(async (tx) => {
    const made = await tx.subscriptions.madeBy(team, user);
    const left = made.filter(({ subscriber: { address } }) =>
      address.channel !== 'slack' || address.id === user ? false : address.id === (channel ?? address.id),
    );
    await tx.subscriptions.orphan(left.map((one) => one.id));
    const ofChannels = grouped(left, (one) => one.subscriber.id);
    for (const [subscriberId, own] of ofChannels) {
      const [first] = own;
      if (first === undefined) continue;
      // Once they were orphaned nothing was made by anybody who could leave again.
      const key = `${PREFIX}${subscriberId}.${own.map((one) => one.id).join('-')}.${deps.clock.now()}`;
      const wish = {
        key,
        kind: 'orphaned',
        cadence: 'instant',
        subscriber: first.subscriber,
        wait: 0,
      } as const;
      await tx.deliveries.queue(newDelivery(wish, deps));
    }
    return ofChannels.size;
  });
}

const DEACTIVATED = 'the account was deactivated';

/** Nobody reads what is sent to somebody who is gone for good: it rests, with the reason. False where nothing was active. */
export async function personGone({ team, user }: Leaver, { store, clock }: MakerDeps): Promise<boolean> {
  return await store.transaction(async (tx) => {
    const subscriber = await tx.subscriptions.subscriberAt({ channel: 'slack', team, id: user });
    const own = subscriber === undefined ? [] : await tx.subscriptions.ofSubscriber(subscriber.id);
    if (subscriber === undefined || own.every((one) => one.state !== 'active')) return false;
    const loss = { subscriberId: subscriber.id, state: 'paused', code: 'user_deactivated' } as const;
    await loseSubscriber(tx, { ...loss, reason: DEACTIVATED }, clock.now());
    return true;
  });
}

/** The notice's headline and sentences from its delivery's key; undefined where all that it speaks of has ended. */
export async function orphanedLines(
  { subscriptions }: { readonly subscriptions: Pick<Reads['subscriptions'], 'byIds'> },
  key: string,
  { queryOf, slackCommand }: QueryReader & { readonly slackCommand?: string | undefined },
): Promise<readonly [string, ...string[]] | undefined> {
  const ids = (key.slice(PREFIX.length).split('.')[1] ?? '').split('-').map(Number);
  const live = (await subscriptions.byIds(ids)).filter((one) => one.state !== 'ended');
  if (live.length === 0) return undefined;
  const [whose, goes] = live.length === 1 ? ['this alert', 'it goes on'] : ['these alerts', 'they go on'];
  const how =
    slackCommand === undefined
      ? 'Whoever runs this can change or end it.'
      : `Anyone here can change or end ${live.length === 1 ? 'it' : 'them'}: ${slackCommand} alerts`;
  return [
    `Whoever set up ${whose} has left; ${goes}`,
    ...live.map((one) => `${describeQuery(queryOf(one.query))}.`),
    how,
  ];
}
