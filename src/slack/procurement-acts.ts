import type { Procurement } from '../domain/procurement.ts';
import type { Address, Consent } from '../domain/subscription.ts';
import { follow } from '../flows/follow.ts';
import { mute } from '../flows/mute.ts';
import { notRelevant } from '../flows/not-relevant.ts';
import { storyOf } from '../flows/story.ts';
import { didReply, remindForm, shareForm, titleIn } from '../present/act-blocks.ts';
import type { SlackModal, SlackReply } from '../present/blocks.ts';
import { detailsView, goneView } from '../present/details-view.ts';
import { escapeMrkdwn } from '../present/mrkdwn.ts';
import { ACTS, FORMS, type MenuChoice } from '../present/slack-names.ts';
import type { AnswerDeps, Answers } from './answering.ts';
import { personOf } from './asker.ts';
import type { ActionCall, CommandCall } from './calls.ts';
import { openSaveForm } from './saving.ts';

type SlackAddress = Extract<Address, { channel: 'slack' }>;

/** What somebody who follows in Slack agrees to: the answer says these words. */
const SLACK_FOLLOW: Omit<Consent, 'at'> = {
  by: 'subscriber',
  form: 'slack-follow-1',
  words: 'A direct message here tells you when it changes, is cancelled or is awarded.',
};

const GONE = 'I do not hold that procurement any more.';
const TOO_SOON =
  'There is nothing to remind you of: it is closed, closes today or tomorrow, or states no deadline. Follow it, and you hear when one is set.';
const TOO_LATE = 'Slack did not open that in time. Please press again.';

type Act = (call: ActionCall, procurement: Procurement, deps: AnswerDeps) => Promise<void>;

/** What can be done with one procurement, by the names of the menu. */
const DOING: Readonly<Record<Exclude<MenuChoice, 'save'>, Act>> = {
  details: showDetails,
  follow: followIt,
  'mute-buyer': muteBuyer,
  'not-relevant': dislike,
  remind: async (call, procurement, deps) => {
    const form = remindForm(procurement, deps.clock.now());
    await (form === undefined ? call.reply({ text: TOO_SOON }) : open(call, form, deps));
  },
  share: async (call, procurement, deps) => await open(call, shareForm(procurement, hereOf(call)), deps),
};

function doing(choice: Exclude<MenuChoice, 'save'>) {
  return async (call: ActionCall, deps: AnswerDeps): Promise<void> => {
    const [procurement] = await deps.store.procurements.byIds([Number(call.value)]);
    if (procurement !== undefined) return await DOING[choice](call, procurement, deps);
    await (choice === 'details' ? open(call, goneView(), deps) : call.reply({ text: GONE }));
  };
}

async function choose(call: ActionCall, deps: AnswerDeps): Promise<void> {
  const [choice = '', id = '', search] = call.value.split(' ');
  if (choice === 'save') return await openSaveForm(call, search, deps);
  if (!isDoing(choice)) return await call.reply({ text: GONE });
  await doing(choice)({ ...call, value: id }, deps);
}

function isDoing(choice: string): choice is Exclude<MenuChoice, 'save'> {
  return Object.hasOwn(DOING, choice);
}

/** Over the form that it was pressed in, where that is one: the App Home has no name. */
async function open(call: ActionCall, view: SlackModal, { slack }: AnswerDeps): Promise<void> {
  const method = (call.view?.name ?? '') === '' ? 'views.open' : 'views.push';
  const opened = await slack.ask(call.asker.team, method, { trigger_id: call.trigger, view });
  if (!opened.ok) await call.reply({ text: TOO_LATE });
}

async function showDetails(call: ActionCall, { id }: Procurement, deps: AnswerDeps): Promise<void> {
  const view = await detailsOf(id, undefined, deps);
  await open(call, view ?? goneView(), deps);
}

async function detailsOf(
  id: number,
  said: SlackReply | undefined,
  { store, clock }: AnswerDeps,
): Promise<SlackModal | undefined> {
  const held = await store.procurements.byId(id);
  return held && detailsView(await storyOf(held, store), clock.now(), said?.blocks);
}

