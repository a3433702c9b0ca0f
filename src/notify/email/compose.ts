import type { SendMailOptions } from 'nodemailer';
import type { Message, Refused } from '../../domain/delivery.ts';
import type { Address } from '../../domain/subscription.ts';
import type { Footer } from '../../present/footer.ts';
import { renderMail } from '../../present/mail.tsx';
import { parseEmail } from './parse-address.ts';
import { unsendable } from './refusal.ts';

/** A name and an address apart, the form that the mail library does not take for a list. */
export interface Mailbox {
  readonly name: string | undefined;
  readonly address: string;
}

/** Who sends, as configured. */
export interface Sender {
  readonly from: Mailbox;
  readonly replyTo: Mailbox | undefined;
  /** Named in every mail's foot. */
  readonly operator: Footer;
}

/** A Message-ID as RFC 5322 writes it; the mail library passes on anything, a line break included. */
const MESSAGE_ID = /^<[A-Za-z0-9._-]+@[A-Za-z0-9.-]+>$/;

/** One stable id for each kind of mail, so that a reader can sort them (RFC 2919). */
const LISTS = {
  alert: 'alerts',
  summary: 'alerts',
  digest: 'digest',
  operator: 'operator',
  nudge: 'alerts',
} as const;

/** One mail to one reader, for nodemailer; a refusal where no safe mail can be made of it. */
export function composeMail(
  message: Message,
  to: Extract<Address, { channel: 'email' }>,
  sender: Sender,
): { readonly mail: SendMailOptions } | { readonly refused: Refused } {
  const recipient = parseEmail(to.email);
  if ('refused' in recipient) return { refused: unsendable('address') };
  if (!MESSAGE_ID.test(message.messageId)) return { refused: unsendable('message-id') };
  const { subject, html, text } = renderMail(message, sender.operator);
  const thread = message.thread !== undefined && MESSAGE_ID.test(message.thread) ? message.thread : undefined;
  const list = LISTS[message.kind];
  const domain = sender.from.address.split('@')[1] ?? '';
  const listId = `"tenderbell ${list}" <${list}.${domain}>`;
  const { from, replyTo } = sender;
  const written = [subject, from.name, from.address, replyTo?.name, replyTo?.address, listId];
  if (written.some(hasControl)) return { refused: unsendable('control-character') };
  return {
    mail: {
      from: named(sender.from, 'tenderbell'),
      ...(sender.replyTo === undefined ? {} : { replyTo: named(sender.replyTo, '') }),
      to: { name: '', address: recipient.email },
      messageId: message.messageId,
      ...(thread === undefined ? {} : { inReplyTo: thread, references: [thread] }),
      date: new Date(message.now),
      subject,
      text,
      html,
      // Prepared: the library would encode the quotes and brackets, and no mail program would find the list.
      headers: { 'Auto-Submitted': 'auto-generated', 'List-Id': { prepared: true, value: listId } },
    },
  };
}

function named(mailbox: Mailbox, otherwise: string): { name: string; address: string } {
  return { name: mailbox.name ?? otherwise, address: mailbox.address };
}

function hasControl(text: string | undefined): boolean {
  return text !== undefined && /[\p{Cc}\u2028\u2029]/u.test(text);
}
