import { generateKeyPairSync } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../../domain/delivery.ts';
import { NotBegun } from '../../domain/not-begun.ts';
import { startFakeSmtp, type FakeSmtp } from '../../../test/fake-smtp.ts';
import { aDigest, aMessage, LINKS, NOW } from '../../../test/messages.ts';
import { createEmailChannel, type EmailOptions } from './index.ts';
import { deliveryOf } from './verp.ts';

const ANN = { channel: 'email', email: 'ann@reader.example' } as const;
const SENDER = {
  from: { name: 'Bell & Co', address: 'alerts@bell.example' },
  replyTo: { name: undefined, address: 'help@bell.example' },
  operator: { name: 'Bell & Co', postal: undefined, email: undefined },
};

let server: FakeSmtp;
beforeEach(async () => {
  server = await startFakeSmtp();
});
afterEach(async () => {
  await server.close();
});

async function sent(message: Message, options: Partial<EmailOptions> = {}, to: string = ANN.email) {
  const channel = createEmailChannel({ ...SENDER, url: server.url, ...options });
  const answer = await channel.send(message, { channel: 'email', email: to }, new AbortController().signal);
  await channel.close();
  return { answer, mail: server.mails.at(-1) };
}

function header(raw: string, name: string): string | undefined {
  const [head = ''] = raw.split('\r\n\r\n');
  const unfolded = head.replace(/\r\n[ \t]+/g, ' ');
  return unfolded
    .split('\r\n')
    .find((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}: `))
    ?.slice(name.length + 2);
}

describe('a mail', () => {
  it('goes to one person, from the operator, with what a mail program needs', async () => {
    const { answer, mail } = await sent(aMessage());
    expect(answer.sent && answer.reference).toMatch(/^250 /);
    const raw = mail?.raw ?? '';
    expect(mail?.to).toEqual(['ann@reader.example']);
    expect(header(raw, 'From')).toBe('"Bell & Co" <alerts@bell.example>');
    expect(header(raw, 'To')).toBe('ann@reader.example');
    expect(header(raw, 'Reply-To')).toBe('help@bell.example');
    expect(header(raw, 'Message-ID')).toBe('<n.1.alert.0a1b2c@tenderbell.example>');
    expect(header(raw, 'Auto-Submitted')).toBe('auto-generated');
    expect(header(raw, 'List-Id')).toBe('"tenderbell alerts" <alerts.bell.example>');
    expect(new Date(header(raw, 'Date') ?? '').getTime()).toBe(NOW);
    expect(header(raw, 'Content-Type')).toMatch(/^multipart\/alternative/);
    expect(raw.indexOf('text/plain')).toBeLessThan(raw.indexOf('text/html'));
    // A header that leads nowhere would be a lie.
    expect(raw).not.toMatch(/^List-(?:Unsubscribe|Help)/m);
    expect(mail?.from).toBe('alerts@bell.example');
    expect(header(raw, 'In-Reply-To')).toBeUndefined();
  });

  it('keeps lines short enough for every server', async () => {
    const { mail } = await sent(aDigest());
    const longest = Math.max(...(mail?.raw ?? '').split('\r\n').map((line) => line.length));
    expect(longest).toBeLessThan(998);
  });

  it('hangs on the first mail about its procurement', async () => {
    const { mail } = await sent(aMessage({ thread: '<first@tenderbell.example>' }));
    expect(header(mail?.raw ?? '', 'In-Reply-To')).toBe('<first@tenderbell.example>');
    expect(header(mail?.raw ?? '', 'References')).toBe('<first@tenderbell.example>');
  });

  it.each(['1700000001.000100', '<a@b>\r\nX-Evil: 1', '<a b@c>'])(
    'hangs on nothing that is no Message-ID: %j',
    async (thread) => {
      const { mail } = await sent(aMessage({ thread }));
      expect(header(mail?.raw ?? '', 'In-Reply-To')).toBeUndefined();
      expect(mail?.raw).not.toContain('X-Evil');
    },
  );

  it('that cannot be given its form was never begun', async () => {
    const broken: Message = {
      ...aMessage(),
      get items(): never {
        throw new Error('a bug in a card');
      },
    };
    const channel = createEmailChannel({ ...SENDER, url: server.url });
    const answer = channel.send(broken, ANN, new AbortController().signal);
    await expect(answer).rejects.toBeInstanceOf(NotBegun);
    await channel.close();
  });

  it('is not made with a Message-ID that is none', async () => {
    const { answer } = await sent(aMessage({ messageId: '<a@b>\r\nBcc: evil@x.example' }));
    expect(answer).toMatchObject({ sent: false, scope: 'message', permanent: true, code: 'message-id' });
    expect(server.texts).toEqual([]);
  });

  it.each(['a@b.example, evil@c.example', 'a@b.example\r\nRCPT TO:<evil@x.example>'])(
    'is not sent to %j',
    async (to) => {
      const { answer } = await sent(aMessage(), {}, to);
      expect(answer).toMatchObject({ sent: false, scope: 'subscriber', permanent: true, code: 'address' });
      expect(server.texts).toEqual([]);
    },
  );

  it('is not sent with a control character in the sender’s name', async () => {
    const from = { name: 'Bell\u2028Evil', address: 'alerts@bell.example' };
    const { answer } = await sent(aMessage(), { from });
    expect(answer).toMatchObject({ sent: false, code: 'control-character' });
  });

  it('is signed where the operator has a key', async () => {
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 1024,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    const { mail } = await sent(aMessage(), {
      dkim: { domainName: 'bell.example', keySelector: 's1', privateKey },
    });
    const signature = header(mail?.raw ?? '', 'DKIM-Signature') ?? '';
    const signed = /\bh=([^;]+)/.exec(signature)?.[1]?.toLowerCase().replace(/\s/g, '').split(':');
    expect(signature).toContain('d=bell.example');
    expect(signed).toEqual(
      expect.arrayContaining(['from', 'to', 'subject', 'message-id', 'list-id', 'auto-submitted']),
    );
  });

  it('reads the same in both its parts', async () => {
    const { mail } = await sent(aDigest());
    const { text = '', html = '' } = await PostalMime.parse(mail?.raw ?? '');
    for (const words of [
      'Wi-Fi for libraries, in five days',
      '£50,000 to £500,000',
      'Brindle Systems Ltd',
      'Open Government Licence',
    ]) {
      expect(text).toContain(words);
      expect(html).toContain(words);
    }
  });
});

const BOUNCES = { bounceAddress: 'bounce@bounces.bell.example', bounceSecret: 'a secret of the test' };
const ABOUT_ACCOUNT = ['confirmation', 'manage', 'test'] as const;

describe('what lets a reader leave', () => {
  const secret = 'Zm9yIHRoZSB0ZXN0cyBvZiB0aGlzIGZpbGUgb25seQ_';
  const links = { ...LINKS, unsubscribe: `https://bell.example/u/${secret}` };
  const rawOf = async (message: Message, options: Partial<EmailOptions> = {}) =>
    (await sent(message, options)).mail?.raw ?? '';

  it('is one line with the page first and the mailbox second, and one click', async () => {
    const raw = await rawOf(aMessage({ links }), { ...BOUNCES, helpUrl: 'https://bell.example/help' });
    const line = `<https://bell.example/u/${secret}>, <mailto:bounce+u.${secret}@bounces.bell.example?subject=unsubscribe>`;
    expect(raw).toContain(`\r\nList-Unsubscribe: ${line}\r\n`);
    expect(raw).toContain('\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n');
    expect(raw).toContain('\r\nList-Help: <https://bell.example/help>\r\n');
  });

  it('is the page alone where no bounces are taken', async () => {
    const raw = await rawOf(aMessage({ links }));
    expect(header(raw, 'List-Unsubscribe')).toBe(`<https://bell.example/u/${secret}>`);
  });

  it('is no mailbox of a domain that is none', async () => {
    const raw = await rawOf(aMessage({ links }), { ...BOUNCES, bounceAddress: 'a@b.example, c@d.example' });
    expect(header(raw, 'List-Unsubscribe')).toBe(`<https://bell.example/u/${secret}>`);
  });

  it.each([
    ['https://bell.example/u/x', true],
    ['http://127.0.0.1:8080/u/x', true],
    ['http://localhost/u/x', true],
    ['http://bell.example/u/x', false],
  ])('%s: with one click is %s', async (unsubscribe, isOneClick) => {
    const raw = await rawOf(aMessage({ links: { ...links, unsubscribe } }));
    expect(header(raw, 'List-Unsubscribe')).toBe(`<${unsubscribe}>`);
    expect(header(raw, 'List-Unsubscribe-Post') !== undefined).toBe(isOneClick);
  });

  it.each([
    'https://bell.example/u/x>, <https://evil.example',
    'https://b.example/\r\nBcc: e@x.example',
    'x',
  ])('is not %j', async (unsubscribe) => {
    const raw = await rawOf(aMessage({ links: { ...links, unsubscribe } }));
    expect(header(raw, 'List-Unsubscribe')).toBeUndefined();
    expect(header(raw, 'Bcc')).toBeUndefined();
  });

  it.each(ABOUT_ACCOUNT)('is not in a mail of the kind %s', async (kind) => {
    const words = ['Is this you?', 'Then press the button.'] as const;
    const message = aMessage({ kind, items: [], words, links });
    const accountFrom = { name: 'Bell accounts', address: 'noreply@bell.example' };
    const raw = await rawOf(message, { ...BOUNCES, accountFrom });
    expect(raw).not.toMatch(/^List-Unsubscribe/m);
    expect(header(raw, 'List-Id')).toBe('"tenderbell account" <account.bell.example>');
    expect(header(raw, 'From')).toBe('Bell accounts <noreply@bell.example>');
    expect(header(await rawOf(aDigest(), { accountFrom }), 'From')).not.toContain('noreply');
  });

  it.each([
    ['alert', 'alerts'],
    ['paused', 'alerts'],
    ['broad', 'alerts'],
    ['digest', 'digest'],
    ['quiet', 'digest'],
    ['operator', 'operator'],
  ] as const)('a mail of the kind %s is of the list %s', async (kind, list) => {
    const raw = await rawOf(aMessage({ kind, words: ['A headline', 'A sentence.'] }));
    expect(header(raw, 'List-Id')).toBe(`"tenderbell ${list}" <${list}.bell.example>`);
  });
});

