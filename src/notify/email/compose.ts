import type { SendMailOptions } from 'nodemailer';
import type { Message, Refused } from '../../domain/delivery.ts';
import type { Address } from '../../domain/subscription.ts';
import type { Footer } from '../../present/footer.ts';
import { renderMail } from '../../present/mail.tsx';
import { isAboutAccount, listHeaders } from './list-headers.ts';
import { parseEmail } from './parse-address.ts';
import { unsendable } from './refusal.ts';
import { returnPathOf } from './verp.ts';

/** A name and an address apart, the form that the mail library does not take for a list. */
export interface Mailbox {
  readonly name: string | undefined;
  readonly address: string;
}

/** Who sends, as configured. */
export interface Sender {
  readonly from: Mailbox;
  /** Of mail about the address itself (confirmation, manage link, test), apart from what can be unsubscribed; `from` without it. */
  readonly accountFrom?: Mailbox | undefined;
  readonly replyTo: Mailbox | undefined;
  /** Named in every mail's foot. */
  readonly operator: Footer;
  /** A page that says what these mails are. */
  readonly helpUrl?: string | undefined;
  /** The mailbox that bounces reach, and the wish to hear no more, with any `+tag`. */
  readonly bounceAddress?: string | undefined;
  /** What return addresses are signed with; without it there are none. */
  readonly bounceSecret?: string | undefined;
}

/** One mail to one reader, for nodemailer, and what found no room in it. */
export interface ComposedMail {
  readonly mail: SendMailOptions & { readonly html: string; readonly messageId: string };
  readonly left: readonly number[];
}

/** A Message-ID as RFC 5322 writes it; the mail library passes on anything, a line break included. */
const MESSAGE_ID = /^<[A-Za-z0-9._-]+@[A-Za-z0-9.-]+>$/;

/** A refusal where no safe mail can be made of it. `mostHtmlBytes`: where it must be smaller than mails are. */
export function composeMail(
  message: Message,
  to: Extract<Address, { channel: 'email' }>,
  sender: Sender,
  mostHtmlBytes?: number,
): ComposedMail | { readonly refused: Refused } {
  const recipient = parseEmail(to.email);
  if ('refused' in recipient) return { refused: unsendable('address') };
  if (!MESSAGE_ID.test(message.messageId)) return { refused: unsendable('message-id') };
  const { subject, html, text, left } = renderMail(message, sender.operator, mostHtmlBytes);
  const thread = message.thread !== undefined && MESSAGE_ID.test(message.thread) ? message.thread : undefined;
  const from = isAboutAccount(message.kind) ? (sender.accountFrom ?? sender.from) : sender.from;
  const { replyTo } = sender;
  const lists = listHeaders(message, sender);
  const written = [subject, from.name, from.address, replyTo?.name, replyTo?.address];
  if ([...written, ...Object.values(lists).map(({ value }) => value)].some(hasControl))
    return { refused: unsendable('control-character') };
  return {
    left,
    mail: {
      from: named(from, 'tenderbell'),
      ...(replyTo === undefined ? {} : { replyTo: named(replyTo, '') }),
      to: { name: '', address: recipient.email },
      envelope: envelopeOf(message, { from: from.address, to: recipient.email }, sender),
      messageId: message.messageId,
      ...(thread === undefined ? {} : { inReplyTo: thread, references: [thread] }),
      date: new Date(message.now),
      subject,
      text,
      html,
      headers: { 'Auto-Submitted': 'auto-generated', ...lists },
    },
  };
}

/** Whom bounces are sent to, and one recipient: objects, because the mail library takes a text for a list. */
function envelopeOf(
  { deliveryId }: Message,
  { from, to }: { readonly from: string; readonly to: string },
  { bounceAddress, bounceSecret }: Sender,
): { from: { name: string; address: string }; to: { name: string; address: string } } {
  const own =
    deliveryId === undefined || bounceAddress === undefined || bounceSecret === undefined
      ? undefined
      : returnPathOf(deliveryId, { address: bounceAddress, secret: bounceSecret });
  const back = own === undefined ? undefined : parseEmail(own);
  return {
    from: { name: '', address: back !== undefined && 'email' in back ? back.email : from },
    to: { name: '', address: to },
  };
}

function named(mailbox: Mailbox, otherwise: string): { name: string; address: string } {
  return { name: mailbox.name ?? otherwise, address: mailbox.address };
}

function hasControl(text: string | undefined): boolean {
  return text !== undefined && /[\p{Cc}\u2028\u2029]/u.test(text);
}