/** In the details' own form where it was pressed there; else as an answer. */
export async function say(call: ActionCall, id: number, reply: SlackReply, deps: AnswerDeps): Promise<void> {
  const { view, asker } = call;
  const shown = view?.name === FORMS.details ? await detailsOf(id, reply, deps) : undefined;
  if (view === undefined || shown === undefined) return await call.reply(reply);
  const updated = await deps.slack.ask(asker.team, 'views.update', { view_id: view.id, view: shown });
  if (!updated.ok) await call.reply(reply);
}

async function followIt(call: ActionCall, procurement: Procurement, deps: AnswerDeps): Promise<void> {
  await say(call, procurement.id, await followed(call, procurement, deps), deps);
}

/** Follows for whoever asks, and says so. */
export async function followed(
  { asker }: Pick<CommandCall, 'asker'>,
  procurement: Procurement,
  deps: AnswerDeps,
): Promise<SlackReply> {
  const who = {
    address: personOf(asker),
    cadence: 'instant',
    maker: asker.user,
    consent: SLACK_FOLLOW,
  } as const;
  const done = await follow(who, { kind: 'procurement', procurementId: procurement.id }, deps);
  if ('refused' in done) return didReply(`I cannot follow it: ${escapeMrkdwn(done.refused)}.`);
  const title = titleIn(procurement);
  const unmuted = done.unmuted.length === 0 ? '' : ' You had muted it; that is taken back.';
  const text = done.isKnown
    ? `You follow ${title} already. ${SLACK_FOLLOW.words}`
    : `You follow ${title} now. ${SLACK_FOLLOW.words}`;
  // What was followed before is not this button's to take back.
  return didReply(`${text}${unmuted}`, done.isKnown ? undefined : `follow ${procurement.id}`);
}

/**
 * What stands in a message to a channel acts for the channel, what only one person sees for them. The subscriber is made
 * where there is none, so that what is muted stays so when somebody subscribes.
 */
async function whose({ asker, message }: ActionCall, { store }: AnswerDeps): Promise<SlackAddress> {
  const isToAll = message !== undefined && !message.isEphemeral && !message.channel.startsWith('D');
  const address: SlackAddress = isToAll
    ? { channel: 'slack', team: asker.team, id: message.channel }
    : personOf(asker);
  await store.transaction((tx) => tx.subscriptions.subscriber(address));
  return address;
}

async function muteBuyer(call: ActionCall, procurement: Procurement, deps: AnswerDeps): Promise<void> {
  const { buyer } = procurement.view;
  if (buyer === undefined) return await call.reply({ text: 'Its notices name no buyer.' });
  const address = await whose(call, deps);
  const done = await mute(address, { kind: 'buyer', name: buyer.name }, deps);
  const reply =
    'refused' in done
      ? didReply(`That cannot be muted: ${escapeMrkdwn(done.refused)}.`)
      : didReply(
          `${escapeMrkdwn(buyer.name)} is muted ${forWhom(address, call)}: nothing new of this buyer is told there.`,
          done.isKnown ? undefined : `mute ${address.id} ${done.mute.id}`,
        );
  await say(call, procurement.id, reply, deps);
}

async function dislike(call: ActionCall, procurement: Procurement, deps: AnswerDeps): Promise<void> {
  const address = await whose(call, deps);
  const done = await notRelevant({ procurementId: procurement.id, address, note: undefined }, deps);
  const reply =
    'refused' in done
      ? didReply(`That could not be noted: ${escapeMrkdwn(done.refused)}.`)
      : didReply(
          `${titleIn(procurement)} is not relevant ${forWhom(address, call)}: no more is told of it there. Thank you, whoever runs this sees it too.`,
          done.isKnown ? undefined : `mute ${address.id} ${done.mute.id}`,
        );
  await say(call, procurement.id, reply, deps);
}

function forWhom({ id }: SlackAddress, { asker }: ActionCall): string {
  return id === asker.user ? 'for you' : `for everybody in <#${id}>`;
}

function hereOf({ asker: { channel } }: ActionCall): string | undefined {
  return channel === undefined || channel.startsWith('D') ? undefined : channel;
}

export const PROCUREMENT_ACTS: Partial<Answers> = {
  actions: {
    [ACTS.menu]: choose,
    [ACTS.details]: doing('details'),
    [ACTS.follow]: doing('follow'),
    [ACTS.muteBuyer]: doing('mute-buyer'),
    [ACTS.notRelevant]: doing('not-relevant'),
    [ACTS.remind]: doing('remind'),
    [ACTS.share]: doing('share'),
  },
};
