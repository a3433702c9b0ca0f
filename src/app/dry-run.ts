import type { DeliveryRecord, Message, Refused } from '../domain/delivery.ts';
import type { Channel } from '../domain/ports.ts';
import type { Address, ChannelKind } from '../domain/subscription.ts';
import { dispatch, type DispatchReport } from '../flows/dispatch.ts';
import { recover } from '../flows/recover.ts';
import { rehearse } from '../flows/rehearse.ts';
import { composeMail } from '../notify/email/compose.ts';
import { renderSlack } from '../present/slack-blocks.ts';
import { refusedBy } from './allow-list.ts';
import { senderOf } from './channels.ts';
import type { Ground } from './ground.ts';
import { dispatchDeps, tellingDeps } from './telling.ts';

/** A delivery that is due, as it would leave now. */
export interface Leaving {
  readonly delivery: DeliveryRecord;
  readonly subject: string;
  /** Of what would be handed over. */
  readonly bytes: number;
  /** Why it would not leave all the same: held or refused before anybody is asked. */
  readonly refused: string | undefined;
}

export interface Rehearsed {
  readonly leaving: readonly Leaving[];
  readonly report: DispatchReport;
  /** False where there was more than could be looked at in the time. */
  readonly isWhole: boolean;
}

/** Nobody else can write meanwhile, and who has to waits for five seconds at most before it gives up. */
const MOST_MS = 2000;

/**
 * What `dispatch` would send now: all of it done but for the last step, and forgotten again. Opens no connection. It may run
 * beside `serve`, so that what is in somebody's hands just now is left there.
 */
export async function rehearseDispatch(ground: Ground): Promise<Rehearsed> {
  const { clock, signal } = ground.context;
  return await rehearse(ground.store, async (store) => {
    const said: Said[] = [];
    const enough = new AbortController();
    const until = clock.now() + MOST_MS;
    const onSaid = (one: Said): void => {
      said.push(one);
      if (clock.now() >= until) enough.abort();
    };
    const there = { ...ground, store: { ...ground.store, ...store } };
    await recover(tellingDeps(there), { atStart: false });
    const report = await dispatch(
      dispatchDeps(there, rehearsedChannels(ground, onSaid)),
      AbortSignal.any([signal, enough.signal]),
    );
    const records = await store.deliveries.byIds(said.map((one) => one.message.deliveryId ?? 0));
    const byId = new Map(records.map((one) => [one.id, one]));
    const leaving = said.flatMap(({ message, subject, bytes, refused }): readonly Leaving[] => {
      const delivery = byId.get(message.deliveryId ?? 0);
      if (delivery === undefined) return [];
      return [{ delivery, subject, bytes, refused: refused?.reason }];
    });
    return { leaving, report, isWhole: !enough.signal.aborted };
  });
}

/** A message as it would be handed over; or why it would not be. */
interface Form {
  readonly subject: string;
  readonly bytes: number;
  readonly refused: Refused | undefined;
}

interface Said extends Form {
  readonly message: Message;
}

type OnSaid = (one: Said) => void;

function rehearsedChannels(ground: Ground, onSaid: OnSaid): ReadonlyMap<ChannelKind, Channel> {
  const channels = new Map<ChannelKind, Channel>([
    ['email', taking('email', (message, to) => formOfMail(message, to, ground), onSaid)],
  ]);
  if (ground.config.slack.botToken !== undefined) channels.set('slack', taking('slack', formInSlack, onSaid));
  return channels;
}

/** Gives each message its form, and takes it for sent. */
function taking(kind: ChannelKind, formOf: (message: Message, to: Address) => Form, onSaid: OnSaid): Channel {
  return {
    kind,
    send: (message, to) => {
      const form = formOf(message, to);
      onSaid({ message, ...form });
      return Promise.resolve(form.refused ?? { sent: true, reference: 'rehearsed' });
    },
    close: () => Promise.resolve(),
  };
}

function formOfMail(message: Message, to: Address, ground: Ground): Form {
  if (to.channel !== 'email') throw new Error('a mail is rehearsed for an address that is not e-mail');
  const composed = composeMail(message, to, senderOf(ground));
  if ('refused' in composed) return { subject: '', bytes: 0, refused: composed.refused };
  const { subject = '', html, text } = composed.mail;
  const { allow } = ground.config.mail;
  const bytes = Buffer.byteLength(html) + Buffer.byteLength(typeof text === 'string' ? text : '');
  return { subject, bytes, refused: allow === undefined ? undefined : refusedBy(new Set(allow), to) };
}

function formInSlack(message: Message): Form {
  const reply = renderSlack(message);
  return { subject: reply.text, bytes: Buffer.byteLength(JSON.stringify(reply)), refused: undefined };
}
