import PostalMime from 'postal-mime';
import type { SMTPServerSession } from 'smtp-server';
import { SMTPServer } from 'smtp-server';
import { listen } from './listen.ts';
import { mailboxPages } from './mailbox/mailbox-pages.ts';
import type { ReceivedMail } from './mailbox/received-mail.ts';

/** What a server answers instead of taking a mail. */
export interface Refusal {
  /** 4xx or 5xx. */
  readonly code: number;
  /** With its enhanced status code, e.g. `5.1.1 no such mailbox`. */
  readonly message: string;
}

/** After `hang` and `drop` the mail has been received: the sender cannot know it. */
export type Mischief = Refusal | 'hang' | 'drop' | undefined;

/** Decides per recipient, at RCPT or after the data. `hang` and `drop` happen after the data only. */
export type Refuse = (recipient: string, moment: 'rcpt' | 'data') => Mischief;

export interface MailboxOptions {
  readonly now: () => number;
  readonly smtpPort?: number;
  readonly webPort?: number;
  readonly refuse?: Refuse;
}

export interface Mailbox {
  /** `smtp://127.0.0.1:PORT`, no login, no TLS. */
  readonly smtpUrl: string;
  /** Where the page is. */
  readonly url: string;
  /** Oldest first. */
  readonly mails: () => readonly ReceivedMail[];
  /** How often each Message-ID was received, angle brackets included. */
  readonly counts: () => ReadonlyMap<string, number>;
  /** Replaces the scripted refusals; undefined takes everything. */
  readonly refuse: (refuse: Refuse | undefined) => void;
  readonly close: () => Promise<void>;
}

async function receive(
  session: SMTPServerSession,
  bytes: Buffer,
  at: number,
  id: number,
): Promise<ReceivedMail> {
  const mail = await PostalMime.parse(bytes);
  const { mailFrom, rcptTo } = session.envelope;
  return {
    id,
    at,
    bytes,
    from: mailFrom === false ? '' : mailFrom.address,
    to: rcptTo.map((recipient) => recipient.address),
    subject: mail.subject ?? '',
    messageId: mail.messageId ?? '',
    inReplyTo: mail.inReplyTo,
    text: mail.text,
    html: mail.html,
    headers: mail.headers.map((header) => ({ name: header.originalKey, value: header.value })),
  };
}

function asError(refusal: Refusal): Error {
  return Object.assign(new Error(refusal.message), { responseCode: refusal.code });
}

async function readAll(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

function smtpServer(
  options: MailboxOptions,
  mails: ReceivedMail[],
  script: { refuse: Refuse | undefined },
): SMTPServer {
  const server = new SMTPServer({
    logger: false,
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onRcptTo({ address }, _session, done) {
      const refusal = script.refuse?.(address, 'rcpt');
      done(typeof refusal === 'object' ? asError(refusal) : null);
    },
    onData(stream, session, done) {
      async function take(): Promise<void> {
        const bytes = await readAll(stream);
        const [first] = session.envelope.rcptTo;
        const mischief = script.refuse?.(first?.address ?? '', 'data');
        if (typeof mischief === 'object') return done(asError(mischief));
        mails.push(await receive(session, bytes, options.now(), mails.length + 1));
        if (mischief === undefined) return done();
        if (mischief === 'drop') for (const one of server.connections) if (one.id === session.id) one.close();
      }
      take().catch(done);
    },
  });
  // A client that goes away is the client's business.
  server.on('error', () => {});
  return server;
}

async function listening(server: SMTPServer, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return address.port;
}

/** A real SMTP server that keeps what it takes, and a page that shows it. */
export async function startMailbox(options: MailboxOptions): Promise<Mailbox> {
  const mails: ReceivedMail[] = [];
  const script = { refuse: options.refuse };
  const server = smtpServer(options, mails, script);
  const port = await listening(server, options.smtpPort ?? 0);
  const web = await listen(
    mailboxPages(() => mails),
    options.webPort,
  );
  return {
    smtpUrl: `smtp://127.0.0.1:${port}`,
    url: web.url,
    mails: () => mails,
    counts: () => {
      const counts = new Map<string, number>();
      for (const { messageId } of mails) counts.set(messageId, (counts.get(messageId) ?? 0) + 1);
      return counts;
    },
    refuse: (refuse) => {
      script.refuse = refuse;
    },
    close: async () => {
      for (const connection of server.connections) connection.close();
      await Promise.all([new Promise<void>((resolve) => server.close(() => resolve())), web.close()]);
    },
  };
}