describe('where a mail comes back to', () => {
  it('is an address of its own, while its sender stays', async () => {
    const { mail } = await sent(aMessage({ deliveryId: 12 }), BOUNCES);
    expect(deliveryOf(mail?.from ?? '', BOUNCES.bounceSecret)).toBe(12);
    expect(mail?.from).toMatch(/@bounces\.bell\.example$/);
    expect(header(mail?.raw ?? '', 'From')).toBe('"Bell & Co" <alerts@bell.example>');
  });

  it.each([
    ['there is no number', {}, BOUNCES],
    ['no bounces are taken', { deliveryId: 12 }, {}],
    [
      'the address would be too long',
      { deliveryId: 12 },
      { ...BOUNCES, bounceAddress: `${'b'.repeat(60)}@b.example` },
    ],
    ['the address is a trick', { deliveryId: 12 }, { ...BOUNCES, bounceAddress: 'a@b.example, c@d.example' }],
  ])('is the sender where %s', async (_name, message, options) => {
    const { mail } = await sent(aMessage(message), options);
    expect(mail?.from).toBe('alerts@bell.example');
    expect(mail?.to).toEqual(['ann@reader.example']);
  });
});

describe('a mail too large for the server', () => {
  const large = () => aDigest({ links: LINKS });

  it.each(['552 5.3.4 too big', '552 too much mail data'])(
    'is sent once more, shorter, after %s',
    async (does) => {
      server.trouble({ at: 'data', does, times: 1 });
      const { answer, mail } = await sent(large());
      expect(answer).toMatchObject({ sent: true });
      expect(server.texts).toHaveLength(2);
      const [first = '', second = ''] = server.texts;
      expect(second.length).toBeLessThan(first.length * 0.75);
      expect(mail?.raw).toBe(second);
      expect(header(second, 'Message-ID')).toBe(header(first, 'Message-ID'));
      const left = answer.sent ? (answer.left ?? []) : [];
      expect(left.length).toBeGreaterThan(0);
      const { text = '' } = await PostalMime.parse(second);
      expect(text).toMatch(new RegExp(`${left.length} more`));
    },
  );

  it('is given up when the shorter one is too large as well', async () => {
    server.trouble({ at: 'data', does: '552 5.3.4 too big' });
    const { answer } = await sent(large());
    expect(answer).toMatchObject({ sent: false, scope: 'message', permanent: true, code: '552' });
    expect(server.texts).toHaveLength(2);
  });

  it('is not sent again where the mailbox is full', async () => {
    server.trouble({ at: 'data', does: '552 5.2.2 full' });
    const { answer } = await sent(large());
    expect(answer).toMatchObject({ sent: false, scope: 'subscriber', permanent: false });
    expect(server.texts).toHaveLength(1);
  });

  it('has nothing left out when the server takes it', async () => {
    expect((await sent(large())).answer).toMatchObject({ sent: true, left: [] });
  });
});

