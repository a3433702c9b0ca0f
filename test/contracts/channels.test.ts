import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Refused } from '../../src/domain/delivery.ts';
import type { Channel } from '../../src/domain/ports.ts';
import type { Address } from '../../src/domain/subscription.ts';
import { createEmailChannel } from '../../src/notify/email/index.ts';
import { createMailDirectory } from '../../src/notify/email/mail-directory.ts';
import { createSlackChannel } from '../../src/notify/slack/index.ts';
import { aProcurement, aView } from '../builders.ts';
import { fakeClock } from '../fake-clock.ts';
import { startFakeSlack, type SlackTrouble } from '../fake-slack-api.ts';
import { startFakeSmtp, type SmtpTrouble } from '../fake-smtp.ts';
import { aDigest, aMessage, anItem } from '../messages.ts';

type Refusing = Pick<Refused, 'scope' | 'permanent' | 'ambiguous'>;
interface Row<Trouble> {
  readonly name: string;
  readonly trouble: Trouble;
  readonly expected: Refusing & Partial<Refused>;
}

/** A channel with the other side of it, real and on this machine. */
interface Stage<Trouble> {
  readonly channel: Channel;
  readonly to: Address;
  /** What a reader would see of each message received, markup and all, decoded. */
  received(): Promise<readonly string[]>;
  /** Makes the other side fail so that nothing can be sent. */
  break(trouble: Trouble): Promise<void>;
  close(): Promise<void>;
}

const SENDER = {
  from: { name: 'Bell & Co', address: 'alerts@bell.example' },
  replyTo: undefined,
  operator: { name: 'Bell & Co', postal: '1 High Street, Leeds', email: 'ops@bell.example' },
};
const SECRETS = ['ann.reader', 'reader.example', 'pa#ss', 'xoxb-secret', 'C0READER', '127.0.0.1'];
const QUICK = { connection: 300, greeting: 300, socket: 300, dns: 300 };

const temporary = { scope: 'message', permanent: false, ambiguous: false } as const;
const forGood = { scope: 'message', permanent: true, ambiguous: false } as const;
const gone = { scope: 'subscriber', permanent: true, ambiguous: false } as const;
const everybody = { scope: 'channel', permanent: false, ambiguous: false } as const;
const workspace = { scope: 'team', permanent: false, ambiguous: false } as const;
const unsure = { scope: 'message', permanent: false, ambiguous: true } as const;

const SMTP_TABLE: readonly Row<SmtpTrouble>[] = [
  {
    name: 'an unknown mailbox',
    trouble: { at: 'rcpt', does: '550 5.1.1 <ann.reader@reader.example> unknown' },
    expected: { ...gone, code: '550' },
  },
  {
    name: 'an unknown mailbox without an enhanced code',
    trouble: { at: 'rcpt', does: '550 No such user' },
    expected: gone,
  },
  {
    name: 'a full mailbox',
    trouble: { at: 'rcpt', does: '552 5.2.2 mailbox full' },
    expected: { scope: 'subscriber', permanent: false, ambiguous: false },
  },
  {
    name: 'greylisting',
    trouble: { at: 'rcpt', does: '451 4.7.1 try later' },
    expected: { ...temporary, code: '451' },
  },
  {
    name: 'relaying denied',
    trouble: { at: 'rcpt', does: '554 5.7.1 relay access denied' },
    expected: forGood,
  },
  {
    name: 'no room at DATA',
    trouble: { at: 'data', does: '452 4.3.1 no space' },
    expected: { ...temporary, code: '452' },
  },
  {
    name: 'policy at DATA',
    trouble: { at: 'data', does: '554 5.7.1 ann.reader@reader.example: spam' },
    expected: { ...forGood, code: '554' },
  },
  { name: 'too large', trouble: { at: 'data', does: '552 5.3.4 too large' }, expected: forGood },
  {
    name: 'a sender not allowed',
    trouble: { at: 'mail', does: '553 5.7.1 sender rejected' },
    expected: { ...everybody, permanent: true },
  },
  {
    name: 'a 421 banner',
    trouble: { at: 'connect', does: '421 busy' },
    expected: { ...everybody, code: '421' },
  },
  { name: 'a 554 banner', trouble: { at: 'connect', does: '554 no' }, expected: everybody },
  {
    name: 'a wrong password',
    trouble: { at: 'auth', does: '535 5.7.8 bad pa#ss for bell' },
    expected: { ...everybody, permanent: true, code: '535' },
  },
  { name: 'a hang before DATA', trouble: { at: 'rcpt', does: 'hang' }, expected: everybody },
  { name: 'a drop before DATA', trouble: { at: 'mail', does: 'drop' }, expected: everybody },
  {
    name: 'a hang after DATA',
    trouble: { at: 'data', does: 'hang' },
    expected: { ...unsure, code: 'ETIMEDOUT' },
  },
  { name: 'a drop after DATA', trouble: { at: 'data', does: 'drop' }, expected: unsure },
];

