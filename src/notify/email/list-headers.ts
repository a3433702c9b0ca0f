import { isLoopback } from '../../base/loopback.ts';
import type { DeliveryKind, Message } from '../../domain/delivery.ts';
import { parseEmail } from './parse-address.ts';
import { wishAddressOf } from './verp.ts';

/** Of the sender, what mail programs are told about its lists. */
export interface ListSender {
  readonly from: { readonly address: string };
  readonly bounceAddress?: string | undefined;
  readonly helpUrl?: string | undefined;
}

/** A header exactly as it is sent: the library would fold or encode it otherwise. */
interface Prepared {
  readonly prepared: true;
  readonly value: string;
}

/** One stable id for each kind of mail, so that a reader can sort them (RFC 2919). */
const LISTS: Readonly<Record<DeliveryKind, 'alerts' | 'digest' | 'operator' | 'account'>> = {
  alert: 'alerts',
  summary: 'alerts',
  nudge: 'alerts',
  broad: 'alerts',
  paused: 'alerts',
  orphaned: 'alerts',
  digest: 'digest',
  quiet: 'digest',
  operator: 'operator',
  confirmation: 'account',
  manage: 'account',
  test: 'account',
};

/** Mail about an address rather than about tenders: nobody is subscribed to it. */
export function isAboutAccount(kind: DeliveryKind): boolean {
  return LISTS[kind] === 'account';
}

/** What mail programs sort by, and offer to leave by. */
export function listHeaders(message: Message, sender: ListSender): Readonly<Record<string, Prepared>> {
  const list = LISTS[message.kind];
  const domain = sender.from.address.split('@')[1] ?? '';
  const help = sender.helpUrl;
  return {
    // Unquoted or encoded, no mail program would find the list.
    'List-Id': prepared(`"tenderbell ${list}" <${list}.${domain}>`),
    ...(help === undefined || !isUrl(help) ? {} : { 'List-Help': prepared(`<${help}>`) }),
    ...(isAboutAccount(message.kind) ? {} : unsubscribeHeaders(message, sender)),
  };
}

/**
 * RFC 2369 and RFC 8058: the first way is the best one. On one line, because signatures over a folded List-Unsubscribe were seen
 * to break on the way (https://github.com/nodemailer/nodemailer/issues/1654).
 */
function unsubscribeHeaders(message: Message, sender: ListSender): Readonly<Record<string, Prepared>> {
  const url = message.links?.unsubscribe;
  if (url === undefined || !isUrl(url)) return {};
  const mailto = unsubscribeMailto(url, sender.bounceAddress);
  const ways = [`<${url}>`, ...(mailto === undefined ? [] : [`<${mailto}>`])];
  return {
    'List-Unsubscribe': prepared(ways.join(', ')),
    ...(isOneClick(url) ? { 'List-Unsubscribe-Post': prepared('List-Unsubscribe=One-Click') } : {}),
  };
}

/** Secrets of links: 32 bytes in base64url. */
const SECRET = /\/([A-Za-z0-9_-]{43})$/;

function unsubscribeMailto(url: string, bounceAddress: string | undefined): string | undefined {
  const secret = SECRET.exec(url)?.[1];
  if (secret === undefined || bounceAddress === undefined) return undefined;
  const mailbox = parseEmail(wishAddressOf(secret, bounceAddress) ?? '');
  return 'refused' in mailbox ? undefined : `mailto:${mailbox.email}?subject=unsubscribe`;
}

/** RFC 8058 §3.1 asks for https; on this machine itself there is nobody between. */
function isOneClick(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || isLoopback(hostname);
}

/** Nothing in it can end the brackets that it stands in. */
function isUrl(text: string): boolean {
  return /^https?:\/\/[\u0021-\u007e]+$/.test(text) && !/[<>,"\\]/.test(text) && URL.canParse(text);
}

function prepared(value: string): Prepared {
  return { prepared: true, value };
}