describe('what a real server says', () => {
  it.each([
    ['rcpt', '550 5.1.1 no such user', 'subscriber', true],
    ['rcpt', '552 5.2.2 mailbox full', 'subscriber', false],
    ['rcpt', '451 4.7.1 greylisted', 'message', false],
    ['rcpt', '554 5.7.1 not from there', 'message', true],
    ['connect', '421 4.3.2 closing', 'channel', false],
    ['mail', '550 5.7.1 not from you', 'channel', true],
    ['data', '554 5.7.1 policy', 'message', true],
    ['data', '452 4.3.1 no room', 'message', false],
    ['data', '421 4.3.2 closing', 'channel', false],
  ] as const)('at %s: %s', async (at, does, scope, permanent) => {
    server.trouble({ at, does });
    const { answer } = await sent(aMessage());
    expect(answer).toMatchObject({ sent: false, scope, permanent, ambiguous: false, code: does.slice(0, 3) });
    expect(server.mails).toEqual([]);
  });

  it('of a password stops the channel until somebody mends it', async () => {
    await server.close();
    server = await startFakeSmtp({ login: true });
    server.trouble({ at: 'auth', does: '535 5.7.8 wrong' });
    const { answer } = await sent(aMessage());
    expect(answer).toMatchObject({ sent: false, scope: 'channel', permanent: true, code: '535' });
  });

  it.each(['hang', 'drop'])('%s after the text leaves in doubt whether it has it', async (does) => {
    server.trouble({ at: 'data', does });
    const { answer } = await sent(aMessage(), { timeouts: { socket: 300 } });
    expect(server.texts).toHaveLength(1);
    expect(answer).toMatchObject({ sent: false, scope: 'message', permanent: false, ambiguous: true });
  });
});

