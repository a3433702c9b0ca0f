import { SMTPServer } from 'smtp-server';

/** What the server does at a point of the conversation: a whole reply (`550 5.1.1 No such user`), or the line is lost. */
export interface SmtpTrouble {
  readonly at: 'connect' | 'auth' | 'mail' | 'rcpt' | 'data';
  readonly does: string;
  /** Only for this recipient; for all without it. */
  readonly to?: string;
  /** So many times, then it is over; until told otherwise without it. */
  readonly times?: number;
}

export interface FakeMail {
  /** Of the envelope: where bounces go. */
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
}

export interface FakeSmtp {
  /** `smtp://127.0.0.1:PORT`. */
  readonly url: string;
  /** Accepted mails, raw. */
  readonly mails: readonly FakeMail[];
  /** Every mail whose text arrived whole, whether or not it was accepted. */
  readonly texts: readonly string[];
  /** How many lines were opened to it. */
  connections(): number;
  /** Until told otherwise; undefined behaves well. `does` is a reply, `hang`, `drop`, or `wait 1500`: answers well after so many ms. */
  trouble(trouble: SmtpTrouble | undefined): void;
  close(): Promise<void>;
}

type Done = (error?: Error | null) => void;

/** A real SMTP server on loopback, with a script. With `login`, it asks for a password; without a `port`, it takes a free one. */
export async function startFakeSmtp(
  options: { readonly login?: boolean; readonly port?: number } = {},
): Promise<FakeSmtp> {
  const mails: FakeMail[] = [];
  const texts: string[] = [];
  let trouble: SmtpTrouble | undefined;
  let times = 0;
  let opened = 0;
  const sockets = new Set<{ destroy(): void }>();

  function answer(at: SmtpTrouble['at'], done: Done, to: readonly string[] = []): void {
    if (trouble?.at !== at || (trouble.to !== undefined && !to.includes(trouble.to))) return done();
    times += 1;
    if (times > (trouble.times ?? Infinity)) return done();
    if (trouble.does === 'hang') return undefined;
    const [, wait] = /^wait (\d+)$/.exec(trouble.does) ?? [];
    if (wait !== undefined) return void setTimeout(done, Number(wait));
    if (trouble.does === 'drop') {
      for (const socket of sockets) socket.destroy();
      return undefined;
    }
    const [, code, words] = /^(\d{3}) (.*)$/.exec(trouble.does) ?? [];
    return done(Object.assign(new Error(words), { responseCode: Number(code) }));
  }

  const server = new SMTPServer({
    authOptional: options.login !== true,
    allowInsecureAuth: true,
    disabledCommands: options.login === true ? ['STARTTLS'] : ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 50,
    onConnect: (_session, done) => answer('connect', done),
    onAuth: (_auth, _session, done) => {
      if (trouble?.at === 'auth') answer('auth', (error) => done(error ?? null));
      else done(null, { user: 'bell' });
    },
    onMailFrom: (_address, _session, done) => answer('mail', done),
    onRcptTo: ({ address }, _session, done) => answer('rcpt', done, [address]),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString('utf8');
        texts.push(raw);
        const { mailFrom, rcptTo } = session.envelope;
        const to = rcptTo.map(({ address }) => address);
        const taken: Done = (error) => {
          if (error === undefined || error === null)
            mails.push({ from: mailFrom === false ? '' : mailFrom.address, to, raw });
          done(error);
        };
        answer('data', taken, to);
      });
    },
  });
  server.server.on('connection', (socket) => {
    opened += 1;
    sockets.add(socket);
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => {
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `smtp://${options.login === true ? 'bell:pa%23ss@' : ''}127.0.0.1:${port}`,
    mails,
    texts,
    connections: () => opened,
    trouble: (next) => {
      trouble = next;
      times = 0;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}
