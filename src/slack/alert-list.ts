import type { Subscription } from '../domain/subscription.ts';
import { toldLately } from '../flows/told-lately.ts';
import { alertListReply, type Note } from '../present/alert-blocks.ts';
import type { SlackReply } from '../present/blocks.ts';
import { ACTS } from '../present/slack-names.ts';
import type { AnswerDeps, Answers } from './answering.ts';
import { personOf, placeOf, type Asker } from './asker.ts';
import type { ActionCall } from './calls.ts';

/** How far back what an alert told is counted. */
export const LATELY_MS = 30 * 86_400_000;

interface Wanted {
  readonly page: number;
  readonly note?: Note | undefined;
}

/** What this place has, and what whoever asks has. */
export async function alertList(asker: Asker, { page, note }: Wanted, deps: AnswerDeps): Promise<SlackReply> {
  const { store, clock, command } = deps;
  const [place, person] = [placeOf(asker), personOf(asker)];
  const here = place.id === person.id ? undefined : await store.subscriptions.subscriberAt(place);
  const me = await store.subscriptions.subscriberAt(person);
  const whose = [here, me].flatMap((one) => one ?? []);
  const { bySubscription } = await toldLately(whose, clock.now() - LATELY_MS, store);
  const groups = [
    { title: 'Alerts of this channel', alerts: await liveOf(here?.id, deps) },
    { title: 'Your own alerts, by direct message', alerts: await liveOf(me?.id, deps) },
  ];
  return alertListReply({ groups, told: bySubscription, command, page, note });
}

/** A subscriber's subscriptions that have not ended. */
export async function liveOf(
  subscriberId: number | undefined,
  { store }: Pick<AnswerDeps, 'store'>,
): Promise<readonly Subscription[]> {
  if (subscriberId === undefined) return [];
  const all = await store.subscriptions.ofSubscriber(subscriberId);
  return all.filter((one) => one.state !== 'ended');
}

async function showPage(call: ActionCall, deps: AnswerDeps): Promise<void> {
  const list = await alertList(call.asker, { page: Number(call.value) || 0 }, deps);
  await (call.message?.isEphemeral === true ? call.replace(list) : call.reply(list));
}

export const ALERT_LIST: Partial<Answers> = {
  commands: {
    alerts: {
      takes: (rest) => rest === '',
      answer: async (call, deps) => await call.reply(await alertList(call.asker, { page: 0 }, deps)),
    },
  },
  actions: { [ACTS.alerts]: showPage },
};
