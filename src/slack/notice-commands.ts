import { PORTAL_NAMES } from '../domain/portal.ts';
import type { Cadence, Subscriber } from '../domain/subscription.ts';
import { why, type WhyDeps } from '../flows/why.ts';
import { titleIn } from '../present/act-blocks.ts';
import { escapeMrkdwn } from '../present/mrkdwn.ts';
import { whyReply, type WhyOne } from '../present/why-blocks.ts';
import { liveOf } from './alert-list.ts';
import type { AnswerDeps, Answers, CommandAnswer } from './answering.ts';
import { personOf, placeOf } from './asker.ts';
import type { CommandCall } from './calls.ts';
import { meantBy, namesNotice } from './meant.ts';
import { followed } from './procurement-acts.ts';

/** More subscriptions than a place has: what would not fit an answer is not asked. */
const MOST_ASKED = 8;

type RestCall = Parameters<CommandAnswer['answer']>[0];

/** A notice, or any address: what is no notice's is not looked for as words, but said. */
function namesPage(rest: string): boolean {
  return namesNotice(rest) || ADDRESS.test(rest);
}

const ADDRESS = /^<?(?:https?:\/\/|www\.)[^\s]+$/i;
const OURS =
  /^<?(?:https?:\/\/)?(?:www\.)?(?:find-tender\.service\.gov\.uk|contractsfinder\.service\.gov\.uk|publiccontractsscotland\.gov\.uk|sell2wales\.gov\.wales)(?:[/:?#|>]|$)/i;

const NAMES = Object.values(PORTAL_NAMES).toSorted();
const READ = `${NAMES.slice(0, -1).join(', ')} and ${NAMES.slice(-1).join('')}`;

/** Why an address names no notice; undefined where it names one. */
function wrongPage(rest: string): string | undefined {
  if (namesNotice(rest)) return undefined;
  return OURS.test(rest)
    ? 'This is an address of a portal that I read, but not of one notice. Open the notice, and copy the address of its page.'
    : `I read notices of ${READ}; this address is none of theirs.`;
}

async function followNotice(call: RestCall, deps: AnswerDeps): Promise<void> {
  const wrong = wrongPage(call.rest);
  if (wrong !== undefined) return await call.reply({ text: wrong });
  const meant = await meantBy(call.rest, deps);
  await call.reply(meant === undefined ? notHeld(call.rest) : await followed(call, meant.procurement, deps));
}

async function whyNotice(call: RestCall, deps: AnswerDeps): Promise<void> {
  const wrong = wrongPage(call.rest);
  if (wrong !== undefined) return await call.reply({ text: wrong });
  const { store, clock } = deps;
  const meant = await meantBy(call.rest, deps);
  const held = meant && (await store.procurements.byId(meant.procurement.id));
  if (meant === undefined || held === undefined) return await call.reply(notHeld(call.rest));
  const ones: WhyOne[] = [];
  for (const subscriber of await subscribersOf(call, deps)) {
    const isPlace = subscriber.address.channel === 'slack' && subscriber.address.id !== call.asker.user;
    for (const subscription of (await liveOf(subscriber.id, deps)).slice(0, MOST_ASKED)) {
      const found = await why({ subscription, held, notice: meant.notice }, whyDeps(subscriber, deps));
      ones.push({ found, isPlace });
    }
  }
  await call.reply(
    whyReply(titleIn(held), ones.slice(0, MOST_ASKED), { now: clock.now(), command: deps.command }),
  );
}

/** Of this place, and of whoever asks. */
async function subscribersOf({ asker }: CommandCall, { store }: AnswerDeps): Promise<readonly Subscriber[]> {
  const [place, person] = [placeOf(asker), personOf(asker)];
  const addresses = place.id === person.id ? [person] : [place, person];
  const found = await Promise.all(addresses.map((one) => store.subscriptions.subscriberAt(one)));
  return found.flatMap((one) => one ?? []);
}

function whyDeps(subscriber: Subscriber, deps: AnswerDeps): WhyDeps {
  const { store, clock, queryOf, nextSlot } = deps;
  const slotAt = (cadence: Cadence, at: number): number =>
    cadence === 'instant' ? at : nextSlot(cadence, subscriber.timetable, at);
  // The conclusion alone is shown: what speaks against its being IT is not.
  return { store, clock, queryOf, slotAt, reasonsOf: () => [] };
}

function notHeld(written: string): { readonly text: string } {
  const name = escapeMrkdwn(written.replaceAll(/[<>`]/g, '').slice(0, 120));
  return {
    text: `I hold no notice called \`${name}\`. It may be from before I began to read, not published yet, or on a portal that I do not read.`,
  };
}

export const NOTICE_COMMANDS: Partial<Answers> = {
  commands: {
    follow: { takes: namesPage, answer: followNotice },
    why: { takes: namesPage, answer: whyNotice },
  },
};