const SLACK_TABLE: readonly Row<SlackTrouble>[] = [
  ...[
    'channel_not_found',
    'not_in_channel',
    'is_archived',
    'restricted_action_read_only_channel',
    'user_not_found',
  ].map((error) => ({ name: error, trouble: { error }, expected: { ...gone, code: error } })),
  ...['msg_too_long', 'msg_blocks_too_long', 'invalid_blocks', 'no_text', 'invalid_arguments'].map(
    (error) => ({
      name: error,
      trouble: { error },
      expected: { ...forGood, code: error },
    }),
  ),
  ...['token_revoked', 'account_inactive', 'invalid_auth', 'missing_scope'].map((error) => ({
    name: error,
    trouble: { error },
    expected: { ...workspace, permanent: true, code: error },
  })),
  ...['fatal_error', 'internal_error', 'request_timeout'].map((error) => ({
    name: error,
    trouble: { error },
    expected: { ...unsure, code: error },
  })),
  { name: 'a word nobody has heard of', trouble: { error: 'moon_is_full' }, expected: temporary },
  { name: '429', trouble: { status: 429, retryAfter: '7' }, expected: { ...workspace, retryAfterMs: 7_000 } },
  {
    name: '429 without Retry-After',
    trouble: { status: 429 },
    expected: { ...workspace, retryAfterMs: 60_000 },
  },
  {
    name: 'HTTP 500',
    trouble: { status: 500, body: 'xoxb-secret' },
    expected: { ...unsure, code: 'http_500' },
  },
  {
    name: 'a page with status 200',
    trouble: { status: 200, body: '<p>xoxb-secret</p>' },
    expected: { ...unsure, code: 'unexpected_answer' },
  },
  { name: 'a reset after the post', trouble: { line: 'reset', posted: true }, expected: unsure },
  { name: 'a hang after the post', trouble: { line: 'hang', posted: true }, expected: unsure },
];

async function smtpStage(): Promise<Stage<SmtpTrouble>> {
  const server = await startFakeSmtp({ login: true });
  const channel = createEmailChannel({ ...SENDER, url: server.url, timeouts: QUICK });
  return {
    channel,
    to: { channel: 'email', email: 'ann.reader@reader.example' },
    received: () => Promise.all(server.mails.map(({ raw }) => shown(raw))),
    break: async (trouble) => {
      server.trouble(trouble);
      await Promise.resolve();
    },
    close: async () => {
      await channel.close();
      await server.close();
    },
  };
}

async function shown(raw: string): Promise<string> {
  const mail = await PostalMime.parse(raw);
  return [mail.subject, mail.html].join('\n');
}