describe('an SMTP line', () => {
  it('is used again for the next mail, also after a refusal', async () => {
    const channel = createEmailChannel({ ...SENDER, url: server.url });
    const send = async (messageId: string) =>
      await channel.send(aMessage({ messageId }), ANN, new AbortController().signal);
    expect(await send('<1@bell.example>')).toMatchObject({ sent: true });
    server.trouble({ at: 'rcpt', does: '550 5.1.1 no' });
    expect(await send('<2@bell.example>')).toMatchObject({ sent: false });
    server.trouble(undefined);
    expect(await send('<3@bell.example>')).toMatchObject({ sent: true });
    expect(server.mails).toHaveLength(2);
    await channel.close();
  });

  it('that nobody listens on is the channel’s trouble, not the message’s', async () => {
    await server.close();
    const { answer } = await sent(aMessage());
    expect(answer).toMatchObject({
      sent: false,
      scope: 'channel',
      permanent: false,
      ambiguous: false,
      code: 'ESOCKET',
    });
  });

  it('to a host that does not exist is the channel’s trouble', async () => {
    const { answer } = await sent(aMessage(), { url: 'smtp://nowhere.invalid:25', timeouts: { dns: 500 } });
    expect(answer).toMatchObject({ sent: false, scope: 'channel', permanent: false, code: 'EDNS' });
  });

  it('that closes before it greets does not burn the message', async () => {
    server.trouble({ at: 'connect', does: 'drop' });
    const { answer } = await sent(aMessage());
    expect(answer).toMatchObject({ sent: false, scope: 'channel', permanent: false, ambiguous: false });
  });

  it('is opened once for a mail, however it ends: trying again is for the outbox', async () => {
    let opened = 0;
    const rude = createServer((socket) => {
      opened += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => void rude.listen(0, '127.0.0.1', resolve));
    const { port } = rude.address() as AddressInfo;

    const { answer } = await sent(aMessage(), { url: `smtp://127.0.0.1:${port}` });

    expect(answer).toMatchObject({ sent: false, scope: 'channel', ambiguous: false });
    expect(opened).toBe(1);
    rude.close();
  });

  it('that the server drops at the next mail is not opened again for it', async () => {
    const channel = createEmailChannel({ ...SENDER, url: server.url });
    const send = async (messageId: string) =>
      await channel.send(aMessage({ messageId }), ANN, new AbortController().signal);
    expect(await send('<1@bell.example>')).toMatchObject({ sent: true });
    const before = server.connections();

    server.trouble({ at: 'mail', does: 'drop', times: 1 });
    expect(await send('<2@bell.example>')).toMatchObject({ sent: false, scope: 'channel', ambiguous: false });

    expect(server.connections()).toBe(before);
    expect(server.mails).toHaveLength(1);
    await channel.close();
  });

  it('stopped in the middle of a mail may have delivered it', async () => {
    server.trouble({ at: 'data', does: 'hang' });
    const channel = createEmailChannel({ ...SENDER, url: server.url });
    const stop = new AbortController();
    const answer = channel.send(aMessage(), ANN, stop.signal);
    while (server.texts.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    stop.abort();
    expect(await answer).toMatchObject({ sent: false, scope: 'message', permanent: false, ambiguous: true });
    await channel.close();
  });

  it('is given no more than was asked for in a second', async () => {
    const channel = createEmailChannel({ ...SENDER, url: server.url, perSecond: 3, connections: 2 });
    const started = performance.now();
    const answers = await Promise.all(
      ['a', 'b', 'c', 'd'].map(
        async (name) =>
          await channel.send(
            aMessage({ messageId: `<${name}@bell.example>` }),
            ANN,
            new AbortController().signal,
          ),
      ),
    );
    expect(answers.every((answer) => answer.sent)).toBe(true);
    expect(performance.now() - started).toBeGreaterThan(900);
    await channel.close();
  });

  it('is as many as were asked for', async () => {
    server.trouble({ at: 'data', does: 'hang' });
    const channel = createEmailChannel({ ...SENDER, url: server.url, connections: 2 });
    const stop = new AbortController();
    const answers = ['a', 'b', 'c'].map(
      async (name) => await channel.send(aMessage({ messageId: `<${name}@bell.example>` }), ANN, stop.signal),
    );
    while (server.texts.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(server.texts).toHaveLength(2);
    stop.abort();
    expect((await Promise.all(answers)).every((answer) => !answer.sent)).toBe(true);
    await channel.close();
  });
});
