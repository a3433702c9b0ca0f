import type { Subscriber } from '../domain/subscription.ts';
import { mute, type MuteWish } from '../flows/mute.ts';
import { didReply, mutedWords, mutesReply } from '../present/act-blocks.ts';
import { escapeMrkdwn } from '../present/mrkdwn.ts';
import type { AnswerDeps, Answers, CommandAnswer } from './answering.ts';
import { personOf, placeOf } from './asker.ts';
import { meantBy, namesNotice } from './meant.ts';

/** `buyer NAME`, and `buyer: NAME` as a query has it. */
const BUYER = /^buyer(?:\s*:\s*|\s+)(?!:)(\S.*)$/isu;
/** Straight or as a phone writes them. */
const PHRASE = /^["“”]([^"“”]+)["“”]$/u;

/** Nothing, a notice, `buyer NAME`, or a phrase in quotes: `mute swans` is a search. */
function isMute(rest: string): boolean {
  return rest === '' || BUYER.test(rest) || PHRASE.test(rest) || namesNotice(rest);
}

/** For whoever types it: only they see the answer. */
async function muteIt(call: Parameters<CommandAnswer['answer']>[0], deps: AnswerDeps): Promise<void> {
  const { rest, asker, reply } = call;
  if (rest === '') return await listMutes(call, deps);
  const wish = await wishOf(rest, deps);
  if (wish === undefined)
    return await reply({ text: 'I hold no such notice, so there is nothing to mute. Check its number.' });
  const address = personOf(asker);
  await deps.store.transaction((tx) => tx.subscriptions.subscriber(address));
  const done = await mute(address, wish, deps);
  if ('refused' in done) return await reply({ text: `That cannot be muted: ${escapeMrkdwn(done.refused)}.` });
  const what = escapeMrkdwn(mutedWords(done.mute.what));
  // What was muted before is not this command's to take back.
  if (done.isKnown)
    return await reply({ text: `You have muted ${what} already. \`${deps.command} mute\` takes it back.` });
  const text = `Muted for you: ${what}. What is told to channels stays as it is.`;
  await reply(didReply(text, `mute ${address.id} ${done.mute.id}`));
}

async function wishOf(rest: string, deps: AnswerDeps): Promise<MuteWish | undefined> {
  const name = BUYER.exec(rest)?.[1];
  if (name !== undefined) return { kind: 'buyer', name: PHRASE.exec(name.trim())?.[1] ?? name.trim() };
  const term = PHRASE.exec(rest)?.[1];
  if (term !== undefined) return { kind: 'term', term };
  const meant = await meantBy(rest, deps);
  return meant && { kind: 'procurement', procurementId: meant.procurement.id };
}

async function listMutes(
  { asker, reply }: Parameters<CommandAnswer['answer']>[0],
  { store, command }: AnswerDeps,
): Promise<void> {
  const [place, person] = [placeOf(asker), personOf(asker)];
  const here = place.id === person.id ? undefined : await store.subscriptions.subscriberAt(place);
  const me = await store.subscriptions.subscriberAt(person);
  await reply(
    mutesReply(
      [
        { title: 'Muted in this channel, for everybody', id: place.id, mutes: mutesOf(here) },
        { title: 'Muted for you', id: person.id, mutes: mutesOf(me) },
      ],
      command,
    ),
  );
}

function mutesOf(subscriber: Subscriber | undefined): Subscriber['mutes'] {
  return subscriber?.mutes ?? [];
}

export const MUTE_COMMAND: Partial<Answers> = { commands: { mute: { takes: isMute, answer: muteIt } } };