async function directoryStage(): Promise<Stage<undefined>> {
  const root = await mkdtemp(join(tmpdir(), 'tenderbell-mail-'));
  const directory = join(root, 'mail');
  const channel = createMailDirectory({ ...SENDER, directory });
  return {
    channel,
    to: { channel: 'email', email: 'ann.reader@reader.example' },
    received: async () => {
      const names = await readdir(directory).catch(() => []);
      return Promise.all(names.map(async (name) => shown(await readFile(join(directory, name), 'utf8'))));
    },
    break: async () => {
      await rm(directory, { recursive: true, force: true });
      await writeFile(directory, 'a file stands where the directory should');
    },
    close: async () => {
      await channel.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

async function slackStage(): Promise<Stage<SlackTrouble>> {
  const clock = fakeClock();
  const server = await startFakeSlack(() => clock.now());
  const log = {
    debug: () => undefined,
    info: () => undefined,
    warn: () => undefined,
    error: () => undefined,
  };
  const channel = createSlackChannel({
    token: 'xoxb-secret',
    apiUrl: server.apiUrl,
    clock,
    log,
    timeoutMs: 300,
  });
  return {
    channel,
    to: { channel: 'slack', team: 'home', id: 'C0READER' },
    received: async () =>
      Promise.resolve(
        // A digest's cards stand in its thread.
        server.posts
          .filter(({ thread }) => thread === undefined)
          .map(({ text, blocks }) => `${text}\n${JSON.stringify(blocks)}`),
      ),
    break: async (trouble) => {
      server.trouble(trouble);
      await Promise.resolve();
    },
    close: async () => {
      await channel.close();
      await server.close();
    },
  };
}

const DIRECTORY_TABLE: readonly Row<undefined>[] = [
  { name: 'a directory that cannot be written', trouble: undefined, expected: everybody },
];

function keepsTheContract<Trouble>(
  open: () => Promise<Stage<Trouble>>,
  table: readonly Row<Trouble>[],
): void {
  let stage: Stage<Trouble>;
  beforeEach(async () => {
    stage = await open();
  });
  afterEach(async () => {
    await stage.close();
  });

  const send = async (message = aMessage(), signal = new AbortController().signal) =>
    await stage.channel.send(message, stage.to, signal);

  it('sends each kind of message and names it', async () => {
    const kinds = [
      aMessage(),
      aMessage({ kind: 'summary', messageId: '<s.1@bell.example>' }),
      aDigest({ messageId: '<d.1@bell.example>' }),
    ];
    for (const message of kinds) {
      const answer = await send(message);
      expect(answer).toMatchObject({ sent: true });
      expect(answer.sent && answer.reference.length).toBeGreaterThan(0);
    }
    const received = await stage.received();
    expect(received).toHaveLength(3);
    for (const text of received) expect(text).toContain('Penetration testing');
  });

  it.each(table)('answers a refusal as data: $name', async ({ trouble, expected }) => {
    await stage.break(trouble);
    const answer = await send();
    expect(answer).toMatchObject({ sent: false, ...expected });
    if (answer.sent) return;
    expect(answer.reason).toMatch(/^[A-Z][^\n]+\.$/);
    for (const secret of SECRETS) expect(`${answer.reason} ${answer.code}`).not.toContain(secret);
  });

  it('shows hostile text as text', async () => {
    const title = '<script>alert(1)</script> <!channel> <@U1> & "quoted" {{x}} %s';
    const item = anItem({
      procurement: aProcurement({ view: aView({ title, url: 'javascript:alert(1)' }) }),
    });
    expect(await send(aMessage({ items: [item] }))).toMatchObject({ sent: true });
    const [text = ''] = await stage.received();
    const body = text.slice(text.indexOf('\n'));
    expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(body).toContain('{{x}} %s');
    expect(body).not.toMatch(/<script|<!channel|<@U1|javascript:/);
  });

  it('sends nothing once it was told to stop', async () => {
    const answer = await send(aMessage(), AbortSignal.abort());
    expect(answer).toMatchObject({ sent: false, permanent: false, ambiguous: false });
    expect(await stage.received()).toEqual([]);
  });

  it('throws at an address of another kind, which is a bug', async () => {
    const other: Address =
      stage.channel.kind === 'email'
        ? { channel: 'slack', team: 'home', id: 'C1' }
        : { channel: 'email', email: 'ann@reader.example' };
    await expect(stage.channel.send(aMessage(), other, new AbortController().signal)).rejects.toThrow(
      /address/,
    );
  });
}

describe('e-mail by SMTP', () => {
  keepsTheContract(smtpStage, SMTP_TABLE);
});

describe('e-mail as files', () => {
  keepsTheContract(directoryStage, DIRECTORY_TABLE);
});

describe('Slack', () => {
  keepsTheContract(slackStage, SLACK_TABLE);
});
