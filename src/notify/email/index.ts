import { createTransport, type SendMailOptions, type SMTPPoolOptions } from 'nodemailer';
import type { Refused, Sent } from '../../domain/delivery.ts';
import type { Channel } from '../../domain/ports.ts';
import { composeMail, type Sender } from './compose.ts';
import { watchHandover, type Handovers } from './handover.ts';
import { refusalOf } from './refusal.ts';
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

export interface DkimOptions {
  readonly domainName: string;
  readonly keySelector: string;
  /** PEM. */
  readonly privateKey: string;
}

/** The library's own list leaves out List-Unsubscribe-Post, which RFC 8058 §4 wants signed. */
export const DKIM_HEADERS =
  'From:Reply-To:Subject:Date:Message-ID:To:MIME-Version:Content-Type:In-Reply-To:References:List-Id:List-Help:List-Unsubscribe:List-Unsubscribe-Post:Auto-Submitted';

export interface EmailOptions extends Sender {
  /** `smtp://user:password@host:port`, or `smtps://`. */
  readonly url: string;
  readonly dkim?: DkimOptions | undefined;
  /** At most one message for each open line repeats after a crash; 1 unless said otherwise. */
  readonly maxConnections?: number;
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
    maxConnections: options.maxConnections ?? 1,
    maxMessages: 100,
    maxRequeues: 0,
    idleTimeout: IDLE_MS,
    connectionTimeout: timeouts.connection,
    greetingTimeout: timeouts.greeting,
    socketTimeout: timeouts.socket,
    dnsTimeout: timeouts.dns,
    disableFileAccess: true,
    disableUrlAccess: true,
    dkim: options.dkim === undefined ? undefined : { ...options.dkim, headerFieldNames: DKIM_HEADERS },
  };
}

/** A password travels only over TLS, or to this machine; a server on this machine has no certificate worth checking. */
function serverOf(address: string): Omit<SMTPPoolOptions, 'pool'> {
  const url = new URL(address);
  const secure = url.protocol === 'smtps:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const loopback = host === 'localhost' || host === '::1' || host.startsWith('127.');
  const user = decodeURIComponent(url.username);
  const login = user === '' ? undefined : { user, pass: decodeURIComponent(url.password) };
  return {
    host,
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    auth: login,
    ignoreTLS: loopback && !secure,
    requireTLS: login !== undefined && !loopback && !secure,
  };
}
