import { createTransport, type SendMailOptions, type SMTPPoolOptions } from 'nodemailer';
import type { Refused, Sent } from '../../domain/delivery.ts';
import { beforeSending } from '../../domain/not-begun.ts';
import type { Channel } from '../../domain/ports.ts';
import { composeMail, type ComposedMail, type Sender } from './compose.ts';
import { signatureOf, type DkimOptions } from './dkim.ts';
import { watchHandover, type Handovers } from './handover.ts';
import { isTooLarge, refusalOf } from './refusal.ts';
import { serverOf } from './server-of.ts';
import { serverWords } from './server-words.ts';

/** Milliseconds. The library waits up to ten minutes; a lease must not. */
export interface MailTimeouts {
  readonly connection: number;
  readonly greeting: number;
  /** Without a byte from the server. */
  readonly socket: number;
  readonly dns: number;
}

const TIMEOUTS: MailTimeouts = { connection: 10_000, greeting: 10_000, socket: 30_000, dns: 10_000 };

/** Below the idle limits of common servers (Postfix ends a session after 300 s), so that a reused line is a live one. */
const IDLE_MS = 20_000;

export interface EmailOptions extends Sender {
  /** `smtp://user:password@host:port`, or `smtps://`. */
  readonly url: string;
  readonly dkim?: DkimOptions | undefined;
  readonly timeouts?: Partial<MailTimeouts>;
  /** Mails a second, over all connections; as fast as the server takes them without it. */
  readonly perSecond?: number | undefined;
  /** How many at once, `perSecond` at the most; 1 without it. At most one mail for each of them repeats after a crash. */
  readonly connections?: number | undefined;
}

/** Mail through an SMTP server. Every retry passes through the outbox: the pool repeats nothing by itself. */
export function createEmailChannel(options: EmailOptions): Channel {
  const transport = createTransport(poolOptions(options));
  const handovers = watchHandover(transport);
  return {
    kind: 'email',
    // None waits in the pool: what is sent is on record before the next goes out.
    hands: connectionsOf(options),
    send: async (message, to, signal) => {
      if (to.channel !== 'email')
        throw new Error('the e-mail channel was given an address that is not e-mail');
      const composed = beforeSending(() => composeMail(message, to, options));
      if ('refused' in composed) return composed.refused;
      const tried = await deliver({ transport, handovers }, composed, signal);
      if (!('tooLarge' in tried)) return tried;
      const most = Math.floor(htmlBytes(composed) / 2);
      const shorter = beforeSending(() => composeMail(message, to, options, most));
      if ('refused' in shorter || htmlBytes(shorter) >= htmlBytes(composed)) return tried.tooLarge;
      const again = await deliver({ transport, handovers }, shorter, signal);
      return 'tooLarge' in again ? again.tooLarge : again;
    },
    close: async () => {
      transport.close();
      await Promise.resolve();
    },
  };
}

interface Line {
  readonly transport: { sendMail(mail: SendMailOptions): Promise<{ response?: string | undefined }> };
  readonly handovers: Handovers;
}

function htmlBytes({ mail }: ComposedMail): number {
  return Buffer.byteLength(mail.html);
}

async function deliver(
  line: Line,
  { mail, left }: ComposedMail,
  signal: AbortSignal,
): Promise<Sent | Refused | { readonly tooLarge: Refused }> {
  try {
    const info = await line.transport.sendMail({ ...mail, signal });
    return { sent: true, reference: serverWords(info.response ?? ''), left };
  } catch (error) {
    const refused = refusalOf(error, line.handovers.began(mail.messageId));
    return isTooLarge(error) ? { tooLarge: refused } : refused;
  } finally {
    line.handovers.forget(mail.messageId);
  }
}

/** A new connection sends its first mail at once, whatever the rate: more of them than mails a second would exceed it. */
function connectionsOf({ connections = 1, perSecond = Infinity }: EmailOptions): number {
  return Math.min(connections, perSecond);
}

function poolOptions(options: EmailOptions): SMTPPoolOptions & { pool: true } {
  const timeouts = { ...TIMEOUTS, ...options.timeouts };
  return {
    pool: true,
    ...serverOf(options.url),
    maxConnections: connectionsOf(options),
    maxMessages: 100,
    ...(options.perSecond === undefined ? {} : { rateDelta: 1000, rateLimit: options.perSecond }),
    maxRequeues: 0,
    idleTimeout: IDLE_MS,
    connectionTimeout: timeouts.connection,
    greetingTimeout: timeouts.greeting,
    socketTimeout: timeouts.socket,
    dnsTimeout: timeouts.dns,
    disableFileAccess: true,
    disableUrlAccess: true,
    dkim: options.dkim && signatureOf(options.dkim),
  };
}
