import { grouped } from '../domain/grouped.ts';
import type { Subscriber } from '../domain/subscription.ts';
import type { AnswerDeps } from './answering.ts';
import type { Asker } from './asker.ts';
import { isPerson } from './may-manage.ts';
import { memberships } from './memberships.ts';

/**
 * The channels that somebody is in and that have alerts, as subscribers. Slack is asked which they are in; where it does not say,
 * these are the channels for which they made an alert.
 */
export async function channelsOf(asker: Asker, deps: AnswerDeps): Promise<readonly Subscriber[]> {
  const { store } = deps;
  const ids = await memberships(asker, deps);
  if (ids === undefined) {
    const made = await store.subscriptions.madeBy(asker.team, asker.user);
    const byChannel = grouped(made, (one) => one.subscriber.id);
    return [...byChannel.values()]
      .flatMap(([first]) => first?.subscriber ?? [])
      .filter((one) => channelOf(one) !== undefined);
  }
  const known = await store.installations.subscribers(asker.team);
  return known.filter((one) => ids.has(channelOf(one) ?? ''));
}

/** Undefined where it is a person. */
function channelOf({ address }: Subscriber): string | undefined {
  return address.channel === 'slack' && !isPerson(address.id) ? address.id : undefined;
}
