import { createTransport, type SendMailOptions, type SMTPPoolOptions } from 'nodemailer';
import type { Refused, Sent } from '../../domain/delivery.ts';
import type { Channel } from '../../domain/ports.ts';
import { composeMail, type Sender } from './compose.ts';
import { signatureOf, type DkimOptions } from './dkim.ts';
import { watchHandover, type Handovers } from './handover.ts';
import { refusalOf } from './refusal.ts';
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
}

/** Mail through an SMTP server. Every retry passes through the outbox: the pool repeats nothing by itself. */
export function createEmailChannel(options: EmailOptions): Channel {
  const transport = createTransport(poolOptions(options));
  const handovers = watchHandover(transport);
  return {
    kind: 'email',
    send: async (message, to, signal) => {
      if (to.channel !== 'email')
        throw new Error('the e-mail channel was given an address that is not e-mail');
      const composed = composeMail(message, to, options);
      if ('refused' in composed) return composed.refused;
      return deliver({ transport, handovers }, composed.mail, signal);
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

async function deliver(line: Line, composed: SendMailOptions, signal: AbortSignal): Promise<Sent | Refused> {
  const mail = { ...composed, signal };
  try {
    const info = await line.transport.sendMail(mail);
    return { sent: true, reference: serverWords(info.response ?? '') };
  } catch (error) {
    return refusalOf(error, line.handovers.began(composed.messageId ?? ''));
  } finally {
    line.handovers.forget(composed.messageId ?? '');
  }
}

function poolOptions(options: EmailOptions): SMTPPoolOptions & { pool: true } {
  const timeouts = { ...TIMEOUTS, ...options.timeouts };
  return {
    pool: true,
    ...serverOf(options.url),
    // At most one message for each open line repeats after a crash.
    maxConnections: 1,
    maxMessages: 100,
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
