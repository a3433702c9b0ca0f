import { generateKeyPairSync } from 'node:crypto';
import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../../domain/delivery.ts';
import { startFakeSmtp, type FakeSmtp } from '../../../test/fake-smtp.ts';
import { aDigest, aMessage, NOW } from '../../../test/messages.ts';
import { createEmailChannel, type EmailOptions } from './index.ts';

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
  return { answer, mail: server.mails[0] };
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
    // Mailed unsubscribe links arrive with one-click unsubscribe itself; a header that leads nowhere would be a lie.
    expect(header(raw, 'List-Unsubscribe')).toBeUndefined();
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
});
